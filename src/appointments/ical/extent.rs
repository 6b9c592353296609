// SPDX-License-Identifier: MPL-2.0
//! When one component begins and how long it lasts. A start or an end that cannot be read leaves the widest time that
//! it could be.

use std::rc::Rc;

use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarParameterName, ICalendarProperty, ICalendarValue,
};
use jiff::civil::Date;

use super::event::{Instance, ReadContext, first, zone_named, zone_of};
use super::kept::{Fault, Kept};
use super::pieces::Piece;
use super::problems::Problems;
use super::when::{EntryDuration, When};
use super::zones::{Others, ZoneReading, Zones};

/// A component and what was kept of it.
pub(super) struct Source<'s> {
    pub piece: &'s Piece,
    pub kept: &'s Kept,
    pub component: &'s ICalendarComponent,
}

impl Source<'_> {
    pub fn find(&self, name: &ICalendarProperty) -> Option<&ICalendarEntry> {
        self.component.entries.iter().find(|entry| entry.name == *name)
    }

    fn fault(&self, property: &str) -> Option<&Fault> {
        self.kept.faults.iter().find(|fault| fault.property == property)
    }

    pub fn instance(&self, reading: &mut ReadContext<'_>) -> Option<Instance> {
        let entry = self.find(&ICalendarProperty::RecurrenceId)?;
        let own = self
            .find(&ICalendarProperty::Dtstart)
            .map(|start| zone_of(start, self.piece.start, reading.zones, None));
        let zone = own.unwrap_or_else(|| reading.zones.office().clone().into());
        let of = first(entry, self.piece.start, reading.zones, &zone)?;
        let and_later = entry.params.iter().any(|param| param.name == ICalendarParameterName::Range);
        Some(Instance { of, and_later })
    }

    /// Start and duration; `None` when neither a start nor an end can be read.
    pub fn time(
        &self,
        instance: Option<&Instance>,
        reading: &mut ReadContext<'_>,
    ) -> Option<(When, EntryDuration)> {
        let office: ZoneReading = reading.zones.office().clone().into();
        let start = self.find(&ICalendarProperty::Dtstart);
        let read = start.and_then(|entry| first(entry, self.piece.start, reading.zones, &office));
        if let Some(read) = read {
            let begun = self.begun_by_a_date(&read, reading);
            let lasts = self.lasts(begun.as_ref().unwrap_or(&read), begun.is_some(), reading);
            return Some((begun.unwrap_or(read), lasts));
        }
        let line = self.piece.line;
        if let Some(fault) =
            self.fault("DTSTART").or_else(|| start.map(|_| &Fault { property: "DTSTART", day: None }))
        {
            let end = self.find(&ICalendarProperty::Dtend);
            let end = end.and_then(|entry| first(entry, self.piece.start, reading.zones, &office));
            let day = fault.day.or_else(|| end.as_ref().map(|end| end.wall.date()))?;
            reading.problems.at(line, "DTSTART cannot be read; its whole day was taken");
            return Some(whole_day(day, end, reading.zones));
        }
        let start = instance?.of.clone();
        let lasts = self.lasts(&start, false, reading);
        Some((start, lasts))
    }

    /// A date that ends at a time of the clock, or lasts hours: from midnight, of its own zone or the office's.
    fn begun_by_a_date(&self, start: &When, reading: &mut ReadContext<'_>) -> Option<When> {
        if !start.whole_day {
            return None;
        }
        let office: ZoneReading = reading.zones.office().clone().into();
        let end = self
            .find(&ICalendarProperty::Dtend)
            .and_then(|end| first(end, self.piece.start, reading.zones, &office));
        let own = self
            .find(&ICalendarProperty::Dtstart)
            .and_then(|entry| zone_named(entry, self.piece.start, reading.zones));
        let lasts_hours = self.find(&ICalendarProperty::Duration).and_then(|entry| entry.values.first()).is_some_and(
            |value| matches!(value, ICalendarValue::Duration(lasts) if lasts.hours + lasts.minutes + lasts.seconds > 0),
        );
        let zone = match end {
            Some(end) if !end.whole_day => end.zone,
            None if lasts_hours => own.map_or_else(|| office.zone.clone(), |own| own.zone),
            Some(_) | None => return None,
        };
        reading
            .problems
            .at(self.piece.line, "it begins with a date and ends at a time; it was taken from midnight");
        Some(When {
            others: Some(Rc::new(Others::from(vec![office.zone]))),
            ..When::midnight(start.wall.date(), &zone)
        })
    }

    /// An end that cannot be read, or lies before the start, leaves the rest of the day taken.
    fn lasts(&self, start: &When, begun_by_a_date: bool, reading: &mut ReadContext<'_>) -> EntryDuration {
        let open = |why: &str, problems: &mut Problems| {
            problems.at(self.piece.line, why);
            if start.whole_day { EntryDuration::DAY } else { EntryDuration::REST_OF_DAY }
        };
        if self.fault("DTEND").is_some() {
            return open("DTEND cannot be read; it was taken until midnight", reading.problems);
        }
        if let Some(entry) = self.find(&ICalendarProperty::Dtend).filter(|entry| !entry.values.is_empty()) {
            let zone = ZoneReading { zone: start.zone.clone(), others: start.others.clone() };
            let Some(end) = first(entry, self.piece.start, reading.zones, &zone) else {
                return open("DTEND cannot be read; it was taken until midnight", reading.problems);
            };
            return EntryDuration::until(start, &end).unwrap_or_else(|| {
                open("it ends before it starts; it was taken until midnight", reading.problems)
            });
        }
        if let Some(entry) = self.find(&ICalendarProperty::Duration) {
            if begun_by_a_date {
                return EntryDuration::REST_OF_DAY;
            }
            return match entry.values.first() {
                Some(ICalendarValue::Duration(duration)) => {
                    EntryDuration::read(duration).unwrap_or_else(|| {
                        open("it ends before it starts; it was taken until midnight", reading.problems)
                    })
                }
                _ => open("DURATION cannot be read; it was taken until midnight", reading.problems),
            };
        }
        // Without an end, a time has no length and a date is that day (RFC 5545, 3.6.1).
        if start.whole_day { EntryDuration::DAY } else { EntryDuration::default() }
    }
}

/// From midnight to the end that is known, or to the next midnight.
fn whole_day(day: Date, end: Option<When>, zones: &Zones) -> (When, EntryDuration) {
    let start = When::midnight(day, zones.office());
    let until = end.filter(|end| !end.whole_day).and_then(|end| EntryDuration::until(&start, &end));
    (start, until.filter(|lasts| !lasts.is_zero()).unwrap_or(EntryDuration::REST_OF_DAY))
}
