// SPDX-License-Identifier: MPL-2.0
//! Validation of the engine against exact tables. Each row is simulated until its standard error is small enough,
//! and agrees if the table's value lies within four standard errors. Run lengths and scaling:
//! docs/decisions/0020-simulation-against-exact-tables.md.

mod gap_day;
mod importance_sampling;
mod queue;
mod session;
mod tables;
mod validation_report;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::estimate::{Batches, Mean};
use super::rng::Rng;

pub use tables::{ExactTable, TABLES, TableError};
pub use validation_report::{RowResult, ValidationReport, ValueResult};

/// Default seed.
pub const SEED: u64 = 20_261_124;
/// Maximum deviation of an agreeing value, in standard errors.
const MAX_DEVIATION: f64 = 4.0;
/// Runs continue until the standard error is this fraction of its limit.
const PRECISION_MARGIN: f64 = 0.75;
/// Rows with a larger deviation are extended to four times the length.
const DOUBTFUL: f64 = 2.5;
/// The same for rows with a tight limit, where a wrong value of 2 % would otherwise pass.
const DOUBTFUL_WHEN_PRECISE: f64 = 1.75;
const PRECISE: f64 = 0.015;
/// Beyond this deviation a longer run cannot change the result.
const CLEARLY_WRONG: f64 = 12.0;
const INITIAL_BATCHES: usize = 64;
/// Below this many half units of its last digit, a printed value is too coarse for a relative limit.
const ROUGH_VALUE: f64 = 10.0;
/// Relative errors below this are rounding: the mean does not vary.
const ZERO_ERROR: f64 = 1e-9;
/// Deviation reported for a constant mean that differs from the table.
const INFINITE_DEVIATION: f64 = 1e9;

/// A value as printed in the table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TableValue {
    pub name: String,
    pub value: f64,
    /// Half a unit of the last printed digit: the rounding error of the table.
    pub half_unit: f64,
}

/// The simulation of a row, in batches.
pub(crate) trait Simulation {
    /// Number of control variates.
    fn controls(&self) -> usize;
    fn add_batch(&mut self, rng: &mut Rng, batches: &mut Batches);
    /// Maximum number of batches.
    fn max_batches(&self) -> usize;
}

/// One row: inputs, expected outputs and the precision required.
#[derive(Clone, Debug)]
pub(crate) struct TableRow {
    pub table: &'static str,
    pub line: u64,
    pub inputs: Vec<(String, String)>,
    pub expected: Vec<TableValue>,
    /// Limit of the standard error, relative to the value.
    pub max_relative_error: f64,
    pub model: RowModel,
}

#[derive(Clone, Debug)]
pub(crate) enum RowModel {
    Queue(queue::QueueModel),
    GapDay(gap_day::GapDayModel),
    Session(session::SessionModel),
}

impl TableRow {
    fn simulation(&self, rng: &mut Rng) -> Result<Box<dyn Simulation>, String> {
        Ok(match &self.model {
            RowModel::Queue(model) => Box::new(queue::QueueSimulation::new(model, rng)),
            RowModel::GapDay(model) => Box::new(gap_day::GapDaySimulation::new(model)?),
            RowModel::Session(model) => Box::new(session::SessionSimulation::new(model)),
        })
    }

    /// Simulates the row until it is precise enough or the batch limit is reached.
    fn evaluate(&self, seed: u64) -> Result<RowResult, String> {
        let mut rng =
            Rng::new(seed ^ Rng::new(self.line ^ (u64::from(self.table.as_bytes()[0]) << 32)).next());
        let mut run = self.simulation(&mut rng)?;
        let mut batches = Batches::new(self.expected.len(), run.controls());
        let most = run.max_batches();
        let (mut wanted, mut extended) = (INITIAL_BATCHES.min(most), false);
        loop {
            while batches.count() < wanted {
                run.add_batch(&mut rng, &mut batches);
            }
            let means = batches.means();
            let max_relative_error = self.precise_enough(&means, PRECISION_MARGIN);
            let off = self.max_deviation(&means);
            let doubtful = off > self.doubtful() && !extended;
            if wanted >= most || off > CLEARLY_WRONG || (max_relative_error && !doubtful) {
                return Ok(self.evaluated(&means));
            }
            extended |= max_relative_error;
            wanted = most.min(wanted * if max_relative_error { 4 } else { 2 });
        }
    }

