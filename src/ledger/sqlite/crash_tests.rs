// SPDX-License-Identifier: MPL-2.0
//! Two processes: a service that is killed without warning, and what verify and backup see beside it. The
//! service is this test binary again, writing until it dies and naming each event that is on disk.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::sample::{check_in, first_day, help, office};
use crate::{SqliteLedger, backup, restore, verify};
use runtime::ports::{Ledger, Seq};

const DIR: &str = "MINTUR_TEST_LEDGER_DIR";

/// Not a test by itself: the service the tests below start.
#[test]
fn a_service_that_writes_until_it_is_killed() {
    let Some(dir) = std::env::var_os(DIR) else { return };
    let mut ledger = SqliteLedger::open(Path::new(&dir), &office()).unwrap();
    ledger.append(&[first_day()]).unwrap();
    for number in 1.. {
        let seq = ledger.append(&[check_in(number), help(i64::from(number))]).unwrap();
        println!("\nanswered {seq}");
    }
}

struct Service {
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Service {
    fn start(dir: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture", "sqlite::crash_tests::a_service_that_writes_until_it_is_killed"])
            .env(DIR, dir)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self { child, answers }
    }

    fn answers_until(&mut self, wanted: Seq) -> Seq {
        let mut line = String::new();
        while self.answers.read_line(&mut line).unwrap() > 0 {
            let seq = line.trim().strip_prefix("answered ").and_then(|seq| seq.parse().ok());
            line.clear();
            if seq.is_some_and(|seq| seq >= wanted) {
                return seq.unwrap();
            }
        }
        panic!("the service ended by itself");
    }

    /// Kills it, and returns the last answer it gave.
    fn kill(mut self) -> Seq {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let answered = self.answers.lines().map_while(Result::ok);
        answered.filter_map(|line| line.strip_prefix("answered ")?.parse().ok()).last().unwrap_or(0)
    }
}

#[test]
fn an_answer_given_is_on_disk_when_the_service_is_killed() {
    for wanted in [3, 9, 400] {
        let dir = TempDir::new().unwrap();
        let mut service = Service::start(dir.path());
        let seen = service.answers_until(wanted);
        let answered = service.kill().max(seen);
        assert!(dir.path().join("demo.ledger-wal").exists());
        let report = verify(dir.path(), None, &mut |_, _, _| Ok(())).unwrap();
        assert!(report.is_sound(), "{report:?}");
        assert!(report.offices[0].events >= answered);
        let ledger = SqliteLedger::open(dir.path(), &office()).unwrap();
        assert!(ledger.head().seq >= answered);
    }
}

#[test]
fn verify_backup_and_a_second_service_beside_a_running_one() {
    let dir = TempDir::new().unwrap();
    let mut service = Service::start(dir.path());
    let before = service.answers_until(100);
    let refused = SqliteLedger::open(dir.path(), &office()).unwrap_err().to_string();
    assert!(refused.contains(&format!("process {}", service.child.id())), "{refused}");
    assert!(verify(dir.path(), None, &mut |_, _, _| Ok(())).unwrap().is_sound());
    let archive = dir.path().join("backup.tar");
    let (_, head) = backup(dir.path(), &archive).unwrap().remove(0);
    assert!(head.seq >= before);
    let after = service.answers_until(head.seq + 1);
    service.kill();
    let place = TempDir::new().unwrap();
    restore(&archive, place.path()).unwrap();
    let restored = SqliteLedger::open(place.path(), &office()).unwrap();
    assert_eq!(restored.head(), head);
    assert!(SqliteLedger::open(dir.path(), &office()).unwrap().head().seq >= after);
}
