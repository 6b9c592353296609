// SPDX-License-Identifier: MPL-2.0
//! Plays office days from a seed. After every step the office is compared with the reference model and with an
//! office rebuilt from the ledger; the first difference stops the run.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use super::ledger_count::{LedgerCount, Nobody};
use super::rng::Rng;
use super::scenario::Scenario;
use super::simulated_office::SimulatedOffice;
use super::simulation_report::{SimulationCounts, SimulationFailure, SimulationReport};
use super::workload::{Workload, are_packed, many_visits, tells_windows};
use office::calibration::CalibrationRecord;

/// Days simulated in one office before the next office starts.
pub const DAYS_PER_OFFICE: u64 = 6;
/// Maximum steps per day, so that a clock that stands still ends the run.
const MAX_STEPS: u64 = 20_000;

/// Simulates this many days on one thread per core. `progress` receives the days completed so far.
pub fn simulate(seed: u64, days: u64, progress: &(dyn Fn(u64) + Sync)) -> SimulationReport {
    simulate_read_by(&|| Box::new(Nobody), seed, days, progress)
}

/// The same; of each office somebody reads the ledger.
pub fn simulate_read_by(
    reader: &(dyn Fn() -> Box<dyn LedgerCount> + Sync),
    seed: u64,
    days: u64,
    progress: &(dyn Fn(u64) + Sync),
) -> SimulationReport {
    #[expect(clippy::disallowed_methods, reason = "the duration is not part of the result")]
    let began = Instant::now();
    let offices = days.div_ceil(DAYS_PER_OFFICE);
    let (next, played) = (AtomicU64::new(0), AtomicU64::new(0));
    let failed = AtomicBool::new(false);
    let report = Mutex::new(SimulationReport { seed, ..SimulationReport::default() });
    let play = || {
        while !failed.load(Ordering::Relaxed) {
            let office = next.fetch_add(1, Ordering::Relaxed);
            if office >= offices {
                return;
            }
            let days = DAYS_PER_OFFICE.min(days - office * DAYS_PER_OFFICE);
            let (counts, failure) = play_office(seed_of(seed, office), days, reader());
            progress(played.fetch_add(counts.days, Ordering::Relaxed) + counts.days);
            let Ok(mut report) = report.lock() else { return };
            report.counts += counts;
            if let Some(failure) = failure {
                failed.store(true, Ordering::Relaxed);
                report.failure.get_or_insert(failure);
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(play);
        }
    });
    let mut report = report.into_inner().unwrap_or_default();
    report.seconds = began.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
    let rate = report.counts.days as f64 / report.seconds.max(1e-9);
    report.days_per_second = rate;
    report
}

/// Replays the office of one seed.
pub fn replay(seed: u64, reader: Box<dyn LedgerCount>) -> Option<SimulationFailure> {
    play_office(seed, DAYS_PER_OFFICE, reader).1
}

/// The first office uses the seed itself, so that the seed of a failure replays it.
fn seed_of(seed: u64, office: u64) -> u64 {
    if office == 0 { seed } else { Rng::new(seed.wrapping_add(office)).next() }
}

fn play_office(
    seed: u64,
    days: u64,
    reader: Box<dyn LedgerCount>,
) -> (SimulationCounts, Option<SimulationFailure>) {
    let mut rng = Rng::new(seed);
    let scenario = match Scenario::random(&mut rng) {
        Ok(scenario) if are_packed(seed) => scenario.with_packed_mornings(&mut Rng::new(!seed)),
        Ok(scenario) => scenario,
        Err(error) => return (SimulationCounts::default(), Some(failed(seed, error.to_string()))),
    };
    let calibration = if tells_windows(seed) { many_visits() } else { CalibrationRecord::default() };
    let mut run = match SimulatedOffice::found(&scenario, &calibration, reader) {
        Ok(run) => run,
        Err(what) => return (SimulationCounts::default(), Some(failed(seed, what))),
    };
    let mut workload = Workload::new(seed, rng);
    while run.counts.days <= days && run.counts.steps < MAX_STEPS * days {
        let step = workload.next(&run.office, run.now);
        run.step(&step);
        if !run.violations.is_empty() {
            let violations = std::mem::take(&mut run.violations);
            let trace = run.trace.iter().cloned().collect();
            let (day, step) = (run.counts.days, run.counts.steps);
            return (run.counted(), Some(SimulationFailure { seed, day, step, violations, trace }));
        }
    }
    (run.counted(), None)
}

fn failed(seed: u64, what: String) -> SimulationFailure {
    SimulationFailure { seed, day: 0, step: 0, violations: vec![what], trace: Vec::new() }
}
