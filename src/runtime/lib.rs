//! The keeper: the one thread that owns an office. It takes commands from its mailbox, lets the model
//! decide, appends the events to the ledger, and only after the commit answers and posts new views.
//! What never lives here: rules of the queue, SQL, HTTP.

pub mod clock;
pub mod door;
pub mod noticeboard;
pub mod ports;
mod posting;
mod rebuild;
mod turns;

pub use rebuild::rebuild;
pub use turns::{DIARY, Founding, Opening, open};
