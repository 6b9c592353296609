// SPDX-License-Identifier: MPL-2.0
//! What reports and forecasts both calculate with: ranges, confidence intervals and quantiles.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod intervals;
mod quantile;
mod range;

pub use quantile::quantile;
pub use range::Range;
