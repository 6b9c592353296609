// SPDX-License-Identifier: MPL-2.0
//! Time zones by the names that calendars use: IANA, Windows, Outlook's display names, and those that a calendar
//! defines itself.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarMonth, ICalendarProperty,
    ICalendarRecurrenceRule, ICalendarValue, ICalendarWeekday,
};
use calcard::{Entry, Parser};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use office::calendar::Zone;

/// Maximum zones named by a calendar; further ones are read as the office's.
const MOST_ZONES: usize = 1_000;

#[derive(Debug)]
pub(super) struct Zones {
    office: TimeZone,
    defined: HashMap<String, TimeZone>,
    asked: BTreeMap<String, Option<TimeZone>>,
}

impl Zones {
    pub fn new(office: &Zone) -> Self {
        let office = TimeZoneDatabase::bundled().get(office.name()).unwrap_or(TimeZone::UTC);
        Self { office, defined: HashMap::new(), asked: BTreeMap::new() }
    }

    pub fn office(&self) -> &TimeZone {
        &self.office
    }

    /// Keeps a VTIMEZONE, which counts only if its name is unknown.
    pub fn define(&mut self, text: &str) {
        let text = format!("BEGIN:VTIMEZONE\n{text}\nEND:VTIMEZONE\n");
        let Entry::ICalendar(zone) = Parser::new(&text).entry() else { return };
        let Some(component) = zone.components.first() else { return };
        let Some(name) = text_of(component, &ICalendarProperty::Tzid) else { return };
        let found = component.timezone().and_then(|(_, zone)| known(zone));
        if let Some(found) = found.or_else(|| by_rules(&zone))
            && self.defined.len() < MOST_ZONES
        {
            self.defined.insert(name.to_owned(), found);
        }
    }

    /// The zone of this name; the office's own when there is none.
    pub fn find(&mut self, name: &str) -> TimeZone {
        let name = name.trim().trim_matches('"');
        if name.is_empty() {
            return self.office.clone();
        }
        if let Some(found) = self.asked.get(name) {
            return found.clone().unwrap_or_else(|| self.office.clone());
        }
        let by_name = Tz::from_str(name).ok().and_then(known);
        let found = by_name.or_else(|| self.defined.get(name).cloned());
        if self.asked.len() < MOST_ZONES {
            self.asked.insert(name.to_owned(), found.clone());
        }
        found.unwrap_or_else(|| self.office.clone())
    }

    /// Requested names that are unknown.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.asked.iter().filter(|(_, found)| found.is_none()).map(|(name, _)| name.as_str())
    }
}

fn known(zone: Tz) -> Option<TimeZone> {
    match zone {
        Tz::Floating => None,
        Tz::Fixed(offset) => {
            jiff::tz::Offset::from_seconds(offset.local_minus_utc()).ok().map(TimeZone::fixed)
        }
        Tz::Tz(zone) => TimeZoneDatabase::bundled().get(zone.name()).ok(),
    }
}

/// The latest winter and summer time of a VTIMEZONE, as a POSIX rule.
fn by_rules(zone: &ICalendar) -> Option<TimeZone> {
    let latest = |kind: &ICalendarComponentType| {
        let of_kind = zone.components.iter().filter(|component| component.component_type == *kind);
        of_kind.filter_map(Turn::read).max_by_key(|turn| turn.since)
    };
    let standard = latest(&ICalendarComponentType::Standard);
    let daylight = latest(&ICalendarComponentType::Daylight);
    let (winter, summer) = match (standard, daylight) {
        (Some(only), None) | (None, Some(only)) => return TimeZone::posix(&only.named("STD")).ok(),
        (None, None) => return None,
        (Some(winter), Some(summer)) => (winter, summer),
    };
    let rule = format!("{}{},{},{}", winter.named("STD"), summer.named("DST"), summer.day?, winter.day?);
    TimeZone::posix(&rule).ok()
}

/// When a zone changes its offset, and to what.
struct Turn {
    since: (u16, u8, u8),
    offset: i32,
    day: Option<String>,
}

impl Turn {
    fn read(component: &ICalendarComponent) -> Option<Self> {
        let since = time_of(component, &ICalendarProperty::Dtstart)?;
        let offset = time_of(component, &ICalendarProperty::Tzoffsetto)?;
        let seconds = (i32::from(offset.tz_hour?) * 60 + i32::from(offset.tz_minute.unwrap_or(0))) * 60;
        let rule = component.entries.iter().find(|entry| entry.name == ICalendarProperty::Rrule);
        let rule = rule.and_then(|entry| match entry.values.first() {
            Some(ICalendarValue::RecurrenceRule(rule)) => Some(rule.as_ref()),
            _ => None,
        });
        Some(Self {
            since: (since.year?, since.month?, since.day?),
            offset: if offset.tz_minus { -seconds } else { seconds },
            day: rule.and_then(|rule| posix_day(rule, since)),
        })
    }

    /// POSIX counts offsets towards the west.
    fn named(&self, name: &str) -> String {
        let sign = if self.offset > 0 { "-" } else { "" };
        let minutes = self.offset.abs() / 60;
        format!("{name}{sign}{}:{:02}", minutes / 60, minutes % 60)
    }
}

/// `M3.5.0/2`: the last Sunday of March at two o'clock.
fn posix_day(rule: &ICalendarRecurrenceRule, since: &PartialDateTime) -> Option<String> {
    let [day] = rule.byday.as_slice() else { return None };
    let month = rule.bymonth.first().map(ICalendarMonth::month).or(since.month)?;
    let week = match day.ordwk? {
        -1 => 5,
        week @ 1..=4 => week,
        _ => return None,
    };
    let weekday = match day.weekday {
        ICalendarWeekday::Sunday => 0,
        ICalendarWeekday::Monday => 1,
        ICalendarWeekday::Tuesday => 2,
        ICalendarWeekday::Wednesday => 3,
        ICalendarWeekday::Thursday => 4,
        ICalendarWeekday::Friday => 5,
        ICalendarWeekday::Saturday => 6,
    };
    let (hour, minute) = (since.hour.unwrap_or(0), since.minute.unwrap_or(0));
    Some(format!("M{month}.{week}.{weekday}/{hour}:{minute:02}"))
}

fn time_of<'c>(component: &'c ICalendarComponent, name: &ICalendarProperty) -> Option<&'c PartialDateTime> {
    component.entries.iter().find(|entry| entry.name == *name).and_then(|entry| match entry.values.first() {
        Some(ICalendarValue::PartialDateTime(time)) => Some(time.as_ref()),
        _ => None,
    })
}

fn text_of<'c>(component: &'c ICalendarComponent, name: &ICalendarProperty) -> Option<&'c str> {
    component.entries.iter().find(|entry| entry.name == *name).and_then(|entry| match entry.values.first() {
        Some(ICalendarValue::Text(text)) => Some(text.as_str()),
        _ => None,
    })
}
