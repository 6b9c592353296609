// SPDX-License-Identifier: MPL-2.0
//! Worked examples of the rules, to the minute.

use crate::command::{Capacity, CapacityChange, Command, IfFull};
use crate::event::{Cause, Event};
use crate::gap::{GapState, Plan, ReleaseRule};
use crate::names::RequestKey;
use crate::reason::Reason;
use crate::refusal::{Offer, Refusal};
use crate::testing::{Scene, Visitor, ordinary, plan_line, raised};
use crate::ticket::{Flag, StateName};
use crate::time::Length;
use uuid::Uuid;

fn example_1() -> (Scene, [crate::names::TicketId; 3]) {
    let mut scene = Scene::new();
    scene.book(&[("2", "10:00", "10:30")]);
    scene.gap("1", "10:00", "10:45");
    scene.gap("2", "10:30", "11:15");
    let a = scene.at("9:50").check_in(ordinary(45)).unwrap();
    let b = scene.at("9:55").check_in(ordinary(30)).unwrap();
    let c = scene.at("9:57").check_in(ordinary(15)).unwrap();
    (scene, [a, b, c])
}

#[test]
fn example_1_earliest_fit() {
    let (scene, [a, b, c]) = example_1();
    assert_eq!((scene.place(a), scene.promise(a)), ("1 10:00–10:45".into(), "10:00–10:20".into()));
    assert_eq!((scene.place(b), scene.promise(b)), ("2 10:30–11:00".into(), "10:30–10:50".into()));
    assert_eq!(scene.ticket(b).reasons[0], Reason::TimeWentToEarlierTicket { desk: "1".into() });
    assert_eq!((scene.place(c), scene.promise(c)), ("2 11:00–11:15".into(), "11:00–11:20".into()));
}

#[test]
fn example_2_raised_urgency_may_pass_but_never_through_a_promise() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:30");
    let a = scene.at("9:40").check_in(ordinary(30)).unwrap();
    assert_eq!((scene.place(a), scene.promise(a)), ("1 10:00–10:30".into(), "10:00–10:20".into()));
    let b = scene.at("9:45").check_in(raised(15)).unwrap();
    assert_eq!(scene.place(b), "1 10:00–10:15");
    assert_eq!((scene.place(a), scene.promise(a)), ("1 10:15–10:45".into(), "10:00–10:20".into()));
    let c = scene.at("9:50").check_in(raised(15)).unwrap();
    assert_eq!(scene.place(c), "1 10:45–11:00");
    let latest = scene.moment("10:20");
    assert_eq!(scene.ticket(c).reasons[0], Reason::OtherPromiseKept { number: 1, latest });
}

#[test]
fn example_3_time_comes_free_everyone_moves_up_no_promise_gets_later() {
    let (mut scene, [a, b, c]) = example_1();
    scene.at("10:00");
    assert_eq!(scene.call_next("1").unwrap(), a);
    scene.at("10:05").book(&[]);
    assert_eq!((scene.place(b), scene.promise(b)), ("2 10:05–10:35".into(), "10:05–10:25".into()));
    assert_eq!((scene.place(c), scene.promise(c)), ("2 10:35–10:50".into(), "10:35–10:55".into()));
    let start = scene.moment("10:05");
    assert_eq!(scene.ticket(b).reasons, [Reason::TimeCameFree { desk: "2".into(), start }]);
}

#[test]
fn example_4_call_next_with_a_booking_ahead() {
    let mut scene = Scene::new();
    scene.book(&[("1", "10:30", "12:00")]);
    scene.gap("2", "10:30", "11:15");
    let a = scene.at("10:00").check_in(ordinary(45)).unwrap();
    assert_eq!((scene.place(a), scene.promise(a)), ("2 10:30–11:15".into(), "10:30–10:50".into()));
    scene.at("10:10");
    let nobody = scene.call_next("1").unwrap_err();
    let why = Reason::NeedsMoreTime { number: 1, minutes: 45, available_minutes: 20 };
    assert_eq!(nobody, Refusal::NobodyFits { reasons: vec![why.clone()] });

    let b = scene.check_in(Visitor { if_full: IfFull::Standby, ..ordinary(15) }).unwrap();
    assert!(scene.ticket(b).standby);
    assert_eq!(scene.call_next("1").unwrap(), b);
    assert!(scene.ticket(b).reasons.contains(&why), "the clerk sees why not A");
}

