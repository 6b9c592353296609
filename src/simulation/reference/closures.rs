// SPDX-License-Identifier: MPL-2.0
//! Special days and absences: what is expected of them, the hours and the time of desks that follow, and that nothing
//! of it is lost over midnight.

use jiff::Span;
use jiff::civil::Date;

use super::ReferenceOffice;
use office::closures::{Absence, SpecialDay};
use office::command::{Capacity, CapacityChange, Command};
use office::event::{DayStart, Event};
use office::gap::Gap;
use office::names::{AbsenceId, DeskId};
use office::ticket::{Placement, Ticket};
use office::time::{Length, TimeRange, UnixTime};

/// Special days and absences that are known.
#[derive(Debug, Default)]
pub(super) struct KnownClosures {
    days: Vec<SpecialDay>,
    absences: Vec<Absence>,
}

impl KnownClosures {
    pub fn brought_over(start: &DayStart) -> Self {
        let absences = start.closures.absences().cloned().collect();
        Self { days: start.closures.days().to_vec(), absences }
    }

    fn day(&self, date: Date) -> Option<&SpecialDay> {
        self.days.iter().find(|day| day.date == date)
    }
}

impl ReferenceOffice {
    /// When the office is open on a date: the special day's hours, or else the week's.
    pub(super) fn periods_on(&self, date: Date) -> Vec<TimeRange> {
        let zone = &self.setup.time_zone;
        match self.closures.day(date) {
            Some(day) => day.periods.iter().map(|period| period.on(zone, date)).collect(),
            None => self.setup.opening_hours.on(zone, date).into_iter().collect(),
        }
    }

    /// From the first opening to the last closing.
    pub(super) fn hours_on(&self, date: Date) -> Option<TimeRange> {
        let periods = self.periods_on(date);
        let start = periods.iter().map(|period| period.start).min()?;
        periods.iter().map(|period| period.end).max().map(|end| TimeRange::new(start, end))
    }

    /// Whether the office is closed at a moment at which its week has it open, or between two periods.
    pub(super) fn is_closed_at(&self, moment: UnixTime) -> bool {
        let zone = &self.setup.time_zone;
        let date = zone.date(moment);
        let week = self.setup.opening_hours.on(zone, date);
        let within = |hours: Option<TimeRange>| hours.is_some_and(|hours| hours.contains(moment));
        let open = self.periods_on(date).iter().any(|period| period.contains(moment));
        (within(week) || within(self.hours_on(date))) && !open
    }

    pub(super) fn is_clerk_away(&self, desk: &DeskId, moment: UnixTime) -> bool {
        self.closures.absences.iter().any(|absence| absence.desk == *desk && absence.time.contains(moment))
    }

    /// Whether nobody serves at a desk at a moment: the office is closed, or the clerk away.
    pub(super) fn is_away(&self, desk: &DeskId, moment: UnixTime) -> bool {
        self.is_closed_at(moment) || self.is_clerk_away(desk, moment)
    }

    /// A time minute by minute, and the moments in it at which absences begin and end.
    pub(super) fn minutes_of(&self, time: TimeRange) -> impl Iterator<Item = UnixTime> {
        let minutes =
            (0..=time.length().as_minutes()).map(move |minute| time.start + Length::minutes(minute));
        let bounds = self.closures.absences.iter().flat_map(|absence| [absence.time.start, absence.time.end]);
        minutes.chain(bounds).filter(move |&moment| time.contains(moment))
    }

    /// The first moment in a time at which nobody serves.
    pub(super) fn away_within(&self, desk: &DeskId, time: TimeRange) -> Option<UnixTime> {
        if self.closures.days.is_empty() && self.closures.absences.is_empty() {
            return None;
        }
        self.minutes_of(time).find(|&at| self.is_away(desk, at))
    }

    /// Whether nobody could serve in any of a gap's time.
    pub(super) fn is_gap_away(&self, gap: &Gap) -> bool {
        self.minutes_of(gap.time).all(|moment| self.is_away(&gap.desk, moment))
    }

    /// Whether the place a ticket had is in time in which its clerk is away.
    pub(super) fn was_clerk_away(&self, ticket: &Ticket) -> bool {
        let Some(place) = &ticket.placement else { return false };
        self.closures
            .absences
            .iter()
            .any(|absence| absence.desk == place.desk && absence.time.overlaps(place.time))
    }

    /// Whether the place a ticket had is not within opening hours.
    pub(super) fn was_closed_then(&self, ticket: &Ticket) -> bool {
        let Some(place) = &ticket.placement else { return false };
        let date = self.setup.time_zone.date(place.time.start);
        !self.periods_on(date).iter().any(|period| period.covers(place.time))
    }

