// SPDX-License-Identifier: MPL-2.0
//! A clerk sees who waits for the desk, and what calling another number than the next would do before it is done.

use crate::command::{Command, IfFull};
use crate::names::{Number, TicketId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::setup::{Feature, Features};
use crate::testing::{Scene, Visitor, ordinary};
use crate::ticket::StateName;
use crate::view::{CallPreview, QueuedTicket};

fn standby(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::Standby, ..ordinary(minutes) }
}

fn numbers(tickets: &[QueuedTicket]) -> Vec<Number> {
    tickets.iter().map(|ticket| ticket.number).collect()
}

fn queue(scene: &Scene, desk: &'static str) -> Vec<QueuedTicket> {
    scene.office.desk_queue(&desk.into(), None, scene.now).unwrap()
}

fn looked_up(scene: &Scene, number: Number) -> Vec<QueuedTicket> {
    scene.office.desk_queue(&"1".into(), Some(number), scene.now).unwrap()
}

fn preview(scene: &Scene, ticket: TicketId) -> Result<CallPreview, Refusal> {
    scene.office.preview_call(ticket, &"1".into(), None, scene.now)
}

#[test]
fn a_desk_sees_the_next_five_in_the_order_in_which_it_would_call_them() {
    let mut scene = Scene::new();
    scene.at("9:00");
    for minute in 0..7 {
        scene.at(&format!("9:{minute:02}")).check_in(standby(15)).unwrap();
    }
    assert_eq!(numbers(&queue(&scene, "1")), [1, 2, 3, 4, 5]);
    let mut called = Vec::new();
    while let Ok(ticket) = scene.call_next("1") {
        called.push(scene.ticket(ticket).number);
        scene.complete(ticket);
    }
    assert_eq!(called, [1, 2, 3, 4, 5, 6, 7], "and so they are called");
    assert_eq!(queue(&scene, "1"), []);
}

#[test]
fn who_needs_what_a_desk_lacks_does_not_wait_for_it_and_is_found_by_number() {
    let mut scene = Scene::new();
    let needs = Features::of(&[Feature::QuietRoom]);
    scene.at("10:00").check_in(Visitor { needs, ..standby(15) }).unwrap();
    scene.check_in(standby(15)).unwrap();
    assert_eq!(numbers(&queue(&scene, "1")), [2]);
    let found = looked_up(&scene, 1);
    assert_eq!((numbers(&found), found[0].needs), (vec![1], needs));
    assert_eq!(looked_up(&scene, 3), []);
    assert_eq!(scene.office.desk_queue(&"9".into(), Some(1), scene.now), None);
}

#[test]
fn a_number_is_found_with_its_told_window_whatever_became_of_it() {
    let mut scene = Scene::new();
    scene.gap("2", "10:00", "10:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    let [told] = looked_up(&scene, 1).try_into().unwrap();
    let latest = scene.office.ticket_view(ticket, scene.now).unwrap().window.unwrap().latest;
    assert_eq!((told.state, told.latest), (StateName::Waiting, Some(latest)));
    scene.at("10:00").call_next("2").unwrap();
    let [called] = looked_up(&scene, 1).try_into().unwrap();
    assert_eq!((called.state, called.desk), (StateName::Called, Some("2".into())));
}

#[test]
fn a_clerk_hears_whom_a_chosen_call_passes_and_the_call_does_what_was_said() {
    let mut scene = Scene::new();
    for minute in 0..7 {
        scene.at(&format!("9:{minute:02}")).check_in(standby(15)).unwrap();
    }
    let needs = Features::of(&[Feature::QuietRoom]);
    scene.check_in(Visitor { needs, ..standby(15) }).unwrap();
    let last = scene.at("9:10").check_in(standby(15)).unwrap();
    let told = preview(&scene, last).unwrap();
    assert_eq!((numbers(&told.passed), told.passed_in_all), (vec![1, 2, 3, 4, 5], 7));
    assert_eq!(told.reasons, [Reason::ChosenByClerk]);
    assert_eq!(scene.ticket(last).state.name(), StateName::Waiting, "nothing has happened yet");

    scene.ask(Command::CallChosen { ticket: last, desk: "1".into(), reason: None }).unwrap();
    assert_eq!(scene.ticket(last).reasons, told.reasons);
}

#[test]
fn calling_the_next_passes_nobody() {
    let mut scene = Scene::new();
    let first = scene.at("9:00").check_in(standby(15)).unwrap();
    scene.at("9:05").check_in(standby(15)).unwrap();
    assert_eq!(preview(&scene, first).unwrap().passed, []);
}

#[test]
fn who_does_not_fit_before_the_booking_is_not_passed() {
    let mut scene = Scene::new();
    scene.book(&[("1", "10:30", "11:00")]);
    scene.at("10:00").check_in(standby(45)).unwrap();
    let short = scene.at("10:05").check_in(standby(15)).unwrap();
    assert_eq!(preview(&scene, short).unwrap().passed, []);
}

#[test]
fn a_chosen_call_that_reaches_the_next_booking_is_refused_and_says_so_beforehand() {
    let mut scene = Scene::new();
    scene.book(&[("1", "10:30", "11:00")]);
    let ticket = scene.at("10:05").check_in(standby(30)).unwrap();
    let refused = preview(&scene, ticket).unwrap_err();
    assert_eq!(refused.code(), "would_delay_booking");
    assert_eq!(scene.ask(Command::CallChosen { ticket, desk: "1".into(), reason: None }), Err(refused));
}

#[test]
fn a_chosen_call_breaks_no_promise_whatever_the_reason_and_says_whose_stands() {
    let mut scene = Scene::new();
    for desk in ["2", "3", "4"] {
        scene.ask(Command::LeaveDesk { desk: desk.into(), reason: None }).unwrap();
    }
    scene.gap("1", "10:00", "10:30");
    scene.at("9:50").check_in(ordinary(30)).unwrap();
    let other = scene.check_in(standby(45)).unwrap();
    scene.at("9:58");
    let refused = preview(&scene, other).unwrap_err();
    let latest = scene.moment("10:20");
    let stands = Reason::WouldBreakPromise { number: 1, latest };
    assert_eq!((refused.code(), refused.reasons()), ("would_break_promise", &[stands][..]));
    let reason = crate::free_text::FreeText::parse_optional(Some("har ventet længe")).unwrap();
    let insisted = scene.ask(Command::CallChosen { ticket: other, desk: "1".into(), reason });
    assert_eq!(insisted, Err(refused));
}
