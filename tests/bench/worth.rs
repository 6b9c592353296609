// SPDX-License-Identifier: MPL-2.0
//! The follow-up report over five years of a busy office, 500,000 visits: calculating it from the days in
//! short, and making those days, against reading and decoding the same rows. The first report after a start
//! goes the office's own way: two readers beside it.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::{Date, date, time};
use jobs::ledger_follower::{LedgerFollower, NotReady};
use ledger::{SqliteLedger, ledger_file};
use office::event::Event;
use office::trial::Trials;
use report::day_summaries::DaySummaries;
use report::day_summary::DaySummary;
use report::report::{Material, Report as FollowUp};
use runtime::clock::DemoClock;
use runtime::handle::OfficeHandle;
use runtime::{self, Opening};
use rusqlite::{Connection, OpenFlags};

use crate::figures::median;
use crate::report::Report;
use crate::{Outcome, Plan, bench_office, history};

const FROM: Date = date(2021, 1, 1);
const TO: Date = date(2026, 3, 3);

pub fn measure(plan: &Plan, report: &mut Report) -> Outcome<()> {
    let data = plan.data.join("worth");
    history::write(&data, plan.pick(2_000_000, 40_000), plan.pick(1_300, 100))?;
    let file = ledger_file(&data, &bench_office::ID.into());

    let began = Instant::now();
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement = connection.prepare("SELECT body FROM event ORDER BY seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        black_box(serde_json::from_str::<Event>(row.get_ref(0)?.as_str()?)?);
    }
    let floor = began.elapsed().as_secs_f64();

    let mut days = DaySummaries::default();
    let began = Instant::now();
    SqliteLedger::open(&data, &bench_office::ID.into())?
        .read_all(&mut |seq, recorded| days.add(seq, &recorded))
        .map_err(|error| error.to_string())?;
    let folding = began.elapsed().as_secs_f64();

    let runtime = tokio::runtime::Runtime::new()?;
    let firsts = (0..plan.pick(3, 1)).map(|_| runtime.block_on(first(&data)));
    let firsts = firsts.collect::<Outcome<Vec<f64>>>()?;

    let calculating: Vec<f64> = (0..plan.pick(5, 3)).map(|_| calculate(&days)).collect();
    report.at_most(
        "days in short made from five years, over reading and decoding them",
        folding / floor,
        2.0,
    );
    report.at_most(
        "a first report after a start reads them all, in seconds (500,000 visits)",
        median(&firsts),
        2.0,
    );
    report.at_most("the report over five years (500,000 visits), in seconds", median(&calculating), 2.0);
    Ok(())
}

/// What a report waits for when nothing has been read yet.
async fn first(data: &Path) -> Outcome<f64> {
    let founding = bench_office::founding()?;
    let morning = founding.setup.time_zone.moment(TO, time(10, 0, 0, 0));
    let handle = runtime::open(Opening {
        ledger: Box::new(SqliteLedger::open(data, &bench_office::ID.into())?),
        clock: Arc::new(DemoClock::starting(morning, 1.0)),
        effects: Vec::new(),
        found: Box::new(|_| founding),
    })?;
    let began = Instant::now();
    read_whole(&handle).await?;
    let took = began.elapsed().as_secs_f64();
    handle.stop().await;
    Ok(took)
}

async fn read_whole(handle: &OfficeHandle) -> Outcome<()> {
    let follower = LedgerFollower::default();
    loop {
        match follower.derived(handle).await {
            Ok(_) => return Ok(()),
            Err(NotReady::Reading(_)) => {}
            Err(NotReady::NoAnswer(no)) => return Err(no.into()),
        }
    }
}

fn calculate(days: &DaySummaries) -> f64 {
    let began = Instant::now();
    let found = days.between(FROM, TO);
    let found: Vec<&DaySummary> = found.iter().map(AsRef::as_ref).collect();
    let trials = Trials::default();
    let material = Material {
        from: FROM,
        to: TO,
        days: found.clone(),
        all: found,
        trials: &trials,
        begins: FROM,
        today: TO,
        today_so_far: 1.0,
    };
    black_box(FollowUp::of(&material, &|_| None));
    began.elapsed().as_secs_f64()
}
