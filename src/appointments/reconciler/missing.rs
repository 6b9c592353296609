// SPDX-License-Identifier: MPL-2.0
//! Entries that a look lacks, and when their time is given up (docs/decisions/0031-entries-that-are-missing.md).

use std::collections::BTreeMap;

use super::CalendarSource;
use super::known_only::is_known_only;
use crate::port::{Deletions, Entry, ForeignId, OccupancyKind, OccupiedTime, ProblemKind, SourceProblem};
use office::time::{Length, TimeRange, UnixTime};

/// How long after a start an entry that cannot be read may be any booking that only the ledger knows: an administrator
/// has a day of work to see it, and a restart each night does not prolong it.
pub(super) const KNOWN_ONLY_HOURS: i64 = 20;

impl CalendarSource {
    /// What the last look had and this one lacks keeps its time until the next full look; what is there and cannot be
    /// read keeps it as long as that, and what may be such an entry for some hours after a start.
    pub(super) fn keep_missing(
        &mut self,
        before: &BTreeMap<ForeignId, Entry>,
        unreadable: &[ForeignId],
        window: TimeRange,
        now: UnixTime,
    ) {
        let may_be_unreadable = !unreadable.is_empty()
            && self.first_read.is_some_and(|first| now < first + Length::minutes(KNOWN_ONLY_HOURS * 60));
        let missing_before = std::mem::take(&mut self.missing);
        for (id, entry) in before {
            // Of what only the ledger knew nobody can say which entry it is.
            let is_unreadable = unreadable.contains(id) || is_known_only(id) && may_be_unreadable;
            let there =
                self.entries.get(id).is_some_and(|entry| !is_unreadable || !entry.occupied.is_empty());
            if there || !takes_time(entry, window) || missing_before.contains(id) && !is_unreadable {
                continue;
            }
            self.entries.insert(id.clone(), entry.clone());
            if !is_unreadable {
                self.missing.insert(id.clone());
            }
        }
        self.tell_missing();
    }

    pub(super) fn merge(
        &mut self,
        entries: Vec<Entry>,
        gone: &[ForeignId],
        unreadable: &[ForeignId],
        window: TimeRange,
    ) -> bool {
        let mut changed = false;
        for id in gone {
            let keeps = self.entries.get(id).is_some_and(|entry| takes_time(entry, window));
            if unreadable.contains(id) {
                continue;
            }
            if keeps && !(self.capabilities().deletions == Deletions::Said) {
                self.missing.insert(id.clone());
                continue;
            }
            changed |= self.entries.remove(id).is_some();
            self.missing.remove(id);
        }
        for entry in entries {
            if entry.occupied.is_empty() && unreadable.contains(&entry.id) {
                continue;
            }
            changed |= self.entries.get(&entry.id) != Some(&entry);
            self.missing.remove(&entry.id);
            self.entries.insert(entry.id.clone(), entry);
        }
        self.tell_missing();
        changed
    }

    fn tell_missing(&mut self) {
        if !self.missing.is_empty() {
            let count = self.missing.len();
            let what = format!(
                "{count} entries are missing without a reason; their time is kept until the next full look"
            );
            tracing::warn!(source = self.name, count, "entries are missing and keep their time for now");
            self.problems.push(SourceProblem::of(ProblemKind::Missing, count, what));
        }
        let is_unclear = |id: &&ForeignId| is_known_only(id) && !self.missing.contains(*id);
        let count = self.entries.keys().filter(is_unclear).count();
        if count > 0 {
            let what = format!(
                "{count} bookings that were known before the start are missing; their time is kept as long as entries \
                 cannot be read, {KNOWN_ONLY_HOURS} hours at most"
            );
            self.problems.push(SourceProblem::of(ProblemKind::Missing, count, what));
        }
    }
}

/// Whether somebody else's entry takes time in a window.
fn takes_time(entry: &Entry, window: TimeRange) -> bool {
    let theirs = |taken: &&OccupiedTime| !matches!(taken.kind, OccupancyKind::Hold(_));
    entry.occupied.iter().filter(theirs).any(|taken| taken.time.overlaps(window))
}
