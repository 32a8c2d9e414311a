//! The disk: reading inputs, writing outputs whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Component, Path, PathBuf};

use crate::read::MAX_FILE_MIB;
use crate::session::{Anywhere, Files};
use crate::text::Language;

/// The files of this computer, with the reasons for failures in words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Disk {
    /// The language of the reasons.
    pub(super) language: Language,
}

/// Bytes of an input that are read before it is given up as too large; a little more than `read` accepts,
/// so that `read` can say so.
const MOST: u64 = ((MAX_FILE_MIB as u64) << 20) + 1;

/// Bytes of an output that are written at once.
pub(super) const WRITTEN_AT_ONCE: usize = 1 << 16;

/// Files up to that length are read with one look at them.
const AT_ONCE: u64 = 1 << 18;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        read(Path::new(path)).map_err(|error| self.language.io_reason(&error))
    }

    fn open<'f>(&'f self, path: &str) -> Result<Box<dyn Read + Send + 'f>, String> {
        let (file, _) = open(Path::new(path)).map_err(|error| self.language.io_reason(&error))?;
        Ok(Box::new(file))
    }

    fn open_anywhere<'f>(&'f self, path: &str) -> Result<Box<dyn Anywhere + 'f>, String> {
        let (file, _) = open(Path::new(path)).map_err(|error| self.language.io_reason(&error))?;
        Ok(Box::new(file))
    }
}

/// A regular file and how long it is. Pipes and devices are refused: they may never end.
fn open(path: &Path) -> io::Result<(File, u64)> {
    // Before it is opened: opening a pipe waits for its writer.
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    Ok((File::open(path)?, metadata.len()))
}

/// The bytes of a regular file.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let (mut file, length) = open(path)?;
    if length <= AT_ONCE {
        // Asked for one byte more: where all that the file is said to have is there, nothing comes after.
        let length = usize::try_from(length).unwrap_or(0);
        let mut bytes = vec![0; length + 1];
        let read = loop {
            match file.read(&mut bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        bytes.truncate(read);
        if read == length {
            return Ok(bytes);
        }
        file.take(MOST).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(MOST)).unwrap_or(0));
    file.take(MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file beside its place and puts it there when it is complete: readers see the old file or the new
/// one, never a part. What is there and is no regular file (a device, a pipe) is written to as it is.
pub(super) fn write(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    if let Ok(metadata) = fs::metadata(path) {
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !metadata.is_file() {
            let mut out = BufWriter::with_capacity(WRITTEN_AT_ONCE, File::options().write(true).open(path)?);
            return match write(&mut out).and_then(|()| out.flush()) {
                // A reader that has seen enough.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                result => result,
            };
        }
        // A file could be put in its place all the same: who made it read-only did not want that.
        if metadata.permissions().readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
    }
    // A link is followed, so that the file behind it is replaced and not the link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = new_file(folder)?;
    let mut out = BufWriter::with_capacity(WRITTEN_AT_ONCE, beside);
    write(&mut out)?;
    let beside = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    beside.as_file().sync_all()?;
    if let Ok(metadata) = fs::metadata(&path) {
        beside.as_file().set_permissions(metadata.permissions())?;
    }
    beside.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".heng-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: the user's mask takes away what it takes away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// True for two paths of one file.
pub(super) fn same(one: &Path, other: &Path) -> bool {
    whole(one) == whole(other)
}

/// The one path of a file under whatever paths it is given, also of one that is yet to be written.
pub(super) fn whole(path: &Path) -> PathBuf {
    let folder = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(folder).unwrap_or_else(|| path.to_owned())
}

/// A path as it is shown: with forward slashes, without `./` in front.
pub(super) fn shown(path: &Path) -> String {
    let plain = |text: &&str| {
        let nowhere = text.contains("//") || text.contains("/./") || text.starts_with("./");
        !(cfg!(windows) || nowhere || text.is_empty() || *text == "." || text.ends_with(['/', '.']))
    };
    if let Some(text) = path.to_str().filter(plain) {
        return text.to_owned();
    }
    let steps = path.components().filter(|step| !matches!(step, Component::CurDir));
    let plain: PathBuf = steps.collect();
    let plain = if plain.as_os_str().is_empty() { Path::new(".") } else { &plain };
    let text = plain.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json");
        write(&path, |out| out.write_all(b"old")).unwrap();
        let failed = write(&path, |out| {
            out.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn folders_and_devices_are_no_inputs() {
        assert_eq!(read(Path::new("/")).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        if Path::new("/dev/zero").exists() {
            assert_eq!(read(Path::new("/dev/zero")).unwrap_err().kind(), io::ErrorKind::Unsupported);
        }
    }

    #[test]
    fn paths_are_shown_as_people_write_them() {
        assert_eq!(shown(Path::new("./a/b.toml")), "a/b.toml");
        assert_eq!(shown(Path::new(".")), ".");
    }
}
