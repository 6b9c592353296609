// SPDX-License-Identifier: MPL-2.0
//! One component: start and duration, recurrence, the instance it overrides, and its desks. Everything else has been
//! dropped before. What cannot be read exactly takes the widest time that it could mean.

use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarFreeBusyType, ICalendarFrequency, ICalendarParameterValue,
    ICalendarPeriod, ICalendarProperty, ICalendarRecurrenceRule, ICalendarStatus, ICalendarTransparency,
    ICalendarValue,
};
use calcard::{Entry as Parsed, Parser};

use super::desks::AffectedDesks;
use super::extent::Source;
use super::kept::Kept;
use super::pieces::Piece;
use super::problems::Problems;
use super::when::{EntryDuration, When};
use super::zones::{ZoneReading, Zones};
use super::{ParseOptions, expand};
use crate::port::{Entry, ForeignId, OccupancyKind};

#[derive(Clone, Debug)]
pub(super) struct CalendarEvent {
    pub line: usize,
    pub uid: Option<String>,
    pub sequence: i64,
    /// The instance of a recurring entry that it overrides.
    pub instance: Option<Instance>,
    pub start: When,
    pub lasts: EntryDuration,
    pub rules: Vec<ICalendarRecurrenceRule>,
    pub not_by: Vec<ICalendarRecurrenceRule>,
    pub also: Vec<(When, Option<EntryDuration>)>,
    pub not: Vec<When>,
    pub place: AffectedDesks,
    /// Cancelled, or shown as free.
    pub takes_nothing: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Instance {
    pub of: When,
    pub and_later: bool,
}

/// Why an entry takes no time that anybody knows of, and its name, so that the time it had is kept.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub uid: Option<String>,
    pub why: &'static str,
}

/// What is read of a component beside its text.
pub(super) struct ReadContext<'r> {
    pub options: &'r ParseOptions<'r>,
    pub zones: &'r mut Zones,
    pub problems: &'r mut Problems,
}

impl CalendarEvent {
    pub fn read(piece: &Piece, kept: &Kept, reading: &mut ReadContext<'_>) -> Result<Self, Unreadable> {
        let component = component(&kept.text).map_err(|why| Unreadable { uid: None, why })?;
        let source = Source { piece, kept, component: &component };
        let uid =
            source.find(&ICalendarProperty::Uid).and_then(|entry| texts(entry).next()).map(str::to_owned);
        let instance = source.instance(reading);
        let Some((start, lasts)) = source.time(instance.as_ref(), reading) else {
            let lost = kept.faults.iter().any(|fault| fault.property == "DTSTART");
            return Err(Unreadable {
                uid,
                why: if lost { "DTSTART cannot be read" } else { "there is no DTSTART" },
            });
        };
        let desks = reading.options.desks;
        let place =
            desks.find(component.entries.iter().filter(|entry| desks.is(&entry.name)).flat_map(texts));
        let mut event = Self {
            line: piece.line,
            uid,
            sequence: 0,
            instance,
            start,
            lasts,
            rules: Vec::new(),
            not_by: Vec::new(),
            also: Vec::new(),
            not: Vec::new(),
            place,
            takes_nothing: false,
        };
        for entry in &component.entries {
            event.add(entry, piece.start, reading);
        }
        event.add_days(kept, reading);
        event.note(kept, reading);
        event.takes_nothing |= event.place == AffectedDesks::Nowhere;
        Ok(event)
    }

