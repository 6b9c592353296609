// SPDX-License-Identifier: MPL-2.0
//! `mintur verify`: every ledger from its first event. The ledger checks its chain; here each office is
//! rebuilt from its events, and the model's invariants are checked wherever a decision was complete.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use ledger::{
    AnchorState, CheckpointComparison, ExpectedCheckpoints, Finding, FindingCode, OfficeReport, VerifyReport,
};
use serde::Serialize;

use super::failure::Failure;
use super::say;
use office::Office;
use office::event::{Event, Recorded};
use office::names::OfficeId;

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// Data folder of the server
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Checkpoints that were kept elsewhere: each ledger must agree with them
    #[arg(long, value_name = "FILE")]
    expect: Option<PathBuf>,
    /// Public key that all of these checkpoints must be signed with
    #[arg(long, value_name = "FILE", requires = "expect")]
    public_key: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &VerifyArgs) -> Result<(), Failure> {
    let expected =
        args.expect.as_deref().map(|file| ExpectedCheckpoints::read(file, args.public_key.as_deref()));
    let expected = expected.transpose().map_err(Failure::from_error)?;
    let mut rebuilt: BTreeMap<OfficeId, Rebuilt> = BTreeMap::new();
    let mut report = ledger::verify(&args.data, expected.as_ref(), &mut |office, _, recorded| {
        rebuilt.entry(office.clone()).or_default().add(&recorded)
    })
    .map_err(Failure::from_error)?;
    for office in &mut report.offices {
        if let Some(Err(what)) = rebuilt.get(&office.office).map(Rebuilt::check) {
            office.findings.push(Finding { seq: office.head.seq, code: FindingCode::Inconsistent, what });
        }
    }
    if args.json { say_json(&report) } else { say_text(&report) }
}

fn say_text(report: &VerifyReport) -> Result<(), Failure> {
    report.offices.iter().try_for_each(|office| say(&described(office)))?;
    let wrong: Vec<String> = report.offices.iter().flat_map(complaints).collect();
    if wrong.is_empty() { say("sound") } else { Err(Failure::new(wrong.join("\n"))) }
}

fn complaints(office: &OfficeReport) -> impl Iterator<Item = String> {
    office.findings.iter().map(|finding| {
        let place = match finding.seq {
            0 => String::new(),
            seq => format!(", event {seq}"),
        };
        format!("{}{place}: {}. {}", office.file.display(), finding.what, finding.remedy())
    })
}

fn described(office: &OfficeReport) -> String {
    let kinds = office.kinds.iter().map(|(kind, count)| format!("\n  {count:>8} {kind}"));
    let kinds: String = kinds.collect();
    let anchor = match office.anchor {
        AnchorState::NotKept => "none needed",
        AnchorState::Agrees => "agrees",
        AnchorState::Disagrees => "disagrees",
        AnchorState::Missing => "MISSING",
        AnchorState::Unreadable => "cannot be read",
    };
    format!(
        "{}: {} events in {} days{kinds}\n  {} of them no longer say what they said of persons\n  ends at event {}, hash {}\n  anchor: {anchor}\n  checkpoints: {}",
        office.office,
        office.events,
        office.days,
        office.forgotten,
        office.head.seq,
        office.head.hash,
        compared(office.checkpoints.as_ref())
    )
}

fn compared(checkpoints: Option<&CheckpointComparison>) -> String {
    let Some(compared) = checkpoints else {
        return "not compared; name those kept elsewhere with --expect".to_owned();
    };
    let agrees = match &compared.agrees_until {
        Some(known) => format!("agrees until event {} of {}", known.seq, known.at),
        None => "agrees with none".to_owned(),
    };
    let signatures =
        if compared.signatures_checked { "" } else { "; whose they are was not checked (--public-key)" };
    let restored = compared.restored.iter().map(|(at, given_up)| {
        format!(
            "\n  restored from an older backup on purpose, said on {}: went on from event {}, and {given_up} earlier \
             checkpoints were given up",
            at.at, at.seq
        )
    });
    format!("{} compared, {agrees}{signatures}{}", compared.checkpoints, restored.collect::<String>())
}

#[derive(Serialize)]
struct VerifyJson<'a> {
    sound: bool,
    offices: Vec<OfficeJson<'a>>,
}

#[derive(Serialize)]
struct OfficeJson<'a> {
    office: &'a OfficeId,
    file: String,
    events: u64,
    days: u64,
    kinds: &'a BTreeMap<String, u64>,
    forgotten: u64,
    head: ledger::Head,
    anchor: &'static str,
    checkpoints: Option<CheckpointsJson<'a>>,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct CheckpointsJson<'a> {
    compared: usize,
    signatures_checked: bool,
    agrees_until: Option<&'a ledger::Checkpoint>,
    restored: Vec<&'a ledger::Checkpoint>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    code: FindingCode,
    /// 0 is the file as a whole.
    event: u64,
    what: &'a str,
    remedy: &'static str,
}

fn say_json(report: &VerifyReport) -> Result<(), Failure> {
    let sound = report.is_sound();
    let json = VerifyJson { sound, offices: report.offices.iter().map(office_json).collect() };
    say(&serde_json::to_string_pretty(&json).map_err(Failure::from_error)?)?;
    if sound { Ok(()) } else { Err(Failure::new("not sound: see the findings")) }
}

fn office_json(office: &OfficeReport) -> OfficeJson<'_> {
    OfficeJson {
        office: &office.office,
        file: office.file.display().to_string(),
        events: office.events,
        days: office.days,
        kinds: &office.kinds,
        forgotten: office.forgotten,
        head: office.head,
        anchor: match office.anchor {
            AnchorState::NotKept => "not_kept",
            AnchorState::Agrees => "agrees",
            AnchorState::Disagrees => "disagrees",
            AnchorState::Missing => "missing",
            AnchorState::Unreadable => "unreadable",
        },
        checkpoints: office.checkpoints.as_ref().map(|compared| CheckpointsJson {
            compared: compared.checkpoints,
            signatures_checked: compared.signatures_checked,
            agrees_until: compared.agrees_until.as_ref(),
            restored: compared.restored.iter().map(|(checkpoint, _)| checkpoint).collect(),
        }),
        findings: office.findings.iter().map(finding_json).collect(),
    }
}

fn finding_json(finding: &Finding) -> FindingJson<'_> {
    FindingJson { code: finding.code, event: finding.seq, what: &finding.what, remedy: finding.remedy() }
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
