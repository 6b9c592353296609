// SPDX-License-Identifier: MPL-2.0
//! Rules 9 and 10: reserved time is used or given back, and the supervisor changes it.

use crate::command::{Capacity, CapacityChange};
use crate::gap::{GapState, Origin, Plan, ReleaseRule};
use crate::testing::{Scene, TODAY, ordinary, plan_line};
use crate::time::Length;

// Rule 9: use it or give it back.

#[test]
fn each_gap_knows_where_it_came_from_and_how_it_ended() {
    let plan = Plan(vec![plan_line("tuesday", "1", "10:00", "10:30", ReleaseRule::Hard)]);
    let mut scene = Scene::on(TODAY, plan);
    scene.gap("2", "10:00", "10:30");
    let withdrawn = scene.gap("3", "10:00", "10:30");
    scene.change(Capacity::WithdrawGap { gap: withdrawn }).unwrap();
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    scene.at("10:30").complete(ticket);
    let ended: Vec<_> = scene.office.gaps().map(|gap| (gap.origin, gap.state)).collect();
    assert_eq!(
        ended,
        [
            (Origin::Plan, GapState::Used),
            (Origin::Supervisor, GapState::Unused),
            (Origin::Supervisor, GapState::Withdrawn)
        ]
    );
}

// Rule 10: the supervisor's hand.

#[test]
fn a_gap_that_cannot_be_is_refused_and_changes_nothing() {
    let mut scene = Scene::new();
    scene.book(&[("1", "12:00", "12:30")]);
    scene.gap("1", "10:00", "10:30");
    scene.at("9:00");
    for (from, to, code) in [
        ("12:15", "12:45", "overlaps_booking"),
        ("10:15", "10:45", "overlaps_gap"),
        ("8:30", "8:45", "in_the_past"),
        ("17:30", "18:30", "outside_opening_hours"),
        ("11:00", "11:00", "ends_before_it_starts"),
    ] {
        let time = scene.stretch(from, to);
        let refused =
            scene.change(Capacity::OpenGap { desk: "1".into(), time, hold: ReleaseRule::Hard }).unwrap_err();
        assert_eq!(refused.code(), code, "{from}–{to}");
    }
}

#[test]
fn a_gap_may_be_put_over_lent_time_and_the_rest_stays_lent() {
    let mut scene = Scene::new();
    scene.at("9:00").book(&[("1", "10:00", "11:00")]);
    scene.book(&[]);
    scene.gap("1", "10:15", "10:45");
    let open: Vec<_> = scene
        .office
        .gaps()
        .filter(|gap| gap.is_open())
        .map(|gap| (gap.origin, scene.clock(gap.time.start), scene.clock(gap.time.end)))
        .collect();
    let lent = Origin::FreedBooking;
    assert_eq!(
        open,
        [
            (Origin::Supervisor, "10:15".into(), "10:45".into()),
            (lent, "10:00".into(), "10:15".into()),
            (lent, "10:45".into(), "11:00".into())
        ]
    );
}

#[test]
fn a_new_plan_takes_effect_at_once() {
    let plan = Plan(vec![plan_line("tuesday", "1", "10:00", "10:30", ReleaseRule::Hard)]);
    let mut scene = Scene::on(TODAY, plan);
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    let new = Plan(vec![plan_line("tuesday", "2", "10:10", "10:40", ReleaseRule::Hard)]);
    let preview = scene
        .office
        .preview(
            &CapacityChange { what: Capacity::SetPlan(new.clone()), force: false, reason: None },
            scene.now,
        )
        .unwrap();
    assert_eq!((preview.moves.len(), preview.broken.len(), preview.booking_gains), (1, 0, Length::ZERO));
    scene.change(Capacity::SetPlan(new)).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("2 10:10–10:40".into(), "10:00–10:20".into()));
}
