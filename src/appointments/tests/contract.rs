// SPDX-License-Identifier: MPL-2.0
//! What the reconciler relies on when it reads an appointment system, the same for each adapter that can run here.

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::replay::{AtTime, replay_at};
use super::{at, demo};
use crate::import::{Folder, ImportTarget};
use crate::port::{
    AppointmentSystem, Changes, Entry, ExistingHold, ForeignId, HoldKey, HoldRequest, Snapshot, SourceError,
};
use crate::reconciler::in_memory::{InMemory, World};
use jiff::civil::date;
use office::names::DeskId;
use office::time::{Length, TimeRange};

/// `change` makes the system's entries other than they were.
pub async fn reads_as_the_port_says(
    system: &mut dyn AppointmentSystem,
    window: TimeRange,
    change: impl FnOnce(),
) {
    let first = system.snapshot(window).await.unwrap();
    assert_within(&first.entries, window);
    let again = system.snapshot(window).await.unwrap();
    assert_eq!(by_id(again.entries), by_id(first.entries), "the same twice");
    let cursor = again.cursor.clone().unwrap();
    assert_eq!(system.changes(&cursor, window).await, Ok(Changes::Nothing));

    let later = TimeRange::new(window.start, window.end + Length::minutes(24 * 60));
    let of_another_window = system.changes(&cursor, later).await;
    assert_eq!(of_another_window, Err(SourceError::CursorExpired), "a cursor is good for its window");

    let Snapshot { entries: before, cursor, .. } = system.snapshot(window).await.unwrap();
    change();
    let mut followed = by_id(before.clone());
    match system.changes(&cursor.clone().unwrap(), window).await {
        Ok(Changes::Changed { entries, gone, cursor: next, .. }) => {
            assert_within(&entries, window);
            followed.retain(|id, _| !gone.contains(id));
            followed.extend(by_id(entries));
            assert_eq!(system.changes(&next, window).await, Ok(Changes::Nothing), "told once");
        }
        Err(SourceError::CursorExpired) => followed = by_id(system.snapshot(window).await.unwrap().entries),
        other => panic!("a change was missed: {other:?}"),
    }
    assert_ne!(followed, by_id(before), "something changed");
    let anew = system.snapshot(window).await.unwrap();
    assert_eq!(followed, by_id(anew.entries), "following and reading anew agree");
    assert_eq!(
        system.changes(&cursor.unwrap(), window).await,
        Err(SourceError::CursorExpired),
        "an old cursor"
    );
}

pub async fn takes_no_holds(system: &mut dyn AppointmentSystem, window: TimeRange) {
    assert!(!system.capabilities().can_hold);
    let (key, desk) = (HoldKey::new("midtby", &DeskId::from("1"), window.start), DeskId::from("1"));
    let request = HoldRequest { key: key.clone(), desk: desk.clone(), time: window, in_use: false };
    let held =
        ExistingHold { key: key.clone(), id: ForeignId("1".to_owned()), etag: None, desk, time: window };
    assert_eq!(system.hold(&request).await, Err(SourceError::ReadOnly));
    assert_eq!(system.update(&held, &request).await, Err(SourceError::ReadOnly));
    assert_eq!(system.release(&held).await, Err(SourceError::ReadOnly));
    assert_eq!(system.find(&key).await, Err(SourceError::ReadOnly));
}

fn by_id(entries: Vec<Entry>) -> BTreeMap<ForeignId, Entry> {
    entries.into_iter().map(|entry| (entry.id.clone(), entry)).collect()
}

fn assert_within(entries: &[Entry], window: TimeRange) {
    let outside = entries.iter().flat_map(|entry| &entry.occupied).find(|time| !time.time.overlaps(window));
    assert_eq!(outside, None);
}

#[tokio::test]
async fn the_days_of_a_book_are_read_like_any_appointment_system() {
    let (office, _) = demo();
    let thursday = date(2026, 3, 5);
    let clock = Arc::new(AtTime::new(at(&office, thursday, 9, 0)));
    let mut replay = replay_at(&clock);
    let window = office.setup.time_zone.day(thursday);
    reads_as_the_port_says(&mut replay, window, || clock.set(at(&office, thursday, 14, 0))).await;
    takes_no_holds(&mut replay, window).await;
}

#[tokio::test]
async fn a_folder_of_files_is_read_like_any_appointment_system() {
    let (office, _) = demo();
    let folder = tempfile::tempdir().unwrap();
    let zone = office.setup.time_zone.clone();
    let day = zone.day(date(2026, 3, 5));
    let write = |hour: &str| {
        let text = format!("desk,start,end\n1,2026-03-05T{hour}:00,2026-03-05T{hour}:30\nend\n");
        fs::write(folder.path().join(format!("2026-03-05-{hour}.csv")), text).unwrap();
    };
    write("10");
    let against = ImportTarget { zone, desks: vec![DeskId::from("1")] };
    let mut system = Folder::new(folder.path().to_owned(), against, Duration::from_secs(30));
    reads_as_the_port_says(&mut system, day, || write("11")).await;
    takes_no_holds(&mut system, day).await;
}

#[tokio::test]
async fn the_system_that_the_reconciler_is_tested_with_is_read_like_any_other() {
    let (office, _) = demo();
    let day = office.setup.time_zone.day(date(2026, 3, 5));
    // It books up to fifty hours ahead.
    let window = TimeRange::new(day.start, day.end + Length::minutes(72 * 60));
    let world = Arc::new(Mutex::new(World::new(1)));
    let book = || while world.lock().unwrap().public_books(day.start).is_none() {};
    book();
    let mut system = InMemory(Arc::clone(&world));
    reads_as_the_port_says(&mut system, window, book).await;
}
