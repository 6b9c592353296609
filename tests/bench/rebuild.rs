// SPDX-License-Identifier: MPL-2.0
//! An office rebuilt from a million events of one day, against reading and decoding the same rows.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use ledger::{SqliteLedger, ledger_file};
use office::event::Event;
use rusqlite::{Connection, OpenFlags};

use crate::child::Child;
use crate::figures::{Slice, as_f64, median};
use crate::report::Report;
use crate::{Outcome, Plan, bench_office, history, time};

pub fn measure(plan: &Plan, report: &mut Report) -> Outcome<()> {
    let data = plan.data.join("rebuild");
    let events = plan.pick(1_000_000, 100_000);
    history::write(&data, events, 1)?;
    let mut slices: [Vec<Slice>; 2] = Default::default();
    for turn in 0..plan.pick(5, 3) {
        for place in 0..2 {
            let which = (turn + place) % 2;
            let who = ["office", "floor"][which];
            let mut child = Child::start(&["as-rebuild", who, &data.to_string_lossy()])?;
            let (events, micros, cpu): (u64, f64, f64) = child.hear()?;
            let per_second = as_f64(events) * 1e6 / micros;
            slices[which].push(Slice { n: events, p50: micros, p95: micros, p99: micros, per_second, cpu });
        }
    }
    let [subject, floor] = slices;
    report.show("rebuilding an office from a million events", &subject, &floor);
    let ratios: Vec<f64> =
        subject.iter().zip(&floor).map(|(subject, floor)| subject.p50 / floor.p50).collect();
    report.at_most("rebuilding a million events over reading and decoding them", median(&ratios), 1.3);
    Ok(())
}

/// Mintur's own way: every row's hash checked, every event applied.
pub fn office(data: &str) -> Outcome<()> {
    let mut ledger = SqliteLedger::open(Path::new(data), &bench_office::ID.into())?;
    let began = Instant::now();
    let cpu = time::own_cpu();
    let rebuilt = runtime::rebuild(&mut ledger)?.ok_or("an empty ledger")?;
    say(rebuilt.seq, began, cpu)?;
    std::mem::forget(rebuilt);
    Ok(())
}

/// The floor: rows from SQLite, each decoded, and dropped.
pub fn floor(data: &str) -> Outcome<()> {
    let file = ledger_file(Path::new(data), &bench_office::ID.into());
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let began = Instant::now();
    let cpu = time::own_cpu();
    let mut statement = connection.prepare("SELECT seq, at, actor, key, body FROM event ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut last = 0;
    while let Some(row) = rows.next()? {
        last = row.get(0)?;
        let event: Event = serde_json::from_str(row.get_ref(4)?.as_str()?)?;
        std::hint::black_box(event);
    }
    say(last, began, cpu)
}

fn say(events: u64, began: Instant, cpu: u64) -> Outcome<()> {
    let micros = began.elapsed().as_secs_f64() * 1e6;
    let spent = as_f64(time::own_cpu() - cpu) / 1000.0 / as_f64(events);
    writeln!(std::io::stdout(), "{}", serde_json::to_string(&(events, micros, spent))?)?;
    Ok(())
}
