// SPDX-License-Identifier: MPL-2.0
//! What the world is asked to do: only what is on disk, each effect once, also across restarts and full disks.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use ledger::memory::MemoryStore;
use office::command::{CheckIn, Command, IfFull, Request};
use office::effect::{Effect, Notification};
use office::event::Recorded;
use office::names::{Actor, DeskId, Secret, TicketId};
use office::setup::{Features, Identification};
use office::ticket::{Language, Urgency};
use office::view::View;
use runtime::effects::{CommittedEffect, EffectId, EffectPort};
use runtime::handle::{NoAnswer, OfficeHandle};
use runtime::noticeboard::Topic;
use runtime::ports::{Clock, Ledger, LedgerFailure, LedgerReader, Seq};
use runtime::{Opening, open};
use uuid::Uuid;

use crate::test_server::{StandingClock, TEN, founding};

/// A printer with a memory of its own: what it did, and the last effect it is done with.
#[derive(Clone, Default)]
struct Printer {
    printed: Arc<Mutex<Vec<(EffectId, TicketId)>>>,
    until: Arc<Mutex<Option<EffectId>>>,
    /// Its paper is out: it forgets what it is given, as a program does that is killed.
    is_dead: Arc<AtomicBool>,
}

impl EffectPort for Printer {
    fn performed_until(&self) -> Option<EffectId> {
        Some(self.until.lock().unwrap().unwrap_or(EffectId::all_until(0)))
    }

    fn perform(&mut self, effect: &CommittedEffect) {
        if self.is_dead.load(Ordering::SeqCst) {
            return;
        }
        if let Effect::PrintTicket { ticket } = effect.effect {
            self.printed.lock().unwrap().push((effect.id, ticket));
        }
        *self.until.lock().unwrap() = Some(effect.id);
    }
}

/// Performs every effect, as long as it has strength for another; then it is killed.
#[derive(Clone, Default)]
struct Speaker {
    performed: Arc<Mutex<Vec<EffectId>>>,
    strength: Arc<AtomicI64>,
}

impl EffectPort for Speaker {
    fn performed_until(&self) -> Option<EffectId> {
        Some(self.performed.lock().unwrap().last().copied().unwrap_or(EffectId::all_until(0)))
    }

    fn perform(&mut self, effect: &CommittedEffect) {
        if self.strength.fetch_sub(1, Ordering::SeqCst) > 0 {
            self.performed.lock().unwrap().push(effect.id);
        }
    }
}

/// Cares only about what happens from now on.
#[derive(Clone, Default)]
struct Phone(Arc<Mutex<Vec<(TicketId, Notification)>>>);

impl EffectPort for Phone {
    fn performed_until(&self) -> Option<EffectId> {
        None
    }

    fn perform(&mut self, effect: &CommittedEffect) {
        if let Effect::Notify { ticket, about } = effect.effect {
            self.0.lock().unwrap().push((ticket, about));
        }
    }
}

/// A ledger whose disk can be full.
struct Disk {
    ledger: Box<dyn Ledger>,
    is_full: Arc<AtomicBool>,
}

impl Ledger for Disk {
    fn append(&mut self, events: &[Recorded]) -> Result<Seq, LedgerFailure> {
        if self.is_full.load(Ordering::SeqCst) {
            return Err(LedgerFailure::Full("no room".to_owned()));
        }
        self.ledger.append(events)
    }

    fn read_latest_day(&mut self, each: &mut dyn FnMut(Seq, Recorded)) -> Result<(), LedgerFailure> {
        self.ledger.read_latest_day(each)
    }

    fn read_after(&mut self, after: Seq, limit: usize) -> Result<Vec<(Seq, Recorded)>, LedgerFailure> {
        self.ledger.read_after(after, limit)
    }

    fn reader(&self) -> Result<Box<dyn LedgerReader>, LedgerFailure> {
        self.ledger.reader()
    }
}

#[derive(Default)]
struct World {
    store: MemoryStore,
    is_full: Arc<AtomicBool>,
    printer: Printer,
    phone: Phone,
    speaker: Speaker,
    ids: u128,
}

impl World {
    fn start(&self) -> OfficeHandle {
        let clock: Arc<dyn Clock> = Arc::new(StandingClock(AtomicI64::new(TEN)));
        let ledger =
            Box::new(Disk { ledger: Box::new(self.store.open().unwrap()), is_full: self.is_full.clone() });
        let effects: Vec<Box<dyn EffectPort>> = vec![
            Box::new(self.printer.clone()),
            Box::new(self.phone.clone()),
            Box::new(self.speaker.clone()),
        ];
        open(Opening { ledger, clock, effects, found: Box::new(|_| founding()) }).unwrap()
    }

    async fn check_in(&mut self, office: &OfficeHandle) -> Result<TicketId, NoAnswer> {
        self.ids += 1;
        let ticket = TicketId(Uuid::from_u128(self.ids));
        let check_in = CheckIn {
            ticket,
            secret: Secret(Uuid::from_u128(1_000 + self.ids)),
            errand: "new_mitid".into(),
            identification: Identification::Photo,
            needs: Features::NONE,
            language: Language::Da,
            urgency: Urgency::Ordinary,
            companion: None,
            witness_on: Vec::new(),
            if_full: IfFull::Standby,
        };
        ask(office, Command::CheckIn(check_in)).await?;
        // Effects are handed over after the answer, and before the next request.
        office.read(|_, _| ()).await?;
        Ok(ticket)
    }

