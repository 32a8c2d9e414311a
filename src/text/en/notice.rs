//! What commands say of their own doing, and the operating system's reasons.

use std::io::ErrorKind;

use super::report::number;
use crate::diag::Unmarkable;
use crate::text::Notice;

pub(in crate::text) fn io_reason(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::AlreadyExists => "it exists already",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "a part of the path is no folder",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::InvalidFilename => "the file name is not allowed",
        ErrorKind::Unsupported => "it is no regular file",
        ErrorKind::ResourceBusy => "another program writes to it as well",
        _ => return None,
    })
}

pub(in crate::text) fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Progress(records) => format!("{} checked", number(*records, "record")),
        Notice::PackWarnings(count) => {
            format!("the packs have {}; `heng compile` shows them", number(*count as u64, "warning"))
        }
        Notice::Compiled { packs, rules, cases, warnings } => format!(
            "{}, {}, {}: no errors, {}",
            number(*packs as u64, "pack"),
            number(*rules as u64, "rule"),
            number(*cases as u64, "case"),
            number(*warnings as u64, "warning")
        ),
        Notice::NotCompiled { errors, warnings } => format!(
            "the rules have {} and {}",
            number(*errors as u64, "error"),
            number(*warnings as u64, "warning")
        ),
        Notice::Formatted(path) => format!("formatted {path}"),
        Notice::WouldFormat(path) => format!("would format {path}"),
        Notice::FormatDone { changed, unchanged, broken } => {
            let broken = if *broken == 0 {
                String::new()
            } else {
                format!(", {} with errors left alone", number(*broken as u64, "file"))
            };
            format!("{} not in layout, {unchanged} in layout{broken}", number(*changed as u64, "file"))
        }
        Notice::Tested { passed: 0, failed: 0, todo: 0 } => "the packs have no cases".to_owned(),
        Notice::Tested { passed, failed, todo } => {
            format!("{} passed, {failed} failed, {todo} to do", number(*passed as u64, "case"))
        }
        Notice::LeftOut(count) => format!(
            "{} of packs above not run: a pack below has changed the rule or a param",
            number(*count as u64, "case")
        ),
        Notice::TodoPasses => "marked `todo` but comes out right: remove the mark".to_owned(),
        Notice::Borders { points, wrong: 0 } => {
            format!("{points} values around the borders of tiers, each in one row")
        }
        Notice::Borders { points, wrong } => format!(
            "{points} values around the borders of tiers, {wrong} not in the row of the proof: a bug in heng"
        ),
        Notice::BordersOf(points) => format!("{points} values around borders"),
        Notice::Replaced { from, to } => format!("`{from}` became `{to}`"),
        Notice::Dropped(text) => format!("`{text}` left out"),
        Notice::Negated(text) => format!("`{text}` became its opposite"),
        Notice::Turned(text) => format!("border `{text}` given to the row on its other side"),
        Notice::BaselineWritten { path, findings, added, dropped } => format!(
            "baseline {path}: {} ({added} added, {dropped} dropped)",
            number(*findings as u64, "finding")
        ),
        Notice::AllShown => "every branch is shown by a case".to_owned(),
        Notice::AllNoticed => "every change is noticed by a case".to_owned(),
        Notice::Annotated { path, cells, notes } => {
            format!("{path} written: {cells} cells marked, {notes} notes")
        }
        Notice::Listed { file, path, reason } => {
            format!("{file} cannot be marked: {}; its problems are listed in {path}", unmarkable(*reason))
        }
        Notice::Beside { path, beside } => {
            format!("the data in {path} were changed, so it stays; the new copy is {beside}")
        }
        Notice::Bug { message, place } => format!(
            "heng itself went wrong and did not finish: {message} ({place})\nthis is a bug in heng; please \
             report it with the rules and declarations at hand"
        ),
    }
}

const fn unmarkable(reason: Unmarkable) -> &'static str {
    match reason {
        Unmarkable::Kind => "only cells of .xlsx and .xlsm workbooks can be; save it as .xlsx first",
        Unmarkable::Form => {
            "a part of the workbook is not as it should be; save it once more in Excel or WPS"
        }
        Unmarkable::Encoding => "a part of the workbook is not in UTF-8; save it once more in Excel or WPS",
        Unmarkable::TooLarge => "the workbook is too large",
    }
}
