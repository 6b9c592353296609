// SPDX-License-Identifier: MPL-2.0
//! What the simulator found: days that went wrong once, told shortly.

use uuid::Uuid;

use crate::Office;
use crate::command::{Capacity, Command, IfFull, Request, TransferTo};
use crate::event::{Cause, Event};
use crate::gap::{Origin, Plan, ReleaseRule};
use crate::names::{Actor, RequestKey, TicketId};
use crate::policy::Policy;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::setup::{Feature, Features};
use crate::testing::{Scene, TODAY, Visitor, ordinary, plan_line, raised, setup, zone};
use crate::ticket::{Ending, State, StateName};
use crate::time::{Length, TimeRange};

fn next_day(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::NextDay, ..ordinary(minutes) }
}

fn standby(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::Standby, ..ordinary(minutes) }
}

fn quiet(minutes: u16) -> Visitor {
    Visitor { needs: Features::of(&[Feature::QuietRoom]), ..standby(minutes) }
}

fn policy(scene: &mut Scene, change: impl FnOnce(&mut Policy)) {
    let mut policy = scene.office.policy().clone();
    change(&mut policy);
    scene.change(Capacity::ChangePolicy(Box::new(policy.into()))).unwrap();
}

/// Midnight passes, and the clock shows HH:MM of the next day.
fn tomorrow(scene: &mut Scene, clock: &str) {
    let midnight = scene.office.setup().time_zone.day(scene.office.date()).end;
    scene.now = midnight;
    scene.advance();
    scene.at(clock);
}

fn broken(scene: &Scene) -> Vec<Cause> {
    let causes = scene.ledger.iter().filter_map(|recorded| {
        if let Event::PromiseBroken { cause, .. } = recorded.event { Some(cause) } else { None }
    });
    causes.collect()
}

// The day.

#[test]
fn a_place_kept_for_monday_survives_the_closed_days_before_it() {
    let thursday = plan_line("thursday", "1", "9:00", "10:00", ReleaseRule::Hard);
    let mut scene = Scene::on(TODAY, Plan(vec![thursday]));
    let mut closed = setup();
    closed.opening_hours.0.retain(|day| day.weekday != jiff::civil::Weekday::Wednesday);
    scene.ask(Command::ChangeSetup(Box::new(closed))).unwrap();
    let ticket = scene.at("10:00").check_in(next_day(30)).unwrap();
    scene.at("18:00");
    tomorrow(&mut scene, "12:00");
    tomorrow(&mut scene, "8:00");
    assert_eq!(scene.ticket(ticket).state, State::Waiting);
    assert_eq!(scene.place(ticket), "1 9:00–9:30");
}

#[test]
fn who_waits_in_a_gap_that_lasts_until_midnight_is_ended_like_at_any_closing_time() {
    let mut scene = Scene::new();
    let day = zone().day(TODAY);
    let time = TimeRange::new(scene.moment("23:00"), day.end);
    scene.change(Capacity::OpenGap { desk: "1".into(), time, hold: ReleaseRule::Hard }).unwrap();
    let ticket = scene.at("23:10").check_in(ordinary(30)).unwrap();
    scene.now = day.end;
    scene.advance();
    let left = scene.events(|event| matches!(event, Event::TicketLeft { .. }));
    let [Event::TicketLeft { ticket: who, ending: Ending::NotServedToday, .. }] = left[..] else {
        panic!("{left:?}")
    };
    assert_eq!(*who, ticket);
}

#[test]
fn plan_lines_that_meet_in_the_skipped_hour_never_reserve_time_twice() {
    let date = jiff::civil::date(2026, 3, 29);
    let lines = [("1:00", "2:45"), ("2:45", "3:30")]
        .map(|(from, to)| plan_line("sunday", "1", from, to, ReleaseRule::Hard))
        .to_vec();
    let (office, _) = Office::found(setup(), Policy::default(), Plan(lines), zone().day(date).start);
    assert_eq!(office.check(), Vec::<String>::new());
    assert_eq!(office.gaps().count(), 1, "2:45 is shown as 3:45, when the second line is over");
}

