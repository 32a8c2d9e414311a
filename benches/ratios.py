#!/usr/bin/env python3
"""heng beside the yardstick, in back-to-back pairs: medians of ratios, no absolute promises.

    python3 benches/ratios.py [--pairs 5] [--large] [--list] [WORK …]

The yardstick is looked for in ../shared/bench beside the checkout; what cannot be measured without it, or without
DuckDB, is said and skipped. Data, references and builds go to $HENG_BENCH (target/bench when it is not set) and are
made where they are missing; --large also makes and measures the works with a million declarations or rows.
"""
import argparse, json, os, re, shutil, statistics, subprocess, sys, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(os.path.dirname(ROOT), "shared", "bench")
WORK = os.environ.get("HENG_BENCH", os.path.join(ROOT, "target", "bench"))
SIZES = {"1": 1, "1k": 1000, "10k": 10000, "100k": 100000, "1M": 1000000}
RULES = os.path.join(ROOT, "benches", "检查")
FLAT = os.path.join(ROOT, "benches", "检查表")
LIST = os.path.join(ROOT, "benches", "清单")
HENG = os.path.join(ROOT, "target", "dist", "heng")


def at(*parts): return os.path.join(WORK, *parts)
def data(size, name="decl.jsonl"): return at("data", size, name)
def say(text): print(text, flush=True)


def python():
    """A Python with DuckDB, or None."""
    for one in (os.environ.get("HENG_BENCH_PYTHON"), at("venv", "bin", "python"), sys.executable):
        found = one and shutil.which(one)
        if found and subprocess.run([found, "-c", "import duckdb"], capture_output=True).returncode == 0:
            return found
    return None


def run(command, out=os.devnull):
    """Seconds, peak memory in MiB and exit code of a command, which writes to a new file."""
    if out != os.devnull and os.path.exists(out):
        # To write over an old one is to wait for the disk.
        os.remove(out)
    with open(out, "wb") as stdout, open(at("stderr"), "wb") as stderr:
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=stdout, stderr=stderr)
        _, status, usage = os.wait4(process.pid, 0)
        return time.monotonic() - begun, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def pairs(name, ours, theirs, must=None, aim=None, reference=None, count=5):
    """Runs two commands in turns and prints the median of the ratios of their times."""
    out = at("out.json")
    for command in (ours, theirs):
        run(command, out)
    both = [(run(ours, out), run(theirs)) for _ in range(count)]
    ratio = statistics.median(a[0] / b[0] for a, b in both)
    milliseconds = [statistics.median(x[i][0] for x in both) * 1e3 for i in (0, 1)]
    peak = max(a[1] for a, _ in both)
    bad = sorted({x[2] for pair in both for x in pair} - {0, 1})
    told = f"must {must}, aim {aim}" if must else ""
    if bad:
        told += f"  FAILED: exit {bad}"
    if reference:
        told += "  " + compared(reference, out)
    say(f"{name:40} {ratio:7.2f}  {milliseconds[0]:9.1f} : {milliseconds[1]:9.1f} ms  peak {peak:6.1f} MiB  {told}")
    return ratio


def compared(size, out):
    command = [sys.executable, os.path.join(SHARED, "compare.py"), at("ref", size + ".json"), out]
    result = subprocess.run(command, capture_output=True, text=True)
    return (result.stdout.strip() or result.stderr.strip()[-200:]).rstrip("| ")


# What is made before anything is measured.

