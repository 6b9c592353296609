//! The appointment system as an office sees it: calendars that are read and, in the demo, days of a real
//! appointment book, played as the office's diary (docs/decisions/0003-diary-from-a-public-record.md).
//!
//! What never lives here: rules of the queue, what a booking is about, who booked it.

pub mod book;
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
mod snapshot_diff;
pub mod subscription;
mod synthetic_bookings;

#[cfg(test)]
mod tests;

pub use book::{Book, BookDay, Minute, NotABook};
pub use replay::{Replay, widen};
