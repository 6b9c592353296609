// SPDX-License-Identifier: MPL-2.0
//! Cases that once went wrong for a companion, a citizen or a supervisor, each with what is right.

use crate::command::{Capacity, CapacityChange, Command, IfFull, TransferTo};
use crate::decide::Decided;
use crate::event::{Cause, Event};
use crate::gap::{Booking, Gap, GapState, Plan, ReleaseRule};
use crate::names::{DeskId, GapId, TicketId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::setup::{Feature, Features};
use crate::testing::{Scene, TODAY, Visitor, ordinary, plan_line, zone};
use crate::ticket::{Ending, State, StateName};
use crate::time::{Length, TimeRange};

pub(super) fn standby(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::Standby, ..ordinary(minutes) }
}

fn next_day(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::NextDay, ..ordinary(minutes) }
}

/// Desk 1 alone: the others are closed.
pub(super) fn one_desk() -> Scene {
    one_desk_with(Plan::default())
}

fn one_desk_with(plan: Plan) -> Scene {
    let mut scene = Scene::on(TODAY, plan);
    for desk in ["2", "3", "4"] {
        scene.ask(Command::LeaveDesk { desk: desk.into(), reason: None }).unwrap();
    }
    scene
}

fn gap(scene: &Scene, id: GapId) -> Gap {
    scene.office.gap(id).unwrap().clone()
}

fn hours(scene: &Scene, time: TimeRange) -> String {
    format!("{}–{}", scene.clock(time.start), scene.clock(time.end))
}

fn broken(scene: &Scene) -> Vec<Cause> {
    let causes = scene.ledger.iter().filter_map(|recorded| {
        let Event::PromiseBroken { cause, .. } = recorded.event else { return None };
        Some(cause)
    });
    causes.collect()
}

fn force(scene: &mut Scene, what: Capacity) -> Result<Decided, Refusal> {
    let reason = crate::free_text::FreeText::parse_optional(Some("two people are ill")).unwrap();
    scene.ask(Command::ChangeCapacity(CapacityChange { what, force: true, reason }))
}

pub(super) fn recalled_and_absent(scene: &mut Scene, ticket: TicketId) {
    for _ in 0..2 {
        scene.ask(Command::Recall { ticket }).unwrap();
    }
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
}

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

// A place kept on a later day is a promise like any other.

fn kept_for_wednesday() -> (Scene, TicketId) {
    let mut scene =
        one_desk_with(Plan(vec![plan_line("wednesday", "1", "9:15", "10:00", ReleaseRule::Hard)]));
    let ticket = scene.at("9:00").check_in(next_day(30)).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 9:15–9:45".into(), "9:15–9:35".into()));
    (scene, ticket)
}

#[test]
fn taking_the_plan_away_from_a_place_kept_for_tomorrow_needs_force_and_a_reason() {
    let (mut scene, ticket) = kept_for_wednesday();
    let refused = scene.change(Capacity::SetPlan(Plan::default())).unwrap_err();
    let Refusal::PromisesWouldBreak { preview } = refused else { panic!("{refused:?}") };
    assert_eq!(preview.broken.iter().map(|broken| broken.ticket).collect::<Vec<_>>(), [ticket]);
    force(&mut scene, Capacity::SetPlan(Plan::default())).unwrap();
    assert_eq!(broken(&scene), [Cause::SupervisorForced]);
    assert_eq!(
        (scene.place(ticket), scene.promise(ticket)),
        ("-".into(), "-".into()),
        "the page says so at once"
    );
    assert_eq!(scene.ticket(ticket).reasons, [Reason::SupervisorForced]);
}

