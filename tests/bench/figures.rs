// SPDX-License-Identifier: MPL-2.0
//! Figures: what one slice of time gave, and what the slices of a run give together.

use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};

use crate::Outcome;

/// What was measured in one slice, in microseconds.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Slice {
    pub n: u64,
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
    pub per_second: f64,
    /// Processor time of the server for each.
    pub cpu: f64,
}

/// Times of one slice, as they come in.
pub struct Times(Histogram<u64>);

impl Times {
    pub fn new() -> Outcome<Self> {
        Ok(Self(Histogram::new_with_bounds(1, 120_000_000_000, 3)?))
    }

    pub fn add(&mut self, nanos: u64) {
        self.0.saturating_record(nanos);
    }

    pub fn join(&mut self, other: &Self) -> Outcome<()> {
        Ok(self.0.add(&other.0)?)
    }

    pub fn len(&self) -> u64 {
        self.0.len()
    }

    /// `lanes` ask at once, each when it has its answer: so many of these alone would fit in a second.
    pub fn slice(&self, lanes: usize, cpu_nanos: f64) -> Slice {
        let micros = |quantile| as_f64(self.0.value_at_quantile(quantile)) / 1000.0;
        let mean = self.0.mean().max(1.0);
        Slice {
            n: self.0.len(),
            p50: micros(0.50),
            p95: micros(0.95),
            p99: micros(0.99),
            per_second: as_f64(lanes as u64) * 1e9 / mean,
            cpu: cpu_nanos / 1000.0 / as_f64(self.0.len().max(1)),
        }
    }
}

/// The middle of all slices; of counts the sum.
pub fn middle(slices: &[Slice]) -> Slice {
    let of = |field: fn(&Slice) -> f64| median(&slices.iter().map(field).collect::<Vec<_>>());
    Slice {
        n: slices.iter().map(|slice| slice.n).sum(),
        p50: of(|slice| slice.p50),
        p95: of(|slice| slice.p95),
        p99: of(|slice| slice.p99),
        per_second: of(|slice| slice.per_second),
        cpu: of(|slice| slice.cpu),
    }
}

/// Subject over floor, slice by slice: the middle, the least and the most.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Ratio {
    pub median: f64,
    pub least: f64,
    pub most: f64,
}

impl Ratio {
    pub fn of(subject: &[Slice], floor: &[Slice], field: fn(&Slice) -> f64) -> Self {
        let pairs = subject.iter().zip(floor);
        Self::between(&pairs.map(|(subject, floor)| field(subject) / field(floor)).collect::<Vec<_>>())
    }

    pub fn between(ratios: &[f64]) -> Self {
        let fold = |start: f64, pick: fn(f64, f64) -> f64| ratios.iter().copied().fold(start, pick);
        Self {
            median: median(ratios),
            least: fold(f64::INFINITY, f64::min),
            most: fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => f64::NAN,
        even if even % 2 == 0 => f64::midpoint(sorted[middle - 1], sorted[middle]),
        _ => sorted[middle],
    }
}

#[expect(clippy::cast_precision_loss, reason = "no count here comes near 2^52")]
pub const fn as_f64(count: u64) -> f64 {
    count as f64
}