#[test]
fn example_5_honest_no() {
    let monday_to_sunday = [
        plan_line("tuesday", "1", "11:30", "14:00", ReleaseRule::Hard),
        plan_line("tuesday", "1", "14:00", "14:30", ReleaseRule::Hard),
        plan_line("wednesday", "2", "9:15", "10:00", ReleaseRule::Hard),
    ];
    let mut scene = Scene::on(crate::testing::TODAY, Plan(monday_to_sunday.to_vec()));
    let choose = |if_full| Visitor { if_full, ..ordinary(30) };
    scene.at("11:29");
    for _ in 0..5 {
        scene.check_in(choose(IfFull::LaterToday)).unwrap();
    }
    scene.at("11:30");
    let refusal = scene.check_in(ordinary(30)).unwrap_err();
    let Refusal::NoTimeToday { offers, .. } = refusal else { panic!("{refusal}") };
    let told: Vec<String> = offers
        .iter()
        .map(|offer| match offer {
            Offer::LaterToday { placement, latest } => {
                format!("today {}–{}", scene.clock(placement.time.start), scene.clock(*latest))
            }
            Offer::Standby => "stand by".to_owned(),
            Offer::NextDay { placement, .. } => format!("tomorrow {}", scene.clock(placement.time.start)),
        })
        .collect();
    assert_eq!(told, ["today 14:00–14:20", "stand by", "tomorrow 9:15"]);

    let tomorrow = scene.check_in(choose(IfFull::NextDay)).unwrap();
    let later = scene.check_in(choose(IfFull::LaterToday)).unwrap();
    let standby = scene.check_in(choose(IfFull::Standby)).unwrap();
    assert_eq!(scene.place(tomorrow), "2 9:15–9:45");
    assert!(matches!(scene.ticket(tomorrow).reasons[0], Reason::ChoseNextDay { .. }));
    assert_eq!((scene.place(later), scene.promise(later)), ("1 14:00–14:30".into(), "14:00–14:20".into()));
    assert_eq!(scene.ticket(standby).reasons[0], Reason::ChoseStandby);
}

#[test]
fn example_6_use_it_or_give_it_back() {
    let mut scene = Scene::new();
    let soft = scene.gap_held("3", "13:00", "13:45", ReleaseRule::Soft);
    let hard = scene.gap_held("4", "13:00", "13:45", ReleaseRule::Hard);
    scene.at("12:29");
    assert_eq!(scene.office.gap(soft).unwrap().state, GapState::Open);
    scene.at("12:30");
    assert_eq!(scene.office.gap(soft).unwrap().state, GapState::Released);
    assert_eq!(scene.office.gap(hard).unwrap().state, GapState::Open);
    let ticket = scene.at("12:40").check_in(ordinary(30)).unwrap();
    assert_eq!(scene.place(ticket), "4 13:00–13:30");
}

