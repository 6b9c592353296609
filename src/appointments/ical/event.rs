// SPDX-License-Identifier: MPL-2.0
//! One component: start and duration, recurrence, the instance it overrides, and its desks. Everything else has been
//! dropped before.

use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarFreeBusyType, ICalendarParameterName,
    ICalendarParameterValue, ICalendarPeriod, ICalendarProperty, ICalendarRecurrenceRule, ICalendarStatus,
    ICalendarTransparency, ICalendarValue,
};
use calcard::{Entry as Parsed, Parser};
use jiff::tz::TimeZone;

use super::desks::{AffectedDesks, DeskBy};
use super::problems::Problems;
use super::when::{EntryDuration, When};
use super::zones::Zones;
use super::{ParseOptions, expand};
use crate::port::{Entry, ForeignId, OccupancyKind};

#[derive(Clone, Debug)]
pub(super) struct Event {
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

impl Event {
    pub fn read(
        line: usize,
        kept: &str,
        desks: &DeskBy,
        zones: &mut Zones,
        problems: &mut Problems,
    ) -> Result<Self, &'static str> {
        let component = component(kept)?;
        let find = |name: ICalendarProperty| component.entries.iter().find(|entry| entry.name == name);
        let start = find(ICalendarProperty::Dtstart);
        let own_zone = match start {
            Some(entry) => zone_of(entry, zones, None),
            None => zones.office().clone(),
        };
        let instance = find(ICalendarProperty::RecurrenceId)
            .map(|entry| Instance::read(entry, zones, &own_zone))
            .transpose()?;
        let start = match (start, &instance) {
            (Some(entry), _) => first(entry, zones, &own_zone).ok_or("DTSTART cannot be read")?,
            (None, Some(instance)) => instance.of.clone(),
            (None, None) => return Err("there is no DTSTART"),
        };
        let place =
            desks.find(component.entries.iter().filter(|entry| desks.is(&entry.name)).flat_map(texts));
        let mut event = Self {
            line,
            uid: find(ICalendarProperty::Uid).and_then(|entry| texts(entry).next()).map(str::to_owned),
            sequence: 0,
            instance,
            lasts: lasts(&start, &component, zones)?,
            start,
            rules: Vec::new(),
            not_by: Vec::new(),
            also: Vec::new(),
            not: Vec::new(),
            place,
            takes_nothing: false,
        };
        for entry in &component.entries {
            event.add(entry, zones, problems);
        }
        event.takes_nothing |= event.place == AffectedDesks::Nowhere;
        Ok(event)
    }

    fn add(&mut self, entry: &ICalendarEntry, zones: &mut Zones, problems: &mut Problems) {
        let first = entry.values.first();
        match (&entry.name, first) {
            (ICalendarProperty::Sequence, Some(ICalendarValue::Integer(number))) => self.sequence = *number,
            (ICalendarProperty::Status, Some(ICalendarValue::Status(ICalendarStatus::Cancelled)))
            | (
                ICalendarProperty::Transp,
                Some(ICalendarValue::Transparency(ICalendarTransparency::Transparent)),
            ) => {
                self.takes_nothing = true;
            }
            (ICalendarProperty::Rrule, Some(ICalendarValue::RecurrenceRule(rule))) => {
                self.rules.push(rule.as_ref().clone());
            }
            (ICalendarProperty::Exrule, Some(ICalendarValue::RecurrenceRule(rule))) => {
                self.not_by.push(rule.as_ref().clone());
            }
            (ICalendarProperty::Rrule | ICalendarProperty::Exrule, Some(_)) => {
                problems.at(self.line, "a rule of repetition cannot be read and was left out");
            }
            (ICalendarProperty::Rdate, _) => {
                let zone = zone_of(entry, zones, Some(&self.start.zone));
                let read = entry.values.iter().map(|value| also(value, &zone));
                self.also.extend(whole(read, self.line, "RDATE", problems));
            }
            (ICalendarProperty::Exdate, _) => {
                let zone = zone_of(entry, zones, Some(&self.start.zone));
                let read = entry.values.iter().map(|value| time(value, &zone));
                self.not.extend(whole(read, self.line, "EXDATE", problems));
            }
            _ => {}
        }
    }
}

impl Instance {
    fn read(entry: &ICalendarEntry, zones: &mut Zones, own: &TimeZone) -> Result<Self, &'static str> {
        let of = first(entry, zones, own).ok_or("RECURRENCE-ID cannot be read")?;
        let and_later = entry.params.iter().any(|param| param.name == ICalendarParameterName::Range);
        Ok(Self { of, and_later })
    }
}

