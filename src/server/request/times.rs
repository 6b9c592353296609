// SPDX-License-Identifier: MPL-2.0
//! Times as people and programs send them: RFC 3339 with any offset, or the office's own clock without one.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::problem::{Code, Problem};
use office::calendar::Zone;
use office::time::UnixTime;

/// Years an office may plan for; anything else is a mistyped date.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2199;

/// # Errors
/// A sentence that says how a time is written.
pub fn moment(text: &str, field: &str, zone: &Zone) -> Result<UnixTime, Problem> {
    let moment = with_offset(text).or_else(|| local(text, zone));
    moment.filter(|moment| YEARS.contains(&zone.date(*moment).year())).ok_or_else(|| {
        Problem::bad_request(format!(
            "{field}: write a time as 2026-03-03T10:00:00+01:00 or 2026-03-03T10:00."
        ))
        .about(field)
    })
}

/// # Errors
/// A sentence that says how a date is written.
pub fn date(text: &str, field: &str) -> Result<Date, Problem> {
    any_date(text, field)
        .and_then(|date| if YEARS.contains(&date.year()) { Ok(date) } else { Err(no_date(field)) })
}

/// Of any year: whoever looks back may look too far.
///
/// # Errors
/// A sentence that says how a date is written.
pub fn any_date(text: &str, field: &str) -> Result<Date, Problem> {
    let date = if text.len() == 10 { text.parse::<Date>().ok() } else { None };
    date.ok_or_else(|| no_date(field))
}

fn no_date(field: &str) -> Problem {
    Problem::translated(Code::BadRequest, "problem-date", &[("field", field.into())]).about(field)
}

fn with_offset(text: &str) -> Option<UnixTime> {
    (text.len() <= 40).then_some(())?;
    let timestamp: Timestamp = text.parse().ok()?;
    Some(UnixTime::from_unix(timestamp.as_second()))
}

fn local(text: &str, zone: &Zone) -> Option<UnixTime> {
    // A bare date is not a time, and a text with a zone name is not the office's own clock.
    (text.len() <= 30 && text.get(10..11)? == "T" && !text.contains('[')).then_some(())?;
    let local: DateTime = text.parse().ok()?;
    Some(zone.moment(local.date(), local.time()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let zone = Zone::named("Europe/Copenhagen").unwrap();
        moment(text, "start", &zone).ok().map(|moment| zone.stamp(moment).0)
    }

    #[test]
    fn a_time_without_offset_is_the_offices_own() {
        assert_eq!(read("2026-03-03T10:00").unwrap(), "2026-03-03T10:00:00+01:00");
        assert_eq!(read("2026-07-01T10:00:00").unwrap(), "2026-07-01T10:00:00+02:00");
    }

    #[test]
    fn any_offset_is_understood() {
        assert_eq!(read("2026-03-03T09:00:00Z").unwrap(), "2026-03-03T10:00:00+01:00");
        assert_eq!(read("2026-03-03T10:00+01:00").unwrap(), "2026-03-03T10:00:00+01:00");
    }

    #[test]
    fn what_is_not_a_time_is_refused() {
        for text in ["", "10:00", "2026-03-03", "2026-13-03T10:00", "9999-12-31T23:59:59Z", "i morgen"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
