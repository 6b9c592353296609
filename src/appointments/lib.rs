//! The appointment system as an office sees it: calendars that are read and, in the demo, days of a real
//! appointment book, played as the office's diary (docs/decisions/0003-the-book-as-a-diary.md).
//!
//! What never lives here: rules of the queue, what a booking is about, who booked it.

mod blocks;
pub mod book;
pub mod caldav;
pub mod carried;
pub mod connect;
pub mod easy_appointments;
pub mod following;
pub mod ical;
pub mod import;
pub mod line;
pub mod port;
pub mod qmatic;
mod replay;
mod rest;
pub mod subscription;
mod told;

#[cfg(test)]
mod tests;

pub use book::{Book, BookDay, Minute, NotABook};
pub use replay::{Replay, widen};
