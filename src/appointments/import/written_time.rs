// SPDX-License-Identifier: MPL-2.0
//! Dates and clock times as offices write them: `2026-12-01`, `1-12-2026`, `01.12.2026`, `1/12/2026`; `8:30`, `8.30`,
//! `08:30:00`; together with a T or a space between them, or a time with an offset (RFC 3339).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

/// A time as written: a moment, a date with a time, or only a time of some day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WrittenTime {
    Moment(Timestamp),
    Local(DateTime),
    TimeOfDay(TimeOfDay),
}

/// A time of day; midnight at its end is 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeOfDay {
    At(Time),
    Midnight,
}

impl TimeOfDay {
    pub fn on(self, date: Date) -> Option<DateTime> {
        match self {
            Self::At(time) => Some(date.to_datetime(time)),
            Self::Midnight => Some(date.tomorrow().ok()?.to_datetime(Time::midnight())),
        }
    }
}

pub(super) fn time(text: &str) -> Option<WrittenTime> {
    let text = text.trim();
    if text.len() > 40 || text.contains('[') {
        return None;
    }
    if let Some(clock) = clock(text) {
        return Some(WrittenTime::TimeOfDay(clock));
    }
    let between = text.find(['T', 't', ' '])?;
    let (day, rest) = (date(&text[..between])?, text[between + 1..].trim_start());
    if let Some(clock) = clock(rest) {
        return clock.on(day).map(WrittenTime::Local);
    }
    format!("{day}T{rest}").parse().ok().map(WrittenTime::Moment)
}

/// The year is written with four digits, so that it is known which number it is.
pub(super) fn date(text: &str) -> Option<Date> {
    let mut parts = text.trim().split(['-', '.', '/']);
    let (Some(first), Some(month), Some(last), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let number = |text: &str, least: usize, most: usize| -> Option<i16> {
        let whole = (least..=most).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
        text.parse().ok().filter(|_| whole)
    };
    let [month, day] = [number(month, 1, 2)?, number(day, 1, 2)?].map(i8::try_from);
    Date::new(number(year, 4, 4)?, month.ok()?, day.ok()?).ok()
}

fn clock(text: &str) -> Option<TimeOfDay> {
    let parts: Vec<&str> = text.split([':', '.']).collect();
    let digits =
        |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
    if !(2..=3).contains(&parts.len())
        || !parts.iter().all(digits)
        || parts[1..].iter().any(|part| part.len() != 2)
    {
        return None;
    }
    let mut numbers = parts.iter().map(|part| part.parse::<i8>().ok());
    let (hour, minute) = (numbers.next()??, numbers.next()??);
    let second = numbers.next().unwrap_or(Some(0))?;
    if (hour, minute, second) == (24, 0, 0) {
        return Some(TimeOfDay::Midnight);
    }
    Time::new(hour, minute, second, 0).ok().map(TimeOfDay::At)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_may_be_written_in_each_of_the_usual_ways() {
        for written in ["2026-12-01", "1-12-2026", "01.12.2026", "1/12/2026", "2026/12/1", " 01-12-2026 "] {
            assert_eq!(date(written), Some(jiff::civil::date(2026, 12, 1)), "{written}");
        }
        for unclear in ["01-12-26", "1. december", "2026-13-01", "31.11.2026", "", "1-12-2026-1"] {
            assert_eq!(date(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn a_time_may_be_written_in_each_of_the_usual_ways() {
        let half_past_eight = jiff::civil::date(2026, 12, 1).at(8, 30, 0, 0);
        for day in ["2026-12-01", "1-12-2026", "01.12.2026", "1/12/2026"] {
            for clock in ["8:30", "8.30", "08:30", "08:30:00", "08.30.00"] {
                for between in ["T", " ", "  "] {
                    let written = format!("{day}{between}{clock}");
                    assert_eq!(time(&written), Some(WrittenTime::Local(half_past_eight)), "{written}");
                }
            }
        }
        for moment in ["2026-12-01T08:30:00+01:00", "2026-12-01 08:30+01:00", "2026-12-01T07:30Z"] {
            let moment_of = "2026-12-01T07:30:00Z".parse().unwrap();
            assert_eq!(time(moment), Some(WrittenTime::Moment(moment_of)), "{moment}");
        }
        for no_time in ["2026-12-01", "8", "8:5", "25:00", "24:01", "2026-12-01T", "snart", "010190-1234"] {
            assert_eq!(time(no_time), None, "{no_time}");
        }
    }
}
