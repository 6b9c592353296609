//! Rare things seen often: where what is asked for hardly ever happens, part of the days is drawn another way,
//! in which it happens more, and every day counts by how much likelier it is the usual way than among all that
//! are drawn. One of the ways is always the usual one, so that no day counts for more than there are ways.

use crate::estimate::as_f64;
use crate::rng::Rng;

/// By what a mean is multiplied, one factor for each way, all equally often.
#[derive(Clone, Debug)]
pub(super) struct Ways(Vec<f64>);

impl Ways {
    /// The usual way, and others.
    pub fn and(others: impl IntoIterator<Item = f64>) -> Self {
        Self(std::iter::once(1.0).chain(others).collect())
    }

    pub fn draw(&self, dice: &mut Rng) -> f64 {
        if self.0.len() == 1 {
            return 1.0;
        }
        let drawn = dice.unit() * as_f64(self.0.len());
        let at = (1..self.0.len()).take_while(|&way| drawn >= as_f64(way)).count();
        self.0[at]
    }

    /// What a day counts for, given the logarithm of how much likelier it is by each factor than by the usual one.
    pub fn weight(&self, likelier: impl Fn(f64) -> f64) -> f64 {
        let sum: f64 = self.0.iter().map(|&factor| likelier(factor).exp()).sum();
        as_f64(self.0.len()) / sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_length_keeps_its_mean_and_is_seen_often() {
        let ways = Ways::and([8.0]);
        let mut dice = Rng::new(5);
        let n = 100_000;
        let (mut seen, mut sum, mut all) = (0, 0.0, 0.0);
        for _ in 0..n {
            let factor = ways.draw(&mut dice);
            let takes = dice.exponential(factor);
            let weight = ways.weight(|factor| takes * (1.0 - 1.0 / factor) - factor.ln());
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
