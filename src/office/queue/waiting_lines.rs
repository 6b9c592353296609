// SPDX-License-Identifier: MPL-2.0
//! Those who wait without a place, in lines of alike tickets. Within a line who came first goes first, so
//! only the heads are ever compared: choosing among five thousand costs what choosing among fifty does.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::Number;
use crate::setup::Features;
use crate::ticket::Urgency;
use crate::time::{Length, UnixTime};
use crate::visits::desks::DeskIndex;
use crate::visits::tickets::TicketIndex;

/// What makes tickets alike for slotting and calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineKey {
    pub urgency: Urgency,
    pub features: Features,
    pub expected: Length,
    pub only_at: Option<DeskIndex>,
}

/// A ticket in a line, in the order of the line.
pub type InLine = (UnixTime, Number, TicketIndex);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    lines: BTreeMap<LineKey, BTreeSet<InLine>>,
    waiting: usize,
}

impl Lines {
    pub fn insert(&mut self, kind: LineKey, ticket: InLine) {
        if self.lines.entry(kind).or_default().insert(ticket) {
            self.waiting += 1;
        }
    }

    pub fn remove(&mut self, kind: LineKey, ticket: InLine) {
        let Some(line) = self.lines.get_mut(&kind) else { return };
        if line.remove(&ticket) {
            self.waiting -= 1;
        }
        if line.is_empty() {
            self.lines.remove(&kind);
        }
    }

    pub const fn len(&self) -> usize {
        self.waiting
    }

    pub const fn is_empty(&self) -> bool {
        self.waiting == 0
    }

    /// The first of each line.
    pub fn heads(&self) -> impl Iterator<Item = (LineKey, InLine)> {
        self.lines.iter().filter_map(|(kind, line)| line.first().map(|&ticket| (*kind, ticket)))
    }

    /// Each line from its head on.
    pub fn each(&self) -> impl Iterator<Item = (LineKey, impl Iterator<Item = InLine>)> {
        self.lines.iter().map(|(kind, line)| (*kind, line.iter().copied()))
    }
}
