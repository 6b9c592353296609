// SPDX-License-Identifier: MPL-2.0
//! Quantiles of a sample: the inverse of its distribution function (type 1 of Hyndman and Fan, 1996).

/// The smallest of the sorted values that at least this share lies within. `None` for an empty sample.
pub fn quantile<T: Copy>(sorted: &[T], share: f64) -> Option<T> {
    sorted.get(rank(sorted.len(), share)).copied()
}

/// Its place in a sorted sample of this size, counted from 0.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks of a list that fits into memory"
)]
fn rank(size: usize, share: f64) -> usize {
    ((size as f64 * share).ceil() as usize).clamp(1, size.max(1)) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_the_smallest_value_that_enough_of_the_sample_lies_within() {
        let ten: Vec<i32> = (1..=10).collect();
        assert_eq!(quantile(&ten, 0.9), Some(9), "nine of ten are at most nine");
        assert_eq!(quantile(&ten, 0.91), Some(10));
        assert_eq!(quantile(&ten, 0.5), Some(5));
        assert_eq!(quantile(&ten, 0.1), Some(1));
        assert_eq!((quantile(&ten, 0.0), quantile(&ten, 1.0)), (Some(1), Some(10)));
        assert_eq!(quantile::<i32>(&[], 0.5), None);
    }
}
