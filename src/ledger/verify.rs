// SPDX-License-Identifier: MPL-2.0
//! Reads every ledger from its first event and says what is wrong, with the event and what to do. Reads a
//! snapshot, so it works while the office runs and after it was killed. Prints nothing.
//!
//! What the events mean is the caller's to check: it is handed each one. After an event that cannot be
//! read or that the caller objects to, it is handed nothing before the next day begins, because a day
//! starts whole and anything earlier would only repeat the same finding.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::anchor::{self, AnchorState, StoredAnchor};
use super::chain::{Hash, Head};
use super::checkpoint::{CheckpointComparison, ExpectedCheckpoints};
use super::failure::of_io;
use super::files::{anchor_file, ledger_file, offices_in};
use super::finding::{Finding, FindingCode};
use super::sqlite::LedgerSnapshot;
use super::stored_event::{StoredEvent, UnreadableEvent};
use super::stored_ledger::StoredLedger;
use office::event::{Event, Recorded};
use office::names::OfficeId;
use runtime::ports::{LedgerFailure, Seq};

/// More findings than this say nothing new.
const MOST_FINDINGS: usize = 100;

/// What the caller objects to in an event, if anything.
pub type EventCheck<'a> = dyn FnMut(&OfficeId, Seq, Recorded) -> Result<(), String> + 'a;

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
    /// Events whose part on persons was forgotten.
    pub forgotten: u64,
    pub anchor: AnchorState,
    /// How it compares with its checkpoints, where there are some.
    pub checkpoints: Option<CheckpointComparison>,
    pub findings: Vec<Finding>,
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
            forgotten: 0,
            anchor: AnchorState::NotKept,
            checkpoints: None,
            findings: Vec::new(),
        }
    }
}

impl VerifyReport {
    pub fn is_sound(&self) -> bool {
        self.offices.iter().all(|office| office.findings.is_empty())
    }
}

/// Reads every ledger in a folder, handing each event to `look`, and compares it with its checkpoints.
///
/// # Errors
/// When the folder cannot be read or holds no ledger; what is wrong with a ledger is in the report.
pub fn verify(
    dir: &Path,
    expected: Option<&ExpectedCheckpoints>,
    look: &mut EventCheck<'_>,
) -> Result<VerifyReport, LedgerFailure> {
    let mut offices = offices_in(dir).map_err(|error| of_io(&error, dir))?;
    offices.extend(expected.into_iter().flat_map(ExpectedCheckpoints::offices));
    offices.sort();
    offices.dedup();
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
        let file = ledger_file(dir, &office);
        let wanted = Wanted { known, expected };
        report.offices.push(verify_file(&file, &office, &wanted, look));
    }
    Ok(report)
}

/// What a ledger is compared with.
pub(super) struct Wanted<'a> {
    pub known: StoredAnchor,
    pub expected: Option<&'a ExpectedCheckpoints>,
}

impl Wanted<'_> {
    /// A copy is compared with nothing but itself.
    pub const NOTHING: Self = Self { known: StoredAnchor::NotKept, expected: None };
}

/// The same for one ledger file.
pub(super) fn verify_file(
    file: &Path,
    office: &OfficeId,
    wanted: &Wanted<'_>,
    look: &mut EventCheck<'_>,
) -> OfficeReport {
    let report = OfficeReport::new(office.clone(), file.to_owned());
    match LedgerSnapshot::open(file, office) {
        Ok(snapshot) => verify_stored(&snapshot, wanted, report, look),
        Err(failure) => {
            let mut verifier = Verifier::new(report);
            let missing =
                if file.exists() { None } else { wanted.expected.and_then(|it| it.missing(office)) };
            verifier.add(missing.unwrap_or_else(|| Finding::of_failure(0, failure)));
            verifier.report
        }
    }
}

