//! Where rows are until the report that belongs to them is known.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use same_file::Handle;
use tempfile::{SpooledTempFile, spooled_tempfile, spooled_tempfile_in};

use crate::session::Input;

/// Rows that are kept.
#[derive(Debug)]
pub(super) enum Kept {
    /// In the file that they are for: what comes after them is written behind them.
    InPlace(InPlace),
    /// In memory, or on the disk once they are many.
    Aside(SpooledTempFile),
}

/// Rows in the file that they are for.
#[derive(Debug)]
pub(super) struct InPlace {
    file: File,
    /// Where they begin.
    start: u64,
    written: u64,
}

/// Bytes of rows that stay in memory: those of most runs. More of them go to the disk.
const IN_MEMORY: usize = 16 << 20;

impl Kept {
    /// Rows in that folder; on the system's disk for temporary files where there is none.
    pub(super) fn aside(folder: Option<&Path>) -> Self {
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        Self::Aside(match folder {
            Some(folder) => spooled_tempfile_in(IN_MEMORY, folder),
            None => spooled_tempfile(IN_MEMORY),
        })
    }

    /// Rows in what standard output is, where that is a file for them.
    pub(super) fn on_standard_output(inputs: &[Input]) -> Option<Self> {
        InPlace::new(&Handle::stdout().ok()?, inputs).map(Self::InPlace)
    }

    /// The rows that are still to be written where they belong: all from the first one, or none.
    pub(super) fn unwritten(&mut self) -> io::Result<Box<dyn Read + '_>> {
        match self {
            Self::InPlace(_) => Ok(Box::new(io::empty())),
            Self::Aside(file) => {
                file.rewind()?;
                Ok(Box::new(file))
            }
        }
    }

    /// Takes all rows back.
    pub(super) fn empty(&mut self) -> io::Result<()> {
        match self {
            Self::InPlace(in_place) => in_place.empty(),
            Self::Aside(file) => file.rewind().and_then(|()| file.set_len(0)),
        }
    }
}

impl InPlace {
    /// Rows behind all that is in a file, if the run does not read it and they can be taken back.
    fn new(output: &Handle, inputs: &[Input]) -> Option<Self> {
        // Of several inputs no row comes before all are read.
        let [input] = inputs else {
            return None;
        };
        let mut file = output.as_file().try_clone().ok()?;
        let start = file.metadata().ok().filter(Metadata::is_file)?.len();
        // Opening a pipe waits for its writer.
        let read = Path::new(&input.path).metadata().is_ok_and(|input| input.is_file());
        let apart = read && Handle::from_path(&input.path).ok()? != *output;
        // Not of every file may something be cut off.
        let fit = apart && file.stream_position().ok()? == start && file.set_len(start).is_ok();
        fit.then_some(Self { file, start, written: 0 })
    }

    fn empty(&mut self) -> io::Result<()> {
        if self.file.metadata()?.len() != self.start + self.written {
            return Err(io::ErrorKind::ResourceBusy.into());
        }
        self.file.set_len(self.start)?;
        self.file.seek(SeekFrom::Start(self.start))?;
        self.written = 0;
        Ok(())
    }
}

impl Write for Kept {
    fn write(&mut self, rows: &[u8]) -> io::Result<usize> {
        match self {
            Self::InPlace(InPlace { file, written, .. }) => {
                let more = file.write(rows)?;
                *written += more as u64;
                Ok(more)
            }
            Self::Aside(file) => file.write(rows),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::InPlace(in_place) => in_place.file.flush(),
            Self::Aside(file) => file.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A file with some text in it, at whose end a handle is; and another one.
    struct Files {
        folder: tempfile::TempDir,
        handle: Handle,
    }

    impl Files {
        fn new(before: &str) -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("a.jsonl"), "{}\n").unwrap();
            let mut file = File::create_new(folder.path().join("r.jsonl")).unwrap();
            file.write_all(before.as_bytes()).unwrap();
            Self { folder, handle: Handle::from_file(file).unwrap() }
        }

        fn input(&self, name: &str) -> Input {
            let path = self.folder.path().join(name).to_string_lossy().into_owned();
            Input { path, table: None }
        }

        fn written(&self) -> String {
            fs::read_to_string(self.folder.path().join("r.jsonl")).unwrap()
        }
    }

    #[test]
    fn rows_are_behind_what_is_there_and_can_be_taken_back() {
        let files = Files::new("before\n");
        let mut kept = Kept::InPlace(InPlace::new(&files.handle, &[files.input("a.jsonl")]).unwrap());
        kept.write_all(b"one\n").unwrap();
        assert_eq!(files.written(), "before\none\n");
        kept.empty().unwrap();
        kept.write_all(b"two\n").unwrap();
        assert_eq!(files.written(), "before\ntwo\n");
    }

    #[test]
    fn what_somebody_else_has_written_is_never_cut_off() {
        let files = Files::new("");
        let mut kept = Kept::InPlace(InPlace::new(&files.handle, &[files.input("a.jsonl")]).unwrap());
        kept.write_all(b"one\n").unwrap();
        files.handle.as_file().try_clone().unwrap().write_all(b"other\n").unwrap();
        assert!(kept.empty().is_err());
        assert_eq!(files.written(), "one\nother\n");
    }

    #[test]
    fn not_every_file_is_for_rows() {
        let files = Files::new("before\n");
        let fits = |handle: &Handle, names: &[&str]| {
            let inputs: Vec<Input> = names.iter().map(|name| files.input(name)).collect();
            InPlace::new(handle, &inputs).is_some()
        };
        assert!(fits(&files.handle, &["a.jsonl"]));
        assert!(!fits(&files.handle, &["a.jsonl", "b.jsonl"]), "two inputs");
        assert!(!fits(&files.handle, &["none.jsonl"]), "an input that is not there");
        assert!(!fits(&files.handle, &["r.jsonl"]), "it is the input");
        fs::hard_link(files.folder.path().join("r.jsonl"), files.folder.path().join("l.jsonl")).unwrap();
        assert!(!fits(&files.handle, &["l.jsonl"]), "it is the input under another name");
        let path = files.folder.path().join("r.jsonl");
        let begin = Handle::from_file(File::options().append(true).open(&path).unwrap()).unwrap();
        assert!(!fits(&begin, &["a.jsonl"]), "not at its end");
        let only_read = Handle::from_file(File::open(&path).unwrap()).unwrap();
        only_read.as_file().try_clone().unwrap().seek(SeekFrom::End(0)).unwrap();
        assert!(!fits(&only_read, &["a.jsonl"]), "it cannot be written to");
        assert_eq!(files.written(), "before\n");
    }
}
