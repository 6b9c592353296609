// SPDX-License-Identifier: MPL-2.0
//! Which holds are wanted, and which reserved time may be counted on.

use jiff::civil::Date;

use crate::calendar::next_day;
use crate::holds::{BookedOver, DiaryLost, KnownHold, RefusedHold, WantedHold};
use crate::names::DeskId;
use crate::office::Office;
use crate::time::{TimeRange, UnixTime, cut, join, within};

impl Office {
    /// Every hold there should be from `now` on: open gaps, and what the plan will reserve on the days ahead,
    /// without the time that is booked or closed.
    pub fn wanted_holds(&self, now: UnixTime) -> Vec<WantedHold> {
        let Some(holding) = &self.setup.holding else { return Vec::new() };
        let mut wanted = Vec::new();
        let mut date = self.day.date();
        for _ in 0..=holding.days_ahead {
            for desk in &holding.desks {
                let of_day = self.reserved_pieces(date, desk).into_iter();
                wanted.extend(of_day.filter(|time| time.end > now).map(|time| WantedHold {
                    desk: desk.clone(),
                    time,
                    in_use: self.is_in_use(desk, time),
                }));
            }
            date = next_day(date);
        }
        wanted
    }

    /// Today's wanted holds at one desk, and whether somebody uses them.
    pub(crate) fn wanted_today(&self, desk: &DeskId, now: UnixTime) -> Vec<(TimeRange, bool)> {
        let pieces = self.reserved_pieces(self.day.date(), desk).into_iter().filter(|time| time.end > now);
        pieces.map(|time| (time, self.is_in_use(desk, time))).collect()
    }

    /// Reserved time of one desk on today or a later day, each piece as its gap or plan line has it.
    fn reserved_pieces(&self, date: Date, desk: &DeskId) -> Vec<TimeRange> {
        let day = self.setup.time_zone.day(date);
        let open = self.gaps.iter().filter(|gap| gap.is_open() && gap.desk == *desk);
        let mut reserved: Vec<TimeRange> =
            open.map(|gap| gap.time).filter(|time| day.contains(time.start)).collect();
        if date > self.day.date() {
            let standing: Vec<_> = reserved.iter().map(|time| (desk.clone(), *time)).collect();
            let lines = self.plan.on(date).filter(|line| line.desk == *desk);
            reserved.extend(self.planned_gaps(lines, date, &standing).into_iter().map(|gap| gap.time));
        }
        // The appointment system still has bookings that a clerk has ended: nothing can be held there.
        let ended = self.ended_bookings(date, desk);
        let booked: Vec<TimeRange> = self.booked_on(date, desk).chain(ended).collect();
        reserved.iter().flat_map(|time| cut(&[*time], booked.iter().copied())).collect()
    }

    fn is_in_use(&self, desk: &DeskId, time: TimeRange) -> bool {
        let served = self.desk_index(desk).and_then(|index| self.desks[index].ticket);
        let mut placed = self.queue.claims().chain(served);
        let now = self.day.last_at();
        self.day.range().contains(time.start)
            && (self.is_held_for_called(desk, time, now)
                || placed.any(|index| {
                    let place = self.tickets[index].placement.as_ref();
                    place.is_some_and(|place| place.desk == *desk && place.time.overlaps(time))
                }))
    }

    pub(crate) fn booked_on(&self, date: Date, desk: &DeskId) -> impl Iterator<Item = TimeRange> {
        self.bookings_of(date, desk).iter().map(|booking| booking.time)
    }

    /// The holds the appointment system confirmed, as they stand there as far as the office knows.
    pub fn known_holds(&self) -> impl Iterator<Item = &KnownHold> {
        self.holds.known.values()
    }

    pub fn refused_holds(&self) -> impl Iterator<Item = &RefusedHold> {
        self.holds.refused.values()
    }

    /// What somebody else booked in confirmed time, as long as it is booked.
    pub(crate) fn booked_over(&self) -> impl Iterator<Item = &BookedOver> {
        let is_booked = |over: &&BookedOver| {
            let date = self.setup.time_zone.date(over.time.start);
            self.booked_on(date, &over.desk).any(|booking| booking.overlaps(over.time))
        };
        self.holds.booked_over.values().filter(is_booked)
    }

    pub const fn diary_lost(&self) -> Option<DiaryLost> {
        self.holds.lost_since
    }

    /// When the appointment system last told something, as far as the ledger knows: a look that finds nothing
    /// new is not written down, so it may have been later.
    pub const fn diary_reported_at(&self) -> Option<UnixTime> {
        self.holds.reported_at
    }

    pub(crate) fn must_hold(&self, desk: &DeskId) -> bool {
        self.setup.holding.as_ref().is_some_and(|holding| holding.desks.contains(desk))
    }

    /// What of reserved time may be counted on at a desk: all of it, or what is confirmed where it must be.
    pub(crate) fn counted_on(&self, desk: &DeskId, reserved: Vec<TimeRange>) -> Vec<TimeRange> {
        if reserved.is_empty() || !self.must_hold(desk) {
            return reserved;
        }
        within(&reserved, &self.sure(desk))
    }

    /// Time that nobody can book over: held in the appointment system, or of a booking that a clerk has ended.
    fn sure(&self, desk: &DeskId) -> Vec<TimeRange> {
        let confirmed = self.holds.confirmed(desk, None);
        join(confirmed.into_iter().chain(self.ended_bookings(self.day.date(), desk)).collect())
    }

    pub(crate) fn is_counted_on(&self, desk: &DeskId, time: TimeRange) -> bool {
        !self.must_hold(desk) || time.is_empty() || self.sure(desk).iter().any(|held| held.covers(time))
    }

    /// Whether the office would lack time if this part of a hold went: wanted, and no other hold has it.
    pub(crate) fn would_be_missed(
        &self,
        desk: &DeskId,
        start: UnixTime,
        part: TimeRange,
        now: UnixTime,
    ) -> bool {
        let wanted = self.wanted_holds(now).into_iter().filter(|hold| hold.desk == *desk);
        let wanted: Vec<TimeRange> =
            wanted.map(|hold| hold.time.overlap(part)).filter(|time| !time.is_empty()).collect();
        !cut(&join(wanted), self.holds.confirmed(desk, Some(start))).is_empty()
    }
}
