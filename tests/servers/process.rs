// SPDX-License-Identifier: MPL-2.0
//! A process of a calendar server, with all that it starts.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, getuid, kill_process_group};

/// `nobody` on every Debian: PostgreSQL and SOGo refuse to run as root.
const NOBODY: u32 = 65_534;

/// It ends with whoever has it.
pub struct Process {
    child: Child,
    end: Signal,
}

impl Process {
    /// Starts it in a process group of its own, without input and output.
    pub fn start(command: &mut Command) -> Self {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Self { child: quiet.process_group(0).spawn().unwrap(), end: Signal::KILL }
    }

    /// For PostgreSQL, which leaves its memory to whoever starts next only when it is told to go at once.
    pub fn ended_by(mut self, end: Signal) -> Self {
        self.end = end;
        self
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let group = Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        // An error means that it has ended by itself.
        kill_process_group(group, self.end).unwrap_or_default();
        self.child.wait().unwrap();
    }
}

/// A program that is not to run as root.
pub fn unprivileged(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    if getuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

/// Hands a folder to those who run unprivileged.
pub fn hand_over(folder: &std::path::Path) {
    if getuid().is_root() {
        let owner = format!("{NOBODY}:{NOBODY}");
        assert!(Command::new("chown").args(["-R", &owner]).arg(folder).status().unwrap().success());
    }
}
