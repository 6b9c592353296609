// SPDX-License-Identifier: MPL-2.0
//! Each rule, tested in its own words. Rules 8, 13 and 15 live elsewhere too: the word lists, the
//! companions' table, and the ledger with its crash test.

use crate::command::{Capacity, CapacityChange, Command, HoldReport, HoldStep, IfFull};
use crate::event::{Cause, Event};
use crate::gap::{Booking, GapState, Origin, Plan, ReleaseRule};
use crate::holds::{HoldTrouble, Holding};
use crate::names::TicketId;
use crate::policy::Policy;
use crate::reason::Reason;
use crate::refusal::{Offer, Refusal};
use crate::setup::{Feature, Features};
use crate::testing::{Scene, TODAY, Visitor, ordinary, plan_line, raised};
use crate::ticket::{Ending, State, StateName};
use crate::time::Length;
use crate::view::{BoardCall, BoardWaiting};

fn needs(feature: Feature, minutes: u16) -> Visitor {
    Visitor { needs: Features::of(&[feature]), ..ordinary(minutes) }
}

fn standby(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::Standby, ..ordinary(minutes) }
}

fn policy(scene: &mut Scene, change: impl FnOnce(&mut Policy)) {
    let mut policy = scene.office.policy().clone();
    change(&mut policy);
    scene.change(Capacity::ChangePolicy(Box::new(policy.into()))).unwrap();
}

fn state(scene: &Scene, ticket: TicketId) -> StateName {
    scene.ticket(ticket).state.name()
}

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

// Rule 7: call next.

#[test]
fn the_ticket_whose_promise_is_at_risk_goes_first() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:45");
    let promised = scene.at("9:55").check_in(ordinary(15)).unwrap();
    let waiting_longer =
        scene.at("9:56").check_in(Visitor { if_full: IfFull::Standby, ..raised(60) }).unwrap();
    scene.at("10:20");
    assert_eq!(scene.call_next("1").unwrap(), promised);
    assert!(matches!(scene.ticket(promised).reasons[0], Reason::PromiseAtRisk { .. }));
    assert_eq!(state(&scene, waiting_longer), StateName::Waiting);
}

#[test]
fn two_desks_never_get_the_same_ticket() {
    let mut scene = Scene::new();
    scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    assert_eq!(scene.call_next("2").unwrap_err().code(), "nobody_waits");
}

#[test]
fn a_desk_with_a_ticket_calls_no_other() {
    let mut scene = Scene::new();
    scene.at("10:00").check_in(standby(15)).unwrap();
    scene.check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    assert_eq!(scene.call_next("1").unwrap_err().code(), "desk_busy");
}

#[test]
fn a_closed_desk_calls_nobody() {
    let mut scene = Scene::new();
    scene.at("10:00").check_in(standby(15)).unwrap();
    scene.ask(Command::LeaveDesk { desk: "1".into(), reason: None }).unwrap();
    assert_eq!(scene.call_next("1").unwrap_err(), Refusal::DeskClosed("1".into()));
}

#[test]
fn a_recall_is_announced_again_and_after_enough_of_them_the_ticket_may_be_marked_absent() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    let first = scene.board().calls[0].announcement;
    let early = scene.ask(Command::MarkAbsent { ticket }).unwrap_err();
    assert_eq!(early, Refusal::RecallFirst { number: 1, recalls_left: 2 });
    for _ in 0..2 {
        scene.ask(Command::Recall { ticket }).unwrap();
    }
    assert_eq!(scene.board().calls[0].announcement, first + 2);
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
    assert_eq!(state(&scene, ticket), StateName::Absent);
}

#[test]
fn an_absent_citizen_who_turns_up_within_the_grace_period_returns_to_their_place() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    let second = scene.at("10:01").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    for _ in 0..2 {
        scene.ask(Command::Recall { ticket }).unwrap();
    }
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
    scene.at("10:16").ask(Command::Return { ticket }).unwrap();
    assert_eq!(scene.call_next("1").unwrap(), ticket, "before {second}");
}

#[test]
fn after_the_grace_period_the_visit_has_ended() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    for _ in 0..2 {
        scene.ask(Command::Recall { ticket }).unwrap();
    }
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
    scene.at("10:16");
    assert!(matches!(scene.ticket(ticket).state, State::Left { ending: Ending::AbsentAtCall, .. }));
    assert_eq!(scene.ask(Command::Return { ticket }).unwrap_err().code(), "grace_ran_out");
}

