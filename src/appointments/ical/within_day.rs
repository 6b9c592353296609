// SPDX-License-Identifier: MPL-2.0
//! Expands rules by the hour, minute or second, because the library loses days where such a rule is limited to some of
//! them. Local times in seconds, as in [`super::rule`].

use calcard::icalendar::{ICalendarFrequency, ICalendarRecurrenceRule};
use jiff::civil::DateTime;

use super::rule::{LocalRange, RuleError, weekday};
use super::when::wall;

const DAY: i64 = 24 * 60 * 60;
const HOUR: i64 = 60 * 60;
const MINUTE: i64 = 60;
/// Beyond it a rule says next to nothing for its length; what it is about is then taken whole.
const MOST_STEPS: u32 = 2_000_000;

/// The times of a rule from `first`, its own beginning or one period of it later, up to and with `last`.
pub(super) fn times(
    rule: &ICalendarRecurrenceRule,
    first: i64,
    count: Option<u32>,
    asked: LocalRange,
    most: usize,
) -> Result<Vec<i64>, RuleError> {
    let step = unit(rule.freq) * i64::from(rule.interval.unwrap_or(1).max(1));
    let mut left = count.unwrap_or(u32::MAX);
    let mut found = Vec::new();
    let mut at = first;
    for _ in 0..MOST_STEPS {
        if at - at.rem_euclid(unit(rule.freq)) >= asked.to || left == 0 {
            return Ok(found);
        }
        let shown = wall(at).ok_or(RuleError::Rule)?;
        if let Some(after) = passes(rule, at, shown) {
            at += (after - at + step - 1).div_euclid(step) * step;
            continue;
        }
        for time in of_period(rule, at).into_iter().filter(|&time| time >= first) {
            if time >= asked.to || left == 0 {
                return Ok(found);
            }
            left = if count.is_some() { left - 1 } else { left };
            if time >= asked.from {
                found.push(time);
            }
            if found.len() > most {
                return Err(RuleError::TooOften);
            }
        }
        at += step;
    }
    Err(RuleError::TooOften)
}

const fn unit(frequency: ICalendarFrequency) -> i64 {
    match frequency {
        ICalendarFrequency::Secondly => 1,
        ICalendarFrequency::Minutely => MINUTE,
        _ => HOUR,
    }
}

/// Until when nothing of the rule lies, where its day, hour or minute is none of the rule's.
fn passes(rule: &ICalendarRecurrenceRule, at: i64, shown: DateTime) -> Option<i64> {
    let next = |length: i64| at - at.rem_euclid(length) + length;
    if !is_its_day(rule, shown) {
        return Some(next(DAY));
    }
    if !allows(&rule.byhour, shown.hour()) {
        return Some(next(HOUR));
    }
    let limits_minutes = rule.freq != ICalendarFrequency::Hourly;
    if limits_minutes && !allows(&rule.byminute, shown.minute()) {
        return Some(next(MINUTE));
    }
    let limits_seconds = rule.freq == ICalendarFrequency::Secondly;
    (limits_seconds && !allows(&rule.bysecond, shown.second())).then_some(at + 1)
}

fn is_its_day(rule: &ICalendarRecurrenceRule, shown: DateTime) -> bool {
    let date = shown.date();
    let counted =
        |day: i16, length: i16, wanted: i16| wanted == day || wanted < 0 && length + 1 + wanted == day;
    let of_month = rule.bymonthday.iter().map(|&day| i16::from(day));
    let of_year = rule.byyearday.iter().copied();
    let (day, days) = (i16::from(date.day()), i16::from(date.days_in_month()));
    (rule.bymonth.is_empty()
        || rule.bymonth.iter().any(|month| i8::try_from(month.month()) == Ok(date.month())))
        && (rule.bymonthday.is_empty() || of_month.into_iter().any(|wanted| counted(day, days, wanted)))
        && (rule.byyearday.is_empty()
            || of_year.into_iter().any(|wanted| counted(date.day_of_year(), date.days_in_year(), wanted)))
        && (rule.byday.is_empty()
            || rule.byday.iter().any(|day| {
                i64::from(weekday(day.weekday).num_days_from_monday())
                    == i64::from(date.weekday().to_monday_zero_offset())
            }))
}

fn allows(values: &[u8], value: i8) -> bool {
    values.is_empty() || values.iter().any(|&wanted| i8::try_from(wanted) == Ok(value))
}

/// All of one hour, minute or second, of which BYSETPOS may choose.
fn of_period(rule: &ICalendarRecurrenceRule, at: i64) -> Vec<i64> {
    let own = |length: i64, unit: i64| at.rem_euclid(length) / unit;
    let or_own = |values: &[u8], own: i64| {
        if values.is_empty() {
            vec![own]
        } else {
            values.iter().map(|&value| i64::from(value.min(59))).collect()
        }
    };
    let mut times: Vec<i64> = match rule.freq {
        ICalendarFrequency::Secondly => vec![at],
        ICalendarFrequency::Minutely => {
            let base = at - at.rem_euclid(MINUTE);
            or_own(&rule.bysecond, own(MINUTE, 1)).into_iter().map(|second| base + second).collect()
        }
        _ => {
            let base = at - at.rem_euclid(HOUR);
            let seconds = or_own(&rule.bysecond, own(MINUTE, 1));
            let minutes = or_own(&rule.byminute, own(HOUR, MINUTE)).into_iter();
            minutes
                .flat_map(|minute| seconds.iter().map(move |second| base + minute * MINUTE + second))
                .collect()
        }
    };
    times.sort_unstable();
    times.dedup();
    if rule.bysetpos.is_empty() {
        return times;
    }
    let place = |position: i32| {
        let back = usize::try_from(position.unsigned_abs()).ok()?;
        let index = if position > 0 { back.checked_sub(1)? } else { times.len().checked_sub(back)? };
        times.get(index).copied()
    };
    let mut chosen: Vec<i64> = rule.bysetpos.iter().filter_map(|&position| place(position)).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}
