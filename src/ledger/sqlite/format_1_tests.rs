// SPDX-License-Identifier: MPL-2.0
//! Ledgers written before events carried a format version.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::{OfficeReport, SqliteLedger, verify};
use office::Office;
use office::command::{Command, Request};
use office::names::{Actor, OfficeId};
use office::time::Length;
use runtime::ports::{Ledger, Seq};

/// Every kind of event there was.
const KINDS: usize = 39;

/// Each fixture, its events and its days.
const ENDS: [(&str, u64, u64); 3] = [("demo", 242, 4), ("simulated-14", 264, 3), ("simulated-28", 138, 3)];

fn copy_of_fixtures() -> TempDir {
    let copy = TempDir::new().unwrap();
    for file in std::fs::read_dir(fixtures()).unwrap() {
        let file = file.unwrap().path();
        std::fs::copy(&file, copy.path().join(file.file_name().unwrap())).unwrap();
    }
    copy
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/ledger-format-1")
}

fn verified(dir: &Path) -> Vec<OfficeReport> {
    let (mut current, mut office) = (None, None);
    let report = verify(dir, None, &mut |id, _, recorded| {
        if current.replace(id.clone()).is_some_and(|before| before != *id) {
            office = None;
        }
        office::fold(&mut office, &recorded)
    });
    let report = report.unwrap();
    assert!(report.is_sound(), "{report:#?}");
    report.offices
}

fn rebuilt(ledger: &mut SqliteLedger) -> (Office, Seq) {
    let (mut office, mut last) = (None, 0);
    ledger
        .read_latest_day(&mut |seq, recorded| {
            office::fold(&mut office, &recorded).unwrap();
            last = seq;
        })
        .unwrap();
    (office.unwrap(), last)
}

#[test]
fn every_event_of_an_earlier_version_is_read_and_makes_the_same_office() {
    let dir = copy_of_fixtures();
    let offices = verified(dir.path());
    let ends = |report: &OfficeReport| (report.office.to_string(), report.events, report.days);
    assert_eq!(
        offices.iter().map(ends).collect::<Vec<_>>(),
        ENDS.map(|(name, events, days)| (name.to_owned(), events, days))
    );
    let kinds: BTreeSet<&String> = offices.iter().flat_map(|report| report.kinds.keys()).collect();
    assert_eq!(kinds.len(), KINDS, "{kinds:?}");
}

#[test]
fn an_office_with_a_ledger_of_an_earlier_version_goes_on() {
    let dir = copy_of_fixtures();
    for (name, end, _) in ENDS {
        let mut ledger = SqliteLedger::open(dir.path(), &OfficeId::from(name)).unwrap();
        let (mut office, last) = rebuilt(&mut ledger);
        assert_eq!((last, office.check()), (end, Vec::new()));
        let now = office.last_at() + Length::minutes(24 * 60);
        let mut events = office.advance(now);
        let asked = Request { actor: Actor::from("kiosk"), key: None, command: Command::AskForHelp };
        events.extend(office.handle(&asked, now).unwrap().events);
        assert!(events.len() > 1, "a new day begins");
        ledger.append(&events).unwrap();
        drop(ledger);
        let mut ledger = SqliteLedger::open(dir.path(), &OfficeId::from(name)).unwrap();
        assert_eq!(rebuilt(&mut ledger).0, office);
    }
    let events: Vec<u64> = verified(dir.path()).iter().map(|report| report.events).collect();
    assert!(events.iter().zip(ENDS).all(|(events, (_, before, _))| *events > before), "{events:?}");
}
