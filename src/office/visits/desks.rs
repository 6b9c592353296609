// SPDX-License-Identifier: MPL-2.0
//! The desks as they are now: who is staffed, whom each serves, and what each did last.

use std::collections::BTreeMap;
use std::ops::Index;

use crate::names::DeskId;
use crate::setup::Setup;
use crate::ticket::{State, Ticket};
use crate::time::{TimeRange, UnixTime};
use crate::visits::tickets::{TicketIndex, Tickets};

/// A desk's place in the setup.
pub type DeskIndex = usize;

#[derive(Clone, Debug, PartialEq)]
pub struct DeskNow {
    pub id: DeskId,
    pub staffing: Staffing,
    /// When it was last opened or left today.
    pub staffing_since: Option<UnixTime>,
    pub ticket: Option<TicketIndex>,
    pub last_step: Option<LastStep>,
    /// When somebody was served here today, in order.
    pub served: Vec<TimeRange>,
    /// A promise here broke because nobody opened the desk: nobody new is promised its time before somebody does.
    pub stayed_empty: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staffing {
    /// Nobody has opened it today; its gaps are counted on.
    Expected,
    Open,
    /// The clerk has left; its gaps cannot be used.
    Left,
}

/// What the desk did last, and how it was before.
#[derive(Clone, Debug, PartialEq)]
pub struct LastStep {
    pub ticket: TicketIndex,
    pub at: UnixTime,
    pub before: Box<Ticket>,
    /// How the step left the ticket; when something else has happened to it since, it is too late.
    pub after: State,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Desks(Vec<DeskNow>);

impl Desks {
    pub(crate) fn new(setup: &Setup, staffing: impl Fn(&DeskId) -> Staffing) -> Self {
        let desk = |id: &DeskId| DeskNow {
            id: id.clone(),
            staffing: staffing(id),
            staffing_since: None,
            ticket: None,
            last_step: None,
            served: Vec::new(),
            stayed_empty: false,
        };
        Self(setup.desks.iter().map(|configured| desk(&configured.id)).collect())
    }

    /// The desks of another setup; those that stay are as they were.
    pub(crate) fn under(&self, setup: &Setup) -> Self {
        let mut desks = Self::new(setup, |_| Staffing::Expected);
        for desk in &mut desks.0 {
            if let Some(same) = self.0.iter().find(|old| old.id == desk.id) {
                *desk = same.clone();
            }
        }
        desks
    }

    /// The desks without their last steps and with the last case alone, with tickets named by another list's indexes.
    pub(crate) fn copied(&self, ticket: impl Fn(TicketIndex) -> Option<TicketIndex>) -> Self {
        let copy = |desk: &DeskNow| DeskNow {
            id: desk.id.clone(),
            staffing: desk.staffing,
            staffing_since: desk.staffing_since,
            ticket: desk.ticket.and_then(&ticket),
            last_step: None,
            served: desk.served.last().copied().into_iter().collect(),
            stayed_empty: desk.stayed_empty,
        };
        Self(self.0.iter().map(copy).collect())
    }

    pub fn iter(&self) -> std::slice::Iter<'_, DeskNow> {
        self.0.iter()
    }

    pub const fn len(&self) -> usize {
        self.0.len()
    }

    pub fn index_of(&self, id: &DeskId) -> Option<DeskIndex> {
        self.0.iter().position(|desk| desk.id == *id)
    }

    pub(crate) fn staff(&mut self, desk: DeskIndex, staffing: Staffing, at: UnixTime) {
        let desk = &mut self.0[desk];
        desk.staffing = staffing;
        desk.staffing_since = Some(at);
        desk.stayed_empty = false;
    }

    /// Nobody has opened it today, and its time is counted on all the same.
    pub(crate) fn is_only_expected(&self, desk: DeskIndex) -> bool {
        self.0[desk].staffing == Staffing::Expected && !self.0[desk].stayed_empty
    }

    /// A promise here broke because nobody called.
    pub(crate) fn note_empty(&mut self, desk: DeskIndex) {
        let desk = &mut self.0[desk];
        desk.stayed_empty = desk.staffing == Staffing::Expected;
    }

    pub(crate) fn add_served(&mut self, desk: DeskIndex, time: TimeRange) {
        self.0[desk].served.push(time);
    }

    /// A ticket's step at a desk; `stays` says whether the desk still has the ticket after it.
    pub(crate) fn record_step(&mut self, desk: DeskIndex, step: LastStep, stays: bool) {
        self.0[desk].ticket = stays.then_some(step.ticket);
        self.0[desk].last_step = Some(step);
    }

    /// Takes back the desk's last step; `ticket` is whom it has now.
    pub(crate) fn undo_step(&mut self, desk: DeskIndex, ticket: Option<TicketIndex>) -> Option<LastStep> {
        let desk = &mut self.0[desk];
        desk.ticket = ticket;
        let step = desk.last_step.take()?;
        if step.before.state.call().is_some() && step.after.ends_service(&step.before.state) {
            desk.served.pop();
        }
        Some(step)
    }

    /// Takes a ticket from the desk that has it, if one does.
    pub(crate) fn release(&mut self, ticket: TicketIndex) -> Option<DeskIndex> {
        let desk = self.0.iter().position(|desk| desk.ticket == Some(ticket))?;
        self.0[desk].ticket = None;
        Some(desk)
    }

    /// A ticket that is called or served is at one desk, the one that called it.
    pub(crate) fn check(&self, tickets: &Tickets, wrong: &mut Vec<String>) {
        let mut at_desk = BTreeMap::new();
        for desk in &self.0 {
            let Some(index) = desk.ticket else { continue };
            let ticket = &tickets[index];
            if let Some(other) = at_desk.insert(index, &desk.id) {
                wrong.push(format!("number {} is at desks {other} and {}", ticket.number, desk.id));
            }
            if ticket.state.call().is_none_or(|call| call.desk != desk.id) {
                wrong.push(format!(
                    "desk {} holds number {}, which is not called there",
                    desk.id, ticket.number
                ));
            }
        }
        for (index, ticket) in tickets.iter().enumerate() {
            if ticket.state.call().is_some() && !at_desk.contains_key(&index) {
                wrong.push(format!("number {} is called, but no desk has it", ticket.number));
            }
        }
    }
}

impl Index<DeskIndex> for Desks {
    type Output = DeskNow;

    fn index(&self, index: DeskIndex) -> &DeskNow {
        &self.0[index]
    }
}

impl<'d> IntoIterator for &'d Desks {
    type Item = &'d DeskNow;
    type IntoIter = std::slice::Iter<'d, DeskNow>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