#[test]
fn example_7_the_supervisor_shrinks_a_gap() {
    let mut scene = Scene::new();
    let gap = scene.gap("1", "10:00", "11:30");
    let a = scene.at("9:40").check_in(ordinary(30)).unwrap();
    let b = scene.check_in(ordinary(30)).unwrap();
    let second = scene.gap("2", "10:40", "11:10");
    let shrink = |force, reason: Option<&str>, scene: &Scene| CapacityChange {
        what: Capacity::ChangeGap {
            gap,
            desk: None,
            start: None,
            end: Some(scene.moment("10:45")),
            hold: None,
        },
        force,
        reason: reason.map(|reason| reason.parse().unwrap()),
    };
    let preview = scene.office.preview(&shrink(false, None, &scene), scene.now).unwrap();
    assert_eq!(preview.booking_gains, Length::minutes(45));
    assert_eq!(preview.broken, []);
    assert_eq!(preview.moves.len(), 1);
    assert_eq!((preview.moves[0].ticket, preview.moves[0].number), (b, 2));
    let to = preview.moves[0].to.as_ref().unwrap();
    assert_eq!((to.desk.as_str(), scene.clock(to.time.start)), ("2", "10:40".to_owned()));

    scene.change(Capacity::WithdrawGap { gap: second }).unwrap();
    let preview = scene.office.preview(&shrink(false, None, &scene), scene.now).unwrap();
    assert_eq!(preview.broken.iter().map(|broken| broken.number).collect::<Vec<_>>(), [2]);
    let refused = scene.ask(Command::ChangeCapacity(shrink(false, None, &scene))).unwrap_err();
    assert!(matches!(refused, Refusal::PromisesWouldBreak { .. }));
    let refused = scene.ask(Command::ChangeCapacity(shrink(true, None, &scene))).unwrap_err();
    assert_eq!(refused, Refusal::ReasonRequired);
    scene.ask(Command::ChangeCapacity(shrink(true, Some("two people are ill"), &scene))).unwrap();
    assert_eq!(scene.place(a), "1 10:00–10:30");
    assert_eq!(scene.promise(b), "-", "B is told the new truth at once");
    let broken = scene.events(|event| matches!(event, Event::PromiseBroken { .. }));
    let [Event::PromiseBroken { ticket, cause: Cause::SupervisorForced, note: Some(note), .. }] = broken[..]
    else {
        panic!("{broken:?}")
    };
    assert_eq!((*ticket, note.as_str()), (b, "two people are ill"));
}

fn example_8() -> (Scene, crate::names::TicketId) {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "12:00");
    scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    let filler = scene.at("10:01").check_in(ordinary(15)).unwrap();
    scene.ask(Command::Depart { ticket: filler }).unwrap();
    let c = scene.at("10:25").check_in(ordinary(15)).unwrap();
    assert_eq!((scene.place(c), scene.promise(c)), ("1 10:30–10:45".into(), "10:30–10:50".into()));
    (scene, c)
}

#[test]
fn example_8_a_case_runs_over_and_another_desk_takes_the_next() {
    let (mut scene, c) = example_8();
    scene.gap("2", "10:45", "11:15");
    for clock in ["10:31", "10:36", "10:40"] {
        scene.at(clock);
    }
    assert_eq!(scene.place(c), "2 10:45–11:00");
    assert_eq!(scene.promise(c), "10:30–10:50");
    assert_eq!(scene.ticket(c).broken_promises, 0);
}

#[test]
fn example_8_a_case_runs_over_and_no_desk_can_take_the_next() {
    let (mut scene, c) = example_8();
    for clock in ["10:31", "10:40", "10:49"] {
        scene.at(clock);
        assert_eq!(scene.ticket(c).broken_promises, 0, "at {clock} the promise still stands");
    }
    scene.at("10:50");
    let broken = scene.events(|event| matches!(event, Event::PromiseBroken { .. }));
    let [Event::PromiseBroken { cause: Cause::Overrun, desk: Some(desk), .. }] = broken[..] else {
        panic!("{broken:?}")
    };
    assert_eq!(desk.as_str(), "1");
    assert_eq!(scene.promise(c), "10:55–11:15", "the new window, shown everywhere");
    assert_eq!(scene.ticket(c).waiting_since, scene.moment("10:25"), "it keeps its priority");
    let newer = scene.check_in(raised(15)).unwrap();
    assert_eq!(scene.call_next("2").unwrap(), c, "first at the first desk that fits, before {newer}");
}

