// SPDX-License-Identifier: MPL-2.0
//! A time as a calendar writes it: local time and zone.

use std::rc::Rc;

use calcard::common::PartialDateTime;
use calcard::icalendar::ICalendarDuration;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use super::zones::{Others, ZoneReading};
use office::time::{TimeRange, UnixTime};

const DAY: i64 = 24 * 60 * 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub wall: DateTime,
    pub zone: TimeZone,
    /// Zones that it may be in as well.
    pub others: Option<Rc<Others>>,
    pub whole_day: bool,
}

/// Calendar days, then elapsed seconds: the day of the spring change has 23 hours, an entry of ninety minutes always
/// has ninety.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct EntryDuration {
    pub days: i64,
    pub seconds: i64,
    /// Until midnight: its end cannot be read.
    pub rest_of_day: bool,
}

impl When {
    /// A value without UTC or a zone is in the given zone.
    pub fn read(value: &PartialDateTime, zone: &ZoneReading) -> Option<Self> {
        let date = Date::new(small(value.year?)?, small(value.month?)?, small(value.day?)?).ok()?;
        if !value.has_time() {
            return Some(Self {
                wall: date.to_datetime(Time::midnight()),
                zone: zone.zone.clone(),
                others: None,
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
        let ZoneReading { zone, others } = match value.tz_hour {
            Some(hours) => offset(hours, value.tz_minute.unwrap_or(0), value.tz_minus)?.into(),
            None => zone.clone(),
        };
        Some(Self { wall, zone, others, whole_day: false })
    }

    /// Midnight at the beginning of a day, as a time.
    pub fn midnight(day: Date, zone: &TimeZone) -> Self {
        Self { wall: day.to_datetime(Time::midnight()), zone: zone.clone(), others: None, whole_day: false }
    }

    pub fn moment(&self) -> UnixTime {
        moment(self.wall, &self.zone)
    }

    /// The same clock on another day or hour.
    pub fn on(&self, wall: DateTime) -> Self {
        Self { wall, zone: self.zone.clone(), others: self.others.clone(), whole_day: self.whole_day }
    }

    /// The zones between which it is open at its time, distinct from any others.
    pub fn doubt(&self) -> Option<usize> {
        let others = self.others.as_ref()?;
        let (first, last) = self.moments();
        (first < last).then(|| Rc::as_ptr(others).addr())
    }

    /// The earliest and the latest moment it may be.
    pub fn moments(&self) -> (UnixTime, UnixTime) {
        let own = self.moment();
        let Some(others) = &self.others else { return (own, own) };
        let moments = others.zones().iter().map(|zone| moment(self.wall, zone));
        let (first, last) =
            moments.fold((own, own), |(first, last), other| (first.min(other), last.max(other)));
        if first < last {
            others.has_mattered();
        }
        (first, last)
    }

    fn is_skipped(&self) -> bool {
        let offset = self.zone.to_ambiguous_timestamp(self.wall).offset();
        matches!(offset, AmbiguousOffset::Gap { .. })
    }

    /// The second of two times where the clocks are put back.
    fn repeated(&self) -> UnixTime {
        let later = self.zone.to_ambiguous_timestamp(self.wall).later();
        later.map_or(self.moment(), |later| UnixTime::from_unix(later.as_second()))
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
    pub const DAY: Self = Self { days: 1, seconds: 0, rest_of_day: false };
    pub const REST_OF_DAY: Self = Self { days: 0, seconds: 0, rest_of_day: true };

    /// None when it ends before it starts.
    pub fn until(start: &When, end: &When) -> Option<Self> {
        if start.whole_day && end.whole_day {
            let days = (end.wall.date() - start.wall.date()).get_days();
            // The end of a whole day is the day after; some write the day itself.
            return (days >= 0).then_some(Self { days: i64::from(days.max(1)), ..Self::default() });
        }
        let (_, latest) = end.moments();
        let mut seconds = (latest - start.moment()).as_seconds();
        // A start that the spring change skips is read as later, and must not take the entry's time with it.
        if start.is_skipped() && start.zone == end.zone {
            seconds = seconds.max(self::seconds(end.wall) - self::seconds(start.wall));
        }
        if seconds < 0 {
            seconds = (end.repeated() - start.moment()).as_seconds();
        }
        (seconds >= 0).then_some(Self { seconds, ..Self::default() })
    }

    pub fn read(duration: &ICalendarDuration) -> Option<Self> {
        if duration.neg {
            return None;
        }
        let [weeks, days, hours, minutes, seconds] =
            [duration.weeks, duration.days, duration.hours, duration.minutes, duration.seconds]
                .map(i64::from);
        Some(Self {
            days: weeks * 7 + days,
            seconds: (hours * 60 + minutes) * 60 + seconds,
            rest_of_day: false,
        })
    }

    pub fn is_zero(self) -> bool {
        self == Self::default()
    }

    /// Maximum elapsed seconds, whichever days they are.
    pub fn at_most(self) -> i64 {
        (self.days.saturating_add(1)).saturating_mul(DAY).saturating_add(self.seconds)
    }

    /// From the earliest start to the latest end that it may have.
    pub fn from(self, start: &When) -> TimeRange {
        let (first, _) = start.moments();
        let ends = self.end(start, &start.zone, start.moment());
        let others = start.others.iter().flat_map(|others| others.zones());
        let latest =
            others.map(|zone| self.end(start, zone, moment(start.wall, zone))).fold(ends, UnixTime::max);
        TimeRange::new(first, latest)
    }

    fn end(self, start: &When, zone: &TimeZone, from: UnixTime) -> UnixTime {
        let days = if self.rest_of_day { 1 } else { self.days };
        let begin =
            if self.rest_of_day { start.wall.date().to_datetime(Time::midnight()) } else { start.wall };
        let day = if days == 0 {
            from
        } else {
            let span = jiff::Span::new().try_days(days);
            let wall = span.and_then(|days| begin.checked_add(days));
            wall.map_or(from, |wall| moment(wall, zone))
        };
        UnixTime::from_unix(day.unix().saturating_add(self.seconds))
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
