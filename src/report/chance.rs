//! How sure a figure is. Means and ratios: a bootstrap that draws whole days, since visits of one day are
//! alike; shares: Wilson's interval; quantiles: order statistics. All of it seeded, so that the same ledger
//! gives the same report.

use super::range::Range;

/// The seed of every bootstrap; told in the method note.
pub const SEED: u64 = 2_026;
pub const DRAWS: usize = 1_000;
/// Below so many days or cases nothing is said about how sure a figure is.
pub const FEWEST: usize = 5;
const Z: f64 = 1.959_963_984_540_054;

/// A day's part of a figure that is a sum over a sum.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    pub over: f64,
    pub under: f64,
}

impl Part {
    pub const fn new(over: f64, under: f64) -> Self {
        Self { over, under }
    }
}

pub fn ratio(parts: &[Part]) -> Option<f64> {
    let sum = total(parts);
    (sum.under > 0.0).then(|| sum.over / sum.under)
}

pub fn total(parts: &[Part]) -> Part {
    parts.iter().fold(Part::default(), |sum, part| Part::new(sum.over + part.over, sum.under + part.under))
}

/// 95 % of what the figure is when the days are drawn again; nothing for too few days.
pub fn by_days(parts: &[Part]) -> Option<Range> {
    let counted: Vec<Part> = parts.iter().copied().filter(|part| part.under > 0.0).collect();
    (counted.len() >= FEWEST).then_some(())?;
    let mut chance = fastrand::Rng::with_seed(SEED);
    let drawn = (0..DRAWS).filter_map(|_| ratio(&drawn_again(&counted, &mut chance)));
    middle_95(drawn.collect())
}

/// 95 % of the difference of two figures whose days are drawn apart.
pub fn difference(before: &[Part], after: &[Part]) -> Option<Range> {
    let counted =
        |parts: &[Part]| -> Vec<Part> { parts.iter().copied().filter(|part| part.under > 0.0).collect() };
    let (before, after) = (counted(before), counted(after));
    (before.len() >= FEWEST && after.len() >= FEWEST).then_some(())?;
    let mut chance = fastrand::Rng::with_seed(SEED);
    let drawn = (0..DRAWS).filter_map(|_| {
        Some(ratio(&drawn_again(&after, &mut chance))? - ratio(&drawn_again(&before, &mut chance))?)
    });
    middle_95(drawn.collect())
}

fn drawn_again(parts: &[Part], chance: &mut fastrand::Rng) -> [Part; 1] {
    let sum = (0..parts.len()).fold(Part::default(), |sum, _| {
        let part = parts[chance.usize(0..parts.len())];
        Part::new(sum.over + part.over, sum.under + part.under)
    });
    [sum]
}

fn middle_95(mut drawn: Vec<f64>) -> Option<Range> {
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

/// A quantile of sorted values with the order statistics that enclose it with 95 %.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks of a list that fits into memory"
)]
pub fn quantile(sorted: &[f64], share: f64) -> Option<(f64, Option<Range>)> {
    let last = sorted.len().checked_sub(1)?;
    let rank = |at: f64| sorted[(at.max(0.0) as usize).min(last)];
    let n = sorted.len() as f64;
    let value = rank((n * share).ceil() - 1.0);
    let reach = Z * (n * share * (1.0 - share)).sqrt();
    let (low, high) = (n * share - reach, n * share + reach);
    // Where the enclosing ranks would lie outside the list, the list is too short to say.
    let enclosed = low >= 0.0 && high <= n;
    Some((value, enclosed.then(|| Range::of(rank(low.floor() - 1.0), rank(high.ceil() - 1.0)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilsons_interval_is_the_textbooks() {
        let of_ten = wilson(1.0, 10.0).unwrap();
        assert!((of_ten.low - 0.0179).abs() < 1e-4 && (of_ten.high - 0.4042).abs() < 1e-4, "{of_ten:?}");
        assert!(wilson(0.0, 0.0).is_none());
    }

    #[test]
    fn the_same_days_always_give_the_same_interval_and_few_give_none() {
        let days: Vec<Part> = (0..40).map(|day| Part::new(f64::from(day % 7), 1.0)).collect();
        let range = by_days(&days).unwrap();
        assert_eq!(by_days(&days), Some(range));
        let mean = ratio(&days).unwrap();
        assert!(range.low < mean && mean < range.high);
        assert!(range.high - range.low < 2.0, "{range:?}");
        assert_eq!(by_days(&days[..4]), None);
    }

    #[test]
    fn the_interval_covers_the_truth_about_as_often_as_it_says() {
        let mut chance = fastrand::Rng::with_seed(7);
        let covered = (0..200).filter(|_| {
            let days: Vec<Part> =
                (0..60).map(|_| Part::new((0..8).map(|_| chance.f64()).sum(), 8.0)).collect();
            by_days(&days).is_some_and(|range| range.low <= 0.5 && 0.5 <= range.high)
        });
        let covered = covered.count();
        assert!((180..=199).contains(&covered), "95 % of 200 is 190, not {covered}");
    }

    #[test]
    fn a_quantile_of_few_has_no_interval() {
        assert_eq!(quantile(&[3.0, 5.0, 9.0], 0.5), Some((5.0, None)));
        let many: Vec<f64> = (1..=100).map(f64::from).collect();
        let (value, range) = quantile(&many, 0.5).unwrap();
        assert_eq!((value, range), (50.0, Some(Range::of(40.0, 60.0))));
    }
}
