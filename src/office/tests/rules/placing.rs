// SPDX-License-Identifier: MPL-2.0
//! Rules 1 to 5: no harm, promises, order, fit, and the earliest fair time.

use super::{needs, policy, standby};
use crate::command::{Command, IfFull};
use crate::event::{Cause, Event};
use crate::gap::Origin;
use crate::names::TicketId;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::setup::Feature;
use crate::testing::{Scene, Visitor, ordinary, raised};
use crate::time::Length;

// Rule 1: no harm.

#[test]
fn a_ticket_is_never_placed_over_a_booking() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    scene.book(&[("1", "10:20", "10:40")]);
    let a = scene.at("9:50").check_in(ordinary(30)).unwrap_err();
    assert_eq!(a.code(), "no_time_today");
    let b = scene.check_in(ordinary(20)).unwrap();
    assert_eq!(scene.place(b), "1 10:00–10:20");
    let c = scene.check_in(ordinary(15)).unwrap();
    assert_eq!(scene.place(c), "1 10:40–10:55");
}

#[test]
fn freed_booking_time_is_lent_only_when_the_policy_lends_it() {
    for (lend, place) in [(true, "1 10:00–10:30"), (false, "-")] {
        let mut scene = Scene::new();
        policy(&mut scene, |policy| policy.lend_freed = lend);
        scene.at("9:30").book(&[("1", "10:00", "10:30")]);
        let ticket = scene.check_in(standby(30)).unwrap();
        scene.at("9:40").book(&[]);
        assert_eq!(scene.place(ticket), place);
        let lent = scene.office.gaps().filter(|gap| gap.origin == Origin::FreedBooking).count();
        assert_eq!(lent, usize::from(lend));
    }
}

#[test]
fn a_call_that_would_run_into_the_next_booking_is_refused_and_a_likely_one_warned_about() {
    let mut scene = Scene::new();
    scene.book(&[("1", "10:30", "11:00")]);
    let ticket = scene.at("10:05").check_in(standby(30)).unwrap();
    let chosen = scene.ask(Command::CallChosen { ticket, desk: "1".into(), reason: None }).unwrap_err();
    assert_eq!(chosen.code(), "would_delay_booking");
    assert_eq!(scene.call_next("1").unwrap_err().code(), "nobody_fits");

    let mut scene = Scene::new();
    let mut setup = scene.office.setup().clone();
    setup.errands.iter_mut().for_each(|errand| errand.likely_minutes += 10);
    scene.ask(Command::ChangeSetup(Box::new(setup))).unwrap();
    scene.book(&[("1", "10:35", "11:00")]);
    let ticket = scene.at("10:00").check_in(standby(30)).unwrap();
    scene.call_next("1").unwrap();
    let booking = scene.moment("10:35");
    let warning = Reason::TightBeforeBooking { likely_minutes: 40, booking };
    assert!(scene.ticket(ticket).reasons.contains(&warning));
}

#[test]
fn nobody_is_called_to_a_desk_whose_booking_is_under_way() {
    let mut scene = Scene::new();
    scene.book(&[("1", "10:00", "10:30")]);
    scene.at("10:10").check_in(standby(5)).unwrap();
    let until = scene.moment("10:30");
    assert_eq!(
        scene.call_next("1").unwrap_err(),
        Refusal::NobodyFits { reasons: vec![Reason::BookingUnderWay { until }] }
    );
}

#[test]
fn a_clerk_half_a_minute_late_costs_nobody_their_place() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:30");
    scene.book(&[("1", "10:30", "11:00")]);
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.now = scene.moment("10:00") + Length::seconds(30);
    scene.advance();
    assert_eq!(scene.place(ticket), "1 10:00–10:30");
    assert_eq!(scene.call_next("1").unwrap(), ticket);
}

// Rule 2: a promise only gets better.

