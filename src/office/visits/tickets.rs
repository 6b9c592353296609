// SPDX-License-Identifier: MPL-2.0
//! The day's tickets in the order they checked in, found by place, id and secret, and the numbers given out.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Index;

use crate::names::{Number, Secret, TicketId};
use crate::ticket::Ticket;

/// A ticket's place in the day's list; never changes while the day lasts.
pub type TicketIndex = usize;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tickets {
    list: Vec<Ticket>,
    by_id: BTreeMap<TicketId, TicketIndex>,
    by_secret: BTreeMap<Secret, TicketIndex>,
    last_number: Number,
    /// Numbers of the day before that came over with a kept place; not given out again today.
    carried_numbers: BTreeSet<Number>,
}

impl Tickets {
    /// The tickets that a day begins with: those with a place kept for it.
    pub(crate) fn carried_over(tickets: &[Ticket]) -> Self {
        let mut all = Self::default();
        for ticket in tickets {
            all.carried_numbers.insert(ticket.number);
            all.insert(ticket.clone());
        }
        all
    }

    /// Some of these tickets in the order given, without what is needed only to answer people. The next number stays.
    pub(crate) fn copied(&self, tickets: Vec<Ticket>) -> Self {
        let mut copy = Self { last_number: self.last_number, ..Self::default() };
        for ticket in tickets {
            copy.by_id.insert(ticket.id, copy.list.len());
            copy.list.push(ticket);
        }
        copy
    }

    pub(crate) fn add(&mut self, ticket: Ticket) -> TicketIndex {
        self.last_number = self.last_number.max(ticket.number);
        self.insert(ticket)
    }

    fn insert(&mut self, ticket: Ticket) -> TicketIndex {
        let index = self.list.len();
        self.by_id.insert(ticket.id, index);
        self.by_secret.insert(ticket.secret, index);
        self.list.push(ticket);
        index
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Ticket> {
        self.list.iter()
    }

    pub fn as_slice(&self) -> &[Ticket] {
        &self.list
    }

    pub const fn len(&self) -> usize {
        self.list.len()
    }

    pub fn index_of(&self, id: TicketId) -> Option<TicketIndex> {
        self.by_id.get(&id).copied()
    }

    pub fn get(&self, id: TicketId) -> Option<&Ticket> {
        self.index_of(id).map(|index| &self.list[index])
    }

    pub fn by_secret(&self, secret: Secret) -> Option<&Ticket> {
        self.by_secret.get(&secret).map(|&index| &self.list[index])
    }

    /// For the queue alone, which files the ticket anew after each change.
    pub(crate) fn get_mut(&mut self, index: TicketIndex) -> &mut Ticket {
        &mut self.list[index]
    }

    pub fn next_number(&self) -> Number {
        let mut number = self.last_number + 1;
        while self.carried_numbers.contains(&number) {
            number += 1;
        }
        number
    }

    /// No number is given twice.
    pub(crate) fn check(&self, wrong: &mut Vec<String>) {
        let mut seen = BTreeSet::new();
        for ticket in &self.list {
            if !seen.insert(ticket.number) {
                wrong.push(format!("number {} was given twice", ticket.number));
            }
        }
    }
}

impl Index<TicketIndex> for Tickets {
    type Output = Ticket;

    fn index(&self, index: TicketIndex) -> &Ticket {
        &self.list[index]
    }
}

impl<'t> IntoIterator for &'t Tickets {
    type Item = &'t Ticket;
    type IntoIter = std::slice::Iter<'t, Ticket>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
