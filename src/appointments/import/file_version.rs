// SPDX-License-Identifier: MPL-2.0
//! Whether a file in the folder is the one that was read, and whether it may still be written.

use std::fs;
use std::time::{Duration, SystemTime};

/// Some file systems keep the time of a change to two seconds.
pub(super) const SETTLED_AFTER: Duration = Duration::from_secs(3);

/// Length, time of the last change, and which file it is: one that is put in another's place is another file.
pub(super) type FileVersion = (u64, Option<SystemTime>, u64);

pub(super) fn version(about: &fs::Metadata) -> FileVersion {
    #[cfg(unix)]
    let which = std::os::unix::fs::MetadataExt::ino(about);
    #[cfg(not(unix))]
    let which = 0;
    (about.len(), about.modified().ok(), which)
}

/// So young that it may still be written, or may be written again without showing it.
pub(super) fn is_young(modified: Option<SystemTime>) -> bool {
    let age = modified.and_then(|modified| SystemTime::now().duration_since(modified).ok());
    age.is_none_or(|age| age < SETTLED_AFTER)
}
