// SPDX-License-Identifier: MPL-2.0
//! Appointment systems as an office sees them: the port, one adapter for each system, and the reconciler that keeps
//! an office and its systems in step.

pub mod book;
mod book_schedule;
pub mod bundled_days;
pub mod caldav;
pub mod connect;
pub mod easy_appointments;
pub mod hold_key;
pub mod http_client;
pub mod ical;
pub mod import;
mod json_api;
pub mod port;
pub mod qmatic;
pub mod reconciler;
mod replay;
mod row_time;
pub mod server_mark;
mod snapshot_diff;
pub mod source_config;
pub mod source_problem;
pub mod source_status;
pub mod subscription;
mod synthetic_bookings;

#[cfg(test)]
mod tests;

pub use book::{Book, BookDay, BookError, Minute};
pub use book_schedule::{BookSchedule, widen};
pub use replay::Replay;
