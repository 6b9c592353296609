// SPDX-License-Identifier: MPL-2.0
//! Trials: planned, looked at, decided, and carried from day to day.

use jiff::civil::{Date, date};

use crate::Subject;
use crate::command::{Capacity, Command, NewTrial, TrialCommand};
use crate::testing::{Scene, TODAY};
use crate::trial::{Baseline, Measure, StatedFigure, Target, TrialDecision};

fn trial(first_day: Date, last_day: Option<Date>) -> Command {
    Command::Trial(Box::new(TrialCommand::Plan(NewTrial {
        hypothesis: "Flere tager hjem med MitID, når de kan komme uden tid.".parse().unwrap(),
        owner: "Center for Mestring".parse().unwrap(),
        change: "To timers friholdt tid hver formiddag".parse().unwrap(),
        first_day,
        last_day,
        targets: vec![Target { measure: Measure::WaitMinutes, value: 20.0 }],
        reviews: vec![first_day],
    })))
}

fn decide() -> Command {
    let decision = TrialDecision::Scale;
    Command::Trial(Box::new(TrialCommand::Decide {
        trial: 1,
        decision,
        reason: "Det virker.".parse().unwrap(),
    }))
}

fn baseline(low: f64, high: f64, why: Option<&str>) -> Command {
    let told = StatedFigure { low, high, n: None };
    let baseline = Box::new(Baseline {
        from: date(2025, 1, 1),
        to: date(2025, 12, 31),
        companion_hours: Some(told),
        booked_delay_minutes: None,
        cost_dkk: None,
        hours_per_fte: None,
        certificate_fee_dkk: None,
        source: "Skøn fra Center for Mestring".parse().unwrap(),
    });
    Command::Trial(Box::new(TrialCommand::TellBaseline {
        baseline,
        why: why.map(|why| why.parse().unwrap()),
    }))
}

#[test]
fn two_trials_never_run_on_the_same_day() {
    let mut scene = Scene::new();
    scene.ask(trial(date(2026, 3, 1), Some(date(2026, 3, 31)))).unwrap();
    let refused = scene.ask(trial(date(2026, 3, 31), None)).unwrap_err();
    assert_eq!(refused.code(), "trials_overlap");
    let before = scene.ask(trial(date(2026, 2, 1), None)).unwrap_err();
    assert_eq!(before.code(), "trials_overlap", "its end is open");
}

#[test]
fn a_decided_trial_makes_room_for_the_next() {
    let mut scene = Scene::new();
    scene.ask(trial(date(2026, 3, 1), None)).unwrap();
    scene.ask(decide()).unwrap();
    assert_eq!(scene.ask(decide()).unwrap_err().code(), "trial_is_decided");
    assert_eq!(scene.ask(trial(TODAY, None)).unwrap_err().code(), "trials_overlap");
    scene.ask(trial(date(2026, 3, 4), None)).unwrap();
    assert_eq!(scene.office.trials().trial(1).unwrap().ends_on(), Some(TODAY));
}

#[test]
fn a_review_that_is_due_is_shown_until_somebody_has_looked() {
    let mut scene = Scene::new();
    scene.ask(trial(date(2026, 3, 1), None)).unwrap();
    assert_eq!(scene.office.supervisor(scene.now).reviews_due, 1);
    scene.ask(Command::Trial(Box::new(TrialCommand::Review { trial: 1, note: None }))).unwrap();
    assert_eq!(scene.office.supervisor(scene.now).reviews_due, 0);
}

#[test]
fn trials_and_the_time_before_are_known_the_next_morning() {
    let mut scene = Scene::new();
    scene.ask(trial(date(2026, 3, 1), None)).unwrap();
    scene.ask(baseline(10.0, 12.0, None)).unwrap();
    let before = scene.office.trials().clone();
    scene.now = crate::testing::zone().day(date(2026, 3, 4)).start;
    scene.advance();
    assert_eq!(scene.office.date(), date(2026, 3, 4));
    assert_eq!(*scene.office.trials(), before);
}

#[test]
fn the_baseline_is_stated_once_and_corrected_with_a_reason() {
    let mut scene = Scene::new();
    assert_eq!(scene.ask(baseline(12.0, 10.0, None)).unwrap_err().code(), "invalid");
    scene.ask(baseline(10.0, 12.0, None)).unwrap();
    assert_eq!(scene.ask(baseline(8.0, 12.0, None)).unwrap_err().code(), "baseline_is_set");
    scene.ask(baseline(8.0, 12.0, Some("Ny optælling"))).unwrap();
}

#[test]
fn a_trial_without_a_measure_is_refused() {
    let mut scene = Scene::new();
    let plan = |change: fn(&mut NewTrial)| {
        let Command::Trial(mut command) = trial(TODAY, None) else { panic!("a trial") };
        if let TrialCommand::Plan(new) = command.as_mut() {
            new.reviews.clear();
            change(new);
        }
        Command::Trial(command)
    };
    let wrongs: [fn(&mut NewTrial); 3] = [
        |new| new.targets.clear(),
        |new| new.targets[0].value = f64::NAN,
        |new| new.first_day = date(1926, 3, 3),
    ];
    for wrong in wrongs {
        assert_eq!(scene.ask(plan(wrong)).unwrap_err().code(), "invalid");
    }
    scene.ask(plan(|_| {})).unwrap();
}

#[test]
fn a_trial_written_down_after_it_began_says_so() {
    let mut scene = Scene::new();
    scene.ask(trial(date(2026, 3, 1), Some(date(2026, 3, 2)))).unwrap();
    scene.ask(trial(TODAY, None)).unwrap();
    let told = |id| scene.office.trials().trial(id).unwrap().planned_after_start();
    assert_eq!((told(1), told(2)), (Some(TODAY), None));
}

#[test]
fn setting_the_rules_to_what_they_are_is_no_change_of_them() {
    let mut scene = Scene::new();
    let mut policy = scene.office.policy().clone();
    let same = scene.change(Capacity::ChangePolicy(Box::new(policy.clone().into()))).unwrap();
    assert_eq!((same.events.len(), same.subject), (0, Subject::Nothing));
    policy.promise_minutes = 25;
    let other = scene.change(Capacity::ChangePolicy(Box::new(policy.clone().into()))).unwrap();
    assert_eq!((other.events.len(), other.subject), (1, Subject::Nothing));
    policy.promise_minutes = 0;
    assert_eq!(scene.change(Capacity::ChangePolicy(Box::new(policy.into()))).unwrap_err().code(), "invalid");
}
