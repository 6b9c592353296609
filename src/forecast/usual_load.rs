// SPDX-License-Identifier: MPL-2.0
//! How many usually come in each hour of a weekday, as shares of its busiest hour. No count leaves here, and hours in
//! which few ever came read the same.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::history::{PastDay, VisitHistory};
use super::holidays::is_holiday;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourLoad {
    /// On the office's clock.
    pub hour: u8,
    /// Of the busiest hour, in whole tens; never below ten.
    pub percent: u8,
}

/// A habit is learned from half a year.
const DAYS_BACK: i64 = 26 * 7;
/// Fewer days of the weekday are no habit.
const MIN_DAYS: usize = 4;
/// Fewer visits in all draw no curve.
const MIN_VISITS: u32 = 20;
/// An hour with fewer visits in all these days reads as the quietest.
const MIN_VISITS_IN_HOUR: u32 = 5;
const HOUR_SECONDS: i64 = 60 * 60;

/// The load of each hour from `first` until `end` on the weekday of `date`; nothing where too little is known.
pub fn usual_load(history: &VisitHistory, date: Date, [first, end]: [u8; 2]) -> Option<Vec<HourLoad>> {
    let days: Vec<&PastDay> = alike(history, date).collect();
    let visits = |hour: u8| {
        let within = i64::from(hour) * HOUR_SECONDS..(i64::from(hour) + 1) * HOUR_SECONDS;
        let came = days.iter().flat_map(|day| &day.visits);
        u32::try_from(came.filter(|visit| within.contains(&visit.at.as_seconds())).count())
            .unwrap_or(u32::MAX)
    };
    let hours: Vec<(u8, u32)> = (first..end).map(|hour| (hour, visits(hour))).collect();
    let all: u32 = hours.iter().fold(0, |sum, (_, visits)| sum.saturating_add(*visits));
    let most = hours.iter().map(|(_, visits)| *visits).max()?;
    if days.len() < MIN_DAYS || all < MIN_VISITS || most < MIN_VISITS_IN_HOUR {
        return None;
    }
    Some(hours.into_iter().map(|(hour, visits)| HourLoad { hour, percent: percent(visits, most) }).collect())
}

/// The open days of the same weekday before a date, without holidays.
fn alike(history: &VisitHistory, date: Date) -> impl Iterator<Item = &PastDay> {
    let first = date.checked_sub(DAYS_BACK.days()).unwrap_or(Date::MIN);
    let days = history.completed_days().filter(move |(day, past)| {
        past.open && (first..date).contains(day) && day.weekday() == date.weekday() && !is_holiday(*day)
    });
    days.map(|(_, past)| past)
}

/// In whole tens; `most` is not zero.
fn percent(visits: u32, most: u32) -> u8 {
    if visits < MIN_VISITS_IN_HOUR {
        return 10;
    }
    let tens = (u64::from(visits) * 10 + u64::from(most) / 2) / u64::from(most);
    u8::try_from(tens.clamp(1, 10) * 10).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::history::PastVisit;
    use jiff::civil::date;
    use office::setup::{Features, Identification};
    use office::ticket::Urgency;
    use office::time::Length;

    const TUESDAY: Date = date(2026, 3, 3);

    fn visit(hour: i64) -> PastVisit {
        PastVisit {
            at: Length::seconds(hour * HOUR_SECONDS + 600),
            errand: "new_mitid".into(),
            identification: Identification::Photo,
            needs: Features::NONE,
            urgency: Urgency::Ordinary,
            took: None,
        }
    }

    /// So many Tuesdays before, on each of which these came: an hour and how many.
    fn tuesdays(number: i64, came: &[(i64, usize)]) -> VisitHistory {
        let visits = || came.iter().flat_map(|(hour, many)| vec![visit(*hour); *many]).collect();
        let day = |week: i64| {
            let past = PastDay { visits: visits(), open: true, ..PastDay::default() };
            (TUESDAY.checked_sub((week * 7).days()).unwrap(), past)
        };
        VisitHistory::of((1..=number).map(day).collect::<BTreeMap<_, _>>())
    }

    fn percents(history: &VisitHistory, date: Date) -> Option<Vec<u8>> {
        usual_load(history, date, [9, 12]).map(|hours| hours.iter().map(|hour| hour.percent).collect())
    }

    #[test]
    fn a_usual_tuesday_is_read_from_the_tuesdays_before() {
        let history = tuesdays(8, &[(9, 2), (10, 4), (11, 3), (15, 9)]);
        assert_eq!(
            percents(&history, TUESDAY),
            Some(vec![50, 100, 80]),
            "hours when it is closed count for nothing"
        );
        assert_eq!(percents(&history, TUESDAY.tomorrow().unwrap()), None, "of a Wednesday nothing is known");
    }

    #[test]
    fn a_few_days_or_a_few_people_are_no_habit() {
        assert_eq!(percents(&tuesdays(3, &[(9, 20)]), TUESDAY), None);
        assert_eq!(percents(&tuesdays(4, &[(9, 4)]), TUESDAY), None);
        assert_eq!(percents(&tuesdays(4, &[(9, 5)]), TUESDAY), Some(vec![100, 10, 10]));
    }

    #[test]
    fn an_hour_in_which_fewer_than_five_ever_came_reads_as_one_in_which_nobody_did() {
        let four = tuesdays(4, &[(9, 5), (10, 1)]);
        let none = tuesdays(4, &[(9, 5)]);
        assert_eq!(percents(&four, TUESDAY), percents(&none, TUESDAY));
    }

    #[test]
    fn a_habit_of_last_year_is_none() {
        let history = tuesdays(8, &[(9, 9)]);
        let next_year = TUESDAY.checked_add((52 * 7).days()).unwrap();
        assert_eq!(percents(&history, next_year), None);
    }
}
