// SPDX-License-Identifier: MPL-2.0
//! Small files from outside: never more of them than fits, and never a device or a pipe that does not end.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Why a file is not read, without its name.
#[derive(Debug, thiserror::Error)]
pub enum TextFileError {
    #[error("there is no such file")]
    Missing,
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),
    #[error("is not a file but a folder, a device or a pipe; name a file")]
    NotAFile,
    #[error("is longer than {most} bytes; this is another file than is meant")]
    TooLong { most: u64 },
    #[error("is not text in UTF-8")]
    NotText,
}

/// Reads a text file of at most `most` bytes.
///
/// # Errors
/// [`TextFileError`].
pub fn read_text(path: &Path, most: u64) -> Result<String, TextFileError> {
    String::from_utf8(read_bytes(path, most)?).map_err(|_| TextFileError::NotText)
}

/// Reads a file of at most `most` bytes, whatever is in it.
///
/// # Errors
/// [`TextFileError`], never that it is no text.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, TextFileError> {
    // Before it is opened: a pipe would wait for somebody to write.
    if !fs::metadata(path).map_err(from_io)?.is_file() {
        return Err(TextFileError::NotAFile);
    }
    let file = File::open(path).map_err(from_io)?;
    if !file.metadata().map_err(from_io)?.is_file() {
        return Err(TextFileError::NotAFile);
    }
    let mut bytes = Vec::new();
    let read = file.take(most + 1).read_to_end(&mut bytes).map_err(from_io)?;
    if read as u64 > most {
        return Err(TextFileError::TooLong { most });
    }
    Ok(bytes)
}

fn from_io(error: io::Error) -> TextFileError {
    if error.kind() == io::ErrorKind::NotFound {
        TextFileError::Missing
    } else {
        TextFileError::Unreadable(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_a_folder_and_a_long_file_are_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mintur.toml");
        fs::write(&file, "id = 1\n").unwrap();
        assert_eq!(read_text(&file, 7).unwrap(), "id = 1\n");
        assert!(matches!(read_text(&file, 6), Err(TextFileError::TooLong { most: 6 })));
        for not_a_file in [Path::new("/dev/zero"), folder.path()] {
            assert!(matches!(read_text(not_a_file, 7), Err(TextFileError::NotAFile)));
        }
        fs::write(&file, [0xff, 0xfe]).unwrap();
        assert!(matches!(read_text(&file, 7), Err(TextFileError::NotText)));
        assert!(matches!(read_text(&folder.path().join("nobody"), 7), Err(TextFileError::Missing)));
    }
}
