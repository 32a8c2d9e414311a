//! Findings as JSON Lines in the file that standard output is: they are written there while the input is read.

use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::cli::{Place, Run};

const PACK: &str = "规则包 试\n  主表 项目\n\n表 项目\n  名 name : 文本\n  数 amount : 整数\n\n\
                    规则 R1 小数目\n  依据 \"例\"\n  对象 项目\n  要求 数 < 5\n  否则 错误 \"{名}：{数}\"\n";

/// A run over so many lines that they are read in several pieces, each with findings; `last` comes after them.
fn place(last: &[u8]) -> Place {
    let place = Place::with(&[("规则/a.heng", PACK)]);
    let line = |number: u32| format!("{{\"name\": \"Project {number}\", \"amount\": {}}}\n", number % 10);
    let mut lines: Vec<u8> = (0..20_000).map(line).collect::<String>().into();
    lines.extend(last);
    std::fs::write(place.path("a.jsonl"), lines).unwrap();
    place
}

fn command(place: &Place) -> Command {
    let mut command = place.command();
    command.args(["check", "--rules", "规则", "a.jsonl", "-q", "--format", "jsonl"]);
    command
}

fn check(place: &Place, output: impl Into<Stdio>) -> Run {
    let run = Run::of(command(place).stdout(output).stderr(Stdio::piped()).output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    run
}

/// What a run writes to a file behind what stands there, which is left as it is.
fn written(place: &Place, open: &mut OpenOptions, before: &str, seek: SeekFrom) -> String {
    place.put("r.jsonl", before);
    let mut file = open.open(place.path("r.jsonl")).unwrap();
    file.seek(seek).unwrap();
    check(place, file);
    let written = place.read("r.jsonl");
    // What stood there stays.
    written.strip_prefix(before).unwrap().to_owned()
}

#[test]
fn a_file_gets_the_bytes_of_a_pipe() {
    let place = place(b"");
    let piped = check(&place, Stdio::piped()).out;
    assert_eq!(piped.lines().filter(|line| line.contains(r#""type":"finding""#)).count(), 10_000);
    let open = &mut OpenOptions::new();
    assert_eq!(written(&place, open.write(true), "", SeekFrom::Start(0)), piped);
    assert_eq!(written(&place, open, "先\n", SeekFrom::End(0)), piped);
    for before in ["", "先\n"] {
        assert_eq!(written(&place, open.append(true), before, SeekFrom::Start(0)), piped);
    }
    let out = place.heng(&["check", "--rules", "规则", "a.jsonl", "-q", "--out", "jsonl=o.jsonl"]);
    assert_eq!((out.code, place.read("o.jsonl")), (1, piped));
}

#[test]
fn what_a_text_in_another_encoding_said_is_taken_back() {
    // Up to its last line it is a text in UTF-8 as well.
    let (last, ..) = encoding_rs::GB18030.encode("{\"name\": \"末项目\", \"amount\": 9}\n");
    let place = place(&last);
    let piped = check(&place, Stdio::piped()).out;
    assert!(piped.contains("末项目：9"));
    assert_eq!(written(&place, OpenOptions::new().write(true), "先\n", SeekFrom::End(0)), piped);
}

#[test]
fn a_file_that_is_read_is_not_written_on_the_way() {
    let place = place(b"");
    let lines = place.read("a.jsonl");
    let piped = check(&place, Stdio::piped()).out;
    let mut file = File::options().write(true).open(place.path("a.jsonl")).unwrap();
    file.seek(SeekFrom::End(0)).unwrap();
    // One thread, which would read what it has written, and come to no end.
    let mut command = command(&place);
    let mut run = command.args(["--jobs", "1"]).stdout(file).spawn().unwrap();
    let begun = Instant::now();
    while run.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_mins(1) {
            run.kill().unwrap();
        }
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(place.read("a.jsonl").strip_prefix(&lines), Some(piped.as_str()));
}
