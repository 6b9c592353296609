// SPDX-License-Identifier: MPL-2.0
//! `mintur person`: what is kept of a companion, to read and to erase. A companion is known by a pseudonym.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::companions::{CompanionDescription, described};
use super::events::shown;
use super::failure::Failure;
use super::forget::{companions_of, forget};
use super::people_file::BY;
use super::say;
use ledger::{Forget, Forgotten};
use office::ledger_search::LedgerSearch;
use office::names::{Actor, CompanionRef, OfficeId, TicketId};

#[derive(Debug, Subcommand)]
pub(super) enum PersonCommand {
    /// Print everything that is kept of a companion
    Export {
        #[command(flatten)]
        person: PersonArgs,
        /// Print one JSON object instead of text
        #[arg(long)]
        json: bool,
    },
    /// Forget a companion: their visits stay, with their unit and without them
    Erase(PersonArgs),
}

#[derive(Debug, Args)]
pub(super) struct PersonArgs {
    /// The companion's pseudonym
    reference: String,
    /// Data folder of the server
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Access file, where it has companions
    #[arg(long, value_name = "FILE")]
    access: Option<PathBuf>,
}

impl PersonArgs {
    fn companion(&self) -> Result<CompanionRef, Failure> {
        self.reference.parse().map_err(|error| Failure::new(format!("«{}»: {error}", self.reference)))
    }

    fn access(&self) -> Option<&Path> {
        self.access.as_deref()
    }
}

pub(super) fn run(command: &PersonCommand) -> Result<(), Failure> {
    match command {
        PersonCommand::Export { person, json } => export(person, *json),
        PersonCommand::Erase(person) => erase(person),
    }
}

#[derive(Serialize)]
struct Export {
    companion: CompanionRef,
    offices: Vec<OfficeExport>,
}

#[derive(Serialize)]
struct OfficeExport {
    office: OfficeId,
    /// The unit, where the people file or the access file still has the companion.
    unit: Option<String>,
    /// What the people file has of the companion.
    enrolled: Option<CompanionDescription>,
    /// When the companion was a witness, as it is kept for the quota: one date for each time.
    witness_on: Vec<Date>,
    /// Every event about a visit that the companion was with.
    events: Vec<Value>,
}

fn export(args: &PersonArgs, json: bool) -> Result<(), Failure> {
    let companion = args.companion()?;
    let mut offices = Vec::new();
    for (office, companions) in companions_of(&args.data, args.access())? {
        let unit = companions.units().remove(&companion);
        let enrolled = companions.people().current().companions().get(&companion).map(described);
        let events = events_of(&args.data, &office, &companion)?;
        let witness_on = companions.witness_dates(&companion);
        if unit.is_some() || !events.is_empty() || !witness_on.is_empty() {
            offices.push(OfficeExport { office, unit, enrolled, witness_on, events });
        }
    }
    let export = Export { companion, offices };
    if json {
        return say(&serde_json::to_string_pretty(&export).map_err(Failure::from_error)?);
    }
    if export.offices.is_empty() {
        return say(&format!("nothing is kept of {}", export.companion));
    }
    export.offices.iter().try_for_each(|office| {
        let unit = office.unit.as_deref().unwrap_or("not known any more");
        say(&format!("{}: unit {unit}; {} events of visits", office.office, office.events.len()))?;
        office
            .witness_on
            .iter()
            .try_for_each(|date| say(&format!("{}: was a witness on {date}", office.office)))?;
        office.events.iter().try_for_each(|event| say(&event.to_string()))
    })
}

fn events_of(data: &Path, office: &OfficeId, companion: &CompanionRef) -> Result<Vec<Value>, Failure> {
    let with = LedgerSearch { person: Some(companion.to_string()), ..LedgerSearch::default() };
    let mut tickets: BTreeSet<TicketId> = BTreeSet::new();
    ledger::search(data, office, (&with, None), usize::MAX, &mut |_, recorded| {
        tickets.extend(recorded.event.tickets());
    })
    .map_err(Failure::from_error)?;
    let mut events = Vec::new();
    if tickets.is_empty() {
        return Ok(events);
    }
    let everything = LedgerSearch::default();
    ledger::search(data, office, (&everything, None), usize::MAX, &mut |seq, recorded| {
        let about = recorded.event.tickets().any(|ticket| tickets.contains(&ticket));
        if about {
            events.extend(shown(office, seq, &recorded).map(Value::Object));
        }
    })
    .map_err(Failure::from_error)?;
    Ok(events)
}

fn erase(args: &PersonArgs) -> Result<(), Failure> {
    let companion = args.companion()?;
    for (office, companions) in companions_of(&args.data, args.access())? {
        let units = companions.units();
        let what = Forget::Companion(&companion);
        let Forgotten { events, waiting } =
            forget(&args.data, &office, what, &units).map_err(Failure::from_error)?;
        say(&format!("{office}: {events} events no longer name {companion}"))?;
        if waiting > 0 {
            say(&format!("{office}: {waiting} events of today still do; run this again tomorrow"))?;
        }
        let left = events_of(&args.data, &office, &companion)?.len();
        if waiting == 0 && left > 0 {
            say(&format!(
                "{office}: {left} events name {companion} in a ledger of an earlier version, where it cannot be taken \
                 out without breaking the chain"
            ))?;
        }
        // What waits needs the unit once more.
        let is_erased = waiting == 0
            && companions
                .people()
                .erase_companion(&companion, &Actor::from(BY))
                .map_err(Failure::from_error)?;
        if is_erased {
            say(&format!("{office}: {companion} is not among the enrolled any more"))?;
        }
        if companions.is_in_access_file(&companion) {
            say(&format!("{office}: take {companion} out of the access file too"))?;
        }
    }
    say("Backups made before this still hold it: delete them when newer ones exist.")
}
