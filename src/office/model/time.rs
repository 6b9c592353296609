// SPDX-License-Identifier: MPL-2.0
//! Points and stretches of time, in whole seconds. The model is handed its time; it never asks for it.

use std::fmt;
use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// A point in time: whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnixTime(i64);

/// A length of time in whole seconds; may be negative when it is a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Length(i64);

impl UnixTime {
    pub const fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    pub const fn unix(self) -> i64 {
        self.0
    }

    /// The start of the next whole minute, or this moment if it is one: places begin on the minute.
    pub const fn ceil_minute(self) -> Self {
        Self((self.0 + 59).div_euclid(60) * 60)
    }
}

impl Length {
    pub const ZERO: Self = Self(0);

    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes * 60)
    }

    pub const fn as_seconds(self) -> i64 {
        self.0
    }

    /// Whole minutes, a started minute counting as one: what a person is told.
    pub const fn as_minutes(self) -> i64 {
        (self.0 + 59).div_euclid(60)
    }
}

impl Add<Length> for UnixTime {
    type Output = Self;
    fn add(self, length: Length) -> Self {
        Self(self.0 + length.0)
    }
}

impl Sub<Length> for UnixTime {
    type Output = Self;
    fn sub(self, length: Length) -> Self {
        Self(self.0 - length.0)
    }
}

impl Sub for UnixTime {
    type Output = Length;
    fn sub(self, earlier: Self) -> Length {
        Length(self.0 - earlier.0)
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
}

/// Time from `start` up to, but not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TimeRange {
    pub start: UnixTime,
    pub end: UnixTime,
}

impl TimeRange {
    pub const fn new(start: UnixTime, end: UnixTime) -> Self {
        Self { start, end }
    }

    pub fn length(self) -> Length {
        self.end - self.start
    }

    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub fn contains(self, moment: UnixTime) -> bool {
        self.start <= moment && moment < self.end
    }

    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn overlap(self, other: Self) -> Self {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }
}

/// Joins stretches that touch or overlap; the result is sorted and disjoint.
pub fn join(mut stretches: Vec<TimeRange>) -> Vec<TimeRange> {
    stretches.retain(|stretch| !stretch.is_empty());
    stretches.sort_unstable();
    let mut joined: Vec<TimeRange> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => joined.push(stretch),
        }
    }
    joined
}

/// What is left of sorted, disjoint `stretches` when `taken` (in any order) is cut out of them.
pub fn cut(stretches: &[TimeRange], taken: impl IntoIterator<Item = TimeRange>) -> Vec<TimeRange> {
    let hits = |hole: &TimeRange| !hole.is_empty() && stretches.iter().any(|stretch| stretch.overlaps(*hole));
    let mut holes: Vec<TimeRange> = taken.into_iter().filter(hits).collect();
    holes.sort_unstable();
    let mut left = Vec::with_capacity(stretches.len() + holes.len());
    for &stretch in stretches {
        let mut start = stretch.start;
        for hole in holes.iter().filter(|hole| hole.overlaps(stretch)) {
            left.push(TimeRange::new(start, hole.start));
            start = start.max(hole.end);
        }
        left.push(TimeRange::new(start, stretch.end));
    }
    left.retain(|stretch| !stretch.is_empty());
    left
}

/// What two sorted, disjoint lists of stretches have in common.
pub fn within(stretches: &[TimeRange], limits: &[TimeRange]) -> Vec<TimeRange> {
    let common = stretches.iter().flat_map(|stretch| limits.iter().map(|limit| stretch.overlap(*limit)));
    common.filter(|stretch| !stretch.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(start: i64, end: i64) -> TimeRange {
        TimeRange::new(UnixTime::from_unix(start), UnixTime::from_unix(end))
    }

    #[test]
    fn lent_time_and_a_gap_that_touch_are_one_stretch() {
        assert_eq!(
            join(vec![stretch(30, 75), stretch(5, 30), stretch(80, 90)]),
            [stretch(5, 75), stretch(80, 90)]
        );
    }

    #[test]
    fn a_booking_cuts_a_stretch_in_two() {
        assert_eq!(cut(&[stretch(0, 60)], [stretch(20, 30)]), [stretch(0, 20), stretch(30, 60)]);
        assert_eq!(cut(&[stretch(0, 60)], [stretch(60, 70)]), [stretch(0, 60)]);
        assert_eq!(cut(&[stretch(0, 60)], [stretch(0, 60)]), []);
    }

    #[test]
    fn places_begin_on_the_minute() {
        assert_eq!(UnixTime::from_unix(61).ceil_minute(), UnixTime::from_unix(120));
        assert_eq!(UnixTime::from_unix(120).ceil_minute(), UnixTime::from_unix(120));
    }
}