#[test]
fn example_9_the_same_request_twice() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    scene.at("9:50");
    let key = Some(RequestKey(Uuid::from_u128(77)));
    let id = scene.next_ticket_id();
    let first = scene.asks(ordinary(30), id);
    scene.ask_with_key(Command::CheckIn(first), key).unwrap();
    let told = (scene.ticket(id).number, scene.promise(id));
    scene.at("10:00").call_next("1").unwrap();
    let other = scene.next_ticket_id();
    let again = scene.asks(ordinary(30), other);
    let answer = scene.ask_with_key(Command::CheckIn(again), key).unwrap();
    assert!(answer.repeated && answer.events.is_empty());
    assert_eq!(answer.subject, crate::Subject::Ticket(id));
    assert_eq!((scene.ticket(id).number, scene.promise(id)), told);
    assert_eq!(scene.ticket(id).state.name(), StateName::Called);
    assert_eq!(scene.office.tickets().len(), 1);
}

#[test]
fn example_10_the_clock() {
    for (date, ends) in [
        (jiff::civil::date(2026, 3, 29), "2026-03-29T03:30:00+02:00"),
        (jiff::civil::date(2026, 10, 25), "2026-10-25T02:30:00+02:00"),
    ] {
        let mut scene = Scene::on(date, Plan::default());
        scene.now = scene.moment("0:30");
        let (office, ledger) = crate::office::Office::found(
            crate::testing::setup(),
            crate::policy::Policy::default(),
            Plan::default(),
            scene.now,
        );
        (scene.office, scene.ledger) = (office, ledger);
        let start = scene.moment("1:30");
        let time = crate::time::TimeRange::new(start, start + Length::minutes(60));
        scene.change(Capacity::OpenGap { desk: "1".into(), time, hold: ReleaseRule::Hard }).unwrap();
        let gap = scene.office.gaps().next().unwrap();
        assert_eq!(crate::testing::zone().stamp(gap.time.end).0, ends);
    }
}

#[test]
fn example_18_the_witness_quota() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "12:00");
    scene.at("9:50");
    let [first, second] = [jiff::civil::date(2025, 11, 10), jiff::civil::date(2026, 2, 2)];
    let accompanied = |scene: &mut Scene| {
        let ticket = scene.next_ticket_id();
        let mut check_in = scene.asks(ordinary(30), ticket);
        (check_in.companion, check_in.witness_on) = (Some("c-17".into()), vec![first, second]);
        scene.ask(Command::CheckIn(check_in)).unwrap();
        ticket
    };
    let used = |scene: &Scene| {
        let used = scene.office.witness_use(&"c-17".into(), &[first, second]);
        (used.times, used.again_on.map(|date| date.to_string()))
    };
    let a = accompanied(&mut scene);
    assert_eq!(used(&scene), (2, None));
    scene.at("10:00").call_next("1").unwrap();
    scene.ask(Command::Arrive { ticket: a }).unwrap();
    let (outcome, flags) = ("mitid_issued".into(), vec![Flag::CompanionWasWitness]);
    let complete = Command::Complete { ticket: a, at: None, outcome, flags, companion_minutes: None };
    scene.at("10:30").ask(complete).unwrap();
    assert_eq!(used(&scene), (3, Some("2026-03-10".into())));

    let b = accompanied(&mut scene);
    scene.call_next("1").unwrap();
    let at_desk = scene.office.desk_view(&"1".into(), scene.now).unwrap().current.unwrap();
    let seen = at_desk.witness.unwrap();
    assert_eq!((at_desk.ticket, seen.times, seen.again_on), (b, 3, Some(jiff::civil::date(2026, 3, 10))));
}

#[test]
fn example_18_a_completion_taken_back_makes_nobody_a_witness() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "12:00");
    let ticket = scene.next_ticket_id();
    let mut check_in = scene.at("9:50").asks(ordinary(30), ticket);
    check_in.companion = Some("c-17".into());
    scene.ask(Command::CheckIn(check_in)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    scene.ask(Command::Arrive { ticket }).unwrap();
    let (outcome, flags) = ("mitid_issued".into(), vec![Flag::CompanionWasWitness]);
    let complete = Command::Complete { ticket, at: None, outcome, flags, companion_minutes: None };
    scene.at("10:30").ask(complete).unwrap();
    assert_eq!(scene.office.witness_use(&"c-17".into(), &[]).times, 1);
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    assert_eq!(scene.office.witness_use(&"c-17".into(), &[]).times, 0);
}
