// SPDX-License-Identifier: MPL-2.0
//! Trials of a changed policy or plan, and the baseline they are compared with.

mod apply;
mod decide;
pub mod trial;
