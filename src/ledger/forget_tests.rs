// SPDX-License-Identifier: MPL-2.0
//! What is forgotten is found nowhere on the disk, and the chain still proves the rest.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;

use super::finding::FindingCode::{self, Damaged, Inconsistent};
use super::sample::{
    NOTE, accompanied, called_with_a_note, check_in, day_started, day_with_a_request, first_day, help,
    office, recorded,
};
use super::{Forget, Forgotten, SqliteLedger, backup, forget, ledger_file, restore, verify};
use office::closures::{Absence, SpecialDay};
use office::event::{Event, Recorded};
use office::localized_text::LocalizedText;
use office::names::{AbsenceId, CompanionRef};
use office::personal::of_unit;
use office::ticket::Language;
use office::time::{TimeRange, UnixTime};
use runtime::ports::{Ledger, Seq};

const FIRST: Date = date(2026, 1, 5);
const SECOND: Date = date(2026, 1, 6);
const COMPANION: &str = "c-4711";

/// A running office in its second day; on both days somebody is accompanied, and something is noted.
fn running() -> (TempDir, SqliteLedger) {
    let dir = TempDir::new().unwrap();
    let mut ledger = SqliteLedger::open(&dir.path().join("data"), &office()).unwrap();
    ledger.append(&[first_day(), accompanied(2), check_in(3), called_with_a_note(2)]).unwrap();
    ledger.append(&[day_with_a_request(SECOND), accompanied(6), called_with_a_note(6)]).unwrap();
    (dir, ledger)
}

fn before(day: Date) -> Forget<'static> {
    Forget::Before { visits: day, notes: day }
}

fn forget_in(dir: &Path, what: Forget<'_>) -> Forgotten {
    let unit = |_: &CompanionRef| Some("Center for Mestring".to_owned());
    forget(&dir.join("data"), &office(), what, &unit).unwrap()
}

/// The files below a folder in which some bytes stand.
fn files_with(dir: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes) {
            found.push(path);
        }
    }
    found
}

fn findings(dir: &Path) -> Vec<(FindingCode, Seq)> {
    let report = verify(&dir.join("data"), None, &mut |_, _, _| Ok(())).unwrap();
    report.offices[0].findings.iter().map(|finding| (finding.code, finding.seq)).collect()
}

fn everything(ledger: &mut SqliteLedger) -> Vec<Recorded> {
    ledger.read_after(0, 100).unwrap().into_iter().map(|(_, recorded)| recorded).collect()
}

