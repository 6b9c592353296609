// SPDX-License-Identifier: MPL-2.0
//! `mintur simulate`: office days with faults, compared after every step with the rules written down a second
//! time. A failure names the seed and the step that play it again.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};

use clap::Args;

use super::failure::Failure;
use super::say;

#[derive(Debug, Args)]
pub(super) struct SimulateArgs {
    /// Seed of the random numbers; the same seed gives the same days
    #[arg(long, value_name = "N")]
    seed: u64,
    /// Number of office days
    #[arg(long, value_name = "D", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    days: u64,
    /// Print the report as one JSON object
    #[arg(long)]
    json: bool,
}

/// Maximum number of progress lines.
const PROGRESS_LINES: u64 = 20;

pub(super) fn run(args: &SimulateArgs) -> Result<(), Failure> {
    let SimulateArgs { seed, days, json } = *args;
    let progress = Progress::new(days);
    let report = simulation::simulate(seed, days, &|played| progress.show(played));
    progress.end();
    say(&if json { report.to_json() } else { report.to_string() })?;
    match report.failure {
        None => Ok(()),
        Some(failure) => Err(Failure::new(format!(
            "not sound: seed {}, step {}. Play it again with: mintur simulate --seed {} --days {}",
            failure.seed,
            failure.step,
            failure.seed,
            simulation::DAYS_PER_OFFICE
        ))),
    }
}

/// Written to standard error, so that standard output holds only the report.
struct Progress {
    days: u64,
    every: u64,
    shown: AtomicU64,
    one_line: bool,
}

impl Progress {
    fn new(days: u64) -> Self {
        let one_line = io::stderr().is_terminal();
        Self { days, every: days.div_ceil(PROGRESS_LINES).max(1), shown: AtomicU64::new(0), one_line }
    }

    fn show(&self, played: u64) {
        let due = played / self.every;
        if self.shown.fetch_max(due, Ordering::Relaxed) < due {
            let (start, end) = if self.one_line { ("\r", "") } else { ("", "\n") };
            // Nobody has to listen.
            drop(write!(io::stderr(), "{start}{played} of {} days{end}", self.days));
        }
    }

    fn end(&self) {
        if self.one_line {
            drop(writeln!(io::stderr()));
        }
    }
}