// Calls.

#[test]
fn a_chosen_ticket_never_runs_into_a_booking_also_where_the_desk_lacks_what_it_needs() {
    let mut scene = Scene::new();
    scene.book(&[("1", "10:20", "11:00")]);
    let ticket = scene.at("10:00").check_in(quiet(30)).unwrap();
    let refused = scene.ask(Command::CallChosen { ticket, desk: "1".into(), reason: None }).unwrap_err();
    assert_eq!(refused.code(), "would_delay_booking");
}

#[test]
fn who_is_to_come_at_nine_is_not_called_at_a_quarter_to() {
    let mut lines = vec![plan_line("wednesday", "1", "9:00", "9:30", ReleaseRule::Hard)];
    lines.push(plan_line("wednesday", "2", "12:00", "12:30", ReleaseRule::Hard));
    let mut scene = Scene::on(TODAY, Plan(lines));
    let kept = scene.at("10:00").check_in(next_day(30)).unwrap();
    assert_eq!(scene.place(kept), "1 9:00–9:30");
    scene.at("18:00");
    tomorrow(&mut scene, "8:45");
    scene.ask(Command::OpenDesk { desk: "1".into() }).unwrap();
    let refused = scene.call_next("1").unwrap_err();
    assert_eq!(refused.code(), "nobody_waits", "and not nobody fits without a reason");
    scene.check_in(standby(30)).unwrap();
    let refused = scene.call_next("1").unwrap_err();
    assert!(matches!(refused, Refusal::NobodyFits { .. }), "it would take the kept place: {refused}");
}

// Requests told again, and steps taken back.

#[test]
fn a_check_in_sent_again_after_a_transfer_is_still_the_same_ticket() {
    let mut scene = Scene::new();
    let key = Some(RequestKey(Uuid::from_u128(9)));
    let id = scene.at("10:00").next_ticket_id();
    let first = scene.asks(standby(30), id);
    scene.ask_with_key(Command::CheckIn(first.clone()), key).unwrap();
    let to = TransferTo { desk: None, errand: Some("minutes_15".into()) };
    scene.ask(Command::Transfer { ticket: id, to, reason: None }).unwrap();
    assert!(scene.ask_with_key(Command::CheckIn(first), key).unwrap().repeated);
}

#[test]
fn a_request_told_again_after_midnight_is_told_that_its_visit_is_over() {
    let mut scene = Scene::new();
    let key = Some(RequestKey(Uuid::from_u128(9)));
    let id = scene.at("17:50").next_ticket_id();
    let first = scene.asks(standby(30), id);
    scene.ask_with_key(Command::CheckIn(first.clone()), key).unwrap();
    tomorrow(&mut scene, "8:00");
    assert_eq!(scene.ask_with_key(Command::CheckIn(first), key).unwrap_err(), Refusal::CarriedOutEarlier);
}

#[test]
fn taking_back_a_second_call_leaves_the_first_one_on_record() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(30)).unwrap();
    scene.call_next("1").unwrap();
    let first = scene.now;
    scene.ask(Command::Park { ticket }).unwrap();
    scene.ask(Command::Return { ticket }).unwrap();
    scene.at("10:30").call_next("1").unwrap();
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    assert_eq!(scene.ticket(ticket).state.name(), StateName::Waiting);
    assert_eq!(scene.ticket(ticket).first_called_at, Some(first));
}

#[test]
fn a_call_that_is_taken_back_in_its_own_second_leaves_the_call_before_it_the_first() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(30)).unwrap();
    scene.call_next("1").unwrap();
    let first = scene.ticket(ticket).first_called_at;
    scene.ask(Command::Park { ticket }).unwrap();
    scene.ask(Command::LeaveDesk { desk: "1".into(), reason: None }).unwrap();
    scene.ask(Command::Return { ticket }).unwrap();
    scene.call_next("2").unwrap();
    scene.ask(Command::Undo { desk: "2".into() }).unwrap();
    assert_eq!(scene.ticket(ticket).first_called_at, first);
}

