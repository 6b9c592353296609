// SPDX-License-Identifier: MPL-2.0
//! The command line of Mintur. Each other part is a crate of its own below `src/`.

pub mod cli;
