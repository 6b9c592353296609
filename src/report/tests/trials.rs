// SPDX-License-Identifier: MPL-2.0
//! A trial bears its own days, and a report knows nothing that came after its period.

use jiff::civil::{Date, date};

use super::{day_of, reported, with_mitid};
use crate::day_summary::DaySummary;
use crate::recommendation::TrialAdvice;
use crate::report::Report;
use crate::trial::{TargetVerdict, TrialState};
use office::time::UnixTime;
use office::trial::{Measure, Review, Target, Trial, TrialDecision, Trials, Verdict};

const MARCH: [Date; 2] = [date(2026, 3, 1), date(2026, 3, 31)];
const APRIL: [Date; 2] = [date(2026, 4, 1), date(2026, 4, 30)];

fn trial(id: u32, first_day: Date, decided: Option<(Date, TrialDecision)>) -> Trial {
    Trial {
        id,
        hypothesis: format!("Nr. {id}").parse().unwrap(),
        owner: "Borgerservice".parse().unwrap(),
        change: "Mere fri tid".parse().unwrap(),
        stated_on: Some(first_day),
        first_day,
        last_day: None,
        targets: vec![Target { measure: Measure::CompanionHours, value: 5.0 }],
        reviews: vec![date(2026, 3, 20)],
        reviewed: vec![Review { on: date(2026, 4, 2), note: None }],
        verdict: decided.map(|(on, decision)| Verdict {
            on,
            at: UnixTime::from_unix(0),
            decision,
            reason: "Det virker.".parse().unwrap(),
        }),
    }
}

/// Eight hours a citizen in February, four in March, nine in April.
fn spring() -> Vec<DaySummary> {
    let month = |month: i8, hours: u16| {
        (2..=20).map(move |day| day_of(date(2026, month, day), vec![with_mitid(hours); 2]))
    };
    month(2, 8).chain(month(3, 4)).chain(month(4, 9)).collect()
}

fn report_on(trials: Vec<Trial>, period: [Date; 2]) -> Report {
    reported(&spring(), period, &Trials { list: trials, baseline: None })
}

#[test]
fn a_trial_is_compared_up_to_its_own_last_day_or_the_periods() {
    let running = trial(1, MARCH[0], None);
    let march = &report_on(vec![running.clone()], MARCH).trials[0];
    assert_eq!((march.compared_to.as_str(), march.comparisons[0].during.value), ("2026-03-31", Some(4.0)));
    assert_eq!((march.state, march.comparisons[0].verdict), (TrialState::Running, TargetVerdict::Reached));
    let ended = Trial { last_day: Some(date(2026, 3, 15)), ..running };
    let april = &report_on(vec![ended], APRIL).trials[0];
    assert_eq!((april.compared_to.as_str(), april.comparisons[0].during.n), ("2026-03-15", Some(28)));
    assert_eq!(april.state, TrialState::AwaitsDecision);
}

#[test]
fn the_report_of_march_knows_neither_aprils_trials_nor_aprils_decisions() {
    let decided = trial(1, MARCH[0], Some((date(2026, 4, 3), TrialDecision::Stop)));
    let later = trial(2, date(2026, 4, 4), None);
    let march = report_on(vec![decided.clone(), later.clone()], MARCH);
    assert_eq!(march.trials.len(), 1);
    assert_eq!((march.trials[0].state, march.trials[0].verdict.clone()), (TrialState::Running, None));
    assert_eq!(
        (march.trials[0].reviewed.len(), march.trials[0].review_due.as_deref()),
        (0, Some("2026-03-20"))
    );
    assert_eq!(march.recommendation.advice, TrialAdvice::Reached);
    let april = report_on(vec![decided, later], APRIL);
    assert_eq!((april.trials.len(), april.trials[0].state), (2, TrialState::Decided));
}

#[test]
fn the_recommendation_is_the_latest_begun_trials_that_was_decided_in_the_period() {
    let first = trial(1, date(2026, 3, 10), Some((date(2026, 3, 20), TrialDecision::Scale)));
    let earlier = trial(2, date(2026, 2, 2), Some((date(2026, 3, 5), TrialDecision::Stop)));
    let running = trial(3, date(2026, 3, 21), None);
    let march = report_on(vec![first.clone(), earlier.clone(), running.clone()], MARCH).recommendation;
    assert_eq!((march.advice, march.trial), (TrialAdvice::Scale, Some(1)));
    let april = report_on(vec![first, earlier.clone(), running], APRIL).recommendation;
    assert_eq!((april.advice, april.trial), (TrialAdvice::NotReached, Some(3)));
    let none = report_on(vec![earlier], APRIL).recommendation;
    assert_eq!((none.advice, none.trial), (TrialAdvice::NoTrial, None));
}
