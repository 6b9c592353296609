// SPDX-License-Identifier: MPL-2.0
//! Changes for systems that can only tell everything: compares each reading with the one before.

use std::collections::{BTreeMap, BTreeSet};

use super::port::{Changes, Cursor, Entry, ForeignId, Snapshot, SourceError, SourceProblem};
use office::time::TimeRange;

/// All that a system has in a window.
#[derive(Debug, Default)]
pub(super) struct WindowContents {
    pub entries: Vec<Entry>,
    pub problems: Vec<SourceProblem>,
    pub unreadable: Vec<ForeignId>,
}

#[derive(Debug, Default)]
pub(super) struct SnapshotDiff {
    entries: BTreeMap<ForeignId, Entry>,
    problems: Vec<SourceProblem>,
    window: Option<TimeRange>,
    version: u64,
}

impl SnapshotDiff {
    pub fn cursor(&self) -> Cursor {
        Cursor(self.version.to_string())
    }

    /// Whether the last reading is the one that a cursor stands for.
    ///
    /// # Errors
    /// [`SourceError::CursorExpired`] when it is not.
    pub fn check_cursor(&self, since: &Cursor, window: TimeRange) -> Result<(), SourceError> {
        if self.window == Some(window) && self.version > 0 && *since == self.cursor() {
            Ok(())
        } else {
            Err(SourceError::CursorExpired)
        }
    }

    pub fn snapshot(&mut self, read: WindowContents, window: TimeRange) -> Snapshot {
        let WindowContents { entries, problems, unreadable } = read;
        self.keep(&entries, &problems, window);
        Snapshot { entries, cursor: Some(self.cursor()), problems, unreadable }
    }

    pub fn changes(&mut self, read: WindowContents, window: TimeRange) -> Changes {
        let WindowContents { entries, problems, unreadable } = read;
        let before = std::mem::take(&mut self.entries);
        let present: BTreeSet<&ForeignId> = entries.iter().map(|entry| &entry.id).collect();
        let gone: Vec<ForeignId> = before.keys().filter(|id| !present.contains(id)).cloned().collect();
        let changed: Vec<Entry> =
            entries.iter().filter(|entry| before.get(&entry.id) != Some(entry)).cloned().collect();
        // What takes no time any more, or none yet, is a change too when there is something to say of it.
        if changed.is_empty() && gone.is_empty() && self.problems == problems {
            self.entries = before;
            return Changes::Nothing;
        }
        self.keep(&entries, &problems, window);
        Changes::Changed { entries: changed, gone, cursor: self.cursor(), problems, unreadable }
    }

    fn keep(&mut self, entries: &[Entry], problems: &[SourceProblem], window: TimeRange) {
        self.problems = problems.to_vec();
        self.entries = entries.iter().map(|entry| (entry.id.clone(), entry.clone())).collect();
        self.window = Some(window);
        self.version += 1;
    }
}
