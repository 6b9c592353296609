// SPDX-License-Identifier: MPL-2.0
//! Values that are valid once they exist, and the records made of them.

pub mod calendar;
pub mod day_notice;
pub mod free_text;
pub mod invalid_event;
pub mod language;
pub mod lengths;
pub mod localized_text;
pub mod names;
pub mod outcome;
pub mod policy;
pub mod rating;
pub mod ready_made;
pub mod reason;
pub mod refusal;
pub mod setup;
pub mod setup_faults;
pub mod setup_words;
pub mod ticket;
pub mod time;
