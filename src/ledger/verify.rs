//! Reads every ledger from its first event and says what is wrong, with the event and what to do. Reads a
//! snapshot, so it works while the office runs and after it was killed. Prints nothing.
//!
//! What the events mean is the caller's to check: it is handed each one. After an event that cannot be
//! read or that the caller objects to, it is handed nothing before the next day begins, because a day
//! starts whole and anything earlier would only repeat the same finding.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::anchor::{self, Reading};
use super::chain::Head;
use super::failure::of_io;
use super::files::{anchor_file, ledger_file, offices_in};
use super::reader::{self, Snapshot};
use super::row::Row;
use office::event::{Event, Recorded};
use office::names::OfficeId;
use runtime::ports::{LedgerFailure, Seq};

const RESTORE: &str = "Stop the service and restore the latest backup";
const REPORT: &str = "Keep a copy of the ledger and report it to Mintur's makers";
/// More findings than this say nothing new.
const MOST_FINDINGS: usize = 100;

/// What the caller objects to in an event, if anything.
pub type Look<'a> = dyn FnMut(&OfficeId, Seq, Recorded) -> Result<(), String> + 'a;

#[derive(Clone, Debug, Default)]
pub struct Report {
    pub offices: Vec<OfficeReport>,
}

/// One office's ledger: what it holds and what is wrong with it.
#[derive(Clone, Debug)]
pub struct OfficeReport {
    pub office: OfficeId,
    pub file: PathBuf,
    pub head: Head,
    pub events: u64,
    pub days: u64,
    pub kinds: BTreeMap<String, u64>,
    pub findings: Vec<Finding>,
}

/// Something wrong, where, and what a person can do about it. Event 0 is the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub seq: Seq,
    pub what: String,
    pub remedy: &'static str,
}

impl Report {
    pub fn is_sound(&self) -> bool {
        self.offices.iter().all(|office| office.findings.is_empty())
    }
}

/// Reads every ledger in a folder, handing each event to `look`.
///
/// # Errors
/// When the folder cannot be read or holds no ledger; what is wrong with a ledger is in the report.
pub fn verify(dir: &Path, look: &mut Look<'_>) -> Result<Report, LedgerFailure> {
    let offices = offices_in(dir).map_err(|error| of_io(&error, dir))?;
    if offices.is_empty() {
        return Err(LedgerFailure::Failed(format!(
            "there is no ledger in {}; name the folder the service keeps its data in",
            dir.display()
        )));
    }
    let mut report = Report::default();
    for office in offices {
        // Before the snapshot: whatever the anchor names was on disk by then.
        let known = anchor::read(&anchor_file(dir, &office));
        report.offices.push(verify_file(&ledger_file(dir, &office), &office, known, look));
    }
    Ok(report)
}

/// The same for one ledger file.
pub(super) fn verify_file(
    file: &Path,
    office: &OfficeId,
    known: Reading,
    look: &mut Look<'_>,
) -> OfficeReport {
    let report = OfficeReport {
        office: office.clone(),
        file: file.to_owned(),
        head: Head::default(),
        events: 0,
        days: 0,
        kinds: BTreeMap::new(),
        findings: Vec::new(),
    };
    let mut reading = Verifier { report, days: Vec::new(), whole: true };
    match Snapshot::open(file) {
        Ok(snapshot) => reading.all(&snapshot, known, look),
        Err(failure) => reading.find(0, failure.to_string(), RESTORE),
    }
    reading.report
}

struct Verifier {
    report: OfficeReport,
    /// Where the days begin, by the events themselves.
    days: Vec<(Seq, String)>,
    /// Whether the caller has been handed all there is since the day began.
    whole: bool,
}

