// SPDX-License-Identifier: MPL-2.0
//! The office's days: local dates and clock times turned into moments and back, in the office's time
//! zone. Uses the time-zone tables compiled into the binary, so that every machine agrees with the ledger.

use std::fmt;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::time::{Length, TimeRange, UnixTime};

/// The office's time zone, by its IANA name.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

impl Zone {
    /// # Errors
    /// The name, when it is not an IANA time zone.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        let zone = TimeZoneDatabase::bundled().get(name).map_err(|_| UnknownZone(name.to_owned()))?;
        Ok(Self { name: name.to_owned(), zone })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The moment of a local clock time. A time skipped by the spring change is taken as long after
    /// the change as it would have been after the hour; a repeated one is the first.
    pub fn moment(&self, date: Date, time: Time) -> UnixTime {
        let timestamp = self.zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible();
        UnixTime::from_unix(timestamp.map_or(0, Timestamp::as_second))
    }

    /// The local date at a moment.
    pub fn date(&self, moment: UnixTime) -> Date {
        self.zone.to_datetime(timestamp(moment)).date()
    }

    /// The local clock time at a moment.
    pub fn time(&self, moment: UnixTime) -> Time {
        self.zone.to_datetime(timestamp(moment)).time()
    }

    /// From the first moment of the local date to the first of the next: 23, 24 or 25 hours.
    pub fn day(&self, date: Date) -> TimeRange {
        TimeRange::new(self.moment(date, Time::midnight()), self.moment(next_day(date), Time::midnight()))
    }

    /// RFC 3339 with the office's offset at that moment.
    pub fn stamp(&self, moment: UnixTime) -> Rfc3339 {
        let timestamp = timestamp(moment);
        Rfc3339(timestamp.display_with_offset(self.zone.to_offset(timestamp)).to_string())
    }

    /// The clock time people read and hear, as hours and minutes.
    pub fn clock(&self, moment: UnixTime) -> (i8, i8) {
        let time = self.time(moment);
        (time.hour(), time.minute())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).map_err(serde::de::Error::custom)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is not a time zone; write it as «Europe/Copenhagen»")]
pub struct UnknownZone(String);

/// A moment as RFC 3339 text with the office's offset: how every time leaves the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rfc3339(pub String);

/// From and to on each opening day, local clock times; a day that is not listed is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OpeningHours(pub Vec<OpenDay>);

/// One weekday's opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenDay {
    #[serde(with = "weekday_name")]
    pub weekday: Weekday,
    #[serde(with = "clock_time")]
    pub opens: Time,
    #[serde(with = "clock_time")]
    pub closes: Time,
}

/// One stretch of a day in which an office is open, by the local clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenPeriod {
    #[serde(with = "clock_time")]
    pub opens: Time,
    #[serde(with = "clock_time")]
    pub closes: Time,
}

impl OpenPeriod {
    pub fn on(&self, zone: &Zone, date: Date) -> TimeRange {
        TimeRange::new(zone.moment(date, self.opens), zone.moment(date, self.closes))
    }

    pub fn covers(&self, start: Time, end: Time) -> bool {
        self.opens <= start && end <= self.closes
    }
}

impl OpeningHours {
    /// The periods of a weekday, in order.
    pub fn periods(&self, weekday: Weekday) -> Vec<OpenPeriod> {
        let here = self.0.iter().filter(|day| day.weekday == weekday);
        let mut periods: Vec<OpenPeriod> =
            here.map(|day| OpenPeriod { opens: day.opens, closes: day.closes }).collect();
        periods.sort_by_key(|period| period.opens);
        periods
    }

    pub fn periods_on(&self, zone: &Zone, date: Date) -> Vec<TimeRange> {
        self.periods(date.weekday()).iter().map(|period| period.on(zone, date)).collect()
    }

