// SPDX-License-Identifier: MPL-2.0
//! Holds, minute by minute: time that needs a hold counts only while it is held.

use jiff::civil::Date;

use super::ReferenceOffice;
use super::answers::ExpectedAnswer::{self, Done, DoneOr, Refused};
use office::calendar::next_day;
use office::command::{Command, HoldReport, HoldStep};
use office::event::Event;
use office::gap::{Booking, Gap, Origin};
use office::holds::KnownHold;
use office::names::DeskId;
use office::ticket::Ticket;
use office::time::{Length, TimeRange, UnixTime};

impl ReferenceOffice {
    pub(super) fn expect_hold(&self, report: &HoldReport, now: UnixTime) -> ExpectedAnswer {
        let HoldReport { desk, time, step } = report;
        if !self.knows_desk(desk) {
            return Refused("unknown_desk");
        }
        if time.is_empty() {
            return Refused("ends_before_it_starts");
        }
        let known = self.holds.iter().find(|hold| hold.desk == *desk && hold.time.start == time.start);
        let given_up = match (step, known) {
            (HoldStep::Confirmed, Some(hold)) if !hold.let_go && hold.time.end > time.end => {
                TimeRange::new(time.end, hold.time.end)
            }
            (HoldStep::LettingGo, known) => known.map_or(*time, |hold| hold.time),
            _ => return DoneOr(&["invalid"]),
        };
        if self.misses(desk, time.start, given_up, now) { Refused("hold_still_wanted") } else { Done }
    }

    /// Whether part of it is wanted and not covered by another hold.
    fn misses(&self, desk: &DeskId, start: UnixTime, part: TimeRange, now: UnixTime) -> bool {
        let others: Vec<TimeRange> =
            self.counted_holds(desk).filter(|hold| hold.time.start != start).map(|hold| hold.time).collect();
        let mut moment = part.start;
        while moment < part.end {
            if !others.iter().any(|time| time.contains(moment)) && self.wants(desk, moment, now) {
                return true;
            }
            moment = moment + Length::minutes(1);
        }
        false
    }

    /// Whether time is reserved, or will be by the plan, and not booked.
    fn wants(&self, desk: &DeskId, moment: UnixTime, now: UnixTime) -> bool {
        let Some(holding) = self.setup.holding.as_ref().filter(|holding| holding.desks.contains(desk)) else {
            return false;
        };
        let zone = &self.setup.time_zone;
        let mut last = self.date;
        (0..holding.days_ahead).for_each(|_| last = next_day(last));
        let date = zone.date(moment);
        if date < self.date || date > last {
            return false;
        }
        let booked = |moment| self.booked(date).iter().any(|b| b.desk == *desk && b.time.contains(moment));
        let reserved = |moment| {
            let by_gap =
                self.gaps.iter().any(|gap| gap.is_open() && gap.desk == *desk && gap.time.contains(moment));
            let planned = date > self.date
                && self.plan.on(date).filter(|line| line.desk == *desk).any(|line| {
                    let time = TimeRange::new(zone.moment(date, line.start), zone.moment(date, line.end));
                    time.contains(moment)
                });
            by_gap || planned
        };
        let booked = |moment| booked(moment) || self.has_ended_booking(date, desk, moment);
        if booked(moment) || !reserved(moment) {
            return false;
        }
        // Past time is not wanted; a range under way is wanted whole.
        let mut until = moment;
        while until <= now && reserved(until) && !booked(until) {
            until = until + Length::minutes(1);
        }
        until > now
    }

    fn counted_holds(&self, desk: &DeskId) -> impl Iterator<Item = &KnownHold> {
        self.holds.iter().filter(move |hold| hold.desk == *desk && !hold.let_go)
    }

    /// Whether holds allow tickets in this minute.
    pub(super) fn is_held(&self, desk: &DeskId, moment: UnixTime) -> bool {
        let must = self.setup.holding.as_ref().is_some_and(|holding| holding.desks.contains(desk));
        !must
            || self.has_ended_booking(self.date, desk, moment)
            || self.counted_holds(desk).any(|hold| hold.time.contains(moment))
    }

    /// What puts time of a desk in doubt, each by itself: lent time may have been booked again, and the whole day is in
    /// doubt where nobody opened the desk when somebody was to be called there.
    pub(super) fn doubts(&self, desk: &DeskId) -> [Vec<TimeRange>; 2] {
        let empty = self.stayed_empty.contains(desk).then(|| self.setup.time_zone.day(self.date));
        [empty.into_iter().collect(), self.unconfirmed_time(desk)]
    }

    /// Lent time of a desk that may have been booked again: freed, not held, during an outage of the appointment
    /// system.
    pub(super) fn unconfirmed_time(&self, desk: &DeskId) -> Vec<TimeRange> {
        let must = || self.setup.holding.as_ref().is_some_and(|holding| holding.desks.contains(desk));
        if !self.diary_lost || must() {
            return Vec::new();
        }
        let lent = |gap: &&Gap| gap.desk == *desk && gap.origin == Origin::FreedBooking;
        self.todays_open_gaps().filter(lent).map(|gap| gap.time).collect()
    }