    fn printed(&self) -> Vec<TicketId> {
        self.printer.printed.lock().unwrap().iter().map(|(_, ticket)| *ticket).collect()
    }
}

async fn ask(office: &OfficeHandle, command: Command) -> Result<(), NoAnswer> {
    office.ask(Request { actor: Actor::from("test"), key: None, command }).await.map(drop)
}

/// The calls on the board: announcement, number of recalls.
async fn board(office: &OfficeHandle) -> Vec<(u32, u8)> {
    let mut newest = office.watch(&Topic::Board).unwrap();
    let notice = newest.wait_for(Option::is_some).await.unwrap().clone().unwrap();
    let View::Board(board) = &notice.view else { panic!("not the board: {notice:?}") };
    board.calls.iter().map(|call| (call.announcement, call.recalls)).collect()
}

#[tokio::test]
async fn a_ticket_is_printed_once_though_the_printer_was_dead_and_the_server_started_again() {
    let mut world = World::default();
    let office = world.start();
    let first = world.check_in(&office).await.unwrap();
    world.printer.is_dead.store(true, Ordering::SeqCst);
    let second = world.check_in(&office).await.unwrap();
    office.stop().await;
    assert_eq!(world.printed(), [first], "the second was never printed");

    world.printer.is_dead.store(false, Ordering::SeqCst);
    let office = world.start();
    assert_eq!(world.printed(), [first, second], "it is printed after the restart, and the first not again");
    office.stop().await;
    let office = world.start();
    let third = world.check_in(&office).await.unwrap();
    office.stop().await;
    assert_eq!(world.printed(), [first, second, third]);
    let ids: Vec<EffectId> = world.printer.printed.lock().unwrap().iter().map(|(id, _)| *id).collect();
    assert!(ids.is_sorted_by(|one, next| one < next), "{ids:?}");
}

#[tokio::test]
async fn nothing_is_printed_for_a_check_in_that_a_full_disk_refused() {
    let mut world = World::default();
    let office = world.start();
    world.is_full.store(true, Ordering::SeqCst);
    let refused = world.check_in(&office).await;
    assert!(matches!(refused, Err(NoAnswer::DiskFull)), "{refused:?}");
    world.is_full.store(false, Ordering::SeqCst);
    let ticket = world.check_in(&office).await.unwrap();
    office.stop().await;
    assert_eq!(world.printed(), [ticket]);
}

#[tokio::test]
async fn the_board_goes_on_with_its_calls_after_a_restart_and_no_phone_is_told_twice() {
    let mut world = World::default();
    let office = world.start();
    let ticket = world.check_in(&office).await.unwrap();
    let desk = DeskId::from("3");
    ask(&office, Command::CallChosen { ticket, desk: desk.clone(), reason: None }).await.unwrap();
    ask(&office, Command::Recall { ticket }).await.unwrap();
    let shown = board(&office).await;
    assert_eq!(shown, [(2, 1)], "the second announcement is the first recall");
    office.stop().await;

    let office = world.start();
    assert_eq!(board(&office).await, shown, "the same announcement: a board chimes for it no more");
    ask(&office, Command::Undo { desk }).await.unwrap();
    office.stop().await;
    let notified = world.phone.0.lock().unwrap().clone();
    // Undo restores place and promise: there is no new place to be told.
    let expected = [Notification::Called, Notification::CalledAgain, Notification::CallWithdrawn];
    assert_eq!(notified, expected.map(|about| (ticket, about)));

    let office = world.start();
    assert!(board(&office).await.is_empty(), "a call taken back is not shown");
    office.stop().await;
}

#[tokio::test]
async fn a_call_whose_announcement_was_made_before_a_crash_is_not_announced_again_but_still_sent() {
    let mut world = World::default();
    let speaker = world.speaker.clone();
    let performed = || speaker.performed.lock().unwrap().clone();
    let strength = |effects| speaker.strength.store(effects, Ordering::SeqCst);
    strength(100);
    let office = world.start();
    let ticket = world.check_in(&office).await.unwrap();
    strength(1);
    let call = Command::CallChosen { ticket, desk: DeskId::from("3"), reason: None };
    ask(&office, call).await.unwrap();
    office.stop().await;
    let before = performed();
    let announced = *before.last().unwrap();
    assert_eq!(announced.index, 0, "killed between the announcement and the message");

    strength(100);
    let office = world.start();
    office.stop().await;
    let sent = EffectId { index: 1, ..announced };
    assert_eq!(performed(), [before, vec![sent]].concat(), "only the message was left");
    world.start().stop().await;
    assert_eq!(performed().last(), Some(&sent), "and it is sent once");
    assert!(performed().is_sorted_by(|one, next| one < next), "{:?}", performed());
}