    /// From when the week has the office first open on a date to when it last closes, if it opens.
    pub fn on(&self, zone: &Zone, date: Date) -> Option<TimeRange> {
        let periods = self.periods_on(zone, date);
        Some(TimeRange::new(periods.first()?.start, periods.last()?.end))
    }
}

pub fn next_day(date: Date) -> Date {
    date.checked_add(1.day()).unwrap_or(date)
}

/// A clock time plus a length that the local clock shows, not one that has passed.
pub fn start_and_length(zone: &Zone, date: Date, start: Time, length: Length) -> TimeRange {
    let start = zone.moment(date, start);
    TimeRange::new(start, start + length)
}

fn timestamp(moment: UnixTime) -> Timestamp {
    Timestamp::from_second(moment.unix()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Clock times as «HH:MM», the way offices write them.
pub mod clock_time {
    use jiff::civil::Time;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}:{:02}", time.hour(), time.minute()))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        parse(&text).ok_or_else(|| D::Error::custom(format!("«{text}» is not a clock time such as 09:30")))
    }

    /// «HH:MM», or nothing if it is not one.
    pub fn parse(text: &str) -> Option<Time> {
        let (hour, minute) = text.split_once(':')?;
        (hour.len() <= 2 && minute.len() == 2).then_some(())?;
        Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
    }
}

/// Weekdays by their English names in lower case.
pub mod weekday_name {
    use jiff::civil::Weekday;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    const NAMES: [(Weekday, &str); 7] = [
        (Weekday::Monday, "monday"),
        (Weekday::Tuesday, "tuesday"),
        (Weekday::Wednesday, "wednesday"),
        (Weekday::Thursday, "thursday"),
        (Weekday::Friday, "friday"),
        (Weekday::Saturday, "saturday"),
        (Weekday::Sunday, "sunday"),
    ];

    pub fn name(weekday: Weekday) -> &'static str {
        NAMES.iter().find(|(day, _)| *day == weekday).map_or("", |(_, name)| name)
    }

    pub fn parse(text: &str) -> Option<Weekday> {
        NAMES.iter().find(|(_, name)| *name == text).map(|(day, _)| *day)
    }

    pub fn serialize<S: Serializer>(weekday: &Weekday, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(name(*weekday))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weekday, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        parse(&text)
            .ok_or_else(|| D::Error::custom(format!("«{text}» is not a weekday; write it as «monday»")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn copenhagen() -> Zone {
        Zone::named("Europe/Copenhagen").unwrap()
    }

    #[test]
    fn a_gap_across_the_spring_change_ends_an_hour_later_on_the_clock() {
        let zone = copenhagen();
        let gap = start_and_length(&zone, date(2026, 3, 29), time(1, 30, 0, 0), Length::minutes(60));
        assert_eq!(zone.stamp(gap.end).0, "2026-03-29T03:30:00+02:00");
    }

    #[test]
    fn a_gap_across_the_autumn_change_ends_at_the_first_half_past_two() {
        let zone = copenhagen();
        let gap = start_and_length(&zone, date(2026, 10, 25), time(1, 30, 0, 0), Length::minutes(60));
        assert_eq!(zone.stamp(gap.end).0, "2026-10-25T02:30:00+02:00");
    }

    #[test]
    fn the_days_of_the_clock_changes_have_23_and_25_hours() {
        let zone = copenhagen();
        assert_eq!(zone.day(date(2026, 3, 29)).length(), Length::minutes(23 * 60));
        assert_eq!(zone.day(date(2026, 10, 25)).length(), Length::minutes(25 * 60));
        assert_eq!(zone.day(date(2026, 3, 30)).length(), Length::minutes(24 * 60));
    }

    #[test]
    fn a_date_is_the_offices_date_not_greenwichs() {
        let zone = copenhagen();
        let late = zone.moment(date(2026, 6, 30), time(23, 59, 0, 0));
        assert_eq!(zone.date(late), date(2026, 6, 30));
        assert_eq!(zone.date(late + Length::minutes(1)), date(2026, 7, 1));
    }
}
