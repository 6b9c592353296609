// SPDX-License-Identifier: MPL-2.0
//! The simulated past of a demo office.

pub mod demo_history;