def build():
    """Builds heng and the bench targets; gives the paths of these by name."""
    subprocess.run(["cargo", "build", "--profile", "dist", "-q"], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    benches = ["--bench", "line", "--bench", "cells"]
    command = ["cargo", "bench", "--profile", "dist", *benches, "--no-run", "--message-format=json", "-q"]
    made = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    found = {}
    for line in made.stdout.splitlines():
        one = json.loads(line)
        if one.get("executable") and one["target"]["kind"] == ["bench"]:
            found[one["target"]["name"]] = one["executable"]
    if {"line", "cells"} - found.keys():
        sys.exit("cargo did not say where it put the bench targets `line` and `cells`")
    return found


def yardstick():
    rust = at("rust")
    if not os.path.isdir(rust):
        shutil.copytree(os.path.join(SHARED, "rust"), rust)
    command = ["cargo", "build", "--release", "-q", "--target-dir", at("target")]
    subprocess.run(command, cwd=rust, check=True, stdout=subprocess.DEVNULL)


def generate(size, modes, folder=None, share=None):
    """Data by the generator of the yardstick, with another share of defective declarations where one is given."""
    folder = folder or at("data", size)
    text = open(os.path.join(SHARED, "gen.py"), encoding="utf-8").read()
    if share is not None:
        assert "if r() < 0.08:" in text
        text = text.replace("if r() < 0.08:", f"if r() < {share}:")
    command = [sys.executable, "-", "--n", str(SIZES[size]), "--out", folder, "--modes", ",".join(modes)]
    subprocess.run(command, input=text, text=True, check=True)


def prepare(large, duck):
    os.makedirs(at("ref"), exist_ok=True)
    for size in SIZES:
        if size == "1M" and not large:
            continue
        modes = {"jsonl": "decl.jsonl", "csv": "decl.csv"}
        if SIZES[size] <= 1000:
            modes |= {"files": "files", "toml": "toml"}
        missing = [mode for mode, name in modes.items() if not os.path.exists(data(size, name))]
        if missing:
            say(f"making {size}: {', '.join(missing)}")
            generate(size, missing)
        if duck and SIZES[size] >= 100000 and not os.path.exists(data(size, "decl.parquet")):
            made = [duck, os.path.join(SHARED, "mkparquet.py"), data(size), data(size, "decl.parquet")]
            subprocess.run(made, check=True)
        if not os.path.exists(at("ref", size + ".json")):
            with open(at("ref", size + ".json"), "w", encoding="utf-8") as out:
                command = [sys.executable, os.path.join(SHARED, "reference.py"), data(size)]
                subprocess.run(command, check=True, stdout=out)
    for name, share in (("clean", 0.0), ("defective", 0.95)):
        if not os.path.exists(at("data", name, "decl.jsonl")):
            generate("100k", ["jsonl"], at("data", name), share)
    many_rules()


def prepare_lists(large):
    for size in ("100k", "1M") if large else ("100k",):
        book = at("data", size + ".xlsx")
        if not os.path.exists(book):
            say(f"making {size}.xlsx")
            os.makedirs(at("data"), exist_ok=True)
            command = [sys.executable, os.path.join(ROOT, "benches", "workbook.py"), str(SIZES[size]), book]
            subprocess.run(command, check=True)


def many_rules():
    """The twenty checks ten times over, each time with codes of their own."""
    text = open(os.path.join(RULES, "检查.heng"), encoding="utf-8").read()
    begin = text.index("规则 C01")
    copies = [re.sub(r"规则 (C\d\d) ", rf"规则 \1_{turn} ", text[begin:]) for turn in range(10)]
    for name, rules in (("rules20", [text[begin:]]), ("rules200", copies)):
        os.makedirs(at(name), exist_ok=True)
        with open(at(name, "检查.heng"), "w", encoding="utf-8") as out:
            out.write(text[:begin] + "\n".join(rules))


# What is measured: each work by its name.

def works(benches, duck, count):
    line, cells = benches["line"], benches["cells"]
    native, limits = at("target", "release", "native"), at("target", "release", "limits")
    # The result line, for which the findings on the batch are explained; it is held against the reference.
    ours = lambda path, threads=1, rules=RULES, *more: [line, path, "--threads", str(threads), "--rules", rules, *more]
    # The counts alone, of all checks or of the twenty.
    count_all = lambda path, threads=1, rules=RULES, *more: [HENG, "check", path, "--rules", rules, "--format", "summary",
                                                             "-q", "--jobs", str(threads), *more]
    count_20 = lambda path, threads=1: count_all(path, threads, RULES, "--ignore", "B")
    # The yardstick does the three checks on the batch in any case.
    theirs = lambda path, threads=1, mode="jsonl": [native, "--mode", mode, "--threads", str(threads), path]
    sql = lambda path, threads=1: [duck, os.path.join(SHARED, "peers", "duck.py"), path, "--threads", str(threads)]
    limit = lambda what, path: [limits, what, path, "--repeat=1"]
    check = lambda path, form="jsonl", *more: [HENG, "check", path, "--rules", RULES, "--format", form, "-q", "--jobs",
                                               "1", *more]
    found = {}

    def pair(name, *commands, **more):
        found[name] = lambda: pairs(name, *commands, count=count, **more)

    cold = [HENG, "check", os.path.join(ROOT, "examples", "E46-没有评估就入库.toml")]
    pair("cold (ms; must 10, aim 5) : start", cold, [HENG, "--version"])
    for threads in (1, 2):
        path = data("1k", "files")
        pair(f"files1k t{threads}, result line : yardstick", ours(path, threads), theirs(path, threads, "files"),
             reference="1k")
        for name, counting in (("20", count_20), ("all", count_all)):
            pair(f"files1k t{threads}, counts of {name} : yardstick", counting(path, threads),
                 theirs(path, threads, "files"), must=1.3, aim=1.0)
    for size in ("100k", "1M"):
        path = data(size)
        for threads in (1, 2):
            pair(f"j{size} t{threads}, result line : yardstick", ours(path, threads), theirs(path, threads),
                 reference=size)
            for name, counting in (("20", count_20), ("all", count_all)):
                pair(f"j{size} t{threads}, counts of {name} : yardstick", counting(path, threads), theirs(path, threads),
                     must=0.6, aim=0.45)
        pair(f"j{size}, findings of the 20 kept : yardstick", ours(path, 1, at("rules20"), "--findings"), theirs(path))
        pair(f"j{size}, findings of all as jsonl : yardstick", check(path), theirs(path))
        pair(f"j{size}, summary : jsonl", check(path, "summary"), check(path))
        pair(f"j{size}, counts of 20 : sonic-rs tree", count_20(path), limit("sonic-value", path), must=1.0, aim=0.8)
        pair(f"j{size}, counts of 20 : read the bytes", count_20(path), limit("read", path))
        pair(f"j{size}, counts of 20 : scan for newlines", count_20(path), limit("memchr", path))
        if duck:
            pair(f"j{size}, counts of all : duckdb jsonl", count_all(path), sql(path), must=0.33, aim=0.25)
            pair(f"j{size}, counts of all : duckdb parquet", count_all(path), sql(data(size, "decl.parquet")), must=1.0,
                 aim=0.75)
    pair("j1M t1 : t2, counts of all", count_all(data("1M")), count_all(data("1M"), 2), must=1.7, aim=1.9)
    pair("1M : 100k, counts of 20", count_20(data("1M")), count_20(data("100k")), must=10.5, aim=10.2)
    pair("toml1k, result line : toml crate", ours(data("1k", "toml")), limit("files-toml", data("1k", "toml")), must=0.5,
         aim=0.2, reference="1k")
    if duck:
        for size in ("10k", "100k"):
            flat = data(size, "decl.csv")
            pair(f"csv{size}, result line : duckdb csv", ours(flat, rules=FLAT), sql(flat), reference=size)
            child = ["--data", "指标=" + data(size, "indicators.csv")]
            pair(f"csv{size}, counts of all : duckdb csv", count_all(flat, 1, FLAT, *child), sql(flat), must=0.5, aim=0.25)
    for name, more in (("95% defective, the 20 : clean", ["--ignore", "B"]), ("95% defective, all : clean", [])):
        pair(name, *(check(at("data", share, "decl.jsonl"), "jsonl", *more) for share in ("defective", "clean")),
             must=2.0, aim=1.3)
    for size in ("100k", "1M"):
        book = at("data", size + ".xlsx")
        for threads in (1, 2):
            ours_list = [HENG, "check", book, "--rules", LIST, "--format", "jsonl", "-q", "--jobs", str(threads)]
            pair(f"xlsx{size} t{threads} : calamine", ours_list, [cells, book], must=3.0, aim=2.0)
    pair("95% defective, counts : clean, counts", check(at("data", "defective", "decl.jsonl"), "summary"),
         check(at("data", "clean", "decl.jsonl"), "summary"))
    pair("200 rules : 20, counts", count_all(data("100k"), rules=at("rules200")),
         count_all(data("100k"), rules=at("rules20")), must=2.0, aim=1.4)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", nargs="*", help="beginnings of the names of works; all when left out")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--large", action="store_true", help="also a million declarations and rows (6 GB of data)")
    parser.add_argument("--list", action="store_true", help="only name the works")
    arguments = parser.parse_args()
    duck = python()
    if arguments.list:
        return print("\n".join(works({"line": "line", "cells": "cells"}, duck or "python", 1)))
    if not duck:
        say("SKIPPED: everything against DuckDB (no Python with the package duckdb; see HENG_BENCH_PYTHON)")
    if not arguments.large:
        say("SKIPPED: a million declarations (--large)")
    os.makedirs(WORK, exist_ok=True)
    benches = build()
    prepare_lists(arguments.large)
    alone = not os.path.isdir(SHARED)
    if alone:
        say(f"SKIPPED: all but lists ({SHARED} is not there, and with it the generator, the reference and the yardstick)")
    else:
        yardstick()
        prepare(arguments.large, duck)
    for name, measure in works(benches, duck, arguments.pairs).items():
        wanted = not arguments.work or any(name.startswith(one) for one in arguments.work)
        if wanted and (arguments.large or "1M" not in name) and (name.startswith("xlsx") or not alone):
            measure()


if __name__ == "__main__":
    main()
