// SPDX-License-Identifier: MPL-2.0
//! Calendars of the world: every file that the packages we build with carry is read or refused with a
//! reason; what we make of it is compared with a second opinion; and broken ones break nothing.
//!
//! The second opinion is installed by `make oracle` (tests/servers/oracle-requirements.txt).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]

mod corpus;
mod habits;
mod mutation;
mod opinion;