#[test]
fn an_absence_is_not_taken_back_once_the_visit_has_ended() {
    let mut scene = Scene::new();
    policy(&mut scene, |policy| {
        (policy.recalls_before_absent, policy.absence_grace_minutes, policy.undo_seconds) = (0, 0, 60);
    });
    let ticket = scene.at("10:00").check_in(standby(30)).unwrap();
    scene.call_next("1").unwrap();
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
    scene.now = scene.now + Length::seconds(1);
    scene.advance();
    assert_eq!(scene.ticket(ticket).state.name(), StateName::Left);
    let refused = scene.ask(Command::Undo { desk: "1".into() }).unwrap_err();
    assert_eq!(refused, Refusal::NothingToUndo("1".into()));
}

// Places.

#[test]
fn a_booking_over_the_first_minutes_of_a_place_moves_it() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    let ticket = scene.at("9:40").check_in(ordinary(30)).unwrap();
    scene.book(&[("1", "9:50", "10:03")]);
    assert_eq!(scene.place(ticket), "1 10:03–10:33");
}

#[test]
fn nobody_is_given_a_place_that_another_still_holds() {
    let mut scene = Scene::new();
    policy(&mut scene, |policy| policy.slack_minutes = 10);
    scene.gap("1", "10:00", "11:00");
    let first = scene.at("9:40").check_in(ordinary(30)).unwrap();
    let passes = scene.at("9:45").check_in(raised(5)).unwrap();
    assert_eq!(scene.place(passes), "1 10:00–10:05");
    assert_eq!(scene.place(first), "1 10:05–10:35");
}

#[test]
fn two_places_that_run_late_together_are_still_the_places_that_were_told() {
    let mut scene = Scene::new();
    policy(&mut scene, |policy| policy.slack_minutes = 10);
    scene.gap("1", "10:00", "10:35");
    scene.at("9:40").check_in(ordinary(5)).unwrap();
    let after = scene.at("9:45").check_in(ordinary(30)).unwrap();
    assert_eq!(scene.place(after), "1 10:05–10:35");
    scene.at("10:07");
    assert_eq!(scene.place(after), "1 10:05–10:35");
}

#[test]
fn a_desk_that_loses_a_feature_keeps_nobody_who_needs_it() {
    let mut scene = Scene::new();
    scene.gap("4", "10:00", "11:00");
    let ticket = scene.at("9:50").check_in(quiet(30)).unwrap();
    assert_eq!(scene.place(ticket), "4 10:00–10:30");
    let mut plain = setup();
    plain.desks[3].features = Features::of(&[Feature::WithoutPhoto]);
    scene.ask(Command::ChangeSetup(Box::new(plain))).unwrap();
    assert_eq!(scene.place(ticket), "-");
    assert_eq!(broken(&scene), [Cause::PlanChanged]);
}

#[test]
fn what_of_lent_time_stays_lent_was_not_booked_again_meanwhile() {
    let mut scene = Scene::new();
    scene.book(&[("1", "10:00", "11:00")]);
    scene.book(&[]);
    scene.book(&[("1", "10:30", "10:45")]);
    scene.gap("1", "10:00", "10:15");
    let open = scene.office.gaps().filter(|gap| gap.is_open() && gap.origin == Origin::FreedBooking);
    let told: Vec<_> = open.map(|gap| (scene.clock(gap.time.start), scene.clock(gap.time.end))).collect();
    let lent = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(told, [lent("10:15", "10:30"), lent("10:45", "11:00")]);
}

// Who is to blame.

/// A case at desk 1 runs over, and who comes after it will not be called in time.
fn lost_to_an_overrun() -> (Scene, TicketId) {
    let mut scene = Scene::new();
    policy(&mut scene, |policy| policy.overrun_minutes = 15);
    scene.gap("1", "10:00", "12:00");
    scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    let after = scene.at("10:25").check_in(ordinary(15)).unwrap();
    assert_eq!(scene.promise(after), "10:30–10:50");
    scene.at("10:40");
    (scene, after)
}

