// SPDX-License-Identifier: MPL-2.0
//! A zone as a calendar defines it (VTIMEZONE): rules, dates, or both, as programs write them. Its changes are written
//! as TZif, which jiff reads.

use std::collections::BTreeSet;

use calcard::icalendar::{ICalendarFrequency, ICalendarRecurrenceRule};
use calcard::icalendar::{ICalendarProperty, ICalendarValue};
use calcard::{Entry, Parser};
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use super::clock_text::{Item, item};
use super::lines::{Line, Mark, unfolded};
use super::rule::{self, LocalRange};
use super::when::{When, seconds, wall};
use office::time::TimeRange;

/// Maximum changes of one rule or list.
const MOST_CHANGES: usize = 2_000;
/// Earlier changes matter to nobody.
const FIRST_YEAR: i16 = 1970;
const YEAR: i64 = 366 * 24 * 60 * 60;

/// A zone and the name it is defined under.
#[derive(Debug)]
pub(super) struct Definition {
    pub name: String,
    pub zone: TimeZone,
    /// The same zone if its list of dates is continued every year: the program may only have stopped writing them.
    pub continued: Option<TimeZone>,
}

/// One change of the offset, in seconds of UTC and east of Greenwich.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    at: i64,
    from: i32,
    to: i32,
    is_summer: bool,
    /// By a rule, so that its end is an end and no list that was not continued.
    by_rule: bool,
}

/// STANDARD or DAYLIGHT.
#[derive(Debug, Default)]
struct Part {
    is_summer: bool,
    start: Option<DateTime>,
    from: Option<i32>,
    to: Option<i32>,
    rules: Vec<ICalendarRecurrenceRule>,
    dates: Vec<DateTime>,
    damaged: bool,
}

impl Definition {
    /// `None` for one without a name or that cannot be read whole.
    pub fn read(text: &str, window: TimeRange) -> Option<Self> {
        let (name, parts) = parts(text);
        let end = window.end.unix().saturating_add(2 * YEAR);
        let mut changes = BTreeSet::new();
        for part in &parts {
            changes.extend(part.changes(end)?);
        }
        let changes: Vec<Change> = changes.into_iter().collect();
        let zone = zone(&changes)?;
        let continued = continued(&changes, end).and_then(|changes| self::zone(&changes));
        Some(Self { name: name?, zone, continued })
    }
}

fn parts(text: &str) -> (Option<String>, Vec<Part>) {
    let (mut name, mut parts, mut open) = (None, Vec::new(), None::<Part>);
    for line in unfolded(text) {
        match line.mark() {
            Some(Mark::Begin(kind)) => {
                parts.extend(open.take());
                let is_summer = kind.eq_ignore_ascii_case("DAYLIGHT");
                let known = is_summer || kind.eq_ignore_ascii_case("STANDARD");
                open = known.then(|| Part { is_summer, ..Part::default() });
            }
            Some(Mark::End(_)) => parts.extend(open.take()),
            None => match &mut open {
                Some(part) => part.read(&line),
                None if line.is(&["TZID"]) => name = Some(value(&line).to_owned()),
                None => {}
            },
        }
    }
    parts.extend(open);
    (name, parts)
}

fn value<'l>(line: &'l Line<'_>) -> &'l str {
    line.text.split_once(':').map_or("", |(_, value)| value).trim()
}

impl Part {
    fn read(&mut self, line: &Line<'_>) {
        let value = value(line);
        if line.is(&["DTSTART"]) {
            self.start = local(value);
        } else if line.is(&["TZOFFSETFROM"]) {
            self.from = offset(value);
        } else if line.is(&["TZOFFSETTO"]) {
            self.to = offset(value);
        } else if line.is(&["RDATE"]) {
            let dates: Option<Vec<DateTime>> = value.split(',').map(local).collect();
            self.damaged |= dates.is_none();
            self.dates.extend(dates.unwrap_or_default());
        } else if line.is(&["RRULE"]) {
            let rule = parsed(value);
            self.damaged |= rule.is_none();
            self.rules.extend(rule);
        }
    }

    fn changes(&self, end: i64) -> Option<Vec<Change>> {
        let (start, to) = (self.start?, self.to?);
        let from = self.from.unwrap_or(to);
        if self.damaged {
            return None;
        }
        // Outlook's rules begin in 1601.
        let first = if start.year() < FIRST_YEAR && !self.rules.is_empty() {
            start.with().year(FIRST_YEAR).build().ok()?
        } else {
            start
        };
        let before = TimeZone::fixed(Offset::from_seconds(from).ok()?);
        let when = When { wall: first, zone: before, others: None, whole_day: false };
        let mut times = vec![first];
        for rule in &self.rules {
            let range = LocalRange { from: seconds(first), to: end };
            times.extend(rule::repeats(rule, &when, range, MOST_CHANGES).ok()?);
        }
        let ended = self.rules.iter().any(|rule| rule.until.is_some() || rule.count.is_some());
        times.extend(&self.dates);
        let by_rule = !self.rules.is_empty() && (self.dates.is_empty() || !ended);
        let change = |time: DateTime| Change {
            at: seconds(time).saturating_sub(i64::from(from)),
            from,
            to,
            is_summer: self.is_summer,
            by_rule,
        };
        Some(times.into_iter().map(change).collect())
    }
}

