// SPDX-License-Identifier: MPL-2.0
//! Runs an office: one thread takes commands from a mailbox, lets the model decide, appends the events to the
//! ledger, and after the commit answers, hands over effects and publishes views. It holds no rule of the queue,
//! no SQL and no HTTP.

pub mod answer;
pub mod clock;
pub mod command_for;
pub mod effects;
mod event_loop;
pub mod handle;
pub mod noticeboard;
mod opening;
pub mod ports;
mod publish;
mod rebuild;

pub use opening::{Founding, Opening, open, open_by_machine_clock};
pub use rebuild::{Rebuilt, rebuild};
