// SPDX-License-Identifier: MPL-2.0
//! Dates and times as programs write them, as iCalendar has them: `20270104T100000Z`. ISO 8601 with hyphens and colons
//! is taken; what is neither is a day at least, where its date can be read.

use jiff::civil::Date;

/// One value of a property of time.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// In the form of iCalendar.
    Read(String),
    /// Only its day can be read.
    Day(Date),
    Unreadable,
}

/// A time, a date, or a period of two times or a time and a length.
pub(super) fn item(value: &str) -> Item {
    let value = value.trim();
    let Some((start, end)) = value.split_once('/') else { return time(value) };
    let length = end.trim_start_matches(['+', '-']).starts_with(['P', 'p']);
    match (time(start), if length { Item::Read(end.trim().to_owned()) } else { time(end) }) {
        (Item::Read(start), Item::Read(end)) => Item::Read(format!("{start}/{end}")),
        (Item::Read(start), _) => date(&start).map_or(Item::Unreadable, |(day, _)| Item::Day(day)),
        (start, _) => start,
    }
}

fn time(value: &str) -> Item {
    let value = value.trim();
    let Some((day, rest)) = date(value) else { return Item::Unreadable };
    let written = day.strftime("%Y%m%d");
    let clock = match rest.strip_prefix(['T', 't']) {
        Some(clock) => clock,
        None if rest.is_empty() => return Item::Read(written.to_string()),
        None if rest.starts_with(' ') => rest.trim_start(),
        None => return Item::Day(day),
    };
    clock_of(clock).map_or(Item::Day(day), |clock| Item::Read(format!("{written}T{clock}")))
}

/// The date at the beginning, and what stands behind it.
fn date(value: &str) -> Option<(Date, &str)> {
    let (year, rest) = digits(value, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-').unwrap_or(rest), 2)?;
    let (day, rest) = digits(rest.strip_prefix('-').unwrap_or(rest), 2)?;
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    Some((date, rest))
}

/// Hours, minutes and seconds, and the offset: `100000Z`, `10:00+01:00`.
fn clock_of(text: &str) -> Option<String> {
    let (hour, rest) = digits(text, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(':').unwrap_or(rest), 2)?;
    let (second, rest) = match digits(rest.strip_prefix(':').unwrap_or(rest), 2) {
        Some((second, rest)) => (second, rest),
        None => (0, rest),
    };
    if hour > 24 || minute > 59 || second > 60 || hour == 24 && (minute, second) != (0, 0) {
        return None;
    }
    let fraction =
        rest.strip_prefix('.').map(|rest| rest.trim_start_matches(|digit: char| digit.is_ascii_digit()));
    let zone = offset_of(fraction.unwrap_or(rest).trim())?;
    Some(format!("{hour:02}{minute:02}{second:02}{zone}"))
}

fn offset_of(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    if text.eq_ignore_ascii_case("Z") {
        return Some("Z".to_owned());
    }
    let sign = text.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
    let (hours, rest) = digits(&text[1..], 2)?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let (minutes, rest) = if rest.is_empty() { (0, rest) } else { digits(rest, 2)? };
    (rest.is_empty() && hours <= 14 && minutes < 60).then(|| format!("{sign}{hours:02}{minutes:02}"))
}

fn digits(text: &str, count: usize) -> Option<(i16, &str)> {
    let digits = text.get(..count).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((digits.parse().ok()?, &text[count..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_iso_8601_allows_is_read() {
        for (written, read) in [
            ("20270104", "20270104"),
            ("2027-01-04", "20270104"),
            ("20270104T100000Z", "20270104T100000Z"),
            ("2027-01-04T10:00:00", "20270104T100000"),
            ("2027-01-04 10:00", "20270104T100000"),
            ("20270104T1000", "20270104T100000"),
            ("2027-01-04T10:00:00.000z", "20270104T100000Z"),
            ("2027-01-04T10:00+01:00", "20270104T100000+0100"),
            (" 20270104T240000 ", "20270104T240000"),
            ("2027-01-04T10:00:00Z/PT1H", "20270104T100000Z/PT1H"),
        ] {
            assert_eq!(item(written), Item::Read(read.to_owned()), "{written}");
        }
    }

    #[test]
    fn of_a_damaged_time_the_day_is_left() {
        let day = jiff::civil::date(2027, 1, 4);
        for damaged in
            ["20270104T", "20270104Tkl. 10", "2027-01-04T25:00:00", "20270104T100000Z/nej", "20270104x"]
        {
            assert_eq!(item(damaged), Item::Day(day), "{damaged}");
        }
        for lost in ["", "i morgen", "20271304T100000", "10:00", "/"] {
            assert_eq!(item(lost), Item::Unreadable, "{lost}");
        }
    }
}
