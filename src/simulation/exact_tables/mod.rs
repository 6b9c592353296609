//! The engine against exact tables: every row is simulated until its standard error is small enough, and
//! agrees when the table's value lies within four of them. How long it runs and what is scaled how:
//! docs/decisions/0020-simulation-against-exact-tables.md.
//!
//! What never lives here: files, threads that outlive a call, a tolerance that depends on the outcome.

mod gap_day;
mod queue;
mod read;
mod report;
mod session;
mod ways;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::estimate::{Batches, Mean};
use super::rng::Rng;

pub use read::{NotATable, TABLES, Table};
pub use report::{Figure, Judged, Report};

/// The seed of every validation, unless another is asked for.
pub const SEED: u64 = 20_261_124;
/// A table's value agrees within so many standard errors.
const WITHIN: f64 = 4.0;
/// Runs go on until the standard error is this part of what it may be.
const MARGIN: f64 = 0.75;
/// A row further off than this is run four times as long; what was simulated before counts.
const DOUBTFUL: f64 = 2.5;
/// So is one that has to be surer: a value 2 % wrong would else hide in the error that is allowed.
const SOON_DOUBTFUL: f64 = 1.75;
const MUST_BE_SURE: f64 = 0.015;
/// Beyond this no longer run would find otherwise.
const NO_LUCK: f64 = 12.0;
const FIRST_BATCHES: usize = 64;
/// A value of so few half units of its last digit is printed too roughly for a part of it to mean anything.
const ROUGH: f64 = 10.0;
/// A relative error so small is what adding up numbers leaves: the mean does not vary.
const NO_ERROR: f64 = 1e-9;
/// What is told as the deviation of a mean that never varied and still is another.
const WITHOUT_ERROR: f64 = 1e9;

/// A value as the table prints it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub name: String,
    pub value: f64,
    /// Half a unit of the last printed digit: what printing alone may have taken off.
    pub half_unit: f64,
}

/// What is simulated for a row, batch after batch.
pub(crate) trait Simulated {
    /// Outputs in the order of the row's values, and the number of controls.
    fn controls(&self) -> usize;
    fn add_batch(&mut self, dice: &mut Rng, batches: &mut Batches);
    /// A bounded run: more batches than this are never simulated.
    fn most_batches(&self) -> usize;
}

/// One row: what goes in, what the table says comes out, and how sure a run has to be.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub table: &'static str,
    pub line: u64,
    pub inputs: Vec<(String, String)>,
    pub said: Vec<Said>,
    /// The standard error may be this part of the value.
    pub sure: f64,
    pub case: Case,
}

#[derive(Clone, Debug)]
pub(crate) enum Case {
    Queue(queue::Case),
    GapDay(gap_day::Case),
    Session(session::Case),
}

impl Row {
    fn simulated(&self, dice: &mut Rng) -> Result<Box<dyn Simulated>, String> {
        Ok(match &self.case {
            Case::Queue(case) => Box::new(queue::Run::new(case, dice)),
            Case::GapDay(case) => Box::new(gap_day::Run::new(case)?),
            Case::Session(case) => Box::new(session::Run::new(case)),
        })
    }

    /// Simulates the row until it is sure enough, or the bound is reached.
    fn judge(&self, seed: u64) -> Result<Judged, String> {
        let mut dice =
            Rng::new(seed ^ Rng::new(self.line ^ (u64::from(self.table.as_bytes()[0]) << 32)).next());
        let mut run = self.simulated(&mut dice)?;
        let mut batches = Batches::new(self.said.len(), run.controls());
        let most = run.most_batches();
        let (mut wanted, mut checked_again) = (FIRST_BATCHES.min(most), false);
        loop {
            while batches.count() < wanted {
                run.add_batch(&mut dice, &mut batches);
            }
            let means = batches.means();
            let sure = self.sure_enough(&means, MARGIN);
            let off = self.furthest(&means);
            let doubtful = off > self.doubtful() && !checked_again;
            if wanted >= most || off > NO_LUCK || (sure && !doubtful) {
                return Ok(self.judged(&means));
            }
            checked_again |= sure;
            wanted = most.min(wanted * if sure { 4 } else { 2 });
        }
    }