#[test]
fn a_gap_for_tomorrow_that_somebody_has_a_place_in_is_not_withdrawn_unasked() {
    let mut scene = one_desk();
    let tomorrow = TODAY.tomorrow().unwrap();
    let time = |from: &str, to: &str| {
        let of = |clock: &str| zone().moment(tomorrow, crate::calendar::clock_time::parse(clock).unwrap());
        TimeRange::new(of(from), of(to))
    };
    let open =
        |from, to| Capacity::OpenGap { desk: "1".into(), time: time(from, to), hold: ReleaseRule::Hard };
    scene.change(open("9:15", "9:45")).unwrap();
    let ticket = scene.at("9:00").check_in(next_day(30)).unwrap();
    let gap = scene.office.gaps().next().unwrap().id;
    let refused = scene.change(Capacity::WithdrawGap { gap }).unwrap_err();
    assert_eq!(refused.code(), "promises_would_break");
    scene.change(open("9:50", "10:20")).unwrap();
    let preview = scene.office.preview(
        &CapacityChange { what: Capacity::WithdrawGap { gap }, force: false, reason: None },
        scene.now,
    );
    assert_eq!(preview.unwrap().broken[0].instead.unwrap().earliest, time("9:50", "10:20").start);
    force(&mut scene, Capacity::WithdrawGap { gap }).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 9:50–10:20".into(), "9:50–10:10".into()));
}

#[test]
fn a_booking_over_a_place_kept_for_tomorrow_is_told_today_with_its_cause() {
    let (mut scene, ticket) = kept_for_wednesday();
    let date = TODAY.tomorrow().unwrap();
    let nine = zone().moment(date, crate::calendar::clock_time::parse("9:00").unwrap());
    let booked = Booking::new(DeskId::from("1"), TimeRange::new(nine, nine + Length::minutes(30)));
    scene.ask(Command::ImportDiary { date, bookings: [booked].into() }).unwrap();
    assert_eq!(broken(&scene), []);
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 9:30–10:00".into(), "9:15–9:35".into()));
    let booked = Booking::new(DeskId::from("1"), TimeRange::new(nine, nine + Length::minutes(60)));
    scene.ask(Command::ImportDiary { date, bookings: [booked].into() }).unwrap();
    assert_eq!(broken(&scene), [Cause::BookingCameIn]);
    let next_week = scene.ticket(ticket).kept_for.unwrap();
    assert_eq!((next_week, scene.place(ticket)), (jiff::civil::date(2026, 3, 11), "1 9:15–9:45".into()));
}

// Within grace nothing is lost, and undo restores.

#[test]
fn who_is_back_within_grace_has_the_place_with_the_slack_it_had() {
    let mut scene = one_desk();
    scene.book(&[("1", "10:30", "11:00")]);
    scene.gap("1", "10:00", "10:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    recalled_and_absent(scene.at("10:01"), ticket);
    scene.now = scene.now + Length::seconds(30);
    scene.advance().ask(Command::Return { ticket }).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 10:00–10:30".into(), "10:00–10:20".into()));
    assert_eq!(scene.call_next("1").unwrap(), ticket);
}

#[test]
fn nobody_gets_the_time_of_an_absent_citizen_while_the_promise_can_be_kept() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:45");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    recalled_and_absent(&mut scene, ticket);
    let other = scene.check_in(standby(30)).unwrap();
    assert!(matches!(scene.call_next("1").unwrap_err(), Refusal::NobodyFits { .. }));
    scene.at("10:05").ask(Command::Return { ticket }).unwrap();
    assert_eq!(scene.call_next("1").unwrap(), ticket);
    assert_eq!(scene.ticket(other).state.name(), StateName::Waiting);
}

#[test]
fn undoing_a_call_restores_ticket_place_and_promise() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:01");
    let before = scene.ticket(ticket).clone();
    scene.call_next("1").unwrap();
    scene.now = scene.now + Length::seconds(2);
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    assert_eq!(*scene.ticket(ticket), before);
}

// Who cannot be placed takes no time from those who can.

#[test]
fn a_claim_without_a_place_keeps_nobody_else_from_theirs() {
    let mut scene = one_desk();
    let id = scene.gap("1", "10:00", "11:00");
    let a = scene.at("9:00").check_in(ordinary(60)).unwrap();
    let b = scene.check_in(standby(15)).unwrap();
    let end = Some(scene.moment("10:30"));
    force(&mut scene, Capacity::ChangeGap { gap: id, desk: None, start: None, end, hold: None }).unwrap();
    assert_eq!((scene.place(a), scene.place(b)), ("-".into(), "1 10:00–10:15".into()));
    let c = scene.at("9:20").check_in(ordinary(15)).unwrap();
    assert_eq!((scene.place(b), scene.place(c)), ("1 10:00–10:15".into(), "1 10:15–10:30".into()));
    let view = scene.office.supervisor(scene.now);
    assert_eq!(view.figures.standby, 1, "the ticket says so, and so does the supervisor's screen");
    assert!(scene.ticket(a).standby);
    assert_eq!(view.advice, Some(Reason::PeopleStandBy { count: 1 }));
}

