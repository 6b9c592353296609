// SPDX-License-Identifier: MPL-2.0
//! Special days are set and taken back, absences planned and cancelled, by the supervisor's hand: with a preview, and
//! with force where promises break.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Absence, SpecialDay};
use crate::event::Event;
use crate::free_text::FreeText;
use crate::names::{AbsenceId, DeskId};
use crate::office::Office;
use crate::refusal::Refusal;
use crate::time::{Length, TimeRange, UnixTime};

/// More than the holidays of three years.
const MOST_SPECIAL_DAYS: usize = 200;
const MOST_ABSENCES: usize = 500;
/// A day has at most this many periods.
const MOST_PERIODS: usize = 3;
/// A longer absence is a mistyped date; a desk that is given up is removed.
const LONGEST_ABSENCE: Length = Length::minutes(92 * 24 * 60);
const FURTHEST_AHEAD_DAYS: i64 = 3 * 366;

impl Office {
    pub(crate) fn special_day_effects(&self, day: &SpecialDay, now: UnixTime) -> Result<Vec<Event>, Refusal> {
        self.check_date(day.date)?;
        self.check_periods(day, now)?;
        if self.closures.day(day.date) == Some(day) {
            return Ok(Vec::new());
        }
        if self.closures.days().len() >= MOST_SPECIAL_DAYS {
            return Err(Refusal::Invalid(format!("an office has at most {MOST_SPECIAL_DAYS} special days")));
        }
        Ok(vec![Event::SpecialDaySet { day: day.clone() }])
    }

    pub(crate) fn special_day_removal(&self, date: Date) -> Result<Vec<Event>, Refusal> {
        if self.closures.day(date).is_none() {
            return Err(Refusal::UnknownSpecialDay(date));
        }
        Ok(vec![Event::SpecialDayRemoved { date }])
    }

    /// The absence with the number it gets.
    pub(crate) fn absence_effects(
        &self,
        desk: &DeskId,
        time: TimeRange,
        note: Option<&FreeText>,
        now: UnixTime,
    ) -> Result<Vec<Event>, Refusal> {
        self.known_desk(desk)?;
        if time.is_empty() {
            return Err(Refusal::EndsBeforeItStarts);
        }
        if time.end <= now {
            return Err(Refusal::InThePast);
        }
        if time.length() > LONGEST_ABSENCE {
            return Err(Refusal::Invalid("an absence lasts at most 92 days".to_owned()));
        }
        self.check_date(self.setup.time_zone.date(time.start).max(self.day.date()))?;
        if self.closures.absences().count() >= MOST_ABSENCES {
            return Err(Refusal::Invalid(format!("an office has at most {MOST_ABSENCES} absences planned")));
        }
        let time = TimeRange::new(time.start.max(now), time.end);
        let id = self.closures.next_id();
        let absence = Absence { id, desk: desk.clone(), time, note: note.cloned() };
        Ok(vec![Event::AbsencePlanned { absence }])
    }

    pub(crate) fn absence_end(&self, desk: &DeskId, id: AbsenceId) -> Result<Vec<Event>, Refusal> {
        match self.closures.absence(id).filter(|absence| absence.desk == *desk) {
            Some(_) => Ok(vec![Event::AbsenceCancelled { absence: id }]),
            None => Err(Refusal::UnknownAbsence(id)),
        }
    }

    fn check_date(&self, date: Date) -> Result<(), Refusal> {
        let furthest = self.day.date().saturating_add(FURTHEST_AHEAD_DAYS.days());
        if date < self.day.date() {
            Err(Refusal::InThePast)
        } else if date > furthest {
            Err(Refusal::Invalid("a closure is planned at most three years ahead".to_owned()))
        } else {
            Ok(())
        }
    }

    /// Periods in order and apart. What has been open today is not closed afterwards.
    fn check_periods(&self, day: &SpecialDay, now: UnixTime) -> Result<(), Refusal> {
        if day.periods.len() > MOST_PERIODS {
            return Err(Refusal::Invalid(format!("a day has at most {MOST_PERIODS} opening periods")));
        }
        if day.periods.iter().any(|period| period.closes <= period.opens) {
            return Err(Refusal::EndsBeforeItStarts);
        }
        if day.periods.windows(2).any(|pair| pair[1].opens < pair[0].closes) {
            return Err(Refusal::Invalid("opening periods are in order and do not overlap".to_owned()));
        }
        let zone = &self.setup.time_zone;
        let last = day.periods.last().map(|period| period.on(zone, day.date).end);
        match last {
            Some(closes) if day.date == self.day.date() && closes <= now => Err(Refusal::InThePast),
            _ => Ok(()),
        }
    }
}