#[test]
fn opening_a_gap_needs_no_force_because_of_a_promise_that_was_lost_before() {
    let (mut scene, after) = lost_to_an_overrun();
    let time = scene.stretch("11:00", "11:30");
    let open = Capacity::OpenGap { desk: "2".into(), time, hold: ReleaseRule::Hard };
    scene.change(open).unwrap();
    assert_eq!(broken(&scene), []);
    scene.at("10:51");
    assert_eq!(broken(&scene), [Cause::Overrun]);
    assert_eq!(scene.ticket(after).broken_promises, 1);
}

#[test]
fn a_gap_opened_in_the_last_second_of_a_lost_promise_needs_no_force() {
    let (mut scene, after) = lost_to_an_overrun();
    scene.now = scene.moment("10:49") + Length::seconds(30);
    scene.advance();
    scene.now = scene.moment("10:50");
    scene.advance();
    assert_eq!(scene.ticket(after).broken_promises, 1);
    let time = scene.stretch("11:00", "11:30");
    scene.change(Capacity::OpenGap { desk: "2".into(), time, hold: ReleaseRule::Hard }).unwrap();
    assert_eq!(broken(&scene), [Cause::Overrun]);
}

#[test]
fn leaving_another_desk_or_losing_a_booking_is_not_blamed_for_an_overrun() {
    let (mut scene, _) = lost_to_an_overrun();
    scene.book(&[("2", "14:00", "14:30")]);
    scene.book(&[]);
    scene.ask(Command::LeaveDesk { desk: "3".into(), reason: None }).unwrap();
    assert_eq!(broken(&scene), []);
    scene.now = scene.moment("10:50") + Length::seconds(1);
    scene.advance();
    assert_eq!(broken(&scene), [Cause::Overrun]);
}

#[test]
fn the_same_key_for_another_check_in_is_refused() {
    let mut scene = Scene::new();
    let key = Some(RequestKey(Uuid::from_u128(9)));
    let id = scene.at("10:00").next_ticket_id();
    let first = scene.asks(standby(30), id);
    scene.ask_with_key(Command::CheckIn(first), key).unwrap();
    let other = scene.asks(standby(15), id);
    let request = Request { actor: "test".into(), key, command: Command::CheckIn(other) };
    assert_eq!(scene.office.handle(&request, scene.now).unwrap_err(), Refusal::KeyReused);
}

#[test]
fn a_decided_event_that_does_not_apply_is_not_kept() {
    let mut scene = Scene::new();
    let before = scene.office.clone();
    let mut events = Vec::new();
    let event = Event::DeskOpened { desk: "nowhere".into() };
    scene.office.record(event, &Actor::from("clerk"), None, scene.now, &mut events);
    assert!(events.is_empty());
    assert!(scene.office.fault().is_some());
    scene.office.fault = None;
    assert_eq!(scene.office, before);
}

/// Desk 1 has half an hour at ten and half an hour at two; the promise is for ten.
fn promised_at_ten() -> (Scene, TicketId) {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:30");
    scene.gap("1", "14:00", "14:30");
    let ticket = scene.at("9:00").check_in(ordinary(30)).unwrap();
    assert_eq!(scene.promise(ticket), "10:00–10:20");
    (scene, ticket)
}

#[test]
fn whose_promise_an_appointment_breaks_is_told_the_new_time_and_not_the_old() {
    let (mut scene, ticket) = promised_at_ten();
    scene.book(&[("1", "10:00", "10:30")]);
    let start = scene.moment("14:00");
    assert_eq!(scene.ticket(ticket).reasons, [Reason::BookingCameIn { desk: "1".into(), start }]);
}

#[test]
fn who_is_given_another_time_is_not_told_that_there_is_none() {
    let (mut scene, ticket) = promised_at_ten();
    scene.at("10:21").advance();
    let start = scene.moment("14:00");
    assert_eq!(scene.place(ticket), "1 14:00–14:30");
    assert_eq!(scene.ticket(ticket).reasons, [Reason::EarliestTime { desk: "1".into(), start }]);
}
