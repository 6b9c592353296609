// SPDX-License-Identifier: MPL-2.0
//! The local day: how it begins and ends, and what becomes due while it lasts.

pub mod day_start;
mod due;
mod inquiries;
mod notice;
mod ratings;
pub(crate) mod rollover;
pub(crate) mod working_day;
