// SPDX-License-Identifier: MPL-2.0
//! Appointment systems as they really answer. Calendar servers run here, from PyPI and Debian; where no server can
//! run, the tests say so in their names.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]

mod answers;
mod caldav;
mod chaos;
mod check;
mod cyrus;
mod davical;
mod easy_appointments;
#[path = "../free_port.rs"]
mod free_port;
mod other;
mod postgres;
mod process;
mod program;
mod program_killed;
mod qmatic;
mod recurring;
mod server;
mod sogo;
mod sources;
mod stand_in;
mod transport;
mod whole_office;
mod wire;
