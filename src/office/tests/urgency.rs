// SPDX-License-Identifier: MPL-2.0
//! A supervisor raises the urgency of somebody who waits: they pass others, never through a promise, and it is said
//! whom before it is done.

use crate::command::{Command, IfFull, TransferTo};
use crate::decide::Decided;
use crate::event::Event;
use crate::names::{Number, TicketId};
use crate::preview::Preview;
use crate::refusal::Refusal;
use crate::testing::{Scene, Visitor, ordinary};
use crate::ticket::{Placement, Urgency};

fn standby(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::Standby, ..ordinary(minutes) }
}

fn raise(scene: &mut Scene, ticket: TicketId) -> Result<Decided, Refusal> {
    let reason = Some("har smerter".parse().unwrap());
    scene.ask(Command::SetUrgency { ticket, urgency: Urgency::Raised, reason })
}

fn take_back(scene: &mut Scene, ticket: TicketId) {
    scene.ask(Command::SetUrgency { ticket, urgency: Urgency::Ordinary, reason: None }).unwrap();
}

fn preview(scene: &Scene, ticket: TicketId) -> Preview {
    scene.office.preview_urgency(ticket, Urgency::Raised, scene.now).unwrap()
}

/// Two with places one after the other in one gap.
fn two_in_a_gap() -> (Scene, TicketId, TicketId) {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    let first = scene.at("9:40").check_in(ordinary(30)).unwrap();
    let second = scene.at("9:45").check_in(ordinary(15)).unwrap();
    (scene, first, second)
}

#[test]
fn who_is_raised_moves_before_others_within_their_promises_as_the_preview_said() {
    let (mut scene, first, second) = two_in_a_gap();
    let said = preview(&scene, second);
    let mut moves: Vec<(Number, bool)> = Vec::new();
    for moved in &said.moves {
        let start = |place: &Option<Placement>| place.as_ref().map(|place| place.time.start);
        moves.push((moved.number, start(&moved.to) > start(&moved.from)));
    }
    assert_eq!((moves, said.broken.len(), &said.passed[..]), (vec![(1, true), (2, false)], 0, &[][..]));
    raise(&mut scene, second).unwrap();
    assert_eq!((scene.place(second), scene.promise(second)), ("1 10:00–10:15".into(), "10:00–10:20".into()));
    assert_eq!((scene.place(first), scene.promise(first)), ("1 10:15–10:45".into(), "10:00–10:20".into()));
    let moved: Vec<TicketId> = said.moves.iter().map(|moved| moved.ticket).collect();
    let happened = scene.events(|event| matches!(event, Event::TicketMoved { .. }));
    assert_eq!(happened.iter().filter_map(|event| event.ticket()).collect::<Vec<_>>(), moved);
}

#[test]
fn nobody_is_raised_through_a_promise() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    let first = scene.at("9:40").check_in(ordinary(30)).unwrap();
    let second = scene.at("9:45").check_in(ordinary(30)).unwrap();
    assert_eq!(preview(&scene, second).moves, []);
    raise(&mut scene, second).unwrap();
    assert_eq!((scene.place(first), scene.place(second)), ("1 10:00–10:30".into(), "1 10:30–11:00".into()));
    assert_eq!(scene.events(|event| matches!(event, Event::PromiseBroken { .. })).len(), 0);
}

#[test]
fn who_stands_by_and_is_raised_passes_those_the_preview_named_and_is_called_before_them() {
    let mut scene = Scene::new();
    scene.at("9:00").check_in(standby(15)).unwrap();
    scene.at("9:10").check_in(standby(15)).unwrap();
    scene.at("9:20").check_in(standby(30)).unwrap();
    let ill = scene.at("9:24").check_in(standby(15)).unwrap();
    scene.at("9:40");
    let said = preview(&scene, ill);
    assert_eq!(
        (&said.passed[..], said.moves.len()),
        (&[2, 3][..], 0),
        "number 1 has waited longer than that"
    );
    raise(&mut scene, ill).unwrap();
    assert_eq!(scene.office.supervisor(scene.now).waiting.iter().filter(|row| row.raised).count(), 1);
    let called: Vec<Number> = ["1", "2", "3", "4"]
        .map(|desk| {
            let ticket = scene.call_next(desk).unwrap();
            scene.ticket(ticket).number
        })
        .to_vec();
    assert_eq!(called, [1, 4, 2, 3]);
}

#[test]
fn it_needs_a_reason_which_stands_in_the_ledger_and_only_who_waits_is_raised() {
    let mut scene = Scene::new();
    let ticket = scene.at("9:00").check_in(standby(15)).unwrap();
    let without = Command::SetUrgency { ticket, urgency: Urgency::Raised, reason: None };
    assert_eq!(scene.ask(without).unwrap_err(), Refusal::ReasonRequired);
    raise(&mut scene, ticket).unwrap();
    assert_eq!(raise(&mut scene, ticket).unwrap().events, [], "it is already");
    let told = scene.events(|event| matches!(event, Event::UrgencyChanged { .. }));
    let [Event::UrgencyChanged { note: Some(note), .. }] = told[..] else { panic!("{told:?}") };
    assert_eq!(note.as_str(), "har smerter");
    scene.call_next("1").unwrap();
    assert_eq!(raise(&mut scene, ticket).unwrap_err().code(), "step_out_of_turn");
}

#[test]
fn taken_back_the_number_waits_at_the_ordinary_rate_and_keeps_the_time_it_was_told() {
    let (mut scene, first, second) = two_in_a_gap();
    raise(&mut scene, second).unwrap();
    take_back(&mut scene, second);
    assert_eq!(scene.ticket(second).visit.urgency, Urgency::Ordinary);
    assert_eq!((scene.promise(second), scene.promise(first)), ("10:00–10:20".into(), "10:00–10:20".into()));
    scene.at("10:00");
    assert_eq!(scene.events(|event| matches!(event, Event::PromiseBroken { .. })).len(), 0);
    let mut scene = Scene::new();
    scene.at("9:00").check_in(standby(15)).unwrap();
    let ill = scene.at("9:10").check_in(standby(15)).unwrap();
    scene.at("9:30");
    raise(&mut scene, ill).unwrap();
    take_back(&mut scene, ill);
    let next = scene.call_next("1").unwrap();
    assert_eq!(scene.ticket(next).number, 1);
}

#[test]
fn a_call_taken_back_leaves_the_class_that_the_supervisor_gave() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    let ticket = scene.at("9:00").check_in(ordinary(15)).unwrap();
    scene.call_next("1").unwrap();
    for _ in 0..2 {
        scene.ask(Command::Recall { ticket }).unwrap();
    }
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
    raise(&mut scene, ticket).unwrap();
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    assert_eq!(scene.ticket(ticket).visit.urgency, Urgency::Raised);
    scene.ask(Command::Arrive { ticket }).unwrap();
    let to = TransferTo { desk: Some("2".into()), errand: None };
    scene.ask(Command::Transfer { ticket, to, reason: None }).unwrap();
    assert_eq!(scene.ticket(ticket).visit.urgency, Urgency::Raised, "also where it is sent on");
}
