// SPDX-License-Identifier: MPL-2.0
//! The same request twice: whatever was asked with a key is answered once, and a key is for one request.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::command::{
    Capacity, CapacityChange, Command, HoldReport, HoldStep, IfFull, TransferTo, TrialCommand,
};
use crate::event::{Event, Recorded};
use crate::gap::{Booking, BookingOutcome, DiaryChange, GapState, Plan, ReleaseRule};
use crate::idempotency::{Fingerprint, IdempotencyRecord};
use crate::lengths::LearnedLength;
use crate::localized_text::LocalizedText;
use crate::names::{Actor, GapId, RequestKey};
use crate::policy::Policy;
use crate::rating::Ratings;
use crate::refusal::Refusal;
use crate::testing::{Scene, Visitor, ordinary, plan_line};
use crate::ticket::{Promise, Urgency};
use crate::window::Foreseen;
use crate::{Decided, Subject};

fn standby(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::Standby, ..ordinary(minutes) }
}

#[expect(clippy::unnecessary_wraps, reason = "as a request carries it")]
fn key(number: u128) -> Option<RequestKey> {
    Some(RequestKey(Uuid::from_u128(number)))
}

fn change(scene: &mut Scene, what: Capacity, key: Option<RequestKey>) -> Result<Decided, Refusal> {
    let change = CapacityChange { what, force: false, reason: None };
    scene.ask_with_key(Command::ChangeCapacity(change), key)
}

fn is_repeated(decided: &Decided) -> bool {
    decided.repeated && decided.events.is_empty()
}

#[test]
fn a_gap_opened_twice_with_one_key_is_one_gap_as_it_is_now() {
    let mut scene = Scene::new();
    scene.at("9:00");
    let open = |scene: &Scene, to| Capacity::OpenGap {
        desk: "1".into(),
        time: scene.stretch("10:00", to),
        hold: ReleaseRule::Hard,
    };
    let first = open(&scene, "11:00");
    let opened = change(&mut scene, first.clone(), key(1)).unwrap();
    let Subject::Gap(gap) = opened.subject else { panic!("{opened:?}") };
    let shorter =
        Capacity::ChangeGap { gap, desk: None, start: None, end: Some(scene.moment("10:30")), hold: None };
    change(&mut scene, shorter.clone(), key(2)).unwrap();
    for (what, key) in [(first, key(1)), (shorter, key(2))] {
        let again = change(&mut scene, what, key).unwrap();
        assert!(is_repeated(&again) && again.subject == Subject::Gap(gap), "{again:?}");
    }
    assert_eq!(scene.office.gap(gap).unwrap().time, scene.stretch("10:00", "10:30"));
    assert_eq!(scene.office.gaps().count(), 1);
    let another = open(&scene, "12:00");
    assert_eq!(change(&mut scene, another, key(1)).unwrap_err(), Refusal::KeyReused);
}

#[test]
fn a_gap_withdrawn_twice_is_told_as_it_ended() {
    let mut scene = Scene::new();
    scene.at("9:00");
    let gap = scene.gap("1", "10:00", "11:00");
    let first = change(&mut scene, Capacity::WithdrawGap { gap }, key(1)).unwrap();
    let again = change(&mut scene, Capacity::WithdrawGap { gap }, key(1)).unwrap();
    assert_eq!((first.subject, again.subject), (Subject::Gap(gap), Subject::Gap(gap)));
    assert!(is_repeated(&again));
    assert_eq!(scene.office.gap(gap).unwrap().state, GapState::Withdrawn);
    let without_key = change(&mut scene, Capacity::WithdrawGap { gap }, None).unwrap_err();
    assert_eq!(without_key, Refusal::UnknownGap(gap));
}

