// SPDX-License-Identifier: MPL-2.0
//! The bookings of a day as its last whole file had them, and which of them a file that may be cut off can have lost
//! (docs/decisions/0034-files-that-may-be-cut-off.md).

use std::collections::{BTreeMap, BTreeSet};

use office::gap::{Booking, BookingChange};
use office::names::DeskId;

/// Fewer rows may stand in order by chance.
const LEAST_SORTED: usize = 5;

#[derive(Debug, Default)]
pub(super) struct WholeDay {
    /// In the order of the file.
    in_order: Vec<Booking>,
    /// Known from elsewhere: nobody knows where the writer would put them.
    added: Vec<Booking>,
}

impl WholeDay {
    pub fn of_file(rows: Vec<Booking>) -> Self {
        Self { in_order: rows, added: Vec::new() }
    }

    /// As the ledger knew it before a start.
    pub fn of_ledger(known: Vec<Booking>) -> Self {
        Self { in_order: Vec::new(), added: known }
    }

    /// The bookings that are missing from a file and that it may have had behind the place where it was cut off. Those
    /// that its writer has passed were cancelled.
    pub fn in_doubt(&self, rows: &[Booking]) -> Vec<Booking> {
        let mut places: BTreeMap<&Booking, usize> = BTreeMap::new();
        for (place, booking) in self.in_order.iter().enumerate() {
            places.entry(booking).or_insert(place);
        }
        let kept: Vec<usize> = rows.iter().filter_map(|row| places.get(row).copied()).collect();
        let passed = kept.last().filter(|_| kept.is_sorted()).map_or(0, |last| last + 1);
        let behind = self.in_order[passed..].iter().chain(&self.added);
        let there: BTreeSet<&Booking> = rows.iter().collect();
        let missing = behind.filter(|booking| !there.contains(booking) && !is_covered(booking, rows));
        let sorting = Sorting::of(rows, &self.in_order);
        missing.filter(|booking| !sorting.has_passed(booking, rows)).cloned().collect()
    }

    /// A file that may be cut off has these rows, and the day keeps what is in doubt.
    pub fn goes_on_with(&mut self, rows: &[Booking], in_doubt: &[Booking]) {
        let stays = |booking: &Booking| rows.contains(booking) || in_doubt.contains(booking);
        self.in_order.retain(stays);
        // Where no place is known of what is in doubt, the order of this file is all that is known.
        if !in_doubt.iter().any(|booking| self.in_order.contains(booking)) {
            *self = Self { in_order: rows.to_vec(), added: in_doubt.to_vec() };
            return;
        }
        self.added.retain(stays);
        for row in rows {
            self.add(row);
        }
    }

    pub fn change(&mut self, change: &BookingChange) {
        match change {
            BookingChange::Booked(booking) => self.add(booking),
            BookingChange::Cancelled(cancelled) => {
                self.in_order.retain(|booking| booking != cancelled);
                self.added.retain(|booking| booking != cancelled);
            }
        }
    }

    fn add(&mut self, booking: &Booking) {
        if !self.in_order.contains(booking) && !self.added.contains(booking) {
            self.added.push(booking.clone());
        }
    }
}

/// The ledger has what is left of a booking that ended early.
fn is_covered(booking: &Booking, rows: &[Booking]) -> bool {
    rows.iter().any(|row| row.desk == booking.desk && row.time.covers(booking.time))
}

/// How a writer sorts, as far as its rows show it and its last whole file does not show otherwise.
#[derive(Clone, Copy)]
struct Sorting {
    by_start: bool,
    /// One desk after the other, each by start.
    by_desk: bool,
}

impl Sorting {
    fn of(rows: &[Booking], whole: &[Booking]) -> Self {
        let enough = rows.len() >= LEAST_SORTED;
        Self {
            by_start: enough && is_by_start(rows) && is_by_start(whole),
            by_desk: enough && is_by_desk(rows) && is_by_desk(whole),
        }
    }

    /// Whether a booking would stand before the last row, however the writer may sort.
    fn has_passed(self, booking: &Booking, rows: &[Booking]) -> bool {
        let Some(last) = rows.last().filter(|_| self.by_start || self.by_desk) else { return false };
        let is_earlier = booking.time.start < last.time.start;
        let of_a_desk_before = booking.desk != last.desk && rows.iter().any(|row| row.desk == booking.desk);
        let by_desk = if booking.desk == last.desk { is_earlier } else { of_a_desk_before };
        (!self.by_start || is_earlier) && (!self.by_desk || by_desk)
    }
}

fn is_by_start(rows: &[Booking]) -> bool {
    rows.is_sorted_by_key(|row| row.time.start)
}

fn is_by_desk(rows: &[Booking]) -> bool {
    let mut of_desks = rows.chunk_by(|one, next| one.desk == next.desk);
    let desks: Vec<&DeskId> = of_desks.clone().map(|block| &block[0].desk).collect();
    let is_one_block = desks.iter().collect::<BTreeSet<_>>().len() == desks.len();
    is_one_block && of_desks.all(is_by_start)
}
