// SPDX-License-Identifier: MPL-2.0
//! Interval arithmetic: numbers known by their two ends, with results that span the smallest and the largest possible
//! value.

use std::ops::{Add, Div, Mul, Sub};

use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    pub const fn of(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    pub const fn exact(value: f64) -> Self {
        Self { low: value, high: value }
    }

    pub fn is_exact(self) -> bool {
        (self.high - self.low).abs() < f64::EPSILON
    }

    pub fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    fn spanning(ends: [f64; 4]) -> Self {
        Self {
            low: ends.into_iter().fold(f64::INFINITY, f64::min),
            high: ends.into_iter().fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

/// «4», or «4 to 12».
impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_exact() { write!(f, "{}", self.low) } else { write!(f, "{} to {}", self.low, self.high) }
    }
}

impl Add for Range {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::of(self.low + other.low, self.high + other.high)
    }
}

impl Sub for Range {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::of(self.low - other.high, self.high - other.low)
    }
}

impl Mul for Range {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::spanning([
            self.low * other.low,
            self.low * other.high,
            self.high * other.low,
            self.high * other.high,
        ])
    }
}

/// Division by a range above zero, which the caller ensures.
impl Div for Range {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self::spanning([
            self.low / other.low,
            self.low / other.high,
            self.high / other.low,
            self.high / other.high,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_spans_the_least_and_the_most_it_can_be() {
        assert_eq!(Range::of(10.0, 12.0) - Range::of(4.0, 5.0), Range::of(5.0, 8.0));
    }

    #[test]
    fn a_saving_that_may_be_a_loss_stays_one_when_it_is_multiplied() {
        assert_eq!(Range::of(-1.0, 8.0) * Range::of(200.0, 250.0), Range::of(-250.0, 2_000.0));
    }

    #[test]
    fn the_dearest_citizen_is_the_largest_cost_over_the_fewest() {
        assert_eq!(Range::of(80.0, 100.0) / Range::of(2.0, 4.0), Range::of(20.0, 50.0));
    }
}
