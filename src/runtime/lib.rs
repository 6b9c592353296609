//! The keeper: the one thread that owns an office. It takes commands from its mailbox, lets the model
//! decide, appends the events to the ledger, and only after the commit answers and posts new views.
//! What never lives here: rules of the queue, SQL, HTTP.

pub mod clock;
pub mod command_for;
mod event_loop;
pub mod handle;
pub mod noticeboard;
pub mod ports;
mod publish;
mod rebuild;

pub use event_loop::{DIARY, Founding, Opening, open};
pub use rebuild::rebuild;