impl Verifier {
    fn all(&mut self, snapshot: &Snapshot, known: Reading, look: &mut Look<'_>) {
        self.structure(snapshot);
        let read = reader::walk(&snapshot.connection, &snapshot.file, 0, usize::MAX, &mut |row| {
            self.event(row, look);
            Ok(())
        });
        if let Err(failure) = read {
            self.find(self.report.head.seq + 1, failure.to_string(), RESTORE);
        }
        self.day_table(snapshot);
        self.anchor(snapshot, known);
    }

    fn structure(&mut self, snapshot: &Snapshot) {
        match integrity(snapshot) {
            Ok(lines) if lines == ["ok"] => {}
            Ok(lines) => self.find(0, format!("the file's structure: {}", lines.join("; ")), RESTORE),
            Err(error) => self.find(0, format!("the file's structure: {error}"), RESTORE),
        }
    }

    fn event(&mut self, row: &Row<'_>, look: &mut Look<'_>) {
        let mut head = self.report.head;
        if let Err(what) = head.follow(row) {
            self.find(row.seq, what, RESTORE);
            self.whole = false;
        }
        // Go on from what stands there, so that one changed event is one finding.
        self.report.head = Head { seq: row.seq, hash: row.hash };
        self.count(row.kind());
        match row.recorded() {
            Ok(recorded) => self.hand_over(row.seq, recorded, look),
            Err(what) => {
                self.find(row.seq, what, REPORT);
                self.whole = false;
            }
        }
    }

    fn hand_over(&mut self, seq: Seq, recorded: Recorded, look: &mut Look<'_>) {
        if let Event::DayStarted(start) = &recorded.event {
            self.days.push((seq, start.date.to_string()));
            self.whole = true;
        }
        if !self.whole {
            return;
        }
        if let Err(what) = look(&self.report.office, seq, recorded) {
            self.find(seq, what, REPORT);
            self.whole = false;
        }
    }

    fn count(&mut self, kind: &str) {
        self.report.events += 1;
        if let Some(count) = self.report.kinds.get_mut(kind) {
            *count += 1;
        } else {
            self.report.kinds.insert(kind.to_owned(), 1);
        }
    }

    fn day_table(&mut self, snapshot: &Snapshot) {
        self.report.days = self.days.len() as u64;
        let table = match days(snapshot) {
            Ok(table) => table,
            Err(error) => return self.find(0, format!("the table of days: {error}"), RESTORE),
        };
        if table == self.days {
            return;
        }
        let differs = self.days.iter().zip(&table).position(|(event, row)| event != row);
        let place = differs.unwrap_or(table.len().min(self.days.len()));
        let seq = self.days.get(place).or(table.get(place)).map_or(0, |(seq, _)| *seq);
        self.find(seq, "the table of days does not agree with the events".to_owned(), RESTORE);
    }

    fn anchor(&mut self, snapshot: &Snapshot, known: Reading) {
        let anchor = match known {
            Reading::None => return,
            Reading::Unreadable => {
                return self.find(
                    0,
                    "the .anchor file beside the ledger cannot be read".to_owned(),
                    "Start the service once, which writes it anew",
                );
            }
            Reading::Known(anchor) => anchor,
        };
        let hash = reader::hash_of(&snapshot.connection, anchor.seq).ok().flatten();
        if let Err((seq, what)) = anchor::check(anchor, self.report.head.seq, hash) {
            self.find(seq, what, RESTORE);
        }
    }

    fn find(&mut self, seq: Seq, what: String, remedy: &'static str) {
        if self.report.findings.len() < MOST_FINDINGS {
            self.report.findings.push(Finding { seq, what, remedy });
        }
    }
}

fn integrity(snapshot: &Snapshot) -> rusqlite::Result<Vec<String>> {
    let mut statement = snapshot.connection.prepare("PRAGMA integrity_check(10)")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

fn days(snapshot: &Snapshot) -> rusqlite::Result<Vec<(Seq, String)>> {
    let mut statement = snapshot.connection.prepare("SELECT first_seq, date FROM day ORDER BY first_seq")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
