// SPDX-License-Identifier: MPL-2.0
//! Whether every promise can be kept, searched for exactly and within a bound; asked where no order of promises
//! (`Slotting::deadline_check`) finds a way.
//!
//! Among those who could all begin at once, one piece of time is best used in the order in which visits are due
//! (Jackson 1955): only who goes into which piece is searched. Where somebody can come only later, the day is also
//! played forward: at each piece of reserved time everyone who could begin there is tried, and leaving it.

use std::collections::BTreeSet;

use crate::capacity::free_time::{Free, FreeTime};
use crate::queue::enough_time::DueOrder;
use crate::queue::slotting::Slotting;
use crate::time::{TimeRange, UnixTime};

/// So many ways to go on are looked at in one search.
const MOST_TRIES: usize = 500;

/// One search: the ways that are still to be looked at, and the places given on the way.
struct Search<'a, 'b> {
    slotting: &'a Slotting<'b>,
    tries: usize,
    places: Vec<(usize, Free)>,
    /// The free time that was left for as many as still had no place, where that did not do.
    in_vain: BTreeSet<(usize, FreeTime)>,
}

impl Slotting<'_> {
    /// Places that keep all of these promises, if the search finds some.
    pub(crate) fn every_promise_kept(
        &self,
        free: &FreeTime,
        promised: &[usize],
    ) -> Option<Vec<(usize, Free)>> {
        let mut by_due = promised.to_vec();
        by_due.sort_by_key(|&request| (self.due(request), self.requests[request].claim.number));
        let due_order = self.due_order(&by_due);
        let mut search = Search::new(self);
        if search.finds_by_due(free, &by_due, &due_order) {
            return Some(search.places);
        }
        let begins = free.pieces().first().map(|piece| piece.time.start);
        let comes_later =
            |request: &usize| begins.is_some_and(|begins| self.requests[*request].shape.not_before > begins);
        if !promised.iter().any(comes_later) || !due_order.enough_time(free, by_due.len()) {
            return None;
        }
        let mut search = Search::new(self);
        search.finds(free, promised).then_some(search.places)
    }

    /// Whether this promise could be kept if all this time were its own.
    pub(crate) fn alone_in_time(&self, free: &FreeTime, request: usize) -> bool {
        let shape = &self.requests[request].shape;
        let mut starts = free.pieces().iter().filter_map(|&piece| shape.start_in(piece, self.desks));
        starts.any(|start| self.begins_in_time(request, start))
    }

    fn begins_in_time(&self, request: usize, start: UnixTime) -> bool {
        self.requests[request].latest.is_none_or(|latest| start <= latest)
    }
}

impl<'a, 'b> Search<'a, 'b> {
    fn new(slotting: &'a Slotting<'b>) -> Self {
        Self { slotting, tries: MOST_TRIES, places: Vec::new(), in_vain: BTreeSet::new() }
    }

    fn may_go_on(&mut self, free: &FreeTime, left: &[usize]) -> bool {
        let affordable = self.tries > 0 && self.slotting.effort.spend(left.len() * free.pieces().len());
        self.tries = self.tries.saturating_sub(1);
        affordable && left.iter().all(|&request| self.slotting.alone_in_time(free, request))
    }

    fn finds_by_due(&mut self, free: &FreeTime, left: &[usize], due_order: &DueOrder) -> bool {
        let Some((&request, rest)) = left.split_first() else { return true };
        if !self.may_go_on(free, left) || !due_order.enough_time(free, left.len()) {
            return false;
        }
        let shape = &self.slotting.requests[request].shape;
        for (index, &piece) in free.pieces().iter().enumerate() {
            let start = shape.start_in(piece, self.slotting.desks);
            let Some(start) = start.filter(|&start| self.slotting.begins_in_time(request, start)) else {
                continue;
            };
            let place = Free { desk: piece.desk, time: TimeRange::new(start, start + shape.length) };
            if place.time.end > piece.time.end && self.is_taken(place) {
                continue;
            }
            let mut after = free.clone();
            after.take(index, start, shape.length);
            let left_over = (rest.len(), after);
            if self.in_vain.contains(&left_over) {
                continue;
            }
            self.places.push((request, place));
            if self.finds_by_due(&left_over.1, rest, due_order) {
                return true;
            }
            self.places.pop();
            self.in_vain.insert(left_over);
        }
        false
    }

    fn is_taken(&self, place: Free) -> bool {
        self.places.iter().any(|(_, other)| other.desk == place.desk && other.time.overlaps(place.time))
    }

    /// Whoever begins first in a piece begins as early as it can, or could be moved there: so no way is missed
    /// by trying each of them at the piece's beginning, and otherwise going on to the next possible start.
    fn finds(&mut self, free: &FreeTime, left: &[usize]) -> bool {
        if left.is_empty() {
            return true;
        }
        let Some(piece) = self.slotting.next_piece(free).filter(|_| self.may_go_on(free, left)) else {
            return false;
        };
        left.iter().any(|&request| self.finds_with_first(request, piece, free, left))
            || self.finds_leaving(piece, free, left)
    }

    fn finds_with_first(&mut self, request: usize, piece: usize, free: &FreeTime, left: &[usize]) -> bool {
        let Free { desk, time } = free.pieces()[piece];
        let shape = &self.slotting.requests[request].shape;
        if shape.start_in(free.pieces()[piece], self.slotting.desks) != Some(time.start) {
            return false;
        }
        let mut after = free.clone();
        after.take(piece, time.start, shape.length);
        let rest: Vec<usize> = left.iter().copied().filter(|&other| other != request).collect();
        self.places
            .push((request, Free { desk, time: TimeRange::new(time.start, time.start + shape.length) }));
        let found = self.finds(&after, &rest);
        if !found {
            self.places.pop();
        }
        found
    }

    fn finds_leaving(&mut self, piece: usize, free: &FreeTime, left: &[usize]) -> bool {
        let later = self.slotting.first_to_come(free, piece, left);
        let mut after = free.clone();
        after.skip(piece, later);
        self.finds(&after, left)
    }
}
