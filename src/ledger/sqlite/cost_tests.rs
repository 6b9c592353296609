// SPDX-License-Identifier: MPL-2.0
//! What an answer and a rebuild cost on this machine, printed against bare floors measured in the same run:
//! `cargo test -p mintur-ledger sqlite::cost_tests -- --ignored --nocapture`.

use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::sample::{called, check_in, first_day, help, office};
use crate::{SqliteLedger, ledger_file};
use office::event::{Event, Recorded};
use runtime::ports::Ledger;

const ROUNDS: u32 = 1500;
const EVENTS: u32 = 1_000_000;

fn p50(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// A visit's events, as an office records them: one large, one middling, some small.
fn event(number: u32) -> Recorded {
    match number % 6 {
        0 => check_in(number),
        1 | 2 => called(number),
        _ => help(i64::from(number)),
    }
}

#[test]
#[ignore = "a measurement"]
fn an_answer() {
    let dir = TempDir::new_in(std::env::current_dir().unwrap().join("target")).unwrap();
    let mut ledger = SqliteLedger::open(dir.path(), &office()).unwrap();
    let mut bare = File::create(dir.path().join("bare")).unwrap();
    let eight: Vec<_> = (0..8).map(check_in).collect();
    let (mut floor, mut alone, mut batch) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..ROUNDS {
        floor.push(timed(|| {
            bare.write_all(&[7; 4096]).unwrap();
            bare.sync_all().unwrap();
        }));
        alone.push(timed(|| assert!(ledger.append(&[check_in(number)]).is_ok())));
        batch.push(timed(|| assert!(ledger.append(&eight).is_ok())));
    }
    println!("p50: write+fsync {:?}, append of 1 {:?}, append of 8 {:?}", p50(floor), p50(alone), p50(batch));
}

#[test]
#[ignore = "a measurement"]
fn a_million_events() {
    let dir = TempDir::new().unwrap();
    let mut ledger = SqliteLedger::open(dir.path(), &office()).unwrap();
    for chunk in 0..EVENTS / 1000 {
        let events: Vec<_> = (chunk * 1000..(chunk + 1) * 1000).map(event).collect();
        ledger.append(&events).unwrap();
    }
    ledger.append(&[first_day(), help(1)]).unwrap();
    let plain = timed(|| read_plainly(&dir));
    let paged = timed(|| {
        let mut after = 0;
        while let Some((last, _)) = ledger.read_after(after, 10_000).unwrap().last() {
            after = *last;
        }
    });
    let chained = timed(|| ledger.read_all(&mut |_, _| ()).unwrap());
    drop(ledger);
    let opened = timed(|| drop(SqliteLedger::open(dir.path(), &office()).unwrap()));
    let rate = |time: Duration| f64::from(EVENTS) / time.as_secs_f64();
    println!(
        "events/s: plain read + serde_json {:.0}, read_after {:.0}, read_all with chain {:.0}; open {opened:?}",
        rate(plain),
        rate(paged),
        rate(chained)
    );
}

fn read_plainly(dir: &TempDir) {
    let connection = rusqlite::Connection::open(ledger_file(dir.path(), &office())).unwrap();
    let mut statement = connection.prepare("SELECT seq, body FROM event ORDER BY seq").unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let event: Event = serde_json::from_str(row.get_ref(1).unwrap().as_str().unwrap()).unwrap();
        std::hint::black_box(event);
    }
}
