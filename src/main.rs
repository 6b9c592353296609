// SPDX-License-Identifier: MPL-2.0
//! The program. All it does is hand its arguments to the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    mintur::cli::run()
}