#[test]
fn a_gap_over_lent_time_keeps_its_key_though_other_gaps_give_way_first() {
    let mut scene = Scene::new();
    scene.at("9:00").book(&[("1", "10:00", "11:00")]);
    scene.book(&[]);
    let lent = scene.office.gaps().next().map(|gap| gap.id);
    assert!(lent.is_some(), "freed time is lent");
    let time = scene.stretch("10:00", "10:30");
    let what = Capacity::OpenGap { desk: "1".into(), time, hold: ReleaseRule::Soft };
    let opened = change(&mut scene, what.clone(), key(1)).unwrap();
    let again = change(&mut scene, what, key(1)).unwrap();
    assert!(is_repeated(&again) && again.subject == opened.subject, "{again:?}");
}

#[test]
fn a_late_copy_of_a_plan_or_a_policy_does_not_undo_what_came_after_it() {
    let mut scene = Scene::new();
    scene.at("9:00");
    let longer = Policy { promise_minutes: 30, ..scene.office.policy().clone() };
    let shorter = Policy { promise_minutes: 10, ..longer.clone() };
    let set = |policy: &Policy| Capacity::ChangePolicy(Box::new(policy.clone().into()));
    change(&mut scene, set(&longer), key(1)).unwrap();
    change(&mut scene, set(&shorter), key(2)).unwrap();
    assert!(is_repeated(&change(&mut scene, set(&longer), key(1)).unwrap()));
    assert_eq!(*scene.office.policy(), shorter);
    change(&mut scene, Capacity::SetPlan(Plan::default()), key(3)).unwrap();
    assert!(is_repeated(&change(&mut scene, Capacity::SetPlan(Plan::default()), key(3)).unwrap()));
}

#[test]
fn a_late_copy_of_opening_a_desk_does_not_open_it_again() {
    let mut scene = Scene::new();
    scene.at("9:00");
    let (open, leave) =
        (Command::OpenDesk { desk: "2".into() }, Command::LeaveDesk { desk: "2".into(), reason: None });
    scene.ask(leave.clone()).unwrap();
    scene.ask_with_key(open.clone(), key(1)).unwrap();
    scene.ask_with_key(leave, key(2)).unwrap();
    assert!(is_repeated(&scene.ask_with_key(open, key(1)).unwrap()));
    assert!(scene.ask(Command::CallNext { desk: "2".into() }).is_err_and(|no| no.code() == "desk_closed"));
}

#[test]
fn a_key_is_for_one_request_and_never_answers_another() {
    let mut scene = Scene::new();
    let ticket = scene.at("9:00").next_ticket_id();
    let check_in = scene.asks(standby(15), ticket);
    scene.ask_with_key(Command::CheckIn(check_in), key(1)).unwrap();
    let call = |desk: &str| Command::CallNext { desk: desk.parse().unwrap() };
    // With the key of a check-in a desk must not believe that it has called somebody.
    assert_eq!(scene.ask_with_key(call("1"), key(1)).unwrap_err(), Refusal::KeyReused);
    scene.ask_with_key(call("1"), key(2)).unwrap();
    assert_eq!(scene.ask_with_key(call("2"), key(2)).unwrap_err(), Refusal::KeyReused);
    let chosen = Command::CallChosen { ticket, desk: "1".into(), reason: None };
    assert_eq!(scene.ask_with_key(chosen, key(2)).unwrap_err(), Refusal::KeyReused);
    let complete = |outcome: &str| Command::Complete {
        ticket,
        at: None,
        outcome: outcome.parse().unwrap(),
        flags: vec![],
        companion_minutes: None,
    };
    scene.ask_with_key(Command::Arrive { ticket }, key(3)).unwrap();
    assert_eq!(scene.ask_with_key(complete("mitid_issued"), key(3)).unwrap_err(), Refusal::KeyReused);
    scene.ask_with_key(complete("mitid_issued"), key(4)).unwrap();
    assert!(is_repeated(&scene.ask_with_key(complete("mitid_issued"), key(4)).unwrap()));
    assert_eq!(scene.ask_with_key(complete("documents_missing"), key(4)).unwrap_err(), Refusal::KeyReused);
}