/// The same for one ledger, whatever its engine.
pub(super) fn verify_stored(
    stored: &impl StoredLedger,
    wanted: &Wanted<'_>,
    report: OfficeReport,
    look: &mut EventCheck<'_>,
) -> OfficeReport {
    let mut verifier = Verifier::new(report);
    verifier.all(stored, wanted, look);
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

    fn all(&mut self, stored: &impl StoredLedger, wanted: &Wanted<'_>, look: &mut EventCheck<'_>) {
        self.structure(stored);
        self.foreign_objects(stored);
        match stored.beginning() {
            Ok(beginning) => self.report.head = beginning,
            Err(failure) => self.add(Finding::of_failure(1, failure)),
        }
        let read = stored.walk(0, usize::MAX, &mut |event| {
            self.event(event, look);
            Ok(())
        });
        if let Err(failure) = read {
            self.add(Finding::of_failure(self.report.head.seq + 1, failure));
        }
        self.day_table(stored);
        self.anchor(stored, wanted.known);
        self.checkpoints(stored, wanted.expected);
    }

    fn structure(&mut self, stored: &impl StoredLedger) {
        match stored.faults() {
            Ok(faults) if faults.is_empty() => {}
            Ok(faults) => {
                let what = format!("the file's structure: {}", faults.join("; "));
                self.find(0, FindingCode::Damaged, what);
            }
            Err(failure) => self.add(Finding::of_failure(0, failure)),
        }
    }

    fn foreign_objects(&mut self, stored: &impl StoredLedger) {
        match stored.foreign_objects() {
            Ok(objects) => {
                for what in objects {
                    self.find(0, FindingCode::ForeignObject, what);
                }
            }
            Err(failure) => self.add(Finding::of_failure(0, failure)),
        }
    }

    fn event(&mut self, row: &StoredEvent<'_>, look: &mut EventCheck<'_>) {
        let mut head = self.report.head;
        let follows = head.follow(row);
        let agrees = follows.is_ok();
        if let Err(what) = follows {
            self.breaks_the_chain(row, what);
            self.whole = false;
        }
        // Go on from what stands there, so that one changed event is one finding.
        self.report.head = Head { seq: row.seq, hash: row.hash };
        self.count(row.kind());
        let is_kept = row.personal.is_some_and(|personal| personal.salt.is_some());
        self.report.forgotten += u64::from(row.commitment.is_some() && !is_kept);
        match row.recorded() {
            Ok(recorded) => self.hand_over(row.seq, recorded, look),
            Err(unread) => {
                self.whole = false;
                match unread {
                    // The chain has said so already.
                    UnreadableEvent::Damaged(_) | UnreadableEvent::Newer(_) if !agrees => {}
                    UnreadableEvent::Damaged(what) => self.find(row.seq, FindingCode::Inconsistent, what),
                    UnreadableEvent::Newer(what) => self.find(row.seq, FindingCode::NewerEvent, what),
                }
            }
        }
    }

    fn breaks_the_chain(&mut self, row: &StoredEvent<'_>, what: String) {
        let other = if row.seq == 1 { row.first_of_other(&self.report.office) } else { None };
        match other {
            Some(other) => {
                let what = format!("this is the ledger of the office «{other}»");
                self.find(row.seq, FindingCode::AnotherOffice, what);
            }
            None => self.find(row.seq, FindingCode::Damaged, what),
        }
    }

    fn hand_over(&mut self, seq: Seq, recorded: Recorded, look: &mut EventCheck<'_>) {
        if let Event::DayStarted(start) = &recorded.event {
            self.days.push((seq, start.date.to_string()));
            self.whole = true;
        }
        if !self.whole {
            return;
        }
        if let Err(what) = look(&self.report.office, seq, recorded) {
            self.find(seq, FindingCode::Inconsistent, what);
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
            Err(failure) => return self.add(Finding::of_failure(0, failure)),
        };
        if table == self.days {
            return;
        }
        let differs = self.days.iter().zip(&table).position(|(event, row)| event != row);
        let place = differs.unwrap_or(table.len().min(self.days.len()));
        let seq = self.days.get(place).or(table.get(place)).map_or(0, |(seq, _)| *seq);
        let what = "the table of days does not agree with the events".to_owned();
        self.find(seq, FindingCode::Damaged, what);
    }

    fn anchor(&mut self, stored: &impl StoredLedger, known: StoredAnchor) {
        self.report.anchor = match known {
            StoredAnchor::NotKept => AnchorState::NotKept,
            StoredAnchor::Missing if self.report.head.seq == 0 => AnchorState::NotKept,
            StoredAnchor::Missing => {
                let what = "the .anchor file beside the ledger is missing".to_owned();
                self.find(0, FindingCode::AnchorMissing, what);
                AnchorState::Missing
            }
            StoredAnchor::Unreadable => {
                let what = "the .anchor file beside the ledger cannot be read".to_owned();
                self.find(0, FindingCode::AnchorUnreadable, what);
                AnchorState::Unreadable
            }
            StoredAnchor::Known(anchor) => {
                let hash = stored.hash_of(anchor.seq).ok().flatten();
                match anchor::check(anchor, self.report.head.seq, hash) {
                    Ok(()) => AnchorState::Agrees,
                    Err((seq, what)) => {
                        self.find(seq, FindingCode::AnchorDisagrees, what);
                        AnchorState::Disagrees
                    }
                }
            }
        };
    }

    fn checkpoints(&mut self, stored: &impl StoredLedger, expected: Option<&ExpectedCheckpoints>) {
        let Some(expected) = expected else { return };
        match expected.compare(stored, &self.report.office, self.report.head.seq) {
            Ok((compared, findings)) => {
                self.report.checkpoints = Some(compared);
                for finding in findings {
                    self.add(finding);
                }
            }
            Err(failure) => self.add(Finding::of_failure(0, failure)),
        }
    }

    fn find(&mut self, seq: Seq, code: FindingCode, what: String) {
        self.add(Finding { seq, code, what });
    }

    fn add(&mut self, finding: Finding) {
        if self.report.findings.len() < MOST_FINDINGS {
            self.report.findings.push(finding);
        }
    }
}
