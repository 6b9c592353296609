// SPDX-License-Identifier: MPL-2.0
//! What an administrator should know of a source's last look: what was left out, what was read with doubt, what is
//! missing. The place and the kind, never the content of an entry.

use std::collections::BTreeMap;
use std::fmt;

/// Further ones are only counted.
const MAX_MESSAGES: usize = 50;

/// Something to look at, and how many entries or files it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceProblem {
    pub kind: ProblemKind,
    pub count: usize,
    /// In words for an administrator.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Nothing of its time is known, or only what was known before.
    LeftOut,
    /// The widest time that it could mean was taken.
    Doubt,
    /// The last look had it and this one lacks it: its time is kept for now.
    Missing,
    /// A file of which nothing was taken.
    RefusedFile,
    /// Two servers, or two offices, write to one calendar.
    OtherWriter,
    /// Read as it stands; an administrator may wonder why it takes time, or none.
    AsWritten,
}

impl ProblemKind {
    pub const ALL: [Self; 6] =
        [Self::LeftOut, Self::Doubt, Self::Missing, Self::RefusedFile, Self::OtherWriter, Self::AsWritten];

    /// Stable: the label of a metric, and the value in the interface.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LeftOut => "left_out",
            Self::Doubt => "doubt",
            Self::Missing => "missing",
            Self::RefusedFile => "refused_file",
            Self::OtherWriter => "other_writer",
            Self::AsWritten => "as_written",
        }
    }

    /// For an administrator who reads a terminal.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::LeftOut => "left out",
            Self::Doubt => "read with doubt",
            Self::Missing => "missing",
            Self::RefusedFile => "refused file",
            Self::OtherWriter => "another writer",
            Self::AsWritten => "read as written",
        }
    }
}

impl SourceProblem {
    pub fn one(kind: ProblemKind, text: impl Into<String>) -> Self {
        Self::of(kind, 1, text)
    }

    pub fn of(kind: ProblemKind, count: usize, text: impl Into<String>) -> Self {
        Self { kind, count, text: text.into() }
    }

    /// Also what a server that was moved says of what it wrote before.
    pub fn another_writer(holds: usize) -> Self {
        let what = "holds here were written by another Mintur server; give each server a calendar of its own. \
            After a server was moved they pass by themselves";
        Self::of(ProblemKind::OtherWriter, holds, format!("{holds} {what}"))
    }
}

impl fmt::Display for SourceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.heading(), self.text)
    }
}

/// As many as fit on a screen; those beyond are counted by kind.
pub fn bounded(problems: Vec<SourceProblem>) -> Vec<SourceProblem> {
    if problems.len() <= MAX_MESSAGES {
        return problems;
    }
    let mut kept = problems;
    let mut more: BTreeMap<ProblemKind, usize> = BTreeMap::new();
    for problem in kept.split_off(MAX_MESSAGES) {
        *more.entry(problem.kind).or_default() += problem.count;
    }
    let more = more.into_iter();
    kept.extend(more.map(|(kind, count)| SourceProblem::of(kind, count, format!("and {count} more"))));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_full_of_damage_is_reported_in_few_lines_and_counted_whole() {
        let damage = |index: usize| {
            let kind = if index.is_multiple_of(2) { ProblemKind::LeftOut } else { ProblemKind::Doubt };
            SourceProblem::one(kind, format!("line {index}"))
        };
        let problems = bounded((0..10_000).map(damage).collect());
        assert_eq!(problems.len(), MAX_MESSAGES + 2);
        let left_out = problems.iter().filter(|problem| problem.kind == ProblemKind::LeftOut);
        assert_eq!(left_out.map(|problem| problem.count).sum::<usize>(), 5_000);
    }
}