#[test]
fn what_a_clerk_says_for_choosing_or_sending_on_is_in_the_ledger() {
    let mut scene = Scene::new();
    let ticket = scene.at("9:00").check_in(standby(15)).unwrap();
    let said = |text: &str| Some(text.parse().unwrap());
    let reason = said("known to this clerk");
    scene.ask(Command::CallChosen { ticket, desk: "1".into(), reason: reason.clone() }).unwrap();
    let to = TransferTo { desk: Some("2".into()), errand: None };
    scene.ask(Command::Transfer { ticket, to, reason: said("desk 2 has the form") }).unwrap();
    let notes: Vec<_> = scene
        .events(|event| matches!(event, Event::TicketCalled { .. } | Event::TicketTransferred { .. }))
        .into_iter()
        .map(|event| {
            let (Event::TicketCalled { note, .. } | Event::TicketTransferred { note, .. }) = event else {
                return None;
            };
            note.clone()
        })
        .collect();
    assert_eq!(notes, [reason, said("desk 2 has the form")]);
}

#[test]
fn a_plan_or_a_days_bookings_with_the_key_of_another_are_refused_and_not_taken_for_done() {
    let mut scene = Scene::new();
    let plan = Plan(vec![plan_line("wednesday", "1", "9:15", "9:45", ReleaseRule::Hard)]);
    change(&mut scene, Capacity::SetPlan(plan), key(1)).unwrap();
    let other = change(&mut scene, Capacity::SetPlan(Plan::default()), key(1));
    assert_eq!(other.unwrap_err(), Refusal::KeyReused);
    let date = scene.office.date();
    let booked = |from: &str, to: &str| {
        let booking = Booking::new("1".into(), scene.stretch(from, to));
        Command::ChangeDiary { date, change: DiaryChange::Replace([booking].into()) }
    };
    let (first, other) = (booked("11:00", "12:00"), booked("13:00", "14:00"));
    scene.ask_with_key(first.clone(), key(2)).unwrap();
    assert!(is_repeated(&scene.ask_with_key(first, key(2)).unwrap()));
    assert_eq!(scene.ask_with_key(other, key(2)).unwrap_err(), Refusal::KeyReused);
}

