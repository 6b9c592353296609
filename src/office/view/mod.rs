//! The small views that screens show: pure functions of the office. Times leave as RFC 3339 text.
//! What a view never holds: more rows than a screen can show, or anything about who a citizen is.

mod board;
mod desk;
mod kiosk;
mod supervisor;
mod ticket;

pub use board::BoardView;
pub use desk::DeskView;
pub use kiosk::KioskView;
pub use supervisor::SupervisorView;
pub use ticket::TicketView;

use super::calendar::{Stamp, Zone};
use super::reason::Reason;

/// A reason as it leaves the office.
pub type StampedReason = Reason<Stamp>;

/// Reasons with their times written in the office's zone.
pub fn stamped(reasons: &[Reason], zone: &Zone) -> Vec<StampedReason> {
    reasons.iter().map(|reason| reason.clone().map_time(|moment| zone.stamp(moment))).collect()
}
