// SPDX-License-Identifier: MPL-2.0
//! A visit, from check-in to its end: the tickets and the desks that serve them.

mod apply;
mod check_in;
pub(crate) mod desks;
mod expected_length;
mod steps;
pub(crate) mod tickets;
mod transitions;
mod urgency;
pub mod witness;