#[test]
fn completing_what_another_desk_completed_changes_nothing() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    scene.complete(ticket);
    let outcome = "other_errand_done".into();
    let again = scene
        .ask(Command::Complete { ticket, at: None, outcome, flags: vec![], companion_minutes: None })
        .unwrap_err();
    assert_eq!(again.code(), "step_out_of_turn");
}

#[test]
fn the_last_step_can_be_taken_back_for_some_seconds() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    scene.complete(ticket);
    scene.now = scene.now + Length::seconds(9);
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    assert_eq!(state(&scene, ticket), StateName::Called);
    scene.complete(ticket);
    scene.now = scene.now + Length::seconds(11);
    assert_eq!(scene.ask(Command::Undo { desk: "1".into() }).unwrap_err().code(), "nothing_to_undo");
}

#[test]
fn an_undone_call_gives_the_ticket_its_place_back() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    let told = scene.promise(ticket);
    scene.at("10:00").call_next("1").unwrap();
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    assert_eq!(state(&scene, ticket), StateName::Waiting);
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 10:00–10:30".into(), told));
    assert!(scene.board().calls.is_empty());
}

// Rule 9: use it or give it back.

#[test]
fn each_gap_knows_where_it_came_from_and_how_it_ended() {
    let plan = Plan(vec![plan_line("tuesday", "1", "10:00", "10:30", ReleaseRule::Hard)]);
    let mut scene = Scene::on(TODAY, plan);
    scene.gap("2", "10:00", "10:30");
    let withdrawn = scene.gap("3", "10:00", "10:30");
    scene.change(Capacity::WithdrawGap { gap: withdrawn }).unwrap();
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    scene.at("10:30").complete(ticket);
    let ended: Vec<_> = scene.office.gaps().map(|gap| (gap.origin, gap.state)).collect();
    assert_eq!(
        ended,
        [
            (Origin::Plan, GapState::Used),
            (Origin::Supervisor, GapState::Unused),
            (Origin::Supervisor, GapState::Withdrawn)
        ]
    );
}

// Rule 10: the supervisor's hand.

#[test]
fn a_gap_that_cannot_be_is_refused_and_changes_nothing() {
    let mut scene = Scene::new();
    scene.book(&[("1", "12:00", "12:30")]);
    scene.gap("1", "10:00", "10:30");
    scene.at("9:00");
    for (from, to, code) in [
        ("12:15", "12:45", "overlaps_booking"),
        ("10:15", "10:45", "overlaps_gap"),
        ("8:30", "8:45", "in_the_past"),
        ("17:30", "18:30", "outside_opening_hours"),
        ("11:00", "11:00", "ends_before_it_starts"),
    ] {
        let time = scene.stretch(from, to);
        let refused =
            scene.change(Capacity::OpenGap { desk: "1".into(), time, hold: ReleaseRule::Hard }).unwrap_err();
        assert_eq!(refused.code(), code, "{from}–{to}");
    }
}

#[test]
fn a_gap_may_be_put_over_lent_time_and_the_rest_stays_lent() {
    let mut scene = Scene::new();
    scene.at("9:00").book(&[("1", "10:00", "11:00")]);
    scene.book(&[]);
    scene.gap("1", "10:15", "10:45");
    let open: Vec<_> = scene
        .office
        .gaps()
        .filter(|gap| gap.is_open())
        .map(|gap| (gap.origin, scene.clock(gap.time.start), scene.clock(gap.time.end)))
        .collect();
    let lent = Origin::FreedBooking;
    assert_eq!(
        open,
        [
            (Origin::Supervisor, "10:15".into(), "10:45".into()),
            (lent, "10:00".into(), "10:15".into()),
            (lent, "10:45".into(), "11:00".into())
        ]
    );
}

#[test]
fn a_new_plan_takes_effect_at_once() {
    let plan = Plan(vec![plan_line("tuesday", "1", "10:00", "10:30", ReleaseRule::Hard)]);
    let mut scene = Scene::on(TODAY, plan);
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    let new = Plan(vec![plan_line("tuesday", "2", "10:10", "10:40", ReleaseRule::Hard)]);
    let preview = scene
        .office
        .preview(
            &CapacityChange { what: Capacity::SetPlan(new.clone()), force: false, reason: None },
            scene.now,
        )
        .unwrap();
    assert_eq!((preview.moves.len(), preview.broken.len(), preview.booking_gains), (1, 0, Length::ZERO));
    scene.change(Capacity::SetPlan(new)).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("2 10:10–10:40".into(), "10:00–10:20".into()));
}

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

