// SPDX-License-Identifier: MPL-2.0
//! The invented people of a demo office: its simulated past, and a hall that lives.

pub mod demo_history;
pub mod lively;
pub mod visitors;
