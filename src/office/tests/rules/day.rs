// SPDX-License-Identifier: MPL-2.0
//! Rules 11, 12 and 14: one series of numbers, no identity, and the end of a day.

use super::{standby, state};
use crate::command::{Command, IfFull};
use crate::event::Event;
use crate::gap::{Plan, ReleaseRule};
use crate::reason::Reason;
use crate::refusal::{Offer, Refusal};
use crate::testing::{Scene, TODAY, Visitor, plan_line, raised};
use crate::ticket::{Ending, State, StateName};
use crate::time::Length;
use crate::view::{BoardCall, BoardWaiting};

// Rule 11 and 12: one series, no identity.

#[test]
fn the_board_tells_number_and_desk_and_nothing_else() {
    let mut scene = Scene::new();
    scene.at("10:00").check_in(Visitor { if_full: IfFull::Standby, ..raised(15) }).unwrap();
    scene.check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    let board = scene.board();
    // Every field is named: one more does not compile here.
    let BoardCall {
        announcement: _,
        number: _,
        desk: _,
        desk_name: _,
        direction: _,
        announced_at: _,
        recalls: _,
        pending: _,
    } = &board.calls[0];
    let BoardWaiting { number: _, earliest: _, latest: _ } = &board.waiting[0];
}

// Rule 14: the day ends.

#[test]
fn at_closing_time_tickets_still_open_are_ended_with_a_stated_reason() {
    let plan = Plan(vec![plan_line("wednesday", "1", "9:15", "9:45", ReleaseRule::Hard)]);
    let mut scene = Scene::on(TODAY, plan);
    let first = scene.at("17:50").check_in(standby(30)).unwrap();
    let second = scene.check_in(standby(30)).unwrap();
    scene.at("18:00");
    for ticket in [first, second] {
        assert!(matches!(scene.ticket(ticket).state, State::Left { ending: Ending::NotServedToday, .. }));
        assert_eq!(scene.ticket(ticket).reasons, [Reason::NotServedToday]);
    }
    scene.ask(Command::TakeNextDay { ticket: first, start: None }).unwrap();
    assert!(matches!(scene.ticket(first).state, State::Left { ending: Ending::MovedToNextDay, .. }));
    assert!(matches!(scene.ticket(first).reasons[..], [Reason::MovedToNextDay { .. }]));
    let nothing_left = scene.ask(Command::TakeNextDay { ticket: second, start: None }).unwrap_err();
    assert!(matches!(nothing_left, Refusal::NoTimeToday { ref offers, .. } if offers == &[Offer::Standby]));
    assert_eq!(scene.check_in(standby(15)).unwrap_err(), Refusal::OfficeClosed);

    scene.now = scene.now + Length::minutes(15 * 60);
    scene.advance();
    assert_eq!(scene.office.tickets().len(), 1, "only the kept place carries over");
    assert_eq!((state(&scene, first), scene.place(first)), (StateName::Waiting, "1 9:15–9:45".into()));
    let today = scene.check_in(standby(15)).unwrap();
    assert_eq!(scene.ticket(first).number, 1);
    assert_eq!(scene.ticket(today).number, 2, "the number that came over is not given again");
}

#[test]
fn numbers_start_anew_each_day() {
    let mut scene = Scene::new();
    for expected in 1..=3 {
        let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
        assert_eq!(scene.ticket(ticket).number, expected);
    }
    scene.now = scene.now + Length::minutes(24 * 60);
    scene.advance();
    let ticket = scene.check_in(standby(15)).unwrap();
    assert_eq!(scene.ticket(ticket).number, 1);
}

#[test]
fn after_a_week_without_power_the_office_goes_on_in_the_present_day() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.now = scene.now + Length::minutes(7 * 24 * 60);
    scene.advance();
    assert_eq!(scene.office.date(), TODAY.checked_add(jiff::Span::new().days(7)).unwrap());
    let ended = scene.events(|event| matches!(event, Event::TicketLeft { .. }));
    assert!(matches!(ended[..], [Event::TicketLeft { ticket: left, .. }] if *left == ticket));
}

#[test]
fn who_still_sits_at_a_desk_at_midnight_has_no_outcome() {
    let mut scene = Scene::new();
    scene.at("17:55").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    scene.now = scene.moment("23:59") + Length::minutes(2);
    scene.advance();
    let left =
        scene.events(|event| matches!(event, Event::TicketLeft { ending: Ending::OutcomeNotRecorded, .. }));
    assert_eq!(left.len(), 1);
    assert_eq!(scene.office.tickets().len(), 0);
}

#[test]
fn the_days_of_the_clock_changes_open_and_close_by_the_local_clock() {
    for date in [jiff::civil::date(2026, 3, 29), jiff::civil::date(2026, 10, 25)] {
        let mut scene = Scene::on(date, Plan::default());
        assert_eq!(scene.at("7:59").check_in(standby(15)).unwrap_err(), Refusal::OfficeClosed);
        scene.at("8:00").check_in(standby(15)).unwrap();
        scene.at("17:59").check_in(standby(15)).unwrap();
        assert_eq!(scene.at("18:00").check_in(standby(15)).unwrap_err(), Refusal::OfficeClosed);
    }
}