/// A VFREEBUSY: time ranges only.
pub(super) fn busy(
    line: usize,
    kept: &str,
    options: &ParseOptions<'_>,
    zones: &mut Zones,
) -> Result<Option<Entry>, &'static str> {
    let component = component(kept)?;
    let free = ICalendarParameterValue::Fbtype(ICalendarFreeBusyType::Free);
    let mut occupied = Vec::new();
    let place = options.desks.find(std::iter::empty());
    for entry in component.entries.iter().filter(|entry| entry.name == ICalendarProperty::Freebusy) {
        if entry.params.iter().any(|param| param.value == free) {
            continue;
        }
        for value in &entry.values {
            let (start, lasts) = also(value, zones.office()).ok_or("FREEBUSY cannot be read")?;
            let time = lasts.unwrap_or_default().from(&start);
            expand::take(&mut occupied, &place, time, &OccupancyKind::Booking, options.window);
        }
    }
    let uid = component.entries.iter().find(|entry| entry.name == ICalendarProperty::Uid);
    let uid = uid.and_then(|entry| texts(entry).next()).map_or_else(|| format!("busy-{line}"), str::to_owned);
    Ok((!occupied.is_empty()).then_some(Entry { id: ForeignId(uid), etag: None, occupied }))
}

fn component(kept: &str) -> Result<ICalendarComponent, &'static str> {
    match Parser::new(kept).entry() {
        Parsed::ICalendar(calendar) => calendar.components.into_iter().next().ok_or("the entry is empty"),
        _ => Err("the entry cannot be read"),
    }
}

fn lasts(
    start: &When,
    component: &ICalendarComponent,
    zones: &mut Zones,
) -> Result<EntryDuration, &'static str> {
    let find = |name: ICalendarProperty| component.entries.iter().find(|entry| entry.name == name);
    if let Some(entry) = find(ICalendarProperty::Dtend).filter(|entry| !entry.values.is_empty()) {
        let end = first(entry, zones, &start.zone).ok_or("DTEND cannot be read")?;
        return EntryDuration::until(start, &end).ok_or("it ends before it starts");
    }
    if let Some(entry) = find(ICalendarProperty::Duration).filter(|entry| !entry.values.is_empty()) {
        let Some(ICalendarValue::Duration(duration)) = entry.values.first() else {
            return Err("DURATION cannot be read");
        };
        return EntryDuration::read(duration).ok_or("it ends before it starts");
    }
    // Without an end, a time has no length and a date is that day (RFC 5545, 3.6.1).
    Ok(if start.whole_day { EntryDuration::DAY } else { EntryDuration::default() })
}

fn first(entry: &ICalendarEntry, zones: &mut Zones, own: &TimeZone) -> Option<When> {
    let zone = zone_of(entry, zones, Some(own));
    let when = time(entry.values.first()?, &zone)?;
    // A date is local to the office, whatever its zone.
    let zone = if when.whole_day { zones.office().clone() } else { when.zone };
    Some(When { zone, ..when })
}

fn time(value: &ICalendarValue, zone: &TimeZone) -> Option<When> {
    match value {
        ICalendarValue::PartialDateTime(time) => When::read(time, zone),
        _ => None,
    }
}

fn also(value: &ICalendarValue, zone: &TimeZone) -> Option<(When, Option<EntryDuration>)> {
    match value {
        ICalendarValue::Period(ICalendarPeriod::Range { start, end }) => {
            let (start, end) = (When::read(start, zone)?, When::read(end, zone)?);
            let lasts = EntryDuration::until(&start, &end)?;
            Some((start, Some(lasts)))
        }
        ICalendarValue::Period(ICalendarPeriod::Duration { start, duration }) => {
            Some((When::read(start, zone)?, Some(EntryDuration::read(duration)?)))
        }
        other => Some((time(other, zone)?, None)),
    }
}

fn zone_of(entry: &ICalendarEntry, zones: &mut Zones, otherwise: Option<&TimeZone>) -> TimeZone {
    match (entry.tz_id(), otherwise) {
        (Some(name), _) => zones.find(name),
        (None, Some(zone)) => zone.clone(),
        (None, None) => zones.office().clone(),
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
    property: &str,
    problems: &mut Problems,
) -> Vec<T> {
    let mut lost = false;
    let read = read.inspect(|value| lost |= value.is_none()).flatten().collect();
    if lost {
        problems.at(line, &format!("a value of {property} cannot be read and was left out"));
    }
    read
}
