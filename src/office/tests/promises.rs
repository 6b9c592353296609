// SPDX-License-Identifier: MPL-2.0
//! Which promises can be kept: what slotting sees, held against trying everything.

use proptest::prelude::*;

use crate::capacity::free_time::{DeskTraits, Free, FreeTime, Shape};
use crate::policy::Policy;
use crate::priority::Claim;
use crate::queue::slotting::{Effort, SlotRequest, Slotting};
use crate::setup::{Feature, Features};
use crate::testing::Scene;
use crate::ticket::Urgency;
use crate::time::{Length, TimeRange, UnixTime};

/// A promise in minutes from now: how long the visit takes, when it must have begun, whether it must be quiet.
type Told = (i64, i64, bool);

fn slot_request(now: UnixTime, number: u32, (minutes, latest, quiet): Told) -> SlotRequest {
    SlotRequest {
        claim: Claim { number, urgency: Urgency::Ordinary, waiting_since: now, promise_broken: false },
        shape: Shape {
            length: Length::minutes(minutes),
            features: if quiet { Features::of(&[Feature::QuietRoom]) } else { Features::NONE },
            only_at: None,
            not_before: now,
            holds: None,
            slack: Length::ZERO,
        },
        latest: Some(now + Length::minutes(latest)),
        not_after: None,
        behind: false,
    }
}

/// The first desk has a quiet room.
fn desks() -> Vec<DeskTraits> {
    let desk = |features| DeskTraits { features, uncertain: false, in_doubt: Vec::new() };
    vec![desk(Features::of(&[Feature::QuietRoom])), desk(Features::NONE), desk(Features::NONE)]
}

fn hopeless(free: FreeTime, requests: &[SlotRequest]) -> Vec<usize> {
    hopeless_and_effort(free, requests).0
}

/// With how often a request was tried in a piece of time, beyond the first order.
fn hopeless_and_effort(free: FreeTime, requests: &[SlotRequest]) -> (Vec<usize>, usize) {
    let (policy, desks, effort) = (&Policy::default(), &desks(), Effort::default());
    let slotting = Slotting { policy, desks, free, requests, newcomer_by: None, effort };
    (slotting.hopeless(), slotting.effort.spent())
}

/// Everyone in every order into every piece: whoever goes first begins where the piece does.
fn can_all_be_kept(pieces: &[Free], left: &[SlotRequest]) -> bool {
    let desks = desks();
    left.is_empty()
        || left.iter().enumerate().any(|(index, request)| {
            let rest: Vec<SlotRequest> = left
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index)
                .map(|(_, request)| *request)
                .collect();
            pieces.iter().enumerate().any(|(place, piece)| {
                let (start, end) = (piece.time.start, piece.time.start + request.shape.length);
                let fits = request.shape.may_be_at(piece.desk, &desks) && end <= piece.time.end;
                let mut after = pieces.to_vec();
                after[place].time.start = end;
                fits && request.latest.is_none_or(|latest| start <= latest) && can_all_be_kept(&after, &rest)
            })
        })
}

/// Earliest deadline first would send the 25 minutes with the first deadline to desk 1, where the 35 must
/// go, and then find no room for the last.
#[test]
fn promises_that_can_be_kept_as_they_were_given_are_not_given_up() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:46");
    scene.gap("2", "10:00", "11:20");
    let now = scene.moment("10:00");
    let after = |minutes| now + Length::minutes(minutes);
    let told = |number, desk, start, minutes, latest| SlotRequest {
        shape: Shape {
            holds: Some(Free { desk, time: TimeRange::new(after(start), after(start + minutes)) }),
            ..slot_request(now, number, (minutes, latest, false)).shape
        },
        ..slot_request(now, number, (minutes, latest, false))
    };
    let requests =
        [told(1, 0, 0, 35, 12), told(2, 1, 0, 25, 10), told(3, 1, 25, 25, 35), told(4, 1, 50, 25, 58)];
    assert_eq!(hopeless(scene.office.free_time(now), &requests), Vec::<usize>::new());
}

/// Ten minutes are left at the end of each desk, where nobody who holds a place comes near: 35 more are five too many,
/// and adding up shows it. Trying every order would take thirty times as long, at each check-in of a full day.
#[test]
fn who_comes_when_the_day_is_full_is_refused_by_adding_up_the_time() {
    const LENGTHS: [i64; 6] = [35, 40, 30, 45, 35, 45];
    let mut scene = Scene::new();
    for desk in ["1", "2", "3"] {
        scene.gap(desk, "10:00", "14:00");
    }
    let now = scene.moment("10:00");
    let after = |minutes| now + Length::minutes(minutes);
    let mut requests = Vec::new();
    for desk in 0..desks().len() {
        let mut start = 0;
        for minutes in LENGTHS {
            let number = u32::try_from(requests.len()).unwrap() + 1;
            let request = slot_request(now, number, (minutes, start + 60, false));
            let holds = Some(Free { desk, time: TimeRange::new(after(start), after(start + minutes)) });
            let shape = Shape { holds, slack: Length::minutes(10), ..request.shape };
            requests.push(SlotRequest { shape, ..request });
            start += minutes;
        }
    }
    requests.push(slot_request(now, 100, (35, 200, false)));

    let (hopeless, effort) = hopeless_and_effort(scene.office.free_time(now), &requests);

    assert_eq!(hopeless.len(), 1);
    assert!(effort < 10 * requests.len() * desks().len(), "{effort} tries");
}

/// The short one has to go before the longest at the desk with most time: nobody's earliest fitting time shows
/// that.
#[test]
fn a_way_to_keep_every_promise_is_found_where_no_order_of_deadlines_shows_it() {
    let mut scene = Scene::new();
    scene.gap("2", "10:00", "10:55");
    scene.gap("3", "10:00", "10:30");
    let now = scene.moment("10:00");
    let told = [(35, 20, false), (10, 20, false), (25, 20, false)];
    let requests: Vec<SlotRequest> =
        (1..).zip(told).map(|(number, told)| slot_request(now, number, told)).collect();
    assert_eq!(hopeless(scene.office.free_time(now), &requests), Vec::<usize>::new());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn slotting_gives_up_a_promise_only_where_all_cannot_be_kept(
        ends in [0_i64..14, 0_i64..14, 0_i64..14],
        told in prop::collection::vec((1_i64..8, 0_i64..14, prop::bool::weighted(0.2)), 1..6),
    ) {
        let mut scene = Scene::new();
        for (desk, end) in ["1", "2", "3"].iter().zip(ends).filter(|(_, end)| *end > 0) {
            let minutes = end * 5;
            scene.gap(desk, "10:00", &format!("{}:{:02}", 10 + minutes / 60, minutes % 60));
        }
        let now = scene.moment("10:00");
        let told = told.into_iter().map(|(length, latest, quiet)| (length * 5, latest * 5, quiet));
        let numbered = (1..).zip(told).map(|(number, told)| slot_request(now, number, told));
        let requests: Vec<SlotRequest> = numbered.collect();
        let free = scene.office.free_time(now);
        let possible = can_all_be_kept(free.pieces(), &requests);
        prop_assert_eq!(hopeless(free, &requests).is_empty(), possible);
    }
}
