// SPDX-License-Identifier: MPL-2.0
//! Another process of the run: started from this very binary, told what to do a line at a time, and gone
//! when this one is.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{self, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::{Outcome, machine};

pub struct Child {
    process: process::Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Child {
    pub fn start(args: &[&str]) -> Outcome<Self> {
        Self::of(Command::new(std::env::current_exe()?).args(args))
    }

    pub fn of(command: &mut Command) -> Outcome<Self> {
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let input = process.stdin.take().ok_or("no way in")?;
        let output = process.stdout.take().ok_or("no way out")?;
        Ok(Self { process, input, output: BufReader::new(output).lines() })
    }

    /// The next line it says, as JSON.
    pub fn hear<T: DeserializeOwned>(&mut self) -> Outcome<T> {
        let line = self.output.next().ok_or("a process of the run ended early")??;
        serde_json::from_str(&line).map_err(|error| format!("{error} in «{line}»").into())
    }

    pub fn ask<T: DeserializeOwned>(&mut self, what: &str) -> Outcome<T> {
        writeln!(self.input, "{what}")?;
        self.hear()
    }

    pub fn cpu(&self) -> Duration {
        machine::cpu(self.process.id())
    }

    pub fn resident_kib(&self) -> f64 {
        machine::resident_kib(self.process.id())
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns when the process that started this one is gone.
pub fn wait_for_end() {
    let mut line = String::new();
    while std::io::stdin().read_line(&mut line).is_ok_and(|read| read > 0) {
        line.clear();
    }
}
