// SPDX-License-Identifier: MPL-2.0
//! What every engine must do for an office, written once. An engine implements [`Engine`] and names itself
//! in [`ledger_contract!`]; each clause becomes a test of that engine.

use std::path::Path;

use jiff::civil::date;

use super::sample::{
    accompanied, called, called_with_a_note, check_in, check_in_with_fingerprint, day_started,
    day_with_a_request, first_day, help, office,
};
use super::stored_event::StoredRequest;
use super::verify::{Wanted, verify_file};
use super::{BackupFailure, OfficeReport, SqliteLedger};
use office::event::Recorded;
use runtime::ports::{Ledger, LedgerFailure, Seq};

/// A place of an engine's own where one office's ledger can be opened again and again.
pub trait Engine {
    type Ledger: Ledger;
    fn new() -> Self;
    fn open(&self) -> Result<Self::Ledger, LedgerFailure>;
    fn verified(&self) -> OfficeReport;
    fn copy_to(&self, file: &Path) -> Result<(), BackupFailure>;
}

macro_rules! ledger_contract {
    ($engine:ty) => {
        ledger_contract!($engine:
            what_was_appended_is_read_back_word_for_word,
            a_reopened_ledger_goes_on_counting,
            opening_reads_only_the_latest_day,
            a_day_may_begin_inside_a_slice,
            a_ledger_without_a_day_is_read_from_its_first_event,
            an_empty_slice_changes_nothing,
            a_reader_that_follows_gets_each_event_once,
            a_reader_beside_the_office_reads_what_was_there_when_it_was_given_out,
            two_services_cannot_write_one_office,
            a_day_that_comes_again_is_the_latest_day,
            what_was_appended_verifies_and_has_the_same_chain_in_every_engine,
            what_is_said_of_persons_is_read_back_and_lies_outside_the_chain,
            a_copy_stands_alone_and_an_office_goes_on_from_it
        );
    };
    ($engine:ty: $($clause:ident),+) => {
        $(#[test]
        fn $clause() {
            $crate::contract::$clause::<$engine>();
        })+
    };
}
pub(super) use ledger_contract;

fn latest_day(ledger: &mut impl Ledger) -> Vec<(Seq, Recorded)> {
    let mut read = Vec::new();
    ledger.read_latest_day(&mut |seq, recorded| read.push((seq, recorded))).unwrap();
    read
}

pub fn what_was_appended_is_read_back_word_for_word<E: Engine>() {
    let engine = E::new();
    let mut ledger = engine.open().unwrap();
    let events = [first_day(), check_in(1), called(1), help(4)];
    assert_eq!(ledger.append(&events).unwrap(), 4);
    let read = ledger.read_after(0, 10).unwrap();
    assert_eq!(read, (1..).zip(events).collect::<Vec<_>>());
}

pub fn a_reopened_ledger_goes_on_counting<E: Engine>() {
    let engine = E::new();
    assert_eq!(engine.open().unwrap().append(&[first_day(), help(1)]).unwrap(), 2);
    assert_eq!(engine.open().unwrap().append(&[help(2)]).unwrap(), 3);
    assert_eq!(latest_day(&mut engine.open().unwrap()).len(), 3);
}

pub fn opening_reads_only_the_latest_day<E: Engine>() {
    let engine = E::new();
    let mut ledger = engine.open().unwrap();
    ledger.append(&[first_day(), help(1), help(2)]).unwrap();
    ledger.append(&[day_started(date(2026, 1, 6)), help(3)]).unwrap();
    let read = latest_day(&mut ledger);
    assert_eq!(read, [(4, day_started(date(2026, 1, 6))), (5, help(3))]);
}

pub fn a_day_may_begin_inside_a_slice<E: Engine>() {
    let engine = E::new();
    let mut ledger = engine.open().unwrap();
    ledger.append(&[first_day(), help(1), day_started(date(2026, 1, 6)), help(2)]).unwrap();
    drop(ledger);
    let seqs: Vec<Seq> = latest_day(&mut engine.open().unwrap()).iter().map(|(seq, _)| *seq).collect();
    assert_eq!(seqs, [3, 4]);
}

pub fn a_ledger_without_a_day_is_read_from_its_first_event<E: Engine>() {
    let engine = E::new();
    let mut ledger = engine.open().unwrap();
    assert_eq!(latest_day(&mut ledger), []);
    ledger.append(&[help(1)]).unwrap();
    assert_eq!(latest_day(&mut ledger), [(1, help(1))]);
}

pub fn an_empty_slice_changes_nothing<E: Engine>() {
    let engine = E::new();
    let mut ledger = engine.open().unwrap();
    assert_eq!(ledger.append(&[]).unwrap(), 0);
    ledger.append(&[help(1)]).unwrap();
    assert_eq!(ledger.append(&[]).unwrap(), 1);
}

pub fn a_reader_that_follows_gets_each_event_once<E: Engine>() {
    let engine = E::new();
    let mut ledger = engine.open().unwrap();
    let events: Vec<Recorded> = (0..25).map(help).collect();
    ledger.append(&events).unwrap();
    let (mut after, mut read) = (0, Vec::new());
    loop {
        let page = ledger.read_after(after, 10).unwrap();
        let Some((last, _)) = page.last() else { break };
        after = *last;
        read.extend(page.into_iter().map(|(_, recorded)| recorded));
    }
    assert_eq!(read, events);
    assert!(ledger.read_after(0, 0).unwrap().is_empty());
}

