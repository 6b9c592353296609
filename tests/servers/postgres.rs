// SPDX-License-Identifier: MPL-2.0
//! A PostgreSQL of each test, from Debian's package, for the calendar servers that keep their entries in one. A
//! database is filled once per machine, in `target/databases`, and copied for each test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::free_port::free_port;
use crate::process::{Process, hand_over, unprivileged};

const LONGEST_START: Duration = Duration::from_mins(1);
const INSTALLED: &str = "/usr/lib/postgresql";
/// The file that says where it listens.
const PORT: &str = "postgres.port";

pub fn can_run() -> bool {
    programs().is_some()
}

/// Where the programs of the newest version are.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir(INSTALLED).ok()?;
    let programs = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    programs.filter(|programs| programs.join("postgres").exists()).max()
}

fn program(name: &str) -> PathBuf {
    programs().unwrap().join(name)
}

pub fn port(folder: &Path) -> u16 {
    fs::read_to_string(folder.join(PORT)).unwrap().parse().unwrap()
}

/// Starts PostgreSQL with its data in this folder. The first time these come from the database of that name,
/// which `fill` makes where this machine does not have it yet.
pub fn start(folder: &Path, name: &str, fill: impl FnOnce(&Path)) -> Process {
    if !folder.join("db").exists() {
        copy(&filled(name, fill), &folder.join("db"));
        fs::write(folder.join(PORT), free_port().to_string()).unwrap();
        hand_over(folder);
    }
    run(folder)
}

fn filled(name: &str, fill: impl FnOnce(&Path)) -> PathBuf {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _one = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let databases = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/databases");
    let there = databases.join(name);
    if !there.exists() {
        let folder = tempfile::tempdir().unwrap();
        hand_over(folder.path());
        let made = unprivileged(program("initdb"))
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"])
            .args(["--no-sync", "--wal-segsize=1", "-D"])
            .arg(folder.path().join("db"))
            .stdout(Stdio::null())
            .status();
        assert!(made.unwrap().success(), "initdb");
        fs::write(folder.path().join(PORT), free_port().to_string()).unwrap();
        let process = run(folder.path()).ended_by(Signal::INT);
        fill(folder.path());
        drop(process);
        fs::create_dir_all(&databases).unwrap();
        let unfinished = databases.join(format!("{name}.unfinished"));
        fs::remove_dir_all(&unfinished).unwrap_or_default();
        copy(&folder.path().join("db"), &unfinished);
        fs::rename(&unfinished, &there).unwrap();
    }
    there
}

fn copy(from: &Path, to: &Path) {
    assert!(Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
}

fn run(folder: &Path) -> Process {
    let port = port(folder).to_string();
    let process = Process::start(
        unprivileged(program("postgres"))
            .current_dir(folder)
            .args(["-F", "-h", "127.0.0.1", "-p", &port, "-k", "", "-D"])
            .arg(folder.join("db"))
            .args(["-c", "shared_buffers=16MB", "-c", "wal_level=minimal", "-c", "max_wal_senders=0"]),
    );
    let since = Instant::now();
    let ready = || {
        let asked = Command::new(program("pg_isready")).args(["-q", "-h", "127.0.0.1", "-p", &port]).status();
        asked.unwrap().success()
    };
    while !ready() {
        assert!(since.elapsed() < LONGEST_START, "PostgreSQL does not start");
        thread::sleep(Duration::from_millis(20));
    }
    process.ended_by(Signal::QUIT)
}

/// The environment in which PostgreSQL's programs find the server.
pub fn environment(folder: &Path) -> [(&'static str, String); 3] {
    let here = "127.0.0.1".to_owned();
    [("PGHOST", here), ("PGPORT", port(folder).to_string()), ("PGUSER", "postgres".to_owned())]
}

pub fn sql(folder: &Path, database: &str, statements: &str) {
    let done = Command::new(program("psql"))
        .envs(environment(folder))
        .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statements])
        .stdout(Stdio::null())
        .status();
    assert!(done.unwrap().success(), "{statements}");
}