    fn add(&mut self, entry: &ICalendarEntry, at: usize, reading: &mut ReadContext<'_>) {
        let first = entry.values.first();
        match (&entry.name, first) {
            (ICalendarProperty::Sequence, Some(ICalendarValue::Integer(number))) => self.sequence = *number,
            (ICalendarProperty::Status, Some(ICalendarValue::Status(ICalendarStatus::Cancelled))) => {
                self.takes_nothing = true;
            }
            (
                ICalendarProperty::Transp,
                Some(ICalendarValue::Transparency(ICalendarTransparency::Transparent)),
            ) if !reading.options.free_entries_count => {
                self.takes_nothing = true;
                reading.problems.counts().shown_as_free += 1;
            }
            (ICalendarProperty::Rrule, Some(ICalendarValue::RecurrenceRule(rule))) => {
                self.rules.push(rule.as_ref().clone());
            }
            (ICalendarProperty::Exrule, Some(ICalendarValue::RecurrenceRule(rule))) => {
                self.not_by.push(rule.as_ref().clone());
            }
            (ICalendarProperty::Rrule, Some(_)) => {
                self.rules.push(every_day(None));
                reading
                    .problems
                    .at(self.line, "its rule of repetition cannot be read; it was taken every day");
            }
            (ICalendarProperty::Exrule, Some(_)) => {
                reading.problems.at(self.line, "a rule that leaves days out cannot be read; they were taken");
            }
            (ICalendarProperty::Rdate, _) => {
                let zone = zone_of(entry, at, reading.zones, Some(&self.start));
                let read = entry.values.iter().map(|value| also(value, &zone));
                let read: Vec<_> = whole(read, self.line, "a value of RDATE", reading.problems);
                let added: Vec<_> =
                    read.into_iter().map(|(when, lasts)| (self.at_its_hour(when), lasts)).collect();
                self.also.extend(added);
            }
            (ICalendarProperty::Exdate, _) => {
                let zone = zone_of(entry, at, reading.zones, Some(&self.start));
                let read = entry.values.iter().map(|value| time(value, &zone));
                self.not.extend(whole(read, self.line, "a value of EXDATE", reading.problems));
            }
            _ => {}
        }
    }

    /// A date that is added to an entry of the clock is that day at the entry's hour.
    fn at_its_hour(&self, when: When) -> When {
        if when.whole_day && !self.start.whole_day {
            self.start.on(when.wall.date().to_datetime(self.start.wall.time()))
        } else {
            when
        }
    }

    /// Further days of which nothing but the date can be read.
    fn add_days(&mut self, kept: &Kept, reading: &mut ReadContext<'_>) {
        for fault in &kept.faults {
            match (fault.property, fault.day) {
                ("RDATE", Some(day)) => {
                    self.also.push((
                        When::midnight(day, reading.zones.office()),
                        Some(EntryDuration::REST_OF_DAY),
                    ));
                    reading
                        .problems
                        .at(self.line, "a value of RDATE cannot be read; its whole day was taken");
                }
                ("RDATE", None) => reading.problems.lost(self.line, "a value of RDATE cannot be read"),
                ("EXDATE", _) => {
                    reading.problems.at(self.line, "a value of EXDATE cannot be read; its time was taken");
                }
                ("RECURRENCE-ID", _) => {
                    reading.problems.at(self.line, "RECURRENCE-ID cannot be read; both times were taken");
                }
                _ => {}
            }
        }
    }

    /// What an administrator may wonder about.
    fn note(&self, kept: &Kept, reading: &mut ReadContext<'_>) {
        let counts = reading.problems.counts();
        counts.entries += 1;
        if !self.takes_nothing {
            counts.declined += usize::from(kept.declined);
            counts.free_in_outlook += usize::from(kept.outlook_free);
            counts.without_length += usize::from(self.lasts.is_zero());
        }
    }
}

/// The rule for one that cannot be read: as often as a day repeats, as long as it says.
pub(super) fn every_day(of: Option<&ICalendarRecurrenceRule>) -> ICalendarRecurrenceRule {
    ICalendarRecurrenceRule {
        freq: ICalendarFrequency::Daily,
        until: of.and_then(|rule| rule.until.clone()),
        ..ICalendarRecurrenceRule::default()
    }
}

