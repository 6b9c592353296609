// SPDX-License-Identifier: MPL-2.0
//! The appointment system's bookings as the office knows them, by date.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::gap::{Booking, Bookings, of_desk};
use crate::names::DeskId;

/// Each day's bookings are sorted by desk and time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Diary {
    days: BTreeMap<Date, Bookings>,
    /// Days set by hand: the appointment system does not change them.
    set_by_hand: BTreeSet<Date>,
}

impl Diary {
    pub(crate) fn carried_over(days: &[(Date, Bookings)], set_by_hand: &[Date]) -> Self {
        Self { days: days.iter().cloned().collect(), set_by_hand: set_by_hand.iter().copied().collect() }
    }

    pub(crate) fn on(&self, date: Date) -> &[Booking] {
        self.days.get(&date).map_or(&[], |bookings| bookings)
    }

    pub(crate) fn of_desk(&self, date: Date, desk: &DeskId) -> &[Booking] {
        of_desk(self.on(date), desk)
    }

    pub(crate) fn is_set_by_hand(&self, date: Date) -> bool {
        self.set_by_hand.contains(&date)
    }

    /// The days from `date` on.
    pub(crate) fn days_from(&self, date: Date) -> Vec<(Date, Bookings)> {
        self.days.range(date..).map(|(date, bookings)| (*date, bookings.clone())).collect()
    }

    pub(crate) fn set_by_hand_from(&self, date: Date) -> Vec<Date> {
        self.set_by_hand.range(date..).copied().collect()
    }

    /// One day alone.
    pub(crate) fn day(&self, date: Date) -> Self {
        let day = self.days.get(&date).map(|bookings| (date, bookings.clone()));
        Self { days: day.into_iter().collect(), set_by_hand: BTreeSet::new() }
    }

    pub(crate) fn replace(&mut self, date: Date, bookings: &Bookings, by_hand: bool) {
        self.days.insert(date, bookings.clone());
        if by_hand {
            self.set_by_hand.insert(date);
        }
    }
}