#[test]
fn a_desk_that_closes_breaks_the_promise_and_says_so_at_once() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:30");
    scene.gap("2", "11:00", "11:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.ask(Command::LeaveDesk { desk: "1".into(), reason: None }).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("2 11:00–11:30".into(), "11:00–11:20".into()));
    let broken = scene.events(|event| matches!(event, Event::PromiseBroken { .. }));
    assert!(matches!(broken[..], [Event::PromiseBroken { cause: Cause::DeskClosed, .. }]));
}

#[test]
fn a_desk_that_closes_breaks_no_promise_another_desk_can_keep() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:30");
    scene.gap("2", "10:10", "10:40");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.ask(Command::LeaveDesk { desk: "1".into(), reason: None }).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("2 10:10–10:40".into(), "10:00–10:20".into()));
}

#[test]
fn a_booking_that_comes_in_moves_tickets_within_their_promises() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:30");
    scene.gap("2", "10:15", "10:45");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.book(&[("1", "10:20", "10:30")]);
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("2 10:15–10:45".into(), "10:00–10:20".into()));
}

// Rule 3: order.

#[test]
fn beyond_the_longest_acceptable_wait_a_ticket_goes_first_whatever_its_class() {
    let mut scene = Scene::new();
    let old = scene.at("9:00").check_in(standby(15)).unwrap();
    scene.at("9:50").check_in(Visitor { if_full: IfFull::Standby, ..raised(15) }).unwrap();
    scene.at("10:31");
    assert_eq!(scene.call_next("1").unwrap(), old);
    assert!(matches!(scene.ticket(old).reasons[0], Reason::BeyondLongestWait { minutes: 91 }));
}

// Rule 4: fit.

#[test]
fn a_ticket_goes_only_to_a_desk_that_offers_what_it_needs() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    scene.gap("4", "10:30", "11:00");
    let ticket = scene.at("9:50").check_in(needs(Feature::QuietRoom, 30)).unwrap();
    assert_eq!(scene.place(ticket), "4 10:30–11:00");
    assert!(scene.ticket(ticket).reasons.contains(&Reason::NeedsDeskFeature { feature: Feature::QuietRoom }));
    let nobody = scene.check_in(needs(Feature::Interpreter, 30)).unwrap_err();
    assert_eq!(nobody, Refusal::NoDeskOffersThis);
}

#[test]
fn plain_desks_are_used_first_so_that_rare_ones_stay_free() {
    let mut scene = Scene::new();
    scene.gap("4", "10:00", "10:30");
    scene.gap("2", "10:00", "10:30");
    let plain = scene.at("9:50").check_in(ordinary(30)).unwrap();
    assert_eq!(scene.place(plain), "2 10:00–10:30");
}

#[test]
fn long_gaps_hold_several_short_errands() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    scene.at("9:50");
    let places: Vec<String> = (0..4)
        .map(|_| {
            let ticket = scene.check_in(ordinary(15)).unwrap();
            scene.place(ticket)
        })
        .collect();
    assert_eq!(places, ["1 10:00–10:15", "1 10:15–10:30", "1 10:30–10:45", "1 10:45–11:00"]);
}

// Rule 5: earliest fair time.

#[test]
fn when_a_case_is_short_everyone_moves_up_in_order() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "12:00");
    scene.at("9:50");
    let tickets: Vec<TicketId> = (0..3).map(|_| scene.check_in(ordinary(30)).unwrap()).collect();
    scene.at("10:00").call_next("1").unwrap();
    scene.at("10:10").complete(tickets[0]);
    assert_eq!(scene.place(tickets[1]), "1 10:10–10:40");
    assert_eq!(scene.place(tickets[2]), "1 10:40–11:10");
    assert_eq!(scene.promise(tickets[2]), "10:40–11:00");
}

#[test]
fn standing_by_ends_when_a_gap_opens() {
    let mut scene = Scene::new();
    let ticket = scene.at("9:50").check_in(standby(30)).unwrap();
    assert!(scene.ticket(ticket).standby);
    scene.gap("1", "10:00", "10:30");
    assert!(!scene.ticket(ticket).standby);
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 10:00–10:30".into(), "10:00–10:20".into()));
}
