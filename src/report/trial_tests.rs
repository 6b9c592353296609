// SPDX-License-Identifier: MPL-2.0
//! What a trial is said to have come to, from days made up for it.

use jiff::civil::date;

use super::*;
use crate::day_summary::{ChangeKind, RuleChange, VisitEnd, VisitSummary};
use crate::tests::{day_of, served};
use office::policy::{Setting, SettingChange};
use office::ticket::Ending;
use office::trial::{Baseline, StatedFigure, Target, Trials, Verdict};

const TODAY: Date = date(2026, 3, 31);

/// Two waited: `minutes` less two, and two more; neither was served.
fn day(date: Date, minutes: i64) -> DaySummary {
    let left = |minutes: i64| VisitSummary {
        waited_seconds: Some(minutes * 60),
        end: VisitEnd::Left(Ending::LeftBeforeCall),
        ..served("other_errand_done")
    };
    day_of(date, vec![left(minutes - 2), left(minutes + 2)])
}

fn days(from: Date, to: Date, minutes: fn(i8) -> i64) -> Vec<DaySummary> {
    from.series(1.day()).take_while(|date| *date <= to).map(|date| day(date, minutes(date.day()))).collect()
}

fn trial(id: TrialId, first_day: Date, last_day: Option<Date>) -> Trial {
    Trial {
        id,
        hypothesis: "Ventetiden falder.".parse().unwrap(),
        owner: "Center for Mestring".parse().unwrap(),
        change: "To timer hver formiddag".parse().unwrap(),
        stated_on: Some(first_day),
        first_day,
        last_day,
        targets: vec![Target { measure: Measure::WaitMinutes, value: 20.0 }],
        reviews: Vec::new(),
        reviewed: Vec::new(),
        verdict: None,
    }
}

fn result(of: &Trial, trials: &Trials, days: &[DaySummary]) -> TrialResult {
    let all: Vec<&DaySummary> = days.iter().collect();
    let (from, days) = (of.first_day, all.clone());
    trial_result(
        of,
        &Material { from, to: TODAY, days, all, trials, begins: from, today: TODAY, today_so_far: 1.0 },
    )
}

fn alone(of: &Trial, days: &[DaySummary]) -> TrialResult {
    let trials = Trials { list: vec![of.clone()], baseline: None };
    result(of, &trials, days)
}

#[test]
fn a_target_is_reached_only_when_the_whole_interval_says_so() {
    let of = trial(1, date(2026, 3, 1), None);
    let seen =
        |minutes: fn(i8) -> i64| alone(&of, &days(date(2026, 3, 1), TODAY, minutes)).comparisons[0].verdict;
    assert_eq!(seen(|_| 15), TargetVerdict::Reached);
    assert_eq!(
        seen(|day| if day % 2 == 0 { 10 } else { 29 }),
        TargetVerdict::NotSureYet,
        "19.8, but 16 to 23"
    );
    assert_eq!(
        seen(|day| if day % 2 == 0 { 12 } else { 30 }),
        TargetVerdict::NotSureYet,
        "21.3, but 18 to 24"
    );
    assert_eq!(seen(|_| 25), TargetVerdict::NotReached);
    let few = alone(&of, &days(date(2026, 3, 1), date(2026, 3, 4), |_| 15));
    assert_eq!(few.comparisons[0].verdict, TargetVerdict::TooLittleData);
}

#[test]
fn days_of_another_trial_and_those_before_it_are_not_the_time_before() {
    let first = trial(1, date(2026, 2, 1), Some(date(2026, 2, 14)));
    let second = trial(2, date(2026, 3, 1), None);
    let trials = Trials { list: vec![second.clone(), first.clone()], baseline: None };
    // Thirty minutes at first, forty in the first trial, then twenty-five.
    let mut all = days(date(2026, 1, 1), date(2026, 1, 31), |_| 30);
    all.extend(days(date(2026, 2, 1), date(2026, 2, 14), |_| 40));
    all.extend(days(date(2026, 2, 15), date(2026, 2, 28), |_| 25));
    all.extend(days(date(2026, 3, 1), TODAY, |_| 15));
    let shown = result(&second, &trials, &all);
    assert_eq!(shown.comparisons[0].before.value, Some(25.0));
    let (from, to) = (shown.before.from.as_deref(), shown.before.to.as_deref());
    assert_eq!((from, to, shown.before.after_trial), (Some("2026-02-15"), Some("2026-02-28"), Some(1)));
    let shown = result(&first, &trials, &all);
    assert_eq!((shown.comparisons[0].before.value, shown.before.after_trial), (Some(30.0), None));
}

#[test]
fn a_trial_right_after_another_has_nothing_to_be_compared_with() {
    let mut first = trial(1, date(2026, 2, 1), None);
    first.verdict = Some(Verdict {
        on: date(2026, 2, 28),
        at: office::time::UnixTime::from_unix(0),
        decision: TrialDecision::Adjust,
        reason: "For lidt tid.".parse().unwrap(),
    });
    let second = trial(2, date(2026, 3, 1), None);
    let trials = Trials { list: vec![first, second.clone()], baseline: None };
    let shown = result(&second, &trials, &days(date(2026, 1, 1), TODAY, |_| 15));
    assert_eq!((shown.before.from, shown.before.after_trial), (None, Some(1)));
    assert_eq!((shown.comparisons[0].before.value, shown.comparisons[0].difference), (None, None));
}

#[test]
fn a_baseline_of_the_trials_own_days_says_so() {
    let of = trial(1, date(2026, 3, 1), None);
    let overlaps = |to| {
        let baseline = Baseline {
            from: date(2025, 1, 1),
            to,
            companion_hours: Some(StatedFigure { low: 10.0, high: 12.0, n: None }),
            booked_delay_minutes: None,
            cost_dkk: None,
            hours_per_fte: None,
            certificate_fee_dkk: None,
            source: "Skøn".parse().unwrap(),
        };
        let trials = Trials { list: vec![of.clone()], baseline: Some(baseline) };
        result(&of, &trials, &[]).before.baseline_overlaps
    };
    assert!(!overlaps(date(2026, 2, 28)));
    assert!(overlaps(date(2026, 3, 1)));
}

#[test]
fn a_trial_planned_after_its_start_and_rules_changed_on_its_way_say_so() {
    let mut of = trial(1, date(2026, 3, 1), None);
    assert_eq!(alone(&of, &[]).planned_after_start, None);
    of.stated_on = Some(date(2026, 3, 9));
    let mut all = days(date(2026, 3, 1), TODAY, |_| 15);
    let (from, to) = (Setting::Number(20), Setting::Number(25));
    let settings = vec![SettingChange { setting: "promise_minutes", from, to }];
    // Nobody came that day.
    all[7].visits.clear();
    all[7].changes.push(RuleChange { seq: 5, kind: ChangeKind::Policy, settings: settings.clone() });
    let shown = alone(&of, &all);
    assert_eq!(shown.planned_after_start.as_deref(), Some("2026-03-09"));
    assert_eq!((shown.changes[0].date.as_str(), &shown.changes[0].settings), ("2026-03-08", &settings));
}