#[test]
fn every_command_has_a_fingerprint_of_its_own() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").next_ticket_id();
    let check_in = scene.asks(standby(15), ticket);
    let desk = || "1".into();
    let (date, at) = (scene.office.date(), scene.now);
    let time = scene.stretch("11:00", "12:00");
    let change = |what| Command::ChangeCapacity(CapacityChange { what, force: false, reason: None });
    let hold = |step| Command::ReportHold(HoldReport { desk: desk(), time, step });
    let promise = Promise { earliest: at, latest: at };
    let review = TrialCommand::Review { trial: 1, note: None };
    let learned = LearnedLength {
        errand: "minutes_15".into(),
        photo: true,
        interpreter: false,
        visits: 30,
        minutes: 12,
        likely_minutes: 9,
    };
    let commands = [
        Command::CheckIn(check_in),
        Command::CallNext { desk: desk() },
        Command::CallChosen { ticket, desk: desk(), reason: None },
        Command::Recall { ticket },
        Command::Arrive { ticket },
        Command::MarkAbsent { ticket },
        Command::Return { ticket },
        Command::Depart { ticket },
        Command::VoidTicket { ticket, reason: "ingen borger".parse().unwrap() },
        Command::Park { ticket },
        Command::Transfer { ticket, to: TransferTo { desk: Some(desk()), errand: None }, reason: None },
        Command::Complete {
            ticket,
            at: None,
            outcome: "mitid_issued".into(),
            flags: vec![],
            companion_minutes: None,
        },
        Command::EndUnrecorded { ticket },
        Command::SetUrgency { ticket, urgency: Urgency::Raised, reason: None },
        Command::Undo { desk: desk() },
        Command::OpenDesk { desk: desk() },
        Command::LeaveDesk { desk: desk(), reason: None },
        change(Capacity::OpenGap { desk: desk(), time, hold: ReleaseRule::Hard }),
        change(Capacity::WithdrawGap { gap: GapId(1) }),
        change(Capacity::ChangeGap { gap: GapId(1), desk: None, start: None, end: None, hold: None }),
        change(Capacity::SetPlan(Plan(vec![plan_line("monday", "1", "9:00", "10:00", ReleaseRule::Soft)]))),
        change(Capacity::ChangePolicy(Box::default())),
        Command::ImportDiary { date, bookings: [Booking::new(desk(), time)].into() },
        Command::ChangeDiary { date, change: DiaryChange::Update(vec![]) },
        hold(HoldStep::Confirmed),
        hold(HoldStep::Released),
        Command::DiaryLost { known_at: None, unread: Vec::new() },
        Command::DiaryFound,
        Command::ChangeSetup(Box::new(scene.office.setup().clone())),
        Command::Trial(Box::new(review)),
        Command::TellWindows(vec![Foreseen { ticket, promise, low: at, high: at }]),
        Command::LearnLengths(vec![learned]),
        Command::EndBooking { desk: "1".into(), start: at, outcome: BookingOutcome::DidNotCome },
        Command::RecordRatings(Ratings { good: 5, so_so: 0, bad: 0 }),
        Command::CountInquiry { desk: desk() },
        Command::TakeBackInquiry { desk: desk() },
        Command::AskForHelp,
        Command::AnswerHelp,
        Command::SetDayNotice { text: LocalizedText::danish("MitID er nede".parse().unwrap()), until: at },
        Command::RemoveDayNotice,
    ];
    let fingerprints: Vec<_> =
        commands.iter().map(|one| Fingerprint::of(one).expect("it is JSON").0).collect();
    let distinct: BTreeSet<_> = fingerprints.iter().collect();
    assert_eq!(distinct.len(), commands.len());
}

#[test]
fn a_ledger_from_before_is_read_with_the_keys_it_has() {
    let mut scene = Scene::new();
    let id = scene.at("17:50").next_ticket_id();
    let first = scene.asks(standby(30), id);
    scene.ask_with_key(Command::CheckIn(first), key(9)).unwrap();
    let start = scene.office.day_start(scene.office.date().tomorrow().unwrap());
    let mut written = serde_json::to_value(Recorded {
        at: scene.now,
        actor: Actor::from("clock"),
        key: None,
        fingerprint: None,
        event: Event::DayStarted(Box::new(start)),
    })
    .unwrap();
    assert_eq!(written["answered"][0][1]["subject"], serde_json::json!({ "ticket": id }));
    let gap = GapId(3);
    for (as_written, subject) in [
        (serde_json::json!(id), Subject::Ticket(id)),
        (serde_json::json!({ "by": "check_in", "ticket": id }), Subject::Ticket(id)),
        (serde_json::json!({ "by": "call", "ticket": id, "desk": "1", "chosen": true }), Subject::Call(id)),
        (serde_json::json!({ "by": "gap_withdrawn", "gap": gap }), Subject::Gap(gap)),
        (serde_json::json!({ "by": "policy" }), Subject::Nothing),
    ] {
        written["answered"][0][1] = as_written;
        let Recorded { event: Event::DayStarted(read), .. } =
            serde_json::from_value(written.clone()).unwrap()
        else {
            panic!("not a day");
        };
        assert_eq!(read.answered[0].1, IdempotencyRecord { fingerprint: None, subject });
    }
    let called: Event = serde_json::from_value(serde_json::json!({
        "kind": "ticket_called", "ticket": id, "desk": "1", "reasons": []
    }))
    .unwrap();
    assert!(matches!(called, Event::TicketCalled { note: None, .. }));
}
