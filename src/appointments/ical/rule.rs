// SPDX-License-Identifier: MPL-2.0
//! Expands a rule in local time: rrule runs in UTC on local clock times, and the entry's zone turns the result into
//! moments. So an hour that the clocks skip or repeat neither ends a rule early nor loses an instance.

use calcard::icalendar::{
    ICalendarDay, ICalendarFrequency, ICalendarMonth, ICalendarRecurrenceRule, ICalendarSkip,
    ICalendarWeekday,
};
use chrono::{DateTime as Chrono, Month, TimeZone as _, Weekday};
use jiff::civil::DateTime;
use rrule::{Frequency, NWeekday, RRule, Tz, Unvalidated};

use super::when::{When, end_of, seconds, wall};
use super::within_day;
use calcard::common::{CalendarScale, PartialDateTime};

/// Local times in seconds; the end is not included.
#[derive(Clone, Copy, Debug)]
pub(super) struct LocalRange {
    pub from: i64,
    pub to: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RuleError {
    /// The rule is not valid.
    Rule,
    /// More instances than one entry may have.
    TooOften,
}

/// The local times within a range at which a rule repeats.
pub(super) fn repeats(
    rule: &ICalendarRecurrenceRule,
    start: &When,
    range: LocalRange,
    most: usize,
) -> Result<Vec<DateTime>, RuleError> {
    let first = seconds(start.wall);
    let until = rule.until.as_ref().map(|until| last(until, start).ok_or(RuleError::Rule)).transpose()?;
    let last = until.unwrap_or(i64::MAX).min(range.to - 1);
    if last < first {
        return Ok(Vec::new());
    }
    let Some((first, count)) = near(rule, first, range.from) else { return Ok(Vec::new()) };
    understood(rule)?;
    if is_within_day(rule.freq) && !start.whole_day {
        let asked = LocalRange { from: range.from, to: last.saturating_add(1) };
        let times = within_day::times(rule, first, count, asked, most)?;
        return Ok(times.into_iter().filter_map(wall).collect());
    }
    let counted = translate(rule, start, count)?.until(chrono(last).ok_or(RuleError::Rule)?);
    let begin = chrono(first).ok_or(RuleError::Rule)?;
    let set = counted.build(begin).map_err(|_| RuleError::Rule)?;
    let from = chrono(range.from.max(first)).ok_or(RuleError::Rule)?;
    let found = set.after(from).all(u16::try_from(most.saturating_add(1)).unwrap_or(u16::MAX));
    let times: Vec<i64> = found.dates.iter().map(Chrono::timestamp).collect();
    if times.len() > most || found.limited && !reaches(rule, *times.last().unwrap_or(&first), last) {
        return Err(RuleError::TooOften);
    }
    Ok(times.into_iter().filter_map(wall).collect())
}

/// Whether the library, which gives up after a number of steps, has reached the end: time that it did not reach is not
/// free.
fn reaches(rule: &ICalendarRecurrenceRule, from: i64, last: i64) -> bool {
    const STEPS: i64 = 99_999;
    let month = 28 * 24 * 60 * 60;
    from.saturating_add(STEPS * unit(rule.freq).unwrap_or(month)) > last
}

/// The last local time of a rule. UNTIL in UTC is compared as a moment.
fn last(until: &PartialDateTime, start: &When) -> Option<i64> {
    let until = When::read(until, &start.zone.clone().into())?;
    if until.whole_day {
        return Some(seconds(end_of(until.wall.date())));
    }
    Some(seconds(if until.zone == start.zone { until.wall } else { start.wall_at(until.moment()) }))
}

/// The same rule, started as late as the range permits, and the instances it has left: past years are not expanded
/// one by one.
fn near(rule: &ICalendarRecurrenceRule, first: i64, from: i64) -> Option<(i64, Option<u32>)> {
    let Some(unit) = unit(rule.freq) else { return Some((first, rule.count)) };
    let step = unit * i64::from(rule.interval.unwrap_or(1).max(1));
    let steps = from.saturating_sub(first).max(0) / step;
    let Some(count) = rule.count else { return Some((first + steps * step, None)) };
    let Some(each) = instances_a_step(rule) else { return Some((first, Some(count))) };
    let left = i64::from(count) - steps.saturating_mul(each);
    let left = u32::try_from(left).ok().filter(|left| *left > 0)?;
    Some((first + steps * step, Some(left)))
}

/// The seconds between two periods of a rule, where they are always as many.
const fn unit(frequency: ICalendarFrequency) -> Option<i64> {
    Some(match frequency {
        ICalendarFrequency::Secondly => 1,
        ICalendarFrequency::Minutely => 60,
        ICalendarFrequency::Hourly => 60 * 60,
        ICalendarFrequency::Daily => 24 * 60 * 60,
        ICalendarFrequency::Weekly => 7 * 24 * 60 * 60,
        ICalendarFrequency::Monthly | ICalendarFrequency::Yearly => return None,
    })
}

/// How often a rule repeats between two like times of two periods, where that is always the same.
fn instances_a_step(rule: &ICalendarRecurrenceRule) -> Option<i64> {
    let by_others = rule.bysecond.len()
        + rule.byminute.len()
        + rule.byhour.len()
        + rule.bymonthday.len()
        + rule.byyearday.len()
        + rule.byweekno.len()
        + rule.bymonth.len()
        + rule.bysetpos.len();
    if by_others > 0 {
        return None;
    }
    if rule.byday.is_empty() {
        return Some(1);
    }
    let mut days: Vec<ICalendarWeekday> = rule.byday.iter().map(|day| day.weekday).collect();
    days.sort_unstable();
    days.dedup();
    (rule.freq == ICalendarFrequency::Weekly).then_some(i64::try_from(days.len()).unwrap_or(7))
}

const fn is_within_day(frequency: ICalendarFrequency) -> bool {
    use ICalendarFrequency as F;
    matches!(frequency, F::Hourly | F::Minutely | F::Secondly)
}

/// Counted by the calendar everybody uses, and skipping nothing.
fn understood(rule: &ICalendarRecurrenceRule) -> Result<(), RuleError> {
    let foreign = rule.rscale.as_ref().is_some_and(|scale| *scale != CalendarScale::Gregorian);
    let skips = rule.skip.is_some_and(|skip| skip != ICalendarSkip::Omit);
    let leaps = rule.bymonth.iter().any(ICalendarMonth::is_leap);
    if foreign || skips || leaps { Err(RuleError::Rule) } else { Ok(()) }
}

fn translate(
    rule: &ICalendarRecurrenceRule,
    start: &When,
    count: Option<u32>,
) -> Result<RRule<Unvalidated>, RuleError> {
    let months = rule.bymonth.iter().map(|month| Month::try_from(month.month()));
    let months: Vec<Month> = months.collect::<Result<_, _>>().map_err(|_| RuleError::Rule)?;
    let counts_days = rule.freq <= ICalendarFrequency::Monthly;
    // A leap second is the one before it.
    let bysecond = rule.bysecond.iter().map(|&second| if second == 60 { 59 } else { second }).collect();
    let clock_matters = !start.whole_day;
    let only_if = |values: &[u8]| if clock_matters { values.to_vec() } else { Vec::new() };
    let translated = RRule::new(frequency(rule.freq))
        .interval(rule.interval.unwrap_or(1).max(1))
        .week_start(rule.wkst.map_or(Weekday::Mon, weekday))
        .by_month(&months)
        .by_month_day(rule.bymonthday.clone())
        .by_year_day(rule.byyearday.clone())
        .by_week_no(rule.byweekno.clone())
        .by_weekday(rule.byday.iter().map(|&day| day_of(day, counts_days)).collect())
        .by_hour(only_if(&rule.byhour))
        .by_minute(only_if(&rule.byminute))
        .by_second(if clock_matters { bysecond } else { Vec::new() })
        .by_set_pos(rule.bysetpos.clone());
    Ok(match count {
        Some(count) => translated.count(count),
        None => translated,
    })
}

fn chrono(seconds: i64) -> Option<Chrono<Tz>> {
    Tz::UTC.timestamp_opt(seconds, 0).single()
}

fn frequency(frequency: ICalendarFrequency) -> Frequency {
    match frequency {
        ICalendarFrequency::Yearly => Frequency::Yearly,
        ICalendarFrequency::Monthly => Frequency::Monthly,
        ICalendarFrequency::Weekly => Frequency::Weekly,
        ICalendarFrequency::Daily => Frequency::Daily,
        ICalendarFrequency::Hourly => Frequency::Hourly,
        ICalendarFrequency::Minutely => Frequency::Minutely,
        ICalendarFrequency::Secondly => Frequency::Secondly,
    }
}

/// "The second Monday" has a meaning within a month or a year only.
fn day_of(day: ICalendarDay, counts_days: bool) -> NWeekday {
    let which = day.ordwk.filter(|which| counts_days && *which != 0);
    NWeekday::new(which, weekday(day.weekday))
}

pub(super) fn weekday(day: ICalendarWeekday) -> Weekday {
    match day {
        ICalendarWeekday::Monday => Weekday::Mon,
        ICalendarWeekday::Tuesday => Weekday::Tue,
        ICalendarWeekday::Wednesday => Weekday::Wed,
        ICalendarWeekday::Thursday => Weekday::Thu,
        ICalendarWeekday::Friday => Weekday::Fri,
        ICalendarWeekday::Saturday => Weekday::Sat,
        ICalendarWeekday::Sunday => Weekday::Sun,
    }
}
