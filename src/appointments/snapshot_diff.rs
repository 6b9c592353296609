//! For systems that only ever say everything: what was said last, and what has changed since.

use std::collections::{BTreeMap, BTreeSet};

use super::port::{Changes, Cursor, Entry, ForeignId, Snapshot, Trouble};
use office::time::TimeRange;

#[derive(Debug, Default)]
pub(super) struct Told {
    entries: BTreeMap<ForeignId, Entry>,
    window: Option<TimeRange>,
    version: u64,
}

impl Told {
    pub fn cursor(&self) -> Cursor {
        Cursor(self.version.to_string())
    }

    /// Whether changes can be told to somebody who has a cursor and asks for a window.
    pub fn follows(&self, since: &Cursor, window: TimeRange) -> Result<(), Trouble> {
        if self.window == Some(window) && self.version > 0 && *since == self.cursor() {
            Ok(())
        } else {
            Err(Trouble::CursorExpired)
        }
    }

    pub fn all(&mut self, entries: Vec<Entry>, window: TimeRange, problems: Vec<String>) -> Snapshot {
        self.keep(&entries, window);
        Snapshot { entries, cursor: Some(self.cursor()), problems }
    }

    pub fn changed(&mut self, entries: &[Entry], window: TimeRange, problems: Vec<String>) -> Changes {
        let before = std::mem::take(&mut self.entries);
        let mut gone: Vec<ForeignId> = before.keys().cloned().collect();
        let here: BTreeSet<&ForeignId> = entries.iter().map(|entry| &entry.id).collect();
        gone.retain(|id| !here.contains(id));
        let changed: Vec<Entry> =
            entries.iter().filter(|entry| before.get(&entry.id) != Some(entry)).cloned().collect();
        if changed.is_empty() && gone.is_empty() {
            self.entries = before;
            return Changes::Nothing;
        }
        self.keep(entries, window);
        Changes::Changed { entries: changed, gone, cursor: self.cursor(), problems }
    }

    fn keep(&mut self, entries: &[Entry], window: TimeRange) {
        self.entries = entries.iter().map(|entry| (entry.id.clone(), entry.clone())).collect();
        self.window = Some(window);
        self.version += 1;
    }
}