    fn doubtful(&self) -> f64 {
        if self.max_relative_error < PRECISE { DOUBTFUL_WHEN_PRECISE } else { DOUBTFUL }
    }

    fn precise_enough(&self, means: &[Mean], part: f64) -> bool {
        let pairs = self.expected.iter().zip(means);
        pairs.into_iter().all(|(expected, found)| found.standard_error <= part * self.max_error(expected))
    }

    /// Limit of the standard error: relative to the value, or for values near zero what the last printed digit
    /// resolves.
    fn max_error(&self, expected: &TableValue) -> f64 {
        if expected.value >= ROUGH_VALUE * expected.half_unit {
            self.max_relative_error * expected.value
        } else {
            expected.half_unit / MAX_DEVIATION
        }
    }

    fn max_deviation(&self, means: &[Mean]) -> f64 {
        let apart = self.expected.iter().zip(means).map(|(expected, found)| deviation(expected, found).abs());
        apart.fold(0.0, f64::max)
    }

    fn evaluated(&self, means: &[Mean]) -> RowResult {
        let figure = |(expected, found): (&TableValue, &Mean)| {
            let precise_enough = found.standard_error <= self.max_error(expected);
            ValueResult {
                name: expected.name.clone(),
                table: expected.value,
                mean: found.mean,
                standard_error: found.standard_error,
                deviation: deviation(expected, found),
                precise_enough,
                agrees: deviation(expected, found).abs() <= MAX_DEVIATION && precise_enough,
            }
        };
        let figures: Vec<ValueResult> = self.expected.iter().zip(means).map(figure).collect();
        RowResult {
            table: self.table,
            line: self.line,
            inputs: self.inputs.clone(),
            agrees: figures.iter().all(|figure| figure.agrees),
            figures,
        }
    }
}

/// Deviation of the mean from the range of values the printed one may stand for, in standard errors.
fn deviation(expected: &TableValue, found: &Mean) -> f64 {
    let off = found.mean - expected.value;
    let printing = expected.half_unit * 1.000_001;
    let beyond = (off.abs() - printing).max(0.0) * off.signum();
    if found.standard_error > ZERO_ERROR * expected.value.abs() {
        beyond / found.standard_error
    } else if beyond == 0.0 {
        0.0
    } else {
        off.signum() * INFINITE_DEVIATION
    }
}

/// Simulates every row of the tables on one thread per core. The result depends on the seed alone. `progress`
/// receives each row's result.
///
/// # Errors
/// The first row that the office refuses to simulate.
pub fn validate(
    tables: &[ExactTable],
    seed: u64,
    progress: &(dyn Fn(&RowResult) + Sync),
) -> Result<ValidationReport, String> {
    let mut rows: Vec<&TableRow> = tables.iter().flat_map(|table| &table.rows).collect();
    let in_order: Vec<(&str, u64)> = rows.iter().map(|row| (row.table, row.line)).collect();
    rows.sort_by(|a, b| b.model.effort().total_cmp(&a.model.effort()));
    let next = AtomicUsize::new(0);
    let evaluated = Mutex::new((Vec::new(), None));
    let work = || {
        while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
            let one = row.evaluate(seed);
            let Ok(mut evaluated) = evaluated.lock() else { return };
            match one {
                Ok(one) => {
                    progress(&one);
                    evaluated.0.push(one);
                }
                Err(what) => evaluated.1 = Some(format!("{}.csv:{}: {what}", row.table, row.line)),
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let (mut rows, failed) = evaluated.into_inner().unwrap_or_default();
    if let Some(what) = failed {
        return Err(what);
    }
    rows.sort_by_key(|row| in_order.iter().position(|place| *place == (row.table, row.line)));
    Ok(ValidationReport { seed, agrees: rows.iter().all(|row| row.agrees), rows })
}

impl RowModel {
    /// Estimated work; the longest rows start first so that threads finish together.
    fn effort(&self) -> f64 {
        match self {
            Self::Queue(model) => model.effort(),
            Self::GapDay(_) => 1e6,
            Self::Session(_) => 1e5,
        }
    }
}
