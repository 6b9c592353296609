// SPDX-License-Identifier: MPL-2.0
//! The office whose files are tampered with.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::date;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::chain::Head;
use crate::checkpoint::{Checkpoint, CheckpointSigningKey, ExpectedCheckpoints, check_against, create_key};
use crate::files::anchor_file;
use crate::finding::FindingCode;
use crate::sample::{called, check_in, day_started, first_day, office};
use crate::{SqliteLedger, ledger_file, verify};
use runtime::ports::{Ledger, LedgerFailure, Seq};

/// Format, time, actor, key and body of an event.
pub(super) type Row = (u32, i64, String, Option<Vec<u8>>, String);
pub(super) type Break<'b> = &'b dyn Fn(&Tampered);

/// An office of two days, ten events each, with a checkpoint of event 16 and one of event 20.
pub(super) struct Tampered {
    pub dir: TempDir,
    pub expected: ExpectedCheckpoints,
    pub key: CheckpointSigningKey,
}

impl Tampered {
    pub fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let keys = dir.path().join("elsewhere");
        fs::create_dir(&keys).unwrap();
        let public = create_key(&keys.join("key")).unwrap();
        let key = CheckpointSigningKey::read(&keys.join("key")).unwrap();
        let mut this =
            Self { dir, expected: ExpectedCheckpoints { checkpoints: Vec::new(), key: Some(public) }, key };
        let mut ledger = SqliteLedger::open(&this.data(), &office()).unwrap();
        ledger.append(&[first_day()]).unwrap();
        ledger.append(&(2..=10).map(check_in).collect::<Vec<_>>()).unwrap();
        ledger.append(&[day_started(date(2026, 1, 6))]).unwrap();
        ledger.append(&(12..=16).map(check_in).collect::<Vec<_>>()).unwrap();
        this.checkpoint(ledger.head());
        ledger.append(&(17..=20).map(called).collect::<Vec<_>>()).unwrap();
        this.checkpoint(ledger.head());
        drop(ledger);
        this
    }

    pub fn checkpoint(&mut self, head: Head) {
        let at = Timestamp::from_second(1_767_700_000 + i64::try_from(head.seq).unwrap()).unwrap();
        self.expected.checkpoints.push(Checkpoint::of(office(), head, at, false, Some(&self.key)));
    }

    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub fn file(&self) -> PathBuf {
        ledger_file(&self.data(), &office())
    }

    pub fn anchor(&self) -> PathBuf {
        anchor_file(&self.data(), &office())
    }

    pub fn sql(&self, sql: &str) {
        Connection::open(self.file()).unwrap().execute_batch(sql).unwrap();
    }

    pub fn found(&self, expected: Option<&ExpectedCheckpoints>) -> Vec<(FindingCode, Seq)> {
        let report = verify(&self.data(), expected, &mut |_, _, _| Ok(())).unwrap();
        let findings = &report.offices[0].findings;
        for finding in findings {
            let said = format!("{}. {}", finding.what, finding.remedy());
            assert!(!said.contains("delete"), "it never advises to delete anything: {said}");
        }
        findings.iter().map(|finding| (finding.code, finding.seq)).collect()
    }

    /// What verify says by itself, and with the checkpoints.
    #[track_caller]
    pub fn verify_says(&self, alone: &[(FindingCode, Seq)], with_checkpoints: &[(FindingCode, Seq)]) {
        assert_eq!(self.found(None), alone, "alone");
        assert_eq!(self.found(Some(&self.expected)), with_checkpoints, "with checkpoints");
    }

    pub fn start(&self) -> Result<SqliteLedger, LedgerFailure> {
        check_against(&self.data(), &office(), &self.expected)?;
        self.start_without_checkpoints()
    }

    pub fn start_without_checkpoints(&self) -> Result<SqliteLedger, LedgerFailure> {
        SqliteLedger::open(&self.data(), &office())
    }

    #[track_caller]
    pub fn is_refused(&self, because: &str) {
        let said = self.start_without_checkpoints().expect_err("it started").to_string();
        assert!(said.contains(because) && !said.contains("delete"), "{said}");
    }

    #[track_caller]
    pub fn is_contradicted(&self, because: &str) {
        let failure = self.start().expect_err("it started");
        assert!(matches!(failure, LedgerFailure::Contradicted(_)), "{failure}");
        assert!(failure.to_string().contains(because), "{failure}");
    }

    /// Makes every hash from an event on anew, as who wants an edit to pass does.
    pub fn rehash(&self) -> Head {
        let connection = Connection::open(self.file()).unwrap();
        let mut head = Head::beginning(&office());
        let rows: Vec<Row> = connection
            .prepare("SELECT format, at, actor, key, body FROM event ORDER BY seq")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for (format, at, actor, key, body) in rows {
            let request =
                key.as_deref().map(|key| crate::stored_event::StoredRequest { key, fingerprint: None });
            head = head.next(format, at, &actor, request, None, &body);
            connection.execute("UPDATE event SET hash = ?1 WHERE seq = ?2", (head.hash.0, head.seq)).unwrap();
        }
        head
    }
}