#[test]
fn time_that_somebody_waiting_could_use_is_not_released() {
    let mut scene = one_desk();
    let soft = scene.gap_held("1", "10:00", "11:00", ReleaseRule::Soft);
    scene.at("9:00").check_in(ordinary(60)).unwrap();
    let end = Some(scene.moment("10:30"));
    force(&mut scene, Capacity::ChangeGap { gap: soft, desk: None, start: None, end, hold: None }).unwrap();
    scene.at("9:10").check_in(standby(15)).unwrap();
    scene.at("9:31");
    assert!(gap(&scene, soft).is_open());
}

// Call next.

#[test]
fn the_next_in_rank_who_harms_nobody_goes() {
    let mut scene = one_desk();
    scene.book(&[("1", "8:30", "10:05"), ("1", "10:40", "12:00")]);
    scene.gap("1", "10:30", "10:35");
    scene.at("8:50").check_in(standby(30)).unwrap();
    let y = scene.check_in(standby(15)).unwrap();
    let z = scene.at("10:00").check_in(ordinary(5)).unwrap();
    assert_eq!(scene.promise(z), "10:30–10:50");
    scene.at("10:05");
    assert_eq!(scene.call_next("1").unwrap(), y);
}

#[test]
fn shortly_before_closing_who_fits_goes_first_and_else_the_clerk_is_warned() {
    let mut scene = one_desk();
    let long = scene.at("17:00").check_in(standby(45)).unwrap();
    let short = scene.at("17:50").check_in(standby(5)).unwrap();
    scene.at("17:55");
    assert_eq!(scene.call_next("1").unwrap(), short);
    scene.complete(short);
    assert_eq!(scene.call_next("1").unwrap(), long);
    let closes = scene.moment("18:00");
    assert!(scene.ticket(long).reasons.contains(&Reason::TightBeforeClosing { likely_minutes: 45, closes }));
}

#[test]
fn a_chosen_call_at_a_desk_that_lacks_what_is_needed_asks_for_a_reason() {
    let mut scene = Scene::new();
    let needs = Features::of(&[Feature::QuietRoom]);
    let ticket = scene.at("10:00").check_in(Visitor { needs, ..standby(15) }).unwrap();
    let call = |reason: Option<&str>| Command::CallChosen {
        ticket,
        desk: "1".into(),
        reason: crate::free_text::FreeText::parse_optional(reason).unwrap(),
    };
    let refused = scene.ask(call(None)).unwrap_err();
    assert_eq!(refused.code(), "needs_other_desk");
    assert_eq!(refused.reasons(), [Reason::NeedsOtherDesk { number: 1, feature: Feature::QuietRoom }]);
    scene.ask(call(Some("the quiet room is flooded"))).unwrap();
}

// Setting aside and sending on.

#[test]
fn parking_somebody_who_waits_keeps_place_and_promise_while_it_can() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:30");
    scene.gap("1", "10:30", "11:00");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.ask(Command::Park { ticket }).unwrap();
    scene.at("9:55").ask(Command::Return { ticket }).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 10:00–10:30".into(), "10:00–10:20".into()));
    scene.ask(Command::Park { ticket }).unwrap();
    scene.at("10:21");
    assert_eq!(broken(&scene), [Cause::Parked]);
    assert_eq!(scene.ticket(ticket).state.name(), StateName::Parked);
}

#[test]
fn a_transfer_that_costs_a_promise_is_said_beforehand_and_recorded() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    let to = || TransferTo { desk: None, errand: Some("minutes_45".into()) };
    let refused = scene.ask(Command::Transfer { ticket, to: to(), reason: None }).unwrap_err();
    assert_eq!(refused.code(), "would_break_promise");
    let reason = crate::free_text::FreeText::parse_optional(Some("needs a new card")).unwrap();
    scene.ask(Command::Transfer { ticket, to: to(), reason }).unwrap();
    assert_eq!(broken(&scene), [Cause::Transferred]);
    assert_eq!(scene.ticket(ticket).reasons, [Reason::SentOn]);
    assert!(scene.ticket(ticket).standby);
}

