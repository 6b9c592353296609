// SPDX-License-Identifier: MPL-2.0
//! Holds as the supervisor sees them: one row for each of today's, and how old what is known of the
//! appointment system is.

use super::StampedReason;
use crate::calendar::Rfc3339;
use crate::gap::{Gap, GapState};
use crate::holds::{HoldTrouble, KnownHold};
use crate::names::DeskId;
use crate::office::Office;
use crate::reason::Reason;
use crate::time::{TimeRange, UnixTime};

#[derive(Clone, Debug, PartialEq)]
pub struct HoldRow {
    pub start: u32,
    pub end: u32,
    pub state: HoldState,
    /// Why it was refused, when it was.
    pub why: Option<HoldTrouble>,
    /// What happened to it, when something did.
    pub reason: Option<StampedReason>,
}

/// Where a hold is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldState {
    /// Not confirmed yet: nobody is placed in it.
    Wanted,
    Held,
    InUse,
    /// No longer wanted, and still there.
    Releasing,
    Released,
    Refused,
    /// Somebody else booked in it after it was confirmed.
    BookedOver,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DiaryRow {
    /// When what is known of it was last true; nothing while it answers, or when it never did.
    pub known_at: Option<Rfc3339>,
    /// Since when it is silent; nothing while it answers.
    pub since: Option<Rfc3339>,
    /// How many holds of the days ahead wait to be confirmed, and how many were refused.
    pub waiting: u32,
    pub refused: u32,
    /// Bookings of today and later that somebody else made in time that was confirmed to us.
    pub booked_over: u32,
}

impl Office {
    pub(super) fn diary_row(&self, now: UnixTime) -> Option<DiaryRow> {
        let lost = self.diary_lost();
        if lost.is_none() && self.setup.holding.is_none() {
            return None;
        }
        let counted = |desk: &DeskId, time: TimeRange| self.is_counted_on(desk, time);
        let wanted = self.wanted_holds(now);
        let open: Vec<_> = wanted.iter().filter(|hold| !counted(&hold.desk, hold.time)).collect();
        let refused = open.iter().filter(|hold| self.was_refused(&hold.desk, hold.time).is_some()).count();
        Some(DiaryRow {
            known_at: lost.and_then(|lost| lost.known_at).map(|known_at| self.stamp(known_at)),
            since: lost.map(|lost| self.stamp(lost.since)),
            waiting: super::count(open.len() - refused),
            refused: super::count(refused),
            booked_over: super::count(self.booked_over().filter(|over| over.time.end > now).count()),
        })
    }

    fn was_refused(&self, desk: &DeskId, time: TimeRange) -> Option<HoldTrouble> {
        let refused = self.refused_holds().find(|hold| hold.desk == *desk && hold.time.overlaps(time));
        refused.map(|hold| hold.why)
    }

    /// Today's holds at a desk, and the gaps whose time went back.
    pub(super) fn hold_rows(&self, desk: &DeskId, now: UnixTime) -> Vec<HoldRow> {
        if !self.must_hold(desk) {
            return Vec::new();
        }
        let wanted = self.wanted_today(desk, now);
        let row = |time: TimeRange, state, why| {
            let [start, end] = self.row(time);
            HoldRow { start, end, state, why, reason: None }
        };
        let mut rows: Vec<HoldRow> = wanted
            .iter()
            .map(|&(time, in_use)| {
                let refused = self.was_refused(desk, time);
                match (self.is_counted_on(desk, time), refused) {
                    (true, _) if in_use => row(time, HoldState::InUse, None),
                    (true, _) => row(time, HoldState::Held, None),
                    (false, Some(why)) => row(time, HoldState::Refused, Some(why)),
                    (false, None) => row(time, HoldState::Wanted, None),
                }
            })
            .collect();
        let here = |hold: &&KnownHold| {
            hold.desk == *desk && hold.time.end > now && self.day.range().contains(hold.time.start)
        };
        let going: Vec<TimeRange> = self
            .known_holds()
            .filter(here)
            .filter(|hold| !wanted.iter().any(|(time, _)| time.overlaps(hold.time)))
            .map(|hold| hold.time)
            .collect();
        rows.extend(going.iter().map(|&time| row(time, HoldState::Releasing, None)));
        let back = |gap: &&Gap| gap.desk == *desk && gap.state == GapState::Released && gap.time.end > now;
        let back = self.todays_gaps().filter(back).map(|gap| gap.time);
        let gone = back.filter(|time| !going.iter().any(|other| other.overlaps(*time)));
        rows.extend(gone.map(|time| row(time, HoldState::Released, None)));
        let over = self.booked_over().filter(|over| over.desk == *desk && over.time.end > now);
        rows.extend(over.filter(|over| self.day.range().contains(over.time.start)).map(|over| {
            let reason = Reason::BookedInsideHold { desk: desk.clone(), start: over.time.start };
            let reason = Some(reason.map_time(|moment| self.stamp(moment)));
            HoldRow { reason, ..row(over.time, HoldState::BookedOver, None) }
        }));
        rows.sort_by_key(|row| (row.start, row.end));
        rows
    }
}