    pub(super) fn any_barred(&self, ticket: &Ticket, desk: &DeskId, time: TimeRange) -> bool {
        let doubts = self.doubts(desk);
        let is_barred = |moment| doubts.iter().any(|doubt| is_barred(doubt, ticket, desk, moment));
        let mut moment = time.start;
        while moment < time.end {
            if is_barred(moment) {
                return true;
            }
            moment = moment + Length::minutes(1);
        }
        // Calls may come at any second: freed time may begin after the last whole minute.
        !time.is_empty() && is_barred(time.end - Length::seconds(1))
    }

    pub(super) fn check_confirmed(&mut self, ticket: &Ticket, desk: &DeskId, time: TimeRange) {
        if self.any_barred(ticket, desk, time) {
            let number = ticket.number;
            self.violation(format!("number {number} got freed time at desk {desk} that nobody can confirm"));
        }
    }

    pub(super) fn minute_without_hold(&self, desk: &DeskId, time: TimeRange) -> Option<UnixTime> {
        let mut moment = time.start;
        while moment < time.end {
            if !self.is_held(desk, moment) {
                return Some(moment);
            }
            moment = moment + Length::minutes(1);
        }
        None
    }

    pub(super) fn check_held(&mut self, number: u32, desk: &DeskId, time: TimeRange) {
        if let Some(moment) = self.minute_without_hold(desk, time) {
            self.violation(format!("number {number} is placed at {moment}, which nobody confirmed"));
        }
    }

    /// Expects an event for each new booking that overlaps a confirmed hold.
    pub(super) fn expect_booked_over(&mut self, date: Date, bookings: &[Booking]) {
        for booking in bookings {
            if booking.closed || self.booked(date).contains(booking) {
                continue;
            }
            let held = self.counted_holds(&booking.desk).map(|hold| hold.time);
            let over: Vec<TimeRange> = held.filter(|time| time.overlaps(booking.time)).collect();
            let expected = over.into_iter().map(|time| (booking.desk.clone(), time.overlap(booking.time)));
            self.booked_over.extend(expected);
        }
    }

    fn hold_booked_over(&mut self, desk: &DeskId, time: TimeRange) {
        let expected = self.booked_over.iter().position(|(at, over)| at == desk && *over == time);
        match expected {
            Some(index) => drop(self.booked_over.remove(index)),
            None => self.violation(format!("nobody booked over the hold at desk {desk} at {}", time.start)),
        }
    }

    pub(super) fn held(&mut self, event: &Event, command: Option<&Command>) {
        if let Event::HoldBookedOver { desk, time } = event {
            return self.hold_booked_over(desk, *time);
        }
        let reported = |wanted: fn(HoldStep) -> bool| match command {
            Some(Command::ReportHold(report)) => wanted(report.step),
            _ => false,
        };
        let (desk, time, right) = match event {
            Event::HoldConfirmed { desk, time } => (desk, time, reported(|step| step == HoldStep::Confirmed)),
            Event::HoldRefused { desk, time, .. } => {
                (desk, time, reported(|step| matches!(step, HoldStep::Refused(_))))
            }
            Event::HoldLetGo { desk, time } => (desk, time, reported(|step| step == HoldStep::LettingGo)),
            Event::HoldReleased { desk, time } => (desk, time, reported(|step| step == HoldStep::Released)),
            Event::DiaryLost { .. } | Event::DiaryFound => {
                let lost = matches!(event, Event::DiaryLost { .. });
                if lost == self.diary_lost {
                    self.violation("the appointment system was lost or found twice");
                }
                self.diary_lost = lost;
                return;
            }
            _ => return,
        };
        if !right {
            self.violation(format!("{event:?} without a report"));
        }
        self.holds.retain(|hold| hold.desk != *desk || hold.time.start != time.start);
        let let_go = matches!(event, Event::HoldLetGo { .. });
        if let_go || matches!(event, Event::HoldConfirmed { .. }) {
            self.holds.push(KnownHold { desk: desk.clone(), time: *time, let_go });
        }
    }

    pub(super) fn compare_holds(&mut self, office: &office::Office) {
        let mut ours: Vec<&KnownHold> = self.holds.iter().collect();
        ours.sort_by_key(|hold| (&hold.desk, hold.time.start));
        if !office.known_holds().eq(ours) || office.diary_lost().is_some() != self.diary_lost {
            self.violation("the holds are others");
        }
    }

    pub(super) fn check_carried_holds(&mut self, known: &[KnownHold], begins: UnixTime) {
        let mut ours: Vec<KnownHold> =
            self.holds.iter().filter(|hold| hold.time.end > begins).cloned().collect();
        ours.sort_by(|one, other| (&one.desk, one.time.start).cmp(&(&other.desk, other.time.start)));
        if ours != known {
            self.violation("the holds were not brought over");
        }
    }
}

/// Whether time in doubt is barred to this ticket: it has no placement there, or a later one.
pub(super) fn is_barred(doubt: &[TimeRange], ticket: &Ticket, desk: &DeskId, moment: UnixTime) -> bool {
    let in_doubt = |moment| doubt.iter().any(|time| time.contains(moment));
    if !in_doubt(moment) {
        return false;
    }
    let place = ticket.placement.as_ref().filter(|place| place.desk == *desk);
    let Some(place) = place.filter(|place| place.time.start <= moment) else { return true };
    let mut back = moment;
    while in_doubt(back) {
        if place.time.contains(back) {
            return false;
        }
        back = back - Length::minutes(1);
    }
    true
}
