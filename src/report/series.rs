// SPDX-License-Identifier: MPL-2.0
//! Interrupted time series: change of level and slope at the start of a trial.
//! y = a + b·t + c·[begun] + d·(t − t₀)·[begun], by least squares; intervals by a block bootstrap of the residuals,
//! since neighbouring weeks are correlated.

use serde::Serialize;

use statistics::Range;
use statistics::intervals::{RESAMPLES, SEED};

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Break {
    /// Change of the level at the start.
    pub level: f64,
    pub level_interval: Range,
    /// Change of the slope per week.
    pub slope: f64,
    pub slope_interval: Range,
    pub weeks_before: u32,
    pub weeks_during: u32,
}

/// Minimum weeks on either side.
pub const MIN_WEEKS: usize = 8;
/// Block length of the bootstrap.
const BLOCK_WEEKS: usize = 3;

pub fn interrupted(before: &[f64], during: &[f64]) -> Option<Break> {
    (before.len() >= MIN_WEEKS && during.len() >= MIN_WEEKS).then_some(())?;
    let rows: Vec<[f64; 4]> = (0..before.len() + during.len()).map(|week| row(week, before.len())).collect();
    let values: Vec<f64> = before.iter().chain(during).copied().collect();
    let fit = least_squares(&rows, &values)?;
    let fitted: Vec<f64> = rows.iter().map(|row| dot(row, &fit)).collect();
    let residuals: Vec<f64> = values.iter().zip(&fitted).map(|(value, fitted)| value - fitted).collect();
    let mut chance = fastrand::Rng::with_seed(SEED);
    let (mut levels, mut slopes) = (Vec::new(), Vec::new());
    for _ in 0..RESAMPLES {
        let drawn = resampled_residuals(&residuals, &mut chance);
        let values: Vec<f64> = fitted.iter().zip(drawn).map(|(fitted, residual)| fitted + residual).collect();
        if let Some(fit) = least_squares(&rows, &values) {
            levels.push(fit[2]);
            slopes.push(fit[3]);
        }
    }
    Some(Break {
        level: fit[2],
        level_interval: middle(levels)?,
        slope: fit[3],
        slope_interval: middle(slopes)?,
        weeks_before: u32::try_from(before.len()).unwrap_or(u32::MAX),
        weeks_during: u32::try_from(during.len()).unwrap_or(u32::MAX),
    })
}

#[expect(clippy::cast_precision_loss, reason = "a number of weeks")]
fn row(week: usize, begins: usize) -> [f64; 4] {
    let begun = week >= begins;
    let since = if begun { (week - begins) as f64 } else { 0.0 };
    [1.0, week as f64, f64::from(u8::from(begun)), since]
}

fn dot(row: &[f64; 4], fit: &[f64; 4]) -> f64 {
    row.iter().zip(fit).map(|(a, b)| a * b).sum()
}

fn resampled_residuals(residuals: &[f64], chance: &mut fastrand::Rng) -> Vec<f64> {
    let mut drawn = Vec::with_capacity(residuals.len() + BLOCK_WEEKS);
    while drawn.len() < residuals.len() {
        let at = chance.usize(0..residuals.len());
        drawn.extend((at..at + BLOCK_WEEKS).map(|at| residuals[at % residuals.len()]));
    }
    drawn
}

fn middle(mut drawn: Vec<f64>) -> Option<Range> {
    drawn.sort_unstable_by(f64::total_cmp);
    let cut = drawn.len() / 40;
    Some(Range::of(*drawn.get(cut)?, *drawn.get(drawn.len().checked_sub(1 + cut)?)?))
}

/// Solves the normal equations by elimination with pivoting; `None` if they are singular.
fn least_squares(rows: &[[f64; 4]], values: &[f64]) -> Option<[f64; 4]> {
    let mut system = [[0.0; 5]; 4];
    for (row, value) in rows.iter().zip(values) {
        for i in 0..4 {
            for j in 0..4 {
                system[i][j] += row[i] * row[j];
            }
            system[i][4] += row[i] * value;
        }
    }
    for column in 0..4 {
        let pivot =
            (column..4).max_by(|&a, &b| system[a][column].abs().total_cmp(&system[b][column].abs()))?;
        system.swap(column, pivot);
        if system[column][column].abs() < 1e-12 {
            return None;
        }
        for other in (0..4).filter(|&other| other != column) {
            let factor = system[other][column] / system[column][column];
            let pivot = system[column];
            system[other].iter_mut().zip(pivot).for_each(|(cell, above)| *cell -= factor * above);
        }
    }
    Some([0, 1, 2, 3].map(|at| system[at][4] / system[at][at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drop_of_ten_minutes_is_found_with_its_interval() {
        let noise = |week: u32| f64::from(week * 7 % 5) - 2.0;
        let before: Vec<f64> = (0..20).map(|week| 30.0 + noise(week)).collect();
        let during: Vec<f64> = (20..40).map(|week| 20.0 + noise(week)).collect();
        let found = interrupted(&before, &during).unwrap();
        assert!((found.level + 10.0).abs() < 1.5, "{found:?}");
        assert!(found.level_interval.low < found.level && found.level < found.level_interval.high);
        assert!(
            found.level_interval.high < 0.0
                && found.slope_interval.low < 0.0
                && 0.0 < found.slope_interval.high
        );
    }

    #[test]
    fn seven_weeks_carry_no_line() {
        assert_eq!(interrupted(&[1.0; 7], &[1.0; 30]), None);
    }
}