    fn doubtful(&self) -> f64 {
        if self.sure < MUST_BE_SURE { SOON_DOUBTFUL } else { DOUBTFUL }
    }

    fn sure_enough(&self, means: &[Mean], part: f64) -> bool {
        let pairs = self.said.iter().zip(means);
        pairs.into_iter().all(|(said, found)| found.standard_error <= part * self.may_err(said))
    }

    /// What the standard error may be: a part of the value, or, of what is next to nothing, what its last digit
    /// still shows.
    fn may_err(&self, said: &Said) -> f64 {
        if said.value >= ROUGH * said.half_unit { self.sure * said.value } else { said.half_unit / WITHIN }
    }

    fn furthest(&self, means: &[Mean]) -> f64 {
        let apart = self.said.iter().zip(means).map(|(said, found)| deviation(said, found).abs());
        apart.fold(0.0, f64::max)
    }

    fn judged(&self, means: &[Mean]) -> Judged {
        let figure = |(said, found): (&Said, &Mean)| {
            let sure_enough = found.standard_error <= self.may_err(said);
            Figure {
                name: said.name.clone(),
                table: said.value,
                mean: found.mean,
                standard_error: found.standard_error,
                deviation: deviation(said, found),
                sure_enough,
                agrees: deviation(said, found).abs() <= WITHIN && sure_enough,
            }
        };
        let figures: Vec<Figure> = self.said.iter().zip(means).map(figure).collect();
        Judged {
            table: self.table,
            line: self.line,
            inputs: self.inputs.clone(),
            agrees: figures.iter().all(|figure| figure.agrees),
            figures,
        }
    }
}

/// How many standard errors the mean is off from what the table may have been printed from.
fn deviation(said: &Said, found: &Mean) -> f64 {
    let off = found.mean - said.value;
    let printing = said.half_unit * 1.000_001;
    let beyond = (off.abs() - printing).max(0.0) * off.signum();
    if found.standard_error > NO_ERROR * said.value.abs() {
        beyond / found.standard_error
    } else if beyond == 0.0 {
        0.0
    } else {
        off.signum() * WITHOUT_ERROR
    }
}

/// Simulates every row of the tables, on as many threads as there are cores. The outcome depends on the seed
/// alone. `progress` is told of every row as it is judged.
///
/// # Errors
/// The first row that the office itself refuses to play.
pub fn validate(tables: &[Table], seed: u64, progress: &(dyn Fn(&Judged) + Sync)) -> Result<Report, String> {
    let mut rows: Vec<&Row> = tables.iter().flat_map(|table| &table.rows).collect();
    let in_order: Vec<(&str, u64)> = rows.iter().map(|row| (row.table, row.line)).collect();
    rows.sort_by(|a, b| b.case.effort().total_cmp(&a.case.effort()));
    let next = AtomicUsize::new(0);
    let judged = Mutex::new((Vec::new(), None));
    let work = || {
        while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
            let one = row.judge(seed);
            let Ok(mut judged) = judged.lock() else { return };
            match one {
                Ok(one) => {
                    progress(&one);
                    judged.0.push(one);
                }
                Err(what) => judged.1 = Some(format!("{}.csv:{}: {what}", row.table, row.line)),
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let (mut rows, failed) = judged.into_inner().unwrap_or_default();
    if let Some(what) = failed {
        return Err(what);
    }
    rows.sort_by_key(|row| in_order.iter().position(|place| *place == (row.table, row.line)));
    Ok(Report { seed, agrees: rows.iter().all(|row| row.agrees), rows })
}

impl Case {
    /// Which rows to begin with, so that the last thread is not left alone with the longest.
    fn effort(&self) -> f64 {
        match self {
            Self::Queue(case) => case.effort(),
            Self::GapDay(_) => 1e6,
            Self::Session(_) => 1e5,
        }
    }
}
