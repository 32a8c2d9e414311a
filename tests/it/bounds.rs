//! Files that would bring a reader down: each is refused with a word of its own, in little memory, and the others are
//! checked all the same.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::books::{broken, workbook};

/// What a run may keep in memory, in KiB.
const MOST: u64 = 64 << 10;

/// A workbook of two cells in the farthest corners of its sheet.
fn two_corners() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, 1).unwrap();
    sheet.write(1_048_575, 16_383, 2).unwrap();
    book.save_to_buffer().unwrap()
}

/// An archive of about four megabytes that unpacks to four gibibytes: the same part again and again.
fn four_gibibytes() -> Vec<u8> {
    let mut one = ZipWriter::new(Cursor::new(Vec::new()));
    one.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1 << 20];
    (0..16).for_each(|_| one.write_all(&block).unwrap());
    let mut part = ZipArchive::new(one.finish().unwrap()).unwrap();
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..256 {
        let name = if number == 0 { "xl/workbook.xml".to_owned() } else { format!("xl/{number}.xml") };
        bomb.raw_copy_file_rename(part.by_index(0).unwrap(), name).unwrap();
    }
    bomb.finish().unwrap().into_inner()
}

/// Runs the program over the folder: how it ended, what it reported, and the most memory it ever had, in KiB.
///
/// Its standard output is a pipe that is full, so that it waits at the end of its work until its peak is known.
fn heng(folder: &Path) -> (Option<i32>, Vec<u8>, u64) {
    let (mut report, mut full) = std::io::pipe().unwrap();
    full.write_all(&vec![b' '; PIPE]).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
    command.args(["check", ".", "--format", "json"]).current_dir(folder);
    let mut child = command.stdin(Stdio::null()).stdout(full).stderr(Stdio::null()).spawn().unwrap();
    drop(command);
    let (mut peak, mut asleep) = (0, 0);
    while asleep < 5 && child.try_wait().unwrap().is_none() {
        peak = high_water(child.id()).unwrap_or(peak);
        asleep = if sleeps(child.id()) { asleep + 1 } else { 0 };
        thread::sleep(Duration::from_millis(20));
    }
    let mut written = Vec::new();
    report.read_to_end(&mut written).unwrap();
    (child.wait().unwrap().code(), written, peak)
}

/// What a pipe holds.
const PIPE: usize = 1 << 16;

fn high_water(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// True when all threads of the process wait.
fn sleeps(process: u32) -> bool {
    let mut threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let state = |thread: fs::DirEntry| {
        let stat = fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('S'))
    };
    threads.all(state)
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "the memory of a process is read as Linux shows it")]
fn bad_workbooks_cost_little_and_leave_the_others_alone() {
    let folder = tempfile::tempdir().unwrap();
    let table = "项目代码|项目名称\nA1|甲";
    let bomb = four_gibibytes();
    assert!((3 << 20..6 << 20).contains(&bomb.len()), "{}", bomb.len());
    let bad = [
        ("corners.xlsx", two_corners(), "book/no-list"),
        ("burst.xlsx", bomb, "book/unpacks-to-too-much"),
        ("entity.xlsx", broken("entity", table), "book/document-type"),
        ("password.xlsx", broken("password", table), "book/encrypted"),
        ("cut.xlsx", broken("cut", table), "book/damaged"),
        ("text.xlsx", "项目代码,项目名称\nA1,甲\n".into(), "book/not-a-workbook"),
    ];
    for (name, bytes, _) in &bad {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    fs::write(folder.path().join("good.xlsx"), workbook(table)).unwrap();
    let (code, written, peak) = heng(folder.path());
    assert_eq!(code, Some(3));
    let report: Value = serde_json::from_slice(&written).unwrap();
    assert_eq!(report["summary"]["records"], 1, "{}", report["summary"]);
    let told = report["diagnostics"].as_array().unwrap();
    for (name, _, code) in bad {
        let path = |one: &&Value| one["places"][0]["path"].as_str().is_some_and(|path| path.ends_with(name));
        let codes: Vec<&Value> = told.iter().filter(path).map(|one| &one["code"]).collect();
        assert_eq!(codes, [code], "{name}");
    }
    assert!((1..MOST).contains(&peak), "{peak} KiB");
}
