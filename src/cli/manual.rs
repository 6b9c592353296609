// SPDX-License-Identifier: MPL-2.0
//! `mintur completions` and `mintur man`: shell completions and the manual page, on standard output.

use clap::CommandFactory;
use clap_complete::Shell;

use super::failure::Failure;
use super::{Cli, say};

pub(super) fn completions(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "mintur", &mut script);
    say(String::from_utf8_lossy(&script).trim_end())
}

pub(super) fn man() -> Result<(), Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page).map_err(Failure::from_error)?;
    say(String::from_utf8_lossy(&page).trim_end())
}
