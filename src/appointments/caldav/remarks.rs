// SPDX-License-Identifier: MPL-2.0
//! What is to be said of each entry as it was last read. Changes come without the entries that stay, and what was said
//! of those still holds.

use std::collections::BTreeMap;

use crate::ical::{Calendar, Counts};
use crate::port::{ProblemKind, SourceProblem};
use crate::source_problem::bounded;

#[derive(Debug, Default)]
pub(super) struct Remarks {
    by_href: BTreeMap<String, EntryRemarks>,
}

#[derive(Debug, Default)]
struct EntryRemarks {
    problems: Vec<SourceProblem>,
    counts: Counts,
    /// A hold of this office that another server wrote.
    is_of_another_server: bool,
}

impl Remarks {
    pub fn clear(&mut self) {
        self.by_href.clear();
    }

    pub fn forget(&mut self, href: &str) {
        self.by_href.remove(href);
    }

    pub fn read(&mut self, href: &str, calendar: &Calendar) {
        let problems = calendar
            .problems
            .iter()
            .map(|problem| SourceProblem { text: format!("{href}: {}", problem.text), ..problem.clone() });
        let remarks = EntryRemarks {
            problems: problems.collect(),
            counts: calendar.counts,
            is_of_another_server: false,
        };
        self.by_href.insert(href.to_owned(), remarks);
    }

    pub fn left_out(&mut self, href: &str, why: &str) {
        let problems = vec![SourceProblem::one(ProblemKind::LeftOut, format!("{href}: {why}"))];
        self.by_href.insert(href.to_owned(), EntryRemarks { problems, ..EntryRemarks::default() });
    }

    pub fn another_writer(&mut self, href: &str) {
        self.by_href.entry(href.to_owned()).or_default().is_of_another_server = true;
    }

    pub fn is_of_another_server(&self, href: &str) -> bool {
        self.by_href.get(href).is_some_and(|remarks| remarks.is_of_another_server)
    }

    /// Of the whole calendar.
    pub fn problems(&self) -> Vec<SourceProblem> {
        let mut counts = Counts::default();
        for remarks in self.by_href.values() {
            counts.add(remarks.counts);
        }
        let others = self.by_href.values().filter(|remarks| remarks.is_of_another_server).count();
        let others = (others > 0).then(|| SourceProblem::another_writer(others));
        let problems = self.by_href.values().flat_map(|remarks| remarks.problems.iter().cloned());
        bounded(others.into_iter().chain(counts.problems()).chain(problems).collect())
    }
}
