// SPDX-License-Identifier: MPL-2.0
//! Problems for an administrator: the line and the kind, never the content.

use std::collections::BTreeMap;

use super::zones::Doubt;
use crate::source_problem::{ProblemKind, SourceProblem};

/// Further ones are only counted.
const MAX_MESSAGES: usize = 50;
const MAX_NAME_CHARS: usize = 60;

#[derive(Debug, Default)]
pub(super) struct Problems {
    messages: Vec<SourceProblem>,
    more: BTreeMap<ProblemKind, usize>,
    unknown_desks: usize,
    first_unknown_desk: usize,
    counts: Counts,
}

/// Entries that are read as they stand, and that an administrator may wonder about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub entries: usize,
    /// Shown as free by the standard's property: they take no time.
    pub shown_as_free: usize,
    /// Shown as free in a property that only Outlook reads: they take time.
    pub free_in_outlook: usize,
    /// Invitations that everybody declined: they take time.
    pub declined: usize,
    /// Without an end: they take no time.
    pub without_length: usize,
}

impl Problems {
    /// Read with doubt: the widest time that it could mean was taken.
    pub fn at(&mut self, line: usize, what: &str) {
        self.push(ProblemKind::Doubt, || format!("line {line}: {what}"));
    }

    /// Left out: nothing of its time is known.
    pub fn lost(&mut self, line: usize, what: &str) {
        self.push(ProblemKind::LeftOut, || format!("line {line}: {what} and was left out"));
    }

    /// Left out: what was known of it before still stands.
    pub fn unreadable(&mut self, line: usize, what: &str) {
        self.push(ProblemKind::LeftOut, || format!("line {line}: {what}"));
    }

    /// An entry names a desk that the configuration does not know.
    pub fn unknown_desk(&mut self, line: usize) {
        if self.unknown_desks == 0 {
            self.first_unknown_desk = line;
        }
        self.unknown_desks += 1;
    }

    pub fn zones<'z>(&mut self, doubts: impl Iterator<Item = (&'z str, Doubt)>) {
        for (name, doubt) in doubts {
            let name: String = name.chars().filter(|c| !c.is_control()).take(MAX_NAME_CHARS).collect();
            self.push(ProblemKind::Doubt, || format!("«{name}» {}", doubt.text()));
        }
    }

    pub const fn counts(&mut self) -> &mut Counts {
        &mut self.counts
    }

    pub fn into_parts(mut self) -> (Vec<SourceProblem>, Counts) {
        if self.unknown_desks > 0 {
            let (count, line) = (self.unknown_desks, self.first_unknown_desk);
            let what = "name a desk that the configuration does not know; their time is taken at every desk";
            let text = format!("{count} entries, the first in line {line}, {what}");
            self.messages.push(SourceProblem::of(ProblemKind::Doubt, count, text));
        }
        for (kind, count) in self.more {
            self.messages.push(SourceProblem::of(kind, count, format!("and {count} more")));
        }
        (self.messages, self.counts)
    }

    fn push(&mut self, kind: ProblemKind, what: impl FnOnce() -> String) {
        if self.messages.len() < MAX_MESSAGES {
            self.messages.push(SourceProblem::one(kind, what()));
        } else {
            *self.more.entry(kind).or_default() += 1;
        }
    }
}

impl Counts {
    pub fn add(&mut self, other: Self) {
        self.entries += other.entries;
        self.shown_as_free += other.shown_as_free;
        self.free_in_outlook += other.free_in_outlook;
        self.declined += other.declined;
        self.without_length += other.without_length;
    }

    /// Nothing where there is nothing to wonder about.
    pub fn problems(&self) -> Vec<SourceProblem> {
        let Self { entries, shown_as_free, free_in_outlook, declined, without_length } = *self;
        let mut problems = Vec::new();
        let mut add = |count, text| problems.push(SourceProblem::of(ProblemKind::AsWritten, count, text));
        if entries > 0 && shown_as_free == entries {
            let remedy = "free_entries_count = true lets them take it";
            add(entries, format!("all {entries} entries are shown as free and take no time; {remedy}"));
        }
        for (count, what) in [
            (free_in_outlook, "are shown as free by Outlook only; they take time"),
            (declined, "are invitations that were declined; they take time"),
            (without_length, "have no end; they take no time"),
        ] {
            if count > 0 {
                add(count, format!("{count} entries {what}"));
            }
        }
        problems
    }
}