    pub(super) fn special_day_refused(&self, day: &SpecialDay, now: UnixTime) -> Option<&'static str> {
        let furthest = self.date.saturating_add(Span::new().days(3 * 366));
        let ends = day.periods.last().map(|last| last.on(&self.setup.time_zone, day.date).end);
        let over = day.date == self.date && ends.is_some_and(|end| end <= now.max(self.last_at));
        if day.date < self.date {
            Some("in_the_past")
        } else if day.date > furthest || day.periods.len() > 3 {
            Some("invalid")
        } else if day.periods.iter().any(|period| period.closes <= period.opens) {
            Some("ends_before_it_starts")
        } else if day.periods.windows(2).any(|pair| pair[1].opens < pair[0].closes) {
            Some("invalid")
        } else if over {
            Some("in_the_past")
        } else {
            None
        }
    }

    pub(super) fn special_day_unknown(&self, date: Date) -> Option<&'static str> {
        self.closures.day(date).is_none().then_some("unknown_special_day")
    }

    pub(super) fn absence_refused(
        &self,
        desk: &DeskId,
        time: TimeRange,
        now: UnixTime,
    ) -> Option<&'static str> {
        if !self.knows_desk(desk) {
            Some("unknown_desk")
        } else if time.end <= time.start {
            Some("ends_before_it_starts")
        } else if time.end <= now.max(self.last_at) {
            Some("in_the_past")
        } else if time.length() > Length::minutes(92 * 1_440) {
            Some("invalid")
        } else {
            None
        }
    }

    pub(super) fn absence_unknown(&self, desk: &DeskId, id: AbsenceId) -> Option<&'static str> {
        let known = self.closures.absences.iter().any(|absence| absence.id == id && absence.desk == *desk);
        (!known).then_some("unknown_absence")
    }

    /// Applies what the supervisor planned, which is what the command says.
    pub(super) fn closure_changed(&mut self, event: &Event, command: Option<&Command>, at: UnixTime) {
        let Some(Command::ChangeCapacity(CapacityChange { what, .. })) = command else {
            return self.violation("a closure that nobody asked for");
        };
        let as_asked = match (event, what) {
            (Event::SpecialDaySet { day }, Capacity::SetSpecialDay(asked)) => {
                self.closures.days.retain(|known| known.date != day.date);
                self.closures.days.push(day.clone());
                day == asked
            }
            (Event::SpecialDayRemoved { date }, Capacity::RemoveSpecialDay { date: asked }) => {
                self.closures.days.retain(|known| known.date != *date);
                date == asked
            }
            (Event::AbsencePlanned { absence }, Capacity::PlanAbsence { desk, time }) => {
                let new = self.closures.absences.iter().all(|known| known.id != absence.id);
                let begins_now = absence.time.contains(at);
                self.set_free_from(desk, |ticket| {
                    let place = ticket.placement.as_ref();
                    begins_now || place.is_some_and(|place| place.time.overlaps(absence.time))
                });
                self.closures.absences.push(absence.clone());
                // Somebody says when the desk that was left is served again.
                if absence.time.contains(at) && self.left.remove(desk) {
                    self.stayed_empty.remove(desk);
                }
                let rest = TimeRange::new(time.start.max(at), time.end);
                new && absence.desk == *desk && absence.time == rest
            }
            (Event::AbsenceCancelled { absence }, Capacity::CancelAbsence { absence: asked, .. }) => {
                self.closures.absences.retain(|known| known.id != *absence);
                absence == asked
            }
            _ => false,
        };
        if !as_asked {
            self.violation(format!("{event:?} is not what was asked"));
        }
        self.hours = self.hours_on(self.date);
        self.was_open |= self.hours.is_some();
        // Hours to come open a day again that was over.
        self.ended &= self.hours.is_none_or(|hours| hours.end <= at);
    }

    /// Nobody keeps a place of today in time in which nobody serves, but for the slack at its end.
    pub(super) fn check_places_and_closures(&mut self) {
        let ahead = self.claims().filter_map(|ticket| Some((ticket.number, ticket.placement.as_ref()?)));
        let within = |place: &Placement| TimeRange::new(place.time.start, place.time.end - self.slack());
        let wrong: Vec<_> = ahead
            .filter(|(_, place)| place.time.start > self.last_at)
            .filter_map(|(number, place)| Some((number, self.away_within(&place.desk, within(place))?)))
            .collect();
        for (number, moment) in wrong {
            self.violation(format!("number {number} keeps a place where nobody serves at {moment}"));
        }
    }

    /// What reaches into the new day or lies after it is known there.
    pub(super) fn check_carried_closures(&mut self, start: &DayStart) {
        let begins = self.setup.time_zone.day(start.date).start;
        let mut days: Vec<_> =
            self.closures.days.iter().filter(|day| day.date >= start.date).cloned().collect();
        days.sort_unstable_by_key(|day| day.date);
        let mut absences: Vec<_> =
            self.closures.absences.iter().filter(|absence| absence.time.end > begins).cloned().collect();
        absences.sort_unstable_by_key(|absence| absence.id);
        if start.closures.days() != days || !start.closures.absences().eq(&absences) {
            self.violation("special days or absences were not brought over");
        }
    }
}
