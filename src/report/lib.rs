// SPDX-License-Identifier: MPL-2.0
//! The follow-up report of an office and the business case, as pure folds and formulas over its events.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod assumptions;
pub mod business_case;
#[deny(clippy::wildcard_enum_match_arm)]
pub mod day_summaries;
pub mod day_summary;
pub mod disclosure;
pub mod economy;
#[deny(clippy::wildcard_enum_match_arm)]
pub mod evidence;
pub mod figure;
pub mod figure_key;
pub mod groups;
pub mod inquiries;
mod names;
pub mod no_harm;
mod open_visit;
mod outcome_names;
pub mod recommendation;
pub mod report;
pub mod series;
pub mod trial;
pub mod units;
pub mod weeks;
pub mod witness_acts;

#[cfg(test)]
mod tests;