// Rules 1 and 9 with an appointment system that holds time: nothing is promised that the public can book.

fn report(scene: &mut Scene, from: &str, to: &str, step: HoldStep) -> Result<(), Refusal> {
    let time = scene.stretch(from, to);
    scene.ask(Command::ReportHold(HoldReport { desk: "1".into(), time, step })).map(drop)
}

fn holding() -> Scene {
    let mut scene = Scene::new();
    let mut setup = scene.office.setup().clone();
    setup.holding = Some(Holding { days_ahead: 2, desks: vec!["1".into()] });
    scene.ask(Command::ChangeSetup(Box::new(setup))).unwrap();
    scene
}

#[test]
fn reserved_time_is_promised_only_once_its_hold_is_confirmed() {
    let mut scene = holding();
    scene.at("9:30").gap("1", "10:00", "11:00");
    let ticket = scene.check_in(standby(30)).unwrap();
    assert_eq!(scene.place(ticket), "-");
    report(&mut scene, "10:00", "11:00", HoldStep::Confirmed).unwrap();
    assert_eq!(scene.place(ticket), "1 10:00–10:30");
}

#[test]
fn a_hold_that_is_lost_moves_who_was_placed_there_and_says_why() {
    let mut scene = holding();
    scene.at("9:30").gap("1", "10:00", "11:00");
    scene.gap("2", "10:05", "11:00");
    report(&mut scene, "10:00", "11:00", HoldStep::Confirmed).unwrap();
    let ticket = scene.check_in(ordinary(30)).unwrap();
    assert_eq!(scene.place(ticket), "1 10:00–10:30");
    report(&mut scene, "10:00", "11:00", HoldStep::Refused(HoldTrouble::Taken)).unwrap();
    assert_eq!(scene.place(ticket), "2 10:05–10:35");
    assert!(scene.ticket(ticket).reasons.contains(&Reason::HoldLost { desk: "1".into() }));
}

#[test]
fn the_office_closes_the_gap_first_and_only_then_lets_go_of_the_hold() {
    let mut scene = holding();
    let gap = scene.at("9:30").gap("1", "10:00", "11:00");
    report(&mut scene, "10:00", "11:00", HoldStep::Confirmed).unwrap();
    let refused = report(&mut scene, "10:00", "11:00", HoldStep::LettingGo).unwrap_err();
    assert_eq!(refused.code(), "hold_still_wanted");
    scene.change(Capacity::WithdrawGap { gap }).unwrap();
    report(&mut scene, "10:00", "11:00", HoldStep::LettingGo).unwrap();
    // While it is being given back the time is not counted on, also when a gap opens there again.
    scene.gap("1", "10:00", "11:00");
    let ticket = scene.check_in(standby(30)).unwrap();
    assert_eq!(scene.place(ticket), "-");
}

#[test]
fn what_the_plan_will_reserve_is_wanted_days_ahead() {
    let mut scene = holding();
    let line = plan_line("wednesday", "1", "10:00", "11:00", ReleaseRule::Hard);
    scene.at("9:30").change(Capacity::SetPlan(Plan(vec![line]))).unwrap();
    let wanted = scene.office.wanted_holds(scene.now);
    let day = Length::minutes(24 * 60);
    let time = scene.stretch("10:00", "11:00");
    let dates: Vec<_> = wanted.iter().map(|wanted| wanted.time.start - time.start).collect();
    assert!(dates.iter().all(|ahead| ahead.as_seconds() % day.as_seconds() == 0), "{dates:?}");
    assert!(wanted.len() <= 1, "only Wednesday has a line");
}

#[test]
fn a_closure_closes_the_gap_and_who_was_placed_there_is_told() {
    let mut scene = Scene::new();
    let gap = scene.at("9:30").gap("1", "10:00", "11:00");
    let ticket = scene.check_in(ordinary(30)).unwrap();
    let closed = Booking { closed: true, ..Booking::new("1".into(), scene.stretch("9:00", "17:00")) };
    let date = scene.office.date();
    scene.ask(Command::ImportDiary { date, bookings: [closed].into() }).unwrap();
    assert_eq!(scene.office.gap(gap).unwrap().state, GapState::Withdrawn);
    assert_eq!(scene.place(ticket), "-");
    // Opened again it is no freed booking.
    scene.ask(Command::ImportDiary { date, bookings: [].into() }).unwrap();
    assert!(!scene.office.gaps().any(|gap| gap.origin == Origin::FreedBooking));
}