#[test]
fn after_its_time_what_was_said_of_somebody_is_nowhere_on_the_disk_and_the_chain_is_sound() {
    let (dir, mut ledger) = running();
    let said: [&[u8]; 6] =
        [COMPANION.as_bytes(), NOTE.as_bytes(), b"quiet_room", br#""ar""#, &[9; 16], b"09090909090909"];
    for bytes in said.iter().take(4) {
        assert_ne!(files_with(dir.path(), bytes), [] as [PathBuf; 0], "it was there");
    }
    ledger.append(&[day_started(date(2026, 1, 7))]).unwrap();
    let forgotten = forget_in(dir.path(), before(date(2026, 1, 7)));
    assert_eq!(forgotten, Forgotten { events: 5, waiting: 0 });
    backup(&dir.path().join("data"), &dir.path().join("backup.tar")).unwrap();
    for bytes in said {
        assert_eq!(files_with(dir.path(), bytes), [] as [PathBuf; 0], "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(findings(dir.path()), []);
    let report = verify(&dir.path().join("data"), None, &mut |_, _, _| Ok(())).unwrap();
    assert_eq!((report.offices[0].events, report.offices[0].forgotten), (8, 5));
    ledger.append(&[help(9)]).unwrap();
    drop(ledger);
    let place = dir.path().join("restored");
    restore(&dir.path().join("backup.tar"), &place).unwrap();
    assert_eq!(findings(dir.path()), []);
}

#[test]
fn notes_of_closures_and_the_notice_of_the_day_are_free_text_like_any_other() {
    let dir = TempDir::new().unwrap();
    let mut ledger = SqliteLedger::open(&dir.path().join("data"), &office()).unwrap();
    let note = Some(NOTE.parse().unwrap());
    let day = SpecialDay { date: date(2026, 5, 1), periods: Vec::new(), note: note.clone() };
    let time = TimeRange::new(UnixTime::from_unix(0), UnixTime::from_unix(3_600));
    let absence = Absence { id: AbsenceId(1), desk: "1".into(), time, note };
    let text = Some(LocalizedText::danish(NOTE.parse().unwrap()));
    let said = [
        Event::SpecialDaySet { day: day.clone() },
        Event::AbsencePlanned { absence: absence.clone() },
        Event::DayNoticeSet { until: UnixTime::from_unix(3_600), text },
    ];
    let mut carried = day_started(SECOND);
    if let Event::DayStarted(start) = &mut carried.event {
        let closures = json!({ "days": [day], "absences": { "a1": absence }, "planned": 1 });
        start.closures = serde_json::from_value(closures).unwrap();
    }
    ledger.append(&[first_day()]).unwrap();
    ledger.append(&said.map(|event| recorded(2, event))).unwrap();
    ledger.append(std::slice::from_ref(&carried)).unwrap();
    assert_eq!(everything(&mut ledger).pop(), Some(carried), "the day under way knows its notes");

    ledger.append(&[day_started(date(2026, 1, 7))]).unwrap();
    assert_eq!(forget_in(dir.path(), before(date(2026, 1, 7))).events, 4);
    assert_eq!(files_with(dir.path(), NOTE.as_bytes()), [] as [PathBuf; 0]);
    assert_eq!(findings(dir.path()), []);
}

#[test]
fn a_visit_keeps_its_companions_unit_and_nothing_else_of_them() {
    let (dir, mut ledger) = running();
    forget_in(dir.path(), before(SECOND));
    let events = everything(&mut ledger);
    let Event::TicketCheckedIn(ticket) = &events[1].event else { panic!("{:?}", events[1]) };
    assert_eq!(ticket.visit.companion, Some(of_unit(Some("Center for Mestring"))));
    assert!(ticket.visit.needs.iter().next().is_none() && ticket.visit.features.iter().next().is_none());
    assert_eq!((ticket.visit.language, events[1].fingerprint), (Language::Da, None));
    assert_eq!(ticket.number, 2, "the visit itself stays");
    let Event::TicketCalled { note, .. } = &events[3].event else { panic!("{:?}", events[3]) };
    assert_eq!(*note, None);
}

#[test]
fn the_day_under_way_is_not_forgotten() {
    let (dir, mut ledger) = running();
    let before_it = everything(&mut ledger).split_off(4);
    forget_in(dir.path(), before(date(2030, 1, 1)));
    assert_eq!(everything(&mut ledger).split_off(4), before_it);
}

#[test]
fn visits_and_free_text_have_times_of_their_own() {
    let (dir, mut ledger) = running();
    forget_in(dir.path(), Forget::Before { visits: FIRST, notes: SECOND });
    let events = everything(&mut ledger);
    assert_eq!(events[1], accompanied(2));
    assert_ne!(events[3], called_with_a_note(2));
}

#[test]
fn forgetting_again_forgets_nothing_more() {
    let (dir, _ledger) = running();
    assert_eq!(forget_in(dir.path(), before(SECOND)).events, 2);
    assert_eq!(forget_in(dir.path(), before(SECOND)).events, 0);
}

#[test]
fn a_companion_who_asks_is_forgotten_today_as_soon_as_the_day_is_over() {
    let (dir, mut ledger) = running();
    let companion: CompanionRef = COMPANION.parse().unwrap();
    let mut other = accompanied(9);
    if let Event::TicketCheckedIn(ticket) = &mut other.event {
        ticket.visit.companion = Some("c-12".parse().unwrap());
    }
    ledger.append(&[other.clone()]).unwrap();
    let forgotten = forget_in(dir.path(), Forget::Companion(&companion));
    assert_eq!(forgotten, Forgotten { events: 1, waiting: 1 });
    ledger.append(&[day_started(date(2026, 1, 7))]).unwrap();
    let forgotten = forget_in(dir.path(), Forget::Companion(&companion));
    assert_eq!(forgotten, Forgotten { events: 1, waiting: 0 });
    assert_eq!(files_with(dir.path(), COMPANION.as_bytes()), [] as [PathBuf; 0]);
    assert_eq!(everything(&mut ledger)[7], other, "others stay");
    assert_eq!(findings(dir.path()), []);
}

#[test]
fn a_text_that_was_changed_or_put_back_is_named() {
    let edits = [
        ("UPDATE personal SET parts = replace(parts, 'Oskar', 'Ida') WHERE seq = 4", (Damaged, 4)),
        ("UPDATE personal SET salt = zeroblob(16) WHERE seq = 4", (Damaged, 4)),
        ("UPDATE personal SET salt = NULL WHERE seq = 4", (Inconsistent, 4)),
        ("INSERT INTO personal (seq, salt, parts) VALUES (3, zeroblob(16), '{}')", (Damaged, 0)),
        ("UPDATE event SET commitment = zeroblob(32) WHERE seq = 4", (Damaged, 4)),
    ];
    for (sql, named) in edits {
        let (dir, ledger) = running();
        drop(ledger);
        let file = ledger_file(&dir.path().join("data"), &office());
        Connection::open(file).unwrap().execute_batch(sql).unwrap();
        let found = findings(dir.path());
        assert_eq!(found.first(), Some(&named), "{sql}: {found:?}");
    }
}

#[test]
fn a_year_of_visits_is_forgotten_within_a_minute_beside_an_office_that_goes_on() {
    const VISITS: u32 = 100_000;
    let dir = TempDir::new().unwrap();
    let mut ledger = SqliteLedger::open(&dir.path().join("data"), &office()).unwrap();
    ledger.append(&[first_day()]).unwrap();
    for batch in 0..VISITS / 1_000 {
        let visits: Vec<Recorded> = (1..=1_000).map(|number| accompanied(batch * 1_000 + number)).collect();
        ledger.append(&visits).unwrap();
    }
    ledger.append(&[day_started(SECOND)]).unwrap();
    let place = dir.path().to_owned();
    let start = Instant::now();
    let forgetting = std::thread::spawn(move || forget_in(&place, before(SECOND)));
    let mut longest = Duration::ZERO;
    let mut number = 0;
    while !forgetting.is_finished() {
        let asked = Instant::now();
        number += 1;
        ledger.append(&[help(number)]).unwrap();
        longest = longest.max(asked.elapsed());
        // A busy office: the next requests come in.
        std::thread::park_timeout(Duration::from_millis(2));
    }
    let took = start.elapsed();
    println!("{VISITS} visits in {took:?}; meanwhile {number} commits, the longest {longest:?}");
    assert_eq!(forgetting.join().unwrap().events, u64::from(VISITS));
    assert!(took < Duration::from_mins(1), "{took:?}");
    assert!(number > 10 && longest < Duration::from_secs(1), "{number} commits, the longest {longest:?}");
}
