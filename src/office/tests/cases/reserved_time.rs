// SPDX-License-Identifier: MPL-2.0
//! Reserved time is used or given back, and what a preview of it shows is what happens.

use super::{gap, hours, one_desk, standby};
use crate::command::{Capacity, CapacityChange, Command};
use crate::gap::{GapState, ReleaseRule};
use crate::testing::ordinary;
use crate::time::Length;

// Use it or give it back.

#[test]
fn time_that_a_running_case_needs_is_not_given_to_the_public() {
    let mut scene = one_desk();
    scene.book(&[("1", "11:15", "12:00")]);
    let soft = scene.gap_held("1", "10:30", "11:15", ReleaseRule::Soft);
    let ticket = scene.at("9:20").check_in(ordinary(45)).unwrap();
    assert_eq!(scene.place(ticket), "1 10:30–11:15");
    assert_eq!(scene.at("10:10").call_next("1").unwrap(), ticket);
    scene.advance();
    assert_eq!(hours(&scene, gap(&scene, soft).time), "10:30–11:15", "nobody has come to the early call yet");
    scene.ask(Command::Arrive { ticket }).unwrap();
    scene.at("10:11");
    assert_eq!(hours(&scene, gap(&scene, soft).time), "10:30–10:55", "until the case is likely to end");
    assert!(gap(&scene, soft).is_open());
    let released: Vec<String> = scene
        .office
        .gaps()
        .filter(|gap| gap.state == GapState::Released)
        .map(|gap| hours(&scene, gap.time))
        .collect();
    assert_eq!(released, ["10:55–11:15"], "only what lies after it");
    scene.at("10:55").complete(ticket);
    assert_eq!(gap(&scene, soft).state, GapState::Used);
}

#[test]
fn the_second_of_two_joining_gaps_is_kept_for_the_case_that_runs_into_it() {
    let mut scene = one_desk();
    scene.gap_held("1", "10:00", "10:30", ReleaseRule::Soft);
    let second = scene.gap_held("1", "10:30", "11:00", ReleaseRule::Soft);
    scene.at("9:20").check_in(ordinary(45)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    scene.at("10:01");
    assert_eq!(hours(&scene, gap(&scene, second).time), "10:30–10:45");
    assert!(gap(&scene, second).is_open());
}

#[test]
fn how_a_gap_ended_follows_from_the_minutes_somebody_was_served_in_it() {
    let mut scene = one_desk();
    let undone = scene.gap("1", "10:00", "10:30");
    let before = scene.gap("1", "11:00", "11:30");
    let overrun = scene.gap("1", "12:00", "12:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    scene.now = scene.now + Length::seconds(3);
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    scene.ask(Command::Depart { ticket }).unwrap();
    scene.at("10:31");
    assert_eq!(gap(&scene, undone).state, GapState::Unused, "the call was taken back");

    let early = scene.at("10:50").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    scene.at("10:58").complete(early);
    scene.at("11:31");
    assert_eq!(gap(&scene, before).state, GapState::Unused, "the case ended before it");

    let long = scene.at("11:45").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    scene.at("12:25").complete(long);
    scene.at("12:31");
    let used = scene.office.supervisor(scene.now).figures.gap_minutes_used;
    assert_eq!((gap(&scene, overrun).state, used), (GapState::Used, 25));
}

// What a preview shows is what happens.

#[test]
fn turning_a_gap_soft_after_its_release_time_gives_nothing_away() {
    let mut scene = one_desk();
    let id = scene.gap("1", "10:00", "12:00");
    let what =
        Capacity::ChangeGap { gap: id, desk: None, start: None, end: None, hold: Some(ReleaseRule::Soft) };
    scene.at("9:45");
    let preview =
        scene.office.preview(&CapacityChange { what: what.clone(), force: false, reason: None }, scene.now);
    assert_eq!(preview.unwrap().booking_gains, Length::ZERO);
    scene.change(what).unwrap();
    scene.at("9:46");
    assert_eq!(
        (gap(&scene, id).state, hours(&scene, gap(&scene, id).time)),
        (GapState::Open, "10:00–12:00".into())
    );
}

#[test]
fn a_gap_that_is_moved_or_shrunk_after_its_release_time_stays_as_it_was_made() {
    for (start, end, gains, left) in
        [(None, Some("10:30"), 30, "10:00–10:30"), (Some("10:10"), None, 10, "10:10–11:00")]
    {
        let mut scene = one_desk();
        let id = scene.at("9:35").gap_held("1", "10:00", "11:00", ReleaseRule::Soft);
        scene.at("9:50");
        let moment = |clock: Option<&str>| clock.map(|clock| scene.moment(clock));
        let what =
            Capacity::ChangeGap { gap: id, desk: None, start: moment(start), end: moment(end), hold: None };
        let change = CapacityChange { what: what.clone(), force: false, reason: None };
        let preview = scene.office.preview(&change, scene.now).unwrap();
        assert_eq!(preview.booking_gains, Length::minutes(gains));
        scene.change(what).unwrap();
        scene.at("9:51");
        assert_eq!(
            (gap(&scene, id).state, hours(&scene, gap(&scene, id).time)),
            (GapState::Open, left.into())
        );
    }
}

#[test]
fn a_longer_release_time_releases_what_the_preview_says() {
    let mut scene = one_desk();
    scene.gap_held("1", "10:00", "11:00", ReleaseRule::Soft);
    scene.at("9:00");
    let patch = crate::policy::PolicyPatch { release_minutes: Some(90), ..Default::default() };
    let what = Capacity::ChangePolicy(Box::new(patch));
    let change = CapacityChange { what: what.clone(), force: false, reason: None };
    let preview = scene.office.preview(&change, scene.now).unwrap();
    assert_eq!(preview.booking_gains, Length::minutes(60));
    scene.change(what).unwrap();
    assert!(scene.office.gaps().all(|gap| gap.state == GapState::Released));
}