/// A VFREEBUSY: time ranges only.
pub(super) fn busy(
    piece: &Piece,
    kept: &Kept,
    reading: &mut ReadContext<'_>,
) -> Result<Option<Entry>, &'static str> {
    let component = component(&kept.text)?;
    let free = ICalendarParameterValue::Fbtype(ICalendarFreeBusyType::Free);
    let mut occupied = Vec::new();
    let options = reading.options;
    let place = options.desks.find(std::iter::empty());
    let office: ZoneReading = reading.zones.office().clone().into();
    for entry in component.entries.iter().filter(|entry| entry.name == ICalendarProperty::Freebusy) {
        if entry.params.iter().any(|param| param.value == free) {
            continue;
        }
        for value in &entry.values {
            let Some((start, lasts)) = also(value, &office) else {
                reading.problems.lost(piece.line, "a value of FREEBUSY cannot be read");
                continue;
            };
            let time = lasts.unwrap_or(EntryDuration::REST_OF_DAY).from(&start);
            expand::take(&mut occupied, &place, time, &OccupancyKind::Booking, options.window);
        }
    }
    for fault in &kept.faults {
        let Some(day) = fault.day else {
            reading.problems.lost(piece.line, "a value of FREEBUSY cannot be read");
            continue;
        };
        reading.problems.at(piece.line, "a value of FREEBUSY cannot be read; its whole day was taken");
        let time = EntryDuration::REST_OF_DAY.from(&When::midnight(day, reading.zones.office()));
        expand::take(&mut occupied, &place, time, &OccupancyKind::Booking, options.window);
    }
    let uid = component.entries.iter().find(|entry| entry.name == ICalendarProperty::Uid);
    let uid = uid.and_then(|entry| texts(entry).next());
    let uid = uid.map_or_else(|| format!("busy-{}", piece.line), str::to_owned);
    Ok((!occupied.is_empty()).then_some(Entry { id: ForeignId(uid), etag: None, occupied }))
}

fn component(kept: &str) -> Result<ICalendarComponent, &'static str> {
    match Parser::new(kept).entry() {
        Parsed::ICalendar(calendar) => calendar.components.into_iter().next().ok_or("the entry is empty"),
        _ => Err("the entry cannot be read"),
    }
}

pub(super) fn first(entry: &ICalendarEntry, at: usize, zones: &mut Zones, own: &ZoneReading) -> Option<When> {
    let zone = zone_named(entry, at, zones).unwrap_or_else(|| own.clone());
    let when = time(entry.values.first()?, &zone)?;
    // A date is local to the office, whatever its zone.
    Some(if when.whole_day { When { zone: zones.office().clone(), ..when } } else { when })
}

fn time(value: &ICalendarValue, zone: &ZoneReading) -> Option<When> {
    match value {
        ICalendarValue::PartialDateTime(time) => When::read(time, zone),
        _ => None,
    }
}

fn also(value: &ICalendarValue, zone: &ZoneReading) -> Option<(When, Option<EntryDuration>)> {
    match value {
        ICalendarValue::Period(ICalendarPeriod::Range { start, end }) => {
            let (start, end) = (When::read(start, zone)?, When::read(end, zone)?);
            let lasts = EntryDuration::until(&start, &end).unwrap_or(EntryDuration::REST_OF_DAY);
            Some((start, Some(lasts)))
        }
        ICalendarValue::Period(ICalendarPeriod::Duration { start, duration }) => {
            let lasts = EntryDuration::read(duration).unwrap_or(EntryDuration::REST_OF_DAY);
            Some((When::read(start, zone)?, Some(lasts)))
        }
        other => Some((time(other, zone)?, None)),
    }
}

pub(super) fn zone_named(entry: &ICalendarEntry, at: usize, zones: &mut Zones) -> Option<ZoneReading> {
    entry.tz_id().map(|name| zones.find(name, at))
}

pub(super) fn zone_of(
    entry: &ICalendarEntry,
    at: usize,
    zones: &mut Zones,
    otherwise: Option<&When>,
) -> ZoneReading {
    match (zone_named(entry, at, zones), otherwise) {
        (Some(zone), _) => zone,
        (None, Some(when)) => ZoneReading { zone: when.zone.clone(), others: when.others.clone() },
        (None, None) => zones.office().clone().into(),
    }
}

fn texts(entry: &ICalendarEntry) -> impl Iterator<Item = &str> {
    entry.values.iter().filter_map(|value| match value {
        ICalendarValue::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

fn whole<T>(
    read: impl Iterator<Item = Option<T>>,
    line: usize,
    value: &str,
    problems: &mut Problems,
) -> Vec<T> {
    let mut lost = false;
    let read = read.inspect(|value| lost |= value.is_none()).flatten().collect();
    if lost {
        problems.lost(line, &format!("{value} cannot be read"));
    }
    read
}
