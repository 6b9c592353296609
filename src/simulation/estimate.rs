// SPDX-License-Identifier: MPL-2.0
//! Means from batches, with their standard errors. What is known exactly beforehand (how many come on
//! average, how long services take) is used as a control variate: a batch in which more came than expected is
//! corrected by as much as that has mattered, found by least squares. The correction has mean zero, so the
//! estimate stays honest, and its cost in freedom is in the standard error.

/// Batches of outputs, each with its controls as deviations from their known means.
#[derive(Clone, Debug)]
pub struct Batches {
    outputs: Vec<Vec<f64>>,
    controls: Vec<Vec<f64>>,
}

/// A mean and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    pub mean: f64,
    pub standard_error: f64,
}

impl Batches {
    pub fn new(outputs: usize, controls: usize) -> Self {
        Self { outputs: vec![Vec::new(); outputs], controls: vec![Vec::new(); controls] }
    }

    pub fn add(&mut self, outputs: &[f64], controls: &[f64]) {
        for (all, &new) in self.outputs.iter_mut().zip(outputs) {
            all.push(new);
        }
        for (all, &new) in self.controls.iter_mut().zip(controls) {
            all.push(new);
        }
    }

    pub fn count(&self) -> usize {
        self.outputs.first().map_or(0, Vec::len)
    }

    /// Every output's mean.
    pub fn means(&self) -> Vec<Mean> {
        let n = as_f64(self.count());
        let control_means: Vec<f64> = self.controls.iter().map(|control| mean(control)).collect();
        let centred: Vec<Vec<f64>> =
            self.controls.iter().zip(&control_means).map(|(all, m)| minus(all, *m)).collect();
        let inverse = Inverse::of(&centred);
        let spread = inverse.quadratic(&control_means);
        let freedom = n - 1.0 - as_f64(inverse.kept.len());
        let of = |output: &Vec<f64>| {
            let plain = mean(output);
            let deviations = minus(output, plain);
            let products: Vec<f64> = centred.iter().map(|control| dot(control, &deviations)).collect();
            let slopes = inverse.times(&products);
            let squares: f64 = (0..self.count())
                .map(|batch| {
                    let same_as_preview: f64 =
                        slopes.iter().zip(&centred).map(|(s, control)| s * control[batch]).sum();
                    (deviations[batch] - same_as_preview).powi(2)
                })
                .sum();
            let variance = squares / freedom.max(1.0);
            Mean {
                mean: plain - dot(&slopes, &control_means),
                standard_error: (variance * (1.0 / n + spread)).sqrt(),
            }
        };
        self.outputs.iter().map(of).collect()
    }
}

/// The inverse of the controls' products, without controls that never vary or only repeat another.
struct Inverse {
    size: usize,
    kept: Vec<usize>,
    rows: Vec<Vec<f64>>,
}

/// A control that others explain to this part of its variance tells nothing new.
const MIN_RESIDUAL_SHARE: f64 = 1e-9;

impl Inverse {
    fn of(centred: &[Vec<f64>]) -> Self {
        let size = centred.len();
        let mut kept = Vec::new();
        let mut residuals: Vec<Vec<f64>> = Vec::new();
        for (index, control) in centred.iter().enumerate() {
            let whole = dot(control, control);
            let mut rest = control.clone();
            for earlier in &residuals {
                let share = dot(&rest, earlier) / dot(earlier, earlier);
                rest.iter_mut().zip(earlier).for_each(|(value, e)| *value -= share * e);
            }
            if whole > 0.0 && dot(&rest, &rest) > MIN_RESIDUAL_SHARE * whole {
                residuals.push(rest);
                kept.push(index);
            }
        }
        let products: Vec<Vec<f64>> =
            kept.iter().map(|&i| kept.iter().map(|&j| dot(&centred[i], &centred[j])).collect()).collect();
        Self { size, rows: inverted(products), kept }
    }

    fn times(&self, vector: &[f64]) -> Vec<f64> {
        let mut result = vec![0.0; self.size];
        for (row, &index) in self.rows.iter().zip(&self.kept) {
            result[index] = row.iter().zip(&self.kept).map(|(value, &other)| value * vector[other]).sum();
        }
        result
    }

    fn quadratic(&self, vector: &[f64]) -> f64 {
        dot(&self.times(vector), vector)
    }
}

/// Gauss and Jordan; the matrix is positive definite, so that no pivot vanishes.
fn inverted(mut matrix: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let n = matrix.len();
    for (i, row) in matrix.iter_mut().enumerate() {
        row.extend((0..n).map(|j| f64::from(u8::from(i == j))));
    }
    for pivot in 0..n {
        let scale = matrix[pivot][pivot];
        matrix[pivot].iter_mut().for_each(|value| *value /= scale);
        let from = matrix[pivot].clone();
        for row in (0..n).filter(|&row| row != pivot) {
            let factor = matrix[row][pivot];
            matrix[row].iter_mut().zip(&from).for_each(|(value, f)| *value -= factor * f);
        }
    }
    matrix.into_iter().map(|row| row[n..].to_vec()).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / as_f64(values.len())
}

fn minus(values: &[f64], by: f64) -> Vec<f64> {
    values.iter().map(|value| value - by).collect()
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

#[expect(clippy::cast_precision_loss, reason = "no count here comes near 2^52")]
pub const fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    #[test]
    fn without_controls_it_is_the_plain_mean_and_its_standard_error() {
        let mut batches = Batches::new(1, 0);
        for value in [1.0, 2.0, 3.0, 4.0] {
            batches.add(&[value], &[]);
        }
        let found = batches.means()[0];
        assert!((found.mean - 2.5).abs() < 1e-12);
        assert!((found.standard_error - (5.0_f64 / 3.0 / 4.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn a_control_takes_its_part_of_the_variance_away_and_the_error_stays_true() {
        let mut rng = Rng::new(3);
        let mut covered = 0;
        for _ in 0..400 {
            let mut batches = Batches::new(1, 3);
            for _ in 0..64 {
                let known = rng.normal();
                let rest = rng.normal() * 0.1;
                // The second control repeats the first, the third never varies.
                batches.add(&[5.0 + 3.0 * known + rest], &[known, 2.0 * known, 0.0]);
            }
            let found = batches.means()[0];
            assert!(found.standard_error < 0.02, "{found:?}");
            covered += u32::from((found.mean - 5.0).abs() < 2.0 * found.standard_error);
        }
        assert!((365..=395).contains(&covered), "{covered} of 400 within two standard errors");
    }
}
