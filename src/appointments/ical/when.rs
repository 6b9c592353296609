// SPDX-License-Identifier: MPL-2.0
//! A time as a calendar writes it: local time and zone.

use calcard::common::PartialDateTime;
use calcard::icalendar::ICalendarDuration;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use office::time::{TimeRange, UnixTime};

const DAY: i64 = 24 * 60 * 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub wall: DateTime,
    pub zone: TimeZone,
    pub whole_day: bool,
}

/// Calendar days, then elapsed seconds: the day of the spring change has 23 hours, an entry of ninety minutes always
/// has ninety.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct EntryDuration {
    pub days: i64,
    pub seconds: i64,
}

impl When {
    /// A value without UTC or a zone is in the given zone.
    pub fn read(value: &PartialDateTime, zone: &TimeZone) -> Option<Self> {
        let date = Date::new(small(value.year?)?, small(value.month?)?, small(value.day?)?).ok()?;
        if !value.has_time() {
            return Some(Self {
                wall: date.to_datetime(Time::midnight()),
                zone: zone.clone(),
                whole_day: true,
            });
        }
        // A leap second is the one before it.
        let second = small(value.second.unwrap_or(0).min(59))?;
        let wall = match (value.hour?, value.minute?, second) {
            (24, 0, 0) => date.tomorrow().ok()?.to_datetime(Time::midnight()),
            (hour, minute, second) => {
                date.to_datetime(Time::new(small(hour)?, small(minute)?, second, 0).ok()?)
            }
        };
        let zone = match value.tz_hour {
            Some(hours) => offset(hours, value.tz_minute.unwrap_or(0), value.tz_minus)?,
            None => zone.clone(),
        };
        Some(Self { wall, zone, whole_day: false })
    }

    pub fn moment(&self) -> UnixTime {
        moment(self.wall, &self.zone)
    }

    /// The same clock on another day or hour.
    pub fn on(&self, wall: DateTime) -> Self {
        Self { wall, zone: self.zone.clone(), whole_day: self.whole_day }
    }

    /// The local time at a moment.
    pub fn wall_at(&self, moment: UnixTime) -> DateTime {
        jiff::Timestamp::from_second(moment.unix())
            .map_or(self.wall, |timestamp| self.zone.to_datetime(timestamp))
    }
}

/// A clock time the spring change skips is as long after the change as it would have been after the hour;
/// one the autumn change repeats is the first.
fn moment(wall: DateTime, zone: &TimeZone) -> UnixTime {
    let timestamp = zone.to_ambiguous_timestamp(wall).compatible();
    let edge = if wall.year() > 0 { i64::MAX / 4 } else { i64::MIN / 4 };
    UnixTime::from_unix(timestamp.map_or(edge, jiff::Timestamp::as_second))
}

impl EntryDuration {
    pub const DAY: Self = Self { days: 1, seconds: 0 };

    /// None when it ends before it starts.
    pub fn until(start: &When, end: &When) -> Option<Self> {
        if start.whole_day && end.whole_day {
            let days = (end.wall.date() - start.wall.date()).get_days();
            // The end of a whole day is the day after; some write the day itself.
            return (days >= 0).then_some(Self { days: i64::from(days.max(1)), seconds: 0 });
        }
        let seconds = (end.moment() - start.moment()).as_seconds();
        (seconds >= 0).then_some(Self { days: 0, seconds })
    }

    pub fn read(duration: &ICalendarDuration) -> Option<Self> {
        if duration.neg {
            return None;
        }
        let [weeks, days, hours, minutes, seconds] =
            [duration.weeks, duration.days, duration.hours, duration.minutes, duration.seconds]
                .map(i64::from);
        Some(Self { days: weeks * 7 + days, seconds: (hours * 60 + minutes) * 60 + seconds })
    }

    pub fn is_zero(self) -> bool {
        self == Self::default()
    }

    /// Maximum elapsed seconds, whichever days they are.
    pub fn at_most(self) -> i64 {
        (self.days.saturating_add(1)).saturating_mul(DAY).saturating_add(self.seconds)
    }

    pub fn from(self, start: &When) -> TimeRange {
        let from = start.moment();
        let days = if self.days == 0 {
            from
        } else {
            let days = jiff::Span::new().try_days(self.days);
            let wall = days.and_then(|days| start.wall.checked_add(days));
            wall.map_or(from, |wall| moment(wall, &start.zone))
        };
        TimeRange::new(from, UnixTime::from_unix(days.unix().saturating_add(self.seconds)))
    }
}

/// A local time in seconds, as if it were UTC.
pub(super) fn seconds(wall: DateTime) -> i64 {
    TimeZone::UTC.to_timestamp(wall).map_or(i64::MAX / 4, jiff::Timestamp::as_second)
}

pub(super) fn wall(seconds: i64) -> Option<DateTime> {
    jiff::Timestamp::from_second(seconds).ok().map(|timestamp| TimeZone::UTC.to_datetime(timestamp))
}

pub(super) fn end_of(date: Date) -> DateTime {
    date.at(23, 59, 59, 0)
}

pub(super) fn offset(hours: u8, minutes: u8, minus: bool) -> Option<TimeZone> {
    if hours == 0 && minutes == 0 {
        return Some(TimeZone::UTC);
    }
    let seconds = (i32::from(hours) * 60 + i32::from(minutes)) * 60;
    Offset::from_seconds(if minus { -seconds } else { seconds }).ok().map(TimeZone::fixed)
}

fn small<T: TryInto<U>, U>(value: T) -> Option<U> {
    value.try_into().ok()
}
