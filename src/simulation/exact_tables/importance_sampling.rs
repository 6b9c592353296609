// SPDX-License-Identifier: MPL-2.0
//! Importance sampling with a mixture proposal: part of the days is drawn with a scaled mean under which the rare
//! event is common, and each day is weighted by its likelihood ratio. The nominal distribution is always one
//! component, so no weight exceeds the number of components.

use crate::estimate::as_f64;
use crate::rng::Rng;

/// Factors on the nominal mean, one per mixture component, all equally likely.
#[derive(Clone, Debug)]
pub(super) struct Proposals(Vec<f64>);

impl Proposals {
    /// The nominal distribution and others.
    pub fn nominal_and(others: impl IntoIterator<Item = f64>) -> Self {
        Self(std::iter::once(1.0).chain(others).collect())
    }

    pub fn draw(&self, rng: &mut Rng) -> f64 {
        if self.0.len() == 1 {
            return 1.0;
        }
        let drawn = rng.unit() * as_f64(self.0.len());
        let at = (1..self.0.len()).take_while(|&component| drawn >= as_f64(component)).count();
        self.0[at]
    }

    /// The weight of a day, from the log-likelihood ratio of each factor to the nominal distribution.
    pub fn weight(&self, log_ratio: impl Fn(f64) -> f64) -> f64 {
        let sum: f64 = self.0.iter().map(|&factor| log_ratio(factor).exp()).sum();
        as_f64(self.0.len()) / sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_length_keeps_its_mean_and_is_sampled_often() {
        let proposals = Proposals::nominal_and([8.0]);
        let mut rng = Rng::new(5);
        let n = 100_000;
        let (mut seen, mut sum, mut all) = (0, 0.0, 0.0);
        for _ in 0..n {
            let factor = proposals.draw(&mut rng);
            let takes = rng.exponential(factor);
            let weight = proposals.weight(|factor| takes * (1.0 - 1.0 / factor) - factor.ln());
            all += weight;
            if takes > 8.0 {
                seen += 1;
                sum += weight * (takes - 8.0);
            }
        }
        let mean = sum / f64::from(n);
        assert!((all / f64::from(n) - 1.0).abs() < 0.02);
        assert!((mean / (-8.0_f64).exp() - 1.0).abs() < 0.03, "{mean}");
        assert!(seen > n / 10, "{seen}");
    }
}
