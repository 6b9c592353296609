// SPDX-License-Identifier: MPL-2.0
//! Forecasts from past visits: demand, visit lengths, call windows and advice on capacity. Pure functions without
//! clock, disk or network.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod advice;
pub mod demand;
#[deny(clippy::wildcard_enum_match_arm)]
pub mod history;
pub mod holidays;
pub mod lengths;
pub mod usual_load;
pub mod windows;