#[test]
fn a_transfer_that_costs_nothing_keeps_the_promise() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "11:00");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    let to = TransferTo { desk: None, errand: Some("minutes_45".into()) };
    scene.ask(Command::Transfer { ticket, to, reason: None }).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 10:00–10:45".into(), "10:00–10:20".into()));
}

// What is known is told.

#[test]
fn a_promise_that_can_no_longer_be_kept_is_told_then() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:30");
    scene.gap("1", "12:30", "13:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:04");
    assert_eq!((broken(&scene), scene.promise(ticket)), (vec![], "10:00–10:20".into()));
    scene.at("10:05");
    assert_eq!(broken(&scene), [Cause::NotCalled]);
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 12:30–13:00".into(), "12:30–12:50".into()));
}

#[test]
fn a_no_is_said_only_where_no_order_gives_a_start_in_time() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "11:30");
    let long = scene.at("9:00").check_in(ordinary(45)).unwrap();
    let short = scene.at("9:10").check_in(ordinary(5)).unwrap();
    assert_eq!((scene.place(short), scene.place(long)), ("1 10:00–10:05".into(), "1 10:05–10:50".into()));
    assert_eq!(scene.promise(long), "10:00–10:20");
}

#[test]
fn a_desk_that_nobody_opened_breaks_one_promise_and_no_more() {
    let mut scene = Scene::on(TODAY, Plan::default());
    for desk in ["1", "2", "3", "4"] {
        scene.ask(Command::LeaveDesk { desk: desk.into(), reason: None }).unwrap();
    }
    let mut setup = scene.office.setup().clone();
    setup.desks.push(crate::setup::Desk { id: "5".into(), ..setup.desks[0].clone() });
    scene.ask(Command::ChangeSetup(Box::new(setup))).unwrap();
    scene.gap("5", "11:00", "14:00");
    let ticket = scene.at("10:50").check_in(ordinary(30)).unwrap();
    assert_eq!(scene.promise(ticket), "11:00–11:20");
    for clock in ["11:21", "11:42", "12:30", "13:59"] {
        scene.at(clock);
    }
    assert_eq!(broken(&scene), [Cause::NotCalled]);
    assert_eq!(scene.promise(ticket), "-", "nothing is promised there without a clerk");
    assert_eq!(scene.at("13:59").check_in(ordinary(5)).unwrap_err().code(), "no_time_today");
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

// The day ends, and the next begins.

#[test]
fn a_place_on_the_next_day_is_offered_and_taken_never_given() {
    let mut scene = one_desk_with(Plan(vec![plan_line("wednesday", "1", "9:15", "9:45", ReleaseRule::Hard)]));
    let ticket = scene.at("17:50").check_in(standby(30)).unwrap();
    scene.at("18:00");
    assert!(matches!(scene.ticket(ticket).state, State::Left { ending: Ending::NotServedToday, .. }));
    scene.ask(Command::TakeNextDay { ticket, start: None }).unwrap();
    assert_eq!(scene.promise(ticket), "9:15–9:35", "day and time at once");
    assert_eq!(scene.ticket(ticket).kept_for, TODAY.tomorrow().ok());
}

#[test]
fn who_has_a_kept_place_counts_as_waiting_when_they_have_come_and_may_be_called_early() {
    let (mut scene, ticket) = kept_for_wednesday();
    scene.now = scene.moment("18:00") + Length::minutes(14 * 60 + 5);
    scene.advance();
    scene.ask(Command::OpenDesk { desk: "1".into() }).unwrap();
    assert_eq!(scene.office.waiting(), 0);
    assert_eq!(scene.call_next("1").unwrap_err().code(), "nobody_waits");
    scene.ask(Command::Return { ticket }).unwrap();
    assert_eq!(scene.office.waiting(), 1);
    assert_eq!(scene.call_next("1").unwrap(), ticket);
}
