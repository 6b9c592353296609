// SPDX-License-Identifier: MPL-2.0
//! What happens when the office decided an event that does not follow from its ledger.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

use std::sync::Mutex;

use super::*;
use crate::answer::{Answer, Answered, read_answer};
use crate::clock::DemoClock;
use crate::ports::LedgerReader;
use office::announcements::Announcements;
use office::command::{Capacity, CapacityChange, Command, IfFull};
use office::names::Actor;
use office::policy::{Policy, PolicyPatch};
use office::testing::{Scene, Visitor, ordinary};
use office::ticket::Ticket;
use tokio::sync::oneshot;

/// What was committed, shared with the test.
#[derive(Clone, Default)]
struct Committed(Arc<Mutex<Vec<Recorded>>>);

impl Ledger for Committed {
    fn append(&mut self, events: &[Recorded]) -> Result<Seq, LedgerFailure> {
        let mut committed = self.0.lock().unwrap();
        committed.extend_from_slice(events);
        Ok(committed.len() as Seq)
    }

    fn read_latest_day(&mut self, each: &mut dyn FnMut(Seq, Recorded)) -> Result<(), LedgerFailure> {
        let committed = self.0.lock().unwrap();
        (1..).zip(committed.iter()).for_each(|(seq, recorded)| each(seq, recorded.clone()));
        Ok(())
    }

    fn read_after(&mut self, _: Seq, _: usize) -> Result<Vec<(Seq, Recorded)>, LedgerFailure> {
        Ok(Vec::new())
    }

    fn reader(&self) -> Result<Box<dyn LedgerReader>, LedgerFailure> {
        Err(LedgerFailure::Failed("nobody reads along".to_owned()))
    }
}

/// An open office with one day in its ledger, on a clock that stands still.
fn office() -> (EventLoop, Committed) {
    let mut scene = Scene::new();
    scene.at("10:00");
    let mut ledger = Committed::default();
    let seq = ledger.append(&scene.ledger).unwrap();
    let event_loop = EventLoop {
        publisher: Publisher::new(Arc::default(), 1.0),
        performers: Performers::new(Announcements::default(), Vec::new()),
        minute: minute_of(scene.now),
        clock: Arc::new(DemoClock::starting(scene.now, 0.001)),
        office: scene.office,
        ledger: Box::new(ledger.clone()),
        seq,
        rested: seq,
        checked: Instant::now(),
        health: watch::channel(Health { ready: true, ..Health::default() }).0,
    };
    (event_loop, ledger)
}

/// A command on its way to the loop, and where its answer comes.
fn request<A: Answer>(command: Command) -> (Message, oneshot::Receiver<Result<Answered<A>, NoAnswer>>) {
    let (reply, answer) = oneshot::channel();
    let request = Request { actor: Actor::from("1"), key: None, command };
    (Message::Request(request, read_answer(reply)), answer)
}

#[test]
fn an_event_that_does_not_follow_is_not_committed_and_who_asked_is_told() {
    let (mut event_loop, ledger) = office();
    let before = ledger.0.lock().unwrap().len();
    event_loop.office = event_loop.office.with_fault();
    let (message, mut answer) = request::<()>(Command::AskForHelp);
    let after = event_loop.run_batch(vec![message]);
    assert_eq!(ledger.0.lock().unwrap().len(), before, "nothing is appended");
    assert!(matches!(answer.try_recv().unwrap(), Err(NoAnswer::InvalidEvent)));
    // It was there before anybody asked, so it would come again.
    assert!(matches!(after, After::Stop(None)));
    assert!(event_loop.health.borrow().stopped && !event_loop.health.borrow().ready);
}

#[test]
fn after_a_request_whose_event_does_not_follow_the_office_goes_on_as_its_ledger_has_it() {
    let (mut event_loop, _) = office();
    let sound = event_loop.office.clone();
    let faulty = sound.clone().with_fault();
    let fault = faulty.fault().unwrap();
    event_loop.office = faulty;
    let (message, mut answer) = request::<()>(Command::AskForHelp);
    let Message::Request(request, read) = message else { panic!("a request") };
    let pending = event_loop.decide(&request, read, event_loop.office.last_at(), &mut Vec::new());
    assert!(matches!(event_loop.discard(fault, vec![pending], false), After::GoOn));
    assert!(matches!(answer.try_recv().unwrap(), Err(NoAnswer::InvalidEvent)));
    assert_eq!(event_loop.office, sound);
    assert!(event_loop.health.borrow().ready);
}

#[test]
fn a_refusal_stands_and_nothing_else_is_answered_when_the_disk_is_full() {
    let (mut event_loop, _) = office();
    let now = event_loop.office.last_at();
    let mut decided = |message| {
        let Message::Request(request, read) = message else { panic!("a request") };
        event_loop.decide(&request, read, now, &mut Vec::new())
    };
    let (unknown_desk, mut refused) = request::<()>(Command::OpenDesk { desk: "99".into() });
    let (help, mut lost) = request::<()>(Command::AskForHelp);
    let pending = vec![decided(unknown_desk), decided(help)];
    event_loop.fail(LedgerFailure::Full("no room".to_owned()), pending);
    assert!(matches!(refused.try_recv().unwrap(), Err(NoAnswer::Refused(_))));
    assert!(matches!(lost.try_recv().unwrap(), Err(NoAnswer::DiskFull)));
}

#[test]
fn each_command_of_a_batch_is_answered_with_the_ticket_as_that_command_left_it() {
    let (mut event_loop, _) = office();
    let mut scene = Scene::new();
    let ticket = scene.next_ticket_id();
    let check_in = scene.asks(Visitor { if_full: IfFull::Standby, ..ordinary(15) }, ticket);
    let (checks_in, mut first) = request::<Box<Ticket>>(Command::CheckIn(check_in));
    let (departs, mut second) = request::<Box<Ticket>>(Command::Depart { ticket });
    event_loop.run_batch(vec![checks_in, departs]);
    let (first, second) = (first.try_recv().unwrap().unwrap(), second.try_recv().unwrap().unwrap());
    assert_eq!((first.value.id, second.value.id), (ticket, ticket));
    assert!(!first.value.state.is_over() && second.value.state.is_over());
}

/// Two supervisors change two settings at once: each is told the policy as its own change left it.
#[test]
fn each_change_of_the_policy_is_answered_with_the_policy_it_led_to() {
    let (mut event_loop, _) = office();
    let change = |patch: PolicyPatch| {
        let what = Capacity::ChangePolicy(Box::new(patch));
        request::<Box<Policy>>(Command::ChangeCapacity(CapacityChange { what, force: false, reason: None }))
    };
    let (wait, mut first) = change(PolicyPatch { longest_wait_minutes: Some(77), ..PolicyPatch::default() });
    let (width, mut second) = change(PolicyPatch { promise_minutes: Some(33), ..PolicyPatch::default() });
    event_loop.run_batch(vec![wait, width]);
    let (first, second) = (first.try_recv().unwrap().unwrap(), second.try_recv().unwrap().unwrap());
    assert_ne!((first.value.longest_wait_minutes, first.value.promise_minutes), (77, 33));
    assert_eq!((second.value.longest_wait_minutes, second.value.promise_minutes), (77, 33));
}

#[test]
fn a_command_that_is_about_no_ticket_says_so_to_whoever_wants_one() {
    let (mut event_loop, _) = office();
    let (help, mut answer) = request::<Box<Ticket>>(Command::AskForHelp);
    event_loop.run_batch(vec![help]);
    assert!(matches!(answer.try_recv().unwrap(), Err(NoAnswer::NoSubject)));
}