fn parsed(value: &str) -> Option<ICalendarRecurrenceRule> {
    let text = format!("BEGIN:VEVENT\nRRULE:{value}\nEND:VEVENT\n");
    let Entry::ICalendar(calendar) = Parser::new(&text).entry() else { return None };
    let entry =
        calendar.components.first()?.entries.iter().find(|entry| entry.name == ICalendarProperty::Rrule)?;
    match entry.values.first()? {
        ICalendarValue::RecurrenceRule(rule) if rule.freq == ICalendarFrequency::Yearly => {
            Some(rule.as_ref().clone())
        }
        _ => None,
    }
}

fn local(value: &str) -> Option<DateTime> {
    let Item::Read(text) = item(value.split('/').next().unwrap_or_default()) else { return None };
    let text = text.trim_end_matches('Z');
    let text = if text.contains('T') { text.to_owned() } else { format!("{text}T000000") };
    DateTime::strptime("%Y%m%dT%H%M%S", &text).ok()
}

/// `+0100`, `+010000`, `+01:00`.
fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits: String = digits.chars().filter(|digit| *digit != ':').collect();
    let part = |at: usize| digits.get(at..at + 2).map_or(Some(0), |part| part.parse::<i32>().ok());
    let [hours, minutes, seconds] = [part(0)?, part(2)?, part(4)?];
    let whole = matches!(digits.len(), 2 | 4 | 6) && digits.bytes().all(|digit| digit.is_ascii_digit());
    (whole && hours < 24 && minutes < 60 && seconds < 60)
        .then_some(sign * (hours * 3600 + minutes * 60 + seconds))
}

/// The last two changes of a list, one to summer and one to winter, repeated every year on the same weekday.
fn continued(changes: &[Change], end: i64) -> Option<Vec<Change>> {
    let [.., before, last] = changes else { return None };
    let regular = last.at - before.at < YEAR && last.is_summer != before.is_summer && last.to != before.to;
    if !regular || last.by_rule || before.by_rule || last.at >= end {
        return None;
    }
    let mut longer = changes.to_vec();
    for change in [before, last] {
        let local = wall(change.at.saturating_add(i64::from(change.from)))?;
        for year in local.year() + 1.. {
            let Some(at) = same_weekday(local, year).map(|next| seconds(next) - i64::from(change.from))
            else {
                break;
            };
            if at > end {
                break;
            }
            longer.push(Change { at, ..*change });
        }
    }
    longer.sort_unstable();
    Some(longer)
}

/// The same weekday of the month in another year: its last, or its first, second, third, fourth.
fn same_weekday(time: DateTime, year: i16) -> Option<DateTime> {
    let is_last = time.day() + 7 > time.days_in_month();
    let nth = if is_last { -1 } else { (time.day() - 1) / 7 + 1 };
    let day = Date::new(year, time.month(), 1).ok()?.nth_weekday_of_month(nth, time.weekday()).ok()?;
    Some(day.to_datetime(time.time()))
}

fn zone(changes: &[Change]) -> Option<TimeZone> {
    TimeZone::tzif("calendar", &tzif(changes)?).ok()
}

/// RFC 8536, version 2, without abbreviations.
fn tzif(changes: &[Change]) -> Option<Vec<u8>> {
    let mut offsets: Vec<i32> = vec![changes.first()?.from];
    let mut times: Vec<(i64, u8)> = Vec::with_capacity(changes.len());
    for change in changes {
        let found = offsets.iter().position(|offset| *offset == change.to);
        let index = found.unwrap_or_else(|| {
            offsets.push(change.to);
            offsets.len() - 1
        });
        let index = u8::try_from(index).ok()?;
        match times.last_mut() {
            Some(last) if last.0 == change.at => last.1 = index,
            _ => times.push((change.at, index)),
        }
    }
    let mut data = Vec::new();
    let header = |data: &mut Vec<u8>, times: usize, offsets: usize| -> Option<()> {
        data.extend(b"TZif2");
        data.extend([0; 15]);
        for count in [0, 0, 0, times, offsets, 4] {
            data.extend(u32::try_from(count).ok()?.to_be_bytes());
        }
        Some(())
    };
    let offset = |data: &mut Vec<u8>, seconds: i32| {
        data.extend(seconds.to_be_bytes());
        data.extend([0, 0]);
    };
    header(&mut data, 0, 1)?;
    offset(&mut data, offsets[0]);
    data.extend(b"LMT\0");
    header(&mut data, times.len(), offsets.len())?;
    data.extend(times.iter().flat_map(|(at, _)| at.to_be_bytes()));
    data.extend(times.iter().map(|(_, index)| *index));
    for seconds in offsets {
        offset(&mut data, seconds);
    }
    data.extend(b"LMT\0\n\n");
    Some(data)
}