pub fn a_reader_beside_the_office_reads_what_was_there_when_it_was_given_out<E: Engine>() {
    let engine = E::new();
    let mut ledger = engine.open().unwrap();
    ledger.append(&[first_day(), help(1), help(2)]).unwrap();
    let mut reader = ledger.reader().unwrap();
    ledger.append(&[help(3)]).unwrap();
    let mut read = Vec::new();
    let elsewhere = std::thread::spawn(move || {
        reader.read_after(1, 1, &mut |seq, recorded| read.push((seq, recorded))).unwrap();
        reader.read_after(2, 10, &mut |seq, recorded| read.push((seq, recorded))).unwrap();
        read
    });
    ledger.append(&[help(4)]).unwrap();
    assert_eq!(elsewhere.join().unwrap(), [(2, help(1)), (3, help(2))]);
    assert_eq!(ledger.read_after(3, 10).unwrap(), [(4, help(3)), (5, help(4))]);
}

pub fn two_services_cannot_write_one_office<E: Engine>() {
    let engine = E::new();
    let first = engine.open().unwrap();
    let Err(refused) = engine.open() else { panic!("a second service got in") };
    assert!(refused.to_string().contains("another Mintur service"), "{refused}");
    drop(first);
    engine.open().unwrap();
}

pub fn a_day_that_comes_again_is_the_latest_day<E: Engine>() {
    let engine = E::new();
    let mut ledger = engine.open().unwrap();
    ledger.append(&[day_started(date(2026, 1, 6)), first_day(), first_day()]).unwrap();
    assert_eq!(latest_day(&mut ledger), [(3, first_day())]);
}

pub fn what_was_appended_verifies_and_has_the_same_chain_in_every_engine<E: Engine>() {
    let engine = E::new();
    let events = [
        first_day(),
        check_in(1),
        check_in_with_fingerprint(2),
        called(1),
        day_started(date(2026, 1, 6)),
        help(4),
    ];
    let mut ledger = engine.open().unwrap();
    ledger.append(&events).unwrap();
    let read: Vec<_> = ledger.read_after(0, 10).unwrap().into_iter().map(|(_, recorded)| recorded).collect();
    assert_eq!(read, events);
    drop(ledger);
    let report = engine.verified();
    assert_eq!(report.findings, []);
    assert_eq!((report.events, report.days, report.kinds["ticket_called"]), (6, 2, 1));
    let mut head = crate::Head::beginning(&office());
    for recorded in &events {
        let body = serde_json::to_string(&recorded.event).unwrap();
        let fingerprint = recorded.fingerprint.as_ref().map(|fingerprint| fingerprint.0.as_slice());
        let request = recorded.key.as_ref().map(|key| StoredRequest { key: key.0.as_bytes(), fingerprint });
        let format = match head.seq {
            0 => 3,
            2 => 2,
            _ => 1,
        };
        head = head.next(format, recorded.at.unix(), recorded.actor.as_str(), request, None, &body);
    }
    assert_eq!(report.head, head);
}

pub fn what_is_said_of_persons_is_read_back_and_lies_outside_the_chain<E: Engine>() {
    let engine = E::new();
    let mut ledger = engine.open().unwrap();
    let events =
        [first_day(), accompanied(1), called_with_a_note(1), day_with_a_request(date(2026, 1, 6)), help(4)];
    ledger.append(&events).unwrap();
    let read: Vec<_> = ledger.read_after(0, 10).unwrap().into_iter().map(|(_, recorded)| recorded).collect();
    assert_eq!(read, events);
    drop(ledger);
    assert_eq!(engine.verified().findings, []);
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for heads in [&mut first, &mut second] {
        let engine = E::new();
        engine.open().unwrap().append(&events).unwrap();
        heads.push(engine.verified().head);
    }
    assert_ne!(first, second, "the commitments are salted");
}

pub fn a_copy_stands_alone_and_an_office_goes_on_from_it<E: Engine>() {
    let engine = E::new();
    let mut ledger = engine.open().unwrap();
    let events =
        [first_day(), accompanied(1), called_with_a_note(1), day_with_a_request(date(2026, 1, 6)), help(4)];
    ledger.append(&events).unwrap();
    let elsewhere = tempfile::TempDir::new().unwrap();
    let file = crate::ledger_file(elsewhere.path(), &office());
    engine.copy_to(&file).unwrap();
    ledger.append(&[help(5)]).unwrap();
    drop(ledger);
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 1, "one file");

    let copied = verify_file(&file, &office(), &Wanted::NOTHING, &mut |_, _, _| Ok(()));
    assert_eq!(copied.findings, []);
    let mut restored = SqliteLedger::open(elsewhere.path(), &office()).unwrap();
    let mut read = Vec::new();
    restored.read_all(&mut |_, recorded| read.push(recorded)).unwrap();
    assert_eq!(read, events);
    restored.append(&[help(5)]).unwrap();
    assert_eq!(restored.head(), engine.verified().head, "the chain goes on as it would have");
}
