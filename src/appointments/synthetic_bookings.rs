// SPDX-License-Identifier: MPL-2.0
//! Turns listed free starts into bookings: at each listed start exactly one desk is free for five minutes, and all
//! other time outside gaps is booked. Bookings end at every quarter of an hour, so that a change stays local.

use std::collections::BTreeSet;
use std::ops::Range;

use super::book::{Minute, START_GRID};

/// No booking reaches across a multiple of this.
const QUARTER: Minute = 15;
/// The desk that carries a free start changes this often, so that free time comes to all of them.
const ROTATION: Minute = 30;

/// One day of an office: opening hours and, for each desk, its gaps.
#[derive(Clone, Debug)]
pub(super) struct DayShape {
    pub hours: Range<Minute>,
    pub gaps: Vec<Vec<Range<Minute>>>,
}

impl DayShape {
    /// The desk that is free at a listed start; none when every desk has a gap then.
    pub fn carrier(&self, start: Minute) -> Option<usize> {
        let cell = start..start + START_GRID;
        let without_gap = |desk: &usize| !self.gaps[*desk].iter().any(|gap| overlap(gap, &cell));
        let desks: Vec<usize> = (0..self.gaps.len()).filter(without_gap).collect();
        let turn = usize::from(start / ROTATION).checked_rem(desks.len())?;
        Some(desks[turn])
    }

    /// What is booked at each desk, as (desk, from, to).
    pub fn booked(&self, free: &BTreeSet<Minute>) -> Vec<(usize, Range<Minute>)> {
        let carriers: Vec<(Minute, Option<usize>)> =
            free.iter().map(|&start| (start, self.carrier(start))).collect();
        let mut booked = Vec::new();
        for desk in 0..self.gaps.len() {
            let carried = carriers.iter().filter(|(_, carrier)| *carrier == Some(desk));
            let open: Vec<Range<Minute>> = carried
                .map(|(start, _)| *start..start + START_GRID)
                .chain(self.gaps[desk].iter().cloned())
                .collect();
            let is_booked = |minute: Minute| !open.iter().any(|open| open.contains(&minute));
            booked.extend(self.runs(is_booked).into_iter().map(|run| (desk, run)));
        }
        booked
    }

    /// The booked time within opening hours, cut at every quarter.
    fn runs(&self, is_booked: impl Fn(Minute) -> bool) -> Vec<Range<Minute>> {
        let mut runs: Vec<Range<Minute>> = Vec::new();
        for minute in self.hours.clone().filter(|&minute| is_booked(minute)) {
            match runs.last_mut() {
                Some(run) if run.end == minute && minute % QUARTER != 0 => run.end += 1,
                _ => runs.push(minute..minute + 1),
            }
        }
        runs
    }
}

fn overlap(one: &Range<Minute>, other: &Range<Minute>) -> bool {
    one.start < other.end && other.start < one.end
}
