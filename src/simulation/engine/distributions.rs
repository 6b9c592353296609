// SPDX-License-Identifier: MPL-2.0
//! Draws from probability distributions, by fixed algorithms: a seed must give the same days in every version.

use crate::rng::Rng;
use office::time::Length;

/// Larger means are drawn in pieces, so that the product of uniforms does not underflow.
const POISSON_PIECE: f64 = 30.0;

impl Rng {
    /// Uniform between 0 and 1, both excluded.
    pub fn unit(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let bits = (self.next() >> 11) as f64;
        (bits + 0.5) / 9_007_199_254_740_992.0
    }

    /// True with this probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub fn exponential(&mut self, mean: f64) -> f64 {
        -self.unit().ln() * mean
    }

    /// Poisson with this mean (Knuth).
    pub fn poisson(&mut self, mean: f64) -> u32 {
        let (mut left, mut count) = (mean, 0);
        while left > 0.0 {
            let limit = (-left.min(POISSON_PIECE)).exp();
            let mut product = self.unit();
            while product > limit {
                count += 1;
                product *= self.unit();
            }
            left -= POISSON_PIECE;
        }
        count
    }

    /// Standard normal, by Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.unit().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Gamma with this shape and rate (Marsaglia and Tsang 2000).
    pub fn gamma(&mut self, shape: f64, rate: f64) -> f64 {
        if shape < 1.0 {
            let boost = self.unit().powf(1.0 / shape);
            return self.gamma(shape + 1.0, rate) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.unit().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v / rate;
            }
        }
    }
}

/// A length in units, as whole seconds of which `unit` make one unit: fine enough that rounding does not matter,
/// and symmetric, so that it has no bias.
pub fn length(units: f64, unit: i64) -> Length {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "far below 2^53 seconds"
    )]
    let seconds = (units * unit as f64).round() as i64;
    Length::seconds(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of many draws.
    fn moments(mut draw: impl FnMut() -> f64) -> (f64, f64) {
        let n = 200_000;
        let drawn: Vec<f64> = (0..n).map(|_| draw()).collect();
        let mean = drawn.iter().sum::<f64>() / f64::from(n);
        let variance = drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / f64::from(n);
        (mean, variance)
    }

    fn near(found: (f64, f64), mean: f64, variance: f64) {
        assert!((found.0 - mean).abs() < 0.02 * mean.max(0.5), "{found:?} is not {mean}");
        assert!((found.1 - variance).abs() < 0.05 * variance, "{found:?} has not variance {variance}");
    }

    #[test]
    fn draws_have_the_mean_and_variance_of_their_distribution() {
        let mut rng = Rng::new(7);
        near(moments(|| rng.exponential(2.0)), 2.0, 4.0);
        near(moments(|| f64::from(rng.poisson(1.5))), 1.5, 1.5);
        near(moments(|| f64::from(rng.poisson(70.0))), 70.0, 70.0);
        near(moments(|| rng.gamma(0.5, 2.0)), 0.25, 0.125);
        near(moments(|| rng.gamma(6.0, 2.0)), 3.0, 1.5);
        near(moments(|| rng.normal() + 1.0), 1.0, 1.0);
    }
}
