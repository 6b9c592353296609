//! The keeper: the one thread that owns an office. It takes commands from its mailbox, lets the model
//! decide, appends the events to the ledger, and only after the commit answers and posts new views.
//! What never lives here: rules of the queue, SQL, HTTP.

pub mod door;
pub mod noticeboard;
pub mod ports;
mod posting;
mod rebuilding;
mod turns;

pub use rebuilding::{fold, rebuild};
pub use turns::{DIARY, Founding, Opening, open};
