// SPDX-License-Identifier: MPL-2.0
//! The record of witnesses: kept over a restart, replaced day by day, forgotten with the companion.

use jiff::civil::{Date, date};

use super::*;
use office::names::{Actor, CompanionRef};
use office::witness::WitnessAct;

fn clock() -> MachineClock {
    Arc::new(|| UnixTime::from_unix(1_800_000_000))
}

fn opened(folder: &Path) -> PeopleStore {
    PeopleStore::open(folder, &"midtby".into(), clock(), SessionLimits::default()).unwrap()
}

fn act(date: Date, companion: &'static str) -> WitnessAct {
    WitnessAct { date, companion: companion.into() }
}

fn dates(store: &PeopleStore, companion: &'static str) -> Vec<Date> {
    store.current().witness_dates().of(&CompanionRef::from(companion)).to_vec()
}

const FIRST: Date = date(2026, 3, 3);
const SECOND: Date = date(2026, 3, 4);

#[test]
fn when_a_companion_was_a_witness_is_known_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path());
    assert_eq!(store.witnesses_recorded_to().unwrap(), None);
    let acts = [act(FIRST, "c-17"), act(SECOND, "c-17"), act(SECOND, "c-18")];
    store.record_witnesses([FIRST, SECOND], FIRST, &acts).unwrap();
    drop(store);
    let store = opened(folder.path());
    assert_eq!(dates(&store, "c-17"), [SECOND, FIRST]);
    assert_eq!(dates(&store, "c-19"), Vec::<Date>::new());
    assert_eq!(store.witnesses_recorded_to().unwrap(), Some(SECOND));
}

#[test]
fn a_completion_that_was_undone_counts_no_more_and_earlier_days_stay() {
    let store = PeopleStore::in_memory(clock(), SessionLimits::default()).unwrap();
    store.record_witnesses([FIRST, FIRST], FIRST, &[act(FIRST, "c-17")]).unwrap();
    store.record_witnesses([SECOND, SECOND], FIRST, &[act(SECOND, "c-17")]).unwrap();
    store.record_witnesses([SECOND, SECOND], FIRST, &[]).unwrap();
    assert_eq!(dates(&store, "c-17"), [FIRST]);
    store.record_witnesses([SECOND, SECOND], SECOND, &[]).unwrap();
    assert_eq!(dates(&store, "c-17"), Vec::<Date>::new(), "the quota does not look back so far");
}

#[test]
fn two_times_on_one_day_are_two() {
    let store = PeopleStore::in_memory(clock(), SessionLimits::default()).unwrap();
    store.record_witnesses([FIRST, FIRST], FIRST, &[act(FIRST, "c-17"), act(FIRST, "c-17")]).unwrap();
    assert_eq!(dates(&store, "c-17"), [FIRST, FIRST]);
}

#[test]
fn an_erased_companion_was_a_witness_at_no_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path());
    store.record_witnesses([FIRST, FIRST], FIRST, &[act(FIRST, "c-17"), act(FIRST, "c-18")]).unwrap();
    store.erase_companion(&"c-17".into(), &Actor::from("administrator:p-test")).unwrap();
    assert_eq!(dates(&store, "c-17"), Vec::<Date>::new());
    assert_eq!(dates(&store, "c-18"), [FIRST]);
    let written: Vec<u8> = std::fs::read_dir(folder.path())
        .unwrap()
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();
    assert!(!written.windows(4).any(|bytes| bytes == b"c-17"), "nothing on the disk names them");
}
