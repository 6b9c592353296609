// SPDX-License-Identifier: MPL-2.0
//! 95 % confidence intervals. Means and ratios: a bootstrap over whole days, since visits of a day are correlated;
//! shares: Wilson's interval; quantiles: order statistics. The seed is fixed, so that a ledger always gives the same
//! report.

use crate::{Range, quantile};

/// Seed of every bootstrap, as stated in the method note.
pub const SEED: u64 = 2_026;
pub const RESAMPLES: usize = 1_000;
/// Minimum number of days for an interval.
pub const MIN_DAYS: usize = 5;
const Z: f64 = 1.959_963_984_540_054;

/// One day's contribution to a ratio of sums.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RatioPart {
    pub numerator: f64,
    pub denominator: f64,
}

impl RatioPart {
    pub const fn new(numerator: f64, denominator: f64) -> Self {
        Self { numerator, denominator }
    }
}

pub fn ratio(parts: &[RatioPart]) -> Option<f64> {
    let sum = total(parts);
    (sum.denominator > 0.0).then(|| sum.numerator / sum.denominator)
}

pub fn total(parts: &[RatioPart]) -> RatioPart {
    parts.iter().fold(RatioPart::default(), |sum, part| {
        RatioPart::new(sum.numerator + part.numerator, sum.denominator + part.denominator)
    })
}

/// Bootstrap interval of a ratio; `None` for too few days.
pub fn bootstrap_ratio(parts: &[RatioPart]) -> Option<Range> {
    let counted: Vec<RatioPart> = parts.iter().copied().filter(|part| part.denominator > 0.0).collect();
    (counted.len() >= MIN_DAYS).then_some(())?;
    let mut chance = fastrand::Rng::with_seed(SEED);
    let drawn = (0..RESAMPLES).filter_map(|_| ratio(&resampled(&counted, &mut chance)));
    percentile_interval(drawn.collect())
}

/// Bootstrap interval of the difference of two ratios, resampled independently.
pub fn difference(before: &[RatioPart], after: &[RatioPart]) -> Option<Range> {
    let counted = |parts: &[RatioPart]| -> Vec<RatioPart> {
        parts.iter().copied().filter(|part| part.denominator > 0.0).collect()
    };
    let (before, after) = (counted(before), counted(after));
    (before.len() >= MIN_DAYS && after.len() >= MIN_DAYS).then_some(())?;
    let mut chance = fastrand::Rng::with_seed(SEED);
    let drawn = (0..RESAMPLES).filter_map(|_| {
        Some(ratio(&resampled(&after, &mut chance))? - ratio(&resampled(&before, &mut chance))?)
    });
    percentile_interval(drawn.collect())
}

fn resampled(parts: &[RatioPart], chance: &mut fastrand::Rng) -> [RatioPart; 1] {
    let sum = (0..parts.len()).fold(RatioPart::default(), |sum, _| {
        let part = parts[chance.usize(0..parts.len())];
        RatioPart::new(sum.numerator + part.numerator, sum.denominator + part.denominator)
    });
    [sum]
}

fn percentile_interval(mut drawn: Vec<f64>) -> Option<Range> {
    drawn.sort_by(f64::total_cmp);
    let (low, high) = (drawn.len() / 40, drawn.len() - 1 - drawn.len() / 40);
    Some(Range::of(*drawn.get(low)?, *drawn.get(high)?))
}

/// Wilson's 95 % interval of `hits` out of `all`.
pub fn wilson(hits: f64, all: f64) -> Option<Range> {
    (all > 0.0).then(|| {
        let share = hits / all;
        let scale = 1.0 + Z * Z / all;
        let centre = (share + Z * Z / (2.0 * all)) / scale;
        let half = Z * (share * (1.0 - share) / all + Z * Z / (4.0 * all * all)).sqrt() / scale;
        Range::of((centre - half).max(0.0), (centre + half).min(1.0))
    })
}

/// A quantile of sorted values, and its interval from order statistics.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks of a list that fits into memory"
)]
pub fn of_quantile(sorted: &[f64], share: f64) -> Option<(f64, Option<Range>)> {
    let value = quantile(sorted, share)?;
    let nth = |rank: f64| sorted[((rank - 1.0).max(0.0) as usize).min(sorted.len() - 1)];
    let n = sorted.len() as f64;
    let reach = Z * (n * share * (1.0 - share)).sqrt();
    let (low, high) = (n * share - reach, n * share + reach);
    // No interval if its ranks lie outside the list.
    let enclosed = low >= 0.0 && high <= n;
    Some((value, enclosed.then(|| Range::of(nth(low.floor()), nth(high.ceil())))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilsons_interval_matches_the_textbook() {
        let of_ten = wilson(1.0, 10.0).unwrap();
        assert!((of_ten.low - 0.0179).abs() < 1e-4 && (of_ten.high - 0.4042).abs() < 1e-4, "{of_ten:?}");
        assert!(wilson(0.0, 0.0).is_none());
    }

    #[test]
    fn the_same_days_always_give_the_same_interval_and_few_give_none() {
        let days: Vec<RatioPart> = (0..40).map(|day| RatioPart::new(f64::from(day % 7), 1.0)).collect();
        let range = bootstrap_ratio(&days).unwrap();
        assert_eq!(bootstrap_ratio(&days), Some(range));
        let mean = ratio(&days).unwrap();
        assert!(range.low < mean && mean < range.high);
        assert!(range.high - range.low < 2.0, "{range:?}");
        assert_eq!(bootstrap_ratio(&days[..4]), None);
    }

    #[test]
    fn the_interval_has_its_nominal_coverage() {
        let mut chance = fastrand::Rng::with_seed(7);
        let covered = (0..200).filter(|_| {
            let days: Vec<RatioPart> =
                (0..60).map(|_| RatioPart::new((0..8).map(|_| chance.f64()).sum(), 8.0)).collect();
            bootstrap_ratio(&days).is_some_and(|range| range.low <= 0.5 && 0.5 <= range.high)
        });
        let covered = covered.count();
        assert!((180..=199).contains(&covered), "95 % of 200 is 190, not {covered}");
    }

    #[test]
    fn a_quantile_of_few_has_no_interval() {
        assert_eq!(of_quantile(&[3.0, 5.0, 9.0], 0.5), Some((5.0, None)));
        let many: Vec<f64> = (1..=100).map(f64::from).collect();
        let (value, range) = of_quantile(&many, 0.5).unwrap();
        assert_eq!((value, range), (50.0, Some(Range::of(40.0, 60.0))));
    }
}
