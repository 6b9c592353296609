// SPDX-License-Identifier: MPL-2.0
//! Whether every promise can be kept, searched for exactly: the day is played forward as in `slotting`, and at
//! each piece of reserved time everyone who could begin there is tried, and leaving it. Exponential, and
//! therefore bounded; asked where no order of promises (`Slotting::deadline_check`) finds a way.

use crate::capacity::free_time::{Free, FreeTime};
use crate::queue::slotting::Slotting;
use crate::time::TimeRange;

/// So many ways to begin are looked at in one search.
const MOST_TRIES: usize = 500;

/// One search: the ways that are still to be looked at, and the places given on the way.
struct Search<'a, 'b> {
    slotting: &'a Slotting<'b>,
    tries: usize,
    places: Vec<(usize, Free)>,
}

impl Slotting<'_> {
    /// Places that keep all of these promises, if the search finds some.
    pub(crate) fn every_promise_kept(
        &self,
        free: &FreeTime,
        promised: &[usize],
    ) -> Option<Vec<(usize, Free)>> {
        let mut search = Search { slotting: self, tries: MOST_TRIES, places: Vec::new() };
        search.finds(free, promised).then_some(search.places)
    }

    /// Whether this promise could be kept if all this time were its own.
    pub(crate) fn alone_in_time(&self, free: &FreeTime, wish: usize) -> bool {
        let wish = &self.wishes[wish];
        free.earliest(&wish.shape, self.desks)
            .is_some_and(|(_, start)| wish.latest.is_none_or(|latest| start <= latest))
    }
}

impl Search<'_, '_> {
    /// Whoever begins first in a piece begins as early as it can, or could be moved there: so no way is missed
    /// by trying each of them at the piece's beginning, and otherwise going on to the next possible start.
    fn finds(&mut self, free: &FreeTime, left: &[usize]) -> bool {
        if left.is_empty() {
            return true;
        }
        let all_could = left.iter().all(|&wish| self.slotting.alone_in_time(free, wish));
        let affordable = self.tries > 0 && self.slotting.effort.spend(left.len() * free.pieces().len());
        let Some(piece) = self.slotting.next_piece(free).filter(|_| all_could && affordable) else {
            return false;
        };
        self.tries -= 1;
        left.iter().any(|&wish| self.finds_with_first(wish, piece, free, left))
            || self.finds_leaving(piece, free, left)
    }

    fn finds_with_first(&mut self, wish: usize, piece: usize, free: &FreeTime, left: &[usize]) -> bool {
        let Free { desk, time } = free.pieces()[piece];
        let shape = &self.slotting.wishes[wish].shape;
        if shape.start_in(free.pieces()[piece], self.slotting.desks) != Some(time.start) {
            return false;
        }
        let mut after = free.clone();
        after.take(piece, time.start, shape.length);
        let rest: Vec<usize> = left.iter().copied().filter(|&other| other != wish).collect();
        self.places.push((wish, Free { desk, time: TimeRange::new(time.start, time.start + shape.length) }));
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
