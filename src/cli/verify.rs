// SPDX-License-Identifier: MPL-2.0
//! `mintur verify`: every ledger from its first event. The ledger checks its chain; here each office is
//! rebuilt from its events, and the model's invariants are checked wherever a decision was complete.

use std::collections::BTreeMap;
use std::path::Path;

use super::failure::Failure;
use super::say;
use ledger::{self, OfficeReport};
use office::Office;
use office::event::{Event, Recorded};
use office::names::OfficeId;

pub(super) fn run(data: &Path) -> Result<(), Failure> {
    let mut rebuilt: BTreeMap<OfficeId, Rebuilt> = BTreeMap::new();
    let report = ledger::verify(data, &mut |office, _, recorded| {
        rebuilt.entry(office.clone()).or_default().add(&recorded)
    })
    .map_err(Failure::from_error)?;
    let mut wrong = Vec::new();
    for office in &report.offices {
        say(&counts(office))?;
        let mut complain = |seq, what: &str, remedy: &str| {
            wrong.push(format!("{}, event {seq}: {what}. {remedy}", office.file.display()));
        };
        for finding in &office.findings {
            complain(finding.seq, &finding.what, finding.remedy);
        }
        if let Some(Err(what)) = rebuilt.get(&office.office).map(Rebuilt::check) {
            complain(office.head.seq, &what, "Keep a copy of the ledger and report it to Mintur's makers");
        }
    }
    if wrong.is_empty() { say("sound") } else { Err(Failure::new(wrong.join("\n"))) }
}

fn counts(office: &OfficeReport) -> String {
    let kinds = office.kinds.iter().map(|(kind, count)| format!("\n  {count:>8} {kind}"));
    let kinds: String = kinds.collect();
    format!("{}: {} events in {} days{kinds}", office.office, office.events, office.days)
}

/// An office as far as its ledger has been read.
#[derive(Default)]
struct Rebuilt {
    office: Option<Office>,
}

impl Rebuilt {
    fn add(&mut self, recorded: &Recorded) -> Result<(), String> {
        let begins = matches!(recorded.event, Event::DayStarted(_));
        // Events of one moment are steps of one decision; in between, not everything has to hold.
        let complete = begins || self.office.as_ref().is_some_and(|office| office.last_at() < recorded.at);
        let before = if complete { self.check() } else { Ok(()) };
        if before.is_err() && begins {
            // A day starts whole, so what was wrong before it ends here.
            self.office = None;
        }
        before?;
        office::fold(&mut self.office, recorded)
    }

    fn check(&self) -> Result<(), String> {
        let wrong = self.office.as_ref().map(Office::check).unwrap_or_default();
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ")) }
    }
}
