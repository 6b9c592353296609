// SPDX-License-Identifier: MPL-2.0
//! Reads every ledger from its first event and says what is wrong, with the event and what to do. Reads a
//! snapshot, so it works while the office runs and after it was killed. Prints nothing.
//!
//! What the events mean is the caller's to check: it is handed each one. After an event that cannot be
//! read or that the caller objects to, it is handed nothing before the next day begins, because a day
//! starts whole and anything earlier would only repeat the same finding.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::anchor::{self, Reading};
use super::chain::{Hash, Head};
use super::failure::of_io;
use super::files::{anchor_file, ledger_file, offices_in};
use super::sqlite::Snapshot;
use super::stored_event::StoredEvent;
use super::stored_ledger::StoredLedger;
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
pub struct VerifyReport {
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

impl OfficeReport {
    pub(super) const fn new(office: OfficeId, file: PathBuf) -> Self {
        Self {
            office,
            file,
            head: Head { seq: 0, hash: Hash([0; 32]) },
            events: 0,
            days: 0,
            kinds: BTreeMap::new(),
            findings: Vec::new(),
        }
    }
}

impl VerifyReport {
    pub fn is_sound(&self) -> bool {
        self.offices.iter().all(|office| office.findings.is_empty())
    }
}

/// Reads every ledger in a folder, handing each event to `look`.
///
/// # Errors
/// When the folder cannot be read or holds no ledger; what is wrong with a ledger is in the report.
pub fn verify(dir: &Path, look: &mut Look<'_>) -> Result<VerifyReport, LedgerFailure> {
    let offices = offices_in(dir).map_err(|error| of_io(&error, dir))?;
    if offices.is_empty() {
        return Err(LedgerFailure::Failed(format!(
            "there is no ledger in {}; name the folder the service keeps its data in",
            dir.display()
        )));
    }
    let mut report = VerifyReport::default();
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
    let report = OfficeReport::new(office.clone(), file.to_owned());
    match Snapshot::open(file) {
        Ok(snapshot) => verify_stored(&snapshot, known, report, look),
        Err(failure) => {
            let mut verifier = Verifier::new(report);
            verifier.find(0, failure.to_string(), RESTORE);
            verifier.report
        }
    }
}

/// The same for one ledger, whatever its engine.
pub(super) fn verify_stored(
    stored: &impl StoredLedger,
    known: Reading,
    report: OfficeReport,
    look: &mut Look<'_>,
) -> OfficeReport {
    let mut verifier = Verifier::new(report);
    verifier.all(stored, known, look);
    verifier.report
}

struct Verifier {
    report: OfficeReport,
    /// Where the days begin, by the events themselves.
    days: Vec<(Seq, String)>,
    /// Whether the caller has been handed all there is since the day began.
    whole: bool,
}

impl Verifier {
    const fn new(report: OfficeReport) -> Self {
        Self { report, days: Vec::new(), whole: true }
    }

    fn all(&mut self, stored: &impl StoredLedger, known: Reading, look: &mut Look<'_>) {
        self.structure(stored);
        let read = stored.walk(0, usize::MAX, &mut |event| {
            self.event(event, look);
            Ok(())
        });
        if let Err(failure) = read {
            self.find(self.report.head.seq + 1, failure.to_string(), RESTORE);
        }
        self.day_table(stored);
        self.anchor(stored, known);
    }

    fn structure(&mut self, stored: &impl StoredLedger) {
        match stored.faults() {
            Ok(faults) if faults.is_empty() => {}
            Ok(faults) => self.find(0, format!("the file's structure: {}", faults.join("; ")), RESTORE),
            Err(failure) => self.find(0, format!("the file's structure: {failure}"), RESTORE),
        }
    }

    fn event(&mut self, row: &StoredEvent<'_>, look: &mut Look<'_>) {
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

    fn day_table(&mut self, stored: &impl StoredLedger) {
        self.report.days = self.days.len() as u64;
        let table = match stored.days() {
            Ok(table) => table,
            Err(failure) => return self.find(0, format!("the table of days: {failure}"), RESTORE),
        };
        if table == self.days {
            return;
        }
        let differs = self.days.iter().zip(&table).position(|(event, row)| event != row);
        let place = differs.unwrap_or(table.len().min(self.days.len()));
        let seq = self.days.get(place).or(table.get(place)).map_or(0, |(seq, _)| *seq);
        self.find(seq, "the table of days does not agree with the events".to_owned(), RESTORE);
    }

    fn anchor(&mut self, stored: &impl StoredLedger, known: Reading) {
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
        let hash = stored.hash_of(anchor.seq).ok().flatten();
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
