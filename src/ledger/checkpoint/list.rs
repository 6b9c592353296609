// SPDX-License-Identifier: MPL-2.0
//! A file of checkpoints, one on each line, to which lines are only added.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::key::at;
use super::{Checkpoint, CheckpointFailure};

/// A century of hours of one office.
const MOST_BYTES: u64 = 512 << 20;

/// Every checkpoint in a file, oldest first. A line that was cut off by a power cut does not count.
///
/// # Errors
/// When the file cannot be read, or a line is no checkpoint.
pub fn read_checkpoints(file: &Path) -> Result<Vec<Checkpoint>, CheckpointFailure> {
    let length = fs::metadata(file).map_err(|error| at(file, error))?.len();
    if length > MOST_BYTES {
        return Err(CheckpointFailure::TooLong { file: file.to_owned(), most: MOST_BYTES });
    }
    let text = fs::read_to_string(file).map_err(|error| at(file, error))?;
    let mut checkpoints = Vec::new();
    for (line, text) in (1..).zip(text.split_inclusive('\n')) {
        let text = text.trim_end();
        if text.is_empty() {
            continue;
        }
        match serde_json::from_str(text) {
            Ok(checkpoint) => checkpoints.push(checkpoint),
            Err(error) if error.is_eof() => {}
            Err(_) => return Err(CheckpointFailure::NotACheckpoint { file: file.to_owned(), line }),
        }
    }
    Ok(checkpoints)
}

/// Adds a line, and returns when it is on disk.
///
/// # Errors
/// When it cannot be written.
pub fn append_checkpoint(file: &Path, checkpoint: &Checkpoint) -> Result<(), CheckpointFailure> {
    let mut line = checkpoint.line().map_err(|error| at(file, error.into()))?;
    line.push('\n');
    let mut opened = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o640)
        .open(file)
        .map_err(|error| at(file, error))?;
    if !ends_a_line(&opened).map_err(|error| at(file, error))? {
        line.insert(0, '\n');
    }
    opened.write_all(line.as_bytes()).and_then(|()| opened.sync_data()).map_err(|error| at(file, error))
}

/// A line cut off by a power cut would swallow the next one.
fn ends_a_line(file: &fs::File) -> std::io::Result<bool> {
    use std::os::unix::fs::FileExt;
    let length = file.metadata()?.len();
    let mut last = [b'\n'];
    if length > 0 {
        file.read_exact_at(&mut last, length - 1)?;
    }
    Ok(last == [b'\n'])
}
