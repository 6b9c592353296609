// SPDX-License-Identifier: MPL-2.0
//! `mintur companions`: who may check citizens in, from the command line. A running server knows of a change within a
//! second.

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde::Serialize;

use super::failure::Failure;
use super::people_file::{BY, OpenPeopleFile, PeopleFileArgs};
use super::{log, say, say_json};
use config::{LogFormat, LogLevel};
use office::free_text::FreeText;
use office::names::{Actor, CompanionRef, OfficeId};
use office::time::UnixTime;
use staff::{CompanionCard, EnrolledCompanion, GivenProof};

#[derive(Debug, Args)]
pub(super) struct CompanionsArgs {
    #[command(subcommand)]
    act: CompanionsCommand,
    #[command(flatten)]
    file: PeopleFileArgs,
}

#[derive(Debug, Args)]
#[group(multiple = false)]
struct CardArgs {
    /// The number of a card that the companion has, as a reader types it
    #[arg(long, value_name = "NUMBER")]
    card_number: Option<String>,
    /// Also print a number for a new card, to be put on it as a QR code
    #[arg(long)]
    new_card: bool,
}

#[derive(Debug, Subcommand)]
enum CompanionsCommand {
    /// Show every companion who was enrolled
    List,
    /// Enrol a companion; prints the code, once
    Add {
        /// As the ledger is to know them: a pseudonym, as c-17; left out, one is made up
        reference: Option<String>,
        /// The unit they belong to
        #[arg(long)]
        unit: String,
        #[command(flatten)]
        card: CardArgs,
    },
    /// Give a companion another code; the earlier one and the card are worth nothing any more
    Reset {
        reference: String,
        #[command(flatten)]
        card: CardArgs,
    },
    /// Keep a companion out from now on; the visits they came with go on
    Disable { reference: String },
}

#[derive(Serialize)]
struct CompanionsJson {
    office: OfficeId,
    #[serde(flatten)]
    shown: ShownCompanions,
    #[serde(flatten)]
    given: Option<GivenProofJson>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum ShownCompanions {
    Companion(CompanionDescription),
    Companions(Vec<CompanionDescription>),
}

#[derive(Serialize)]
pub(super) struct CompanionDescription {
    reference: CompanionRef,
    unit: FreeText,
    has_card: bool,
    added_at: String,
    added_by: String,
    given_at: String,
    disabled_at: Option<String>,
}

#[derive(Serialize)]
struct GivenProofJson {
    code: String,
    card_number: Option<String>,
}

pub(super) fn run(args: &CompanionsArgs) -> Result<(), Failure> {
    log::start(LogLevel::Error, LogFormat::Auto);
    let file = args.file.open()?;
    let by = Actor::from(BY);
    let (text, json) = match &args.act {
        CompanionsCommand::List => list(&file),
        CompanionsCommand::Add { reference, unit, card } => {
            let unit = FreeText::parse(unit).map_err(|error| Failure::new(format!("--unit: {error}")))?;
            let reference = reference.as_deref().map(named).transpose()?;
            let enrolled = file.people.enrol_companion(reference, &unit, &wanted(card), &by);
            let (reference, given) = enrolled.map_err(Failure::from_error)?;
            one(&file, &reference, Some(&given))?
        }
        CompanionsCommand::Reset { reference, card } => {
            let reference = named(reference)?;
            let given = file.people.reset_companion(&reference, &wanted(card), &by);
            one(&file, &reference, Some(&given.map_err(Failure::from_error)?))?
        }
        CompanionsCommand::Disable { reference } => {
            let reference = named(reference)?;
            file.people.disable_companion(&reference, &by).map_err(Failure::from_error)?;
            one(&file, &reference, None)?
        }
    };
    if args.file.json { say_json(&json) } else { say(&text) }
}

fn named(reference: &str) -> Result<CompanionRef, Failure> {
    reference.parse().map_err(|error| Failure::new(format!("«{reference}»: {error}")))
}

fn wanted(card: &CardArgs) -> CompanionCard {
    match &card.card_number {
        Some(number) => CompanionCard::Bound(number.clone()),
        None if card.new_card => CompanionCard::New,
        None => CompanionCard::None,
    }
}

fn list(file: &OpenPeopleFile) -> (String, CompanionsJson) {
    let people = file.people.current();
    let lines: Vec<String> = people.companions().all().map(line).collect();
    let text = if lines.is_empty() {
        "Nobody was enrolled yet; «mintur companions add c-1 --unit UNIT» enrols the first.".to_owned()
    } else {
        lines.join("\n")
    };
    let shown = ShownCompanions::Companions(people.companions().all().map(described).collect());
    (text, CompanionsJson { office: file.setup.id.clone(), shown, given: None })
}

fn one(
    file: &OpenPeopleFile,
    reference: &CompanionRef,
    given: Option<&GivenProof>,
) -> Result<(String, CompanionsJson), Failure> {
    let people = file.people.current();
    let enrolled = people.companions().get(reference);
    let enrolled = enrolled.ok_or_else(|| Failure::new(format!("there is no companion «{reference}»")))?;
    let mut lines = vec![line(enrolled)];
    if let Some(GivenProof { code, card }) = given {
        lines.extend([String::new(), format!("Code: {code}")]);
        lines.extend(card.iter().map(|card| format!("The card's number, to print as a QR code: {card}")));
        lines.push("This is shown once.".to_owned());
    }
    let shown = ShownCompanions::Companion(described(enrolled));
    let given =
        given.map(|given| GivenProofJson { code: given.code.clone(), card_number: given.card.clone() });
    Ok((lines.join("\n"), CompanionsJson { office: file.setup.id.clone(), shown, given }))
}

fn line(enrolled: &EnrolledCompanion) -> String {
    let shows = if enrolled.has_card { "code and card" } else { "code" };
    let state = match enrolled.disabled_at {
        Some(at) => format!("kept out since {}", moment(at)),
        None => format!("{shows} given {}", moment(enrolled.given_at)),
    };
    format!("{}  {}: {state}", enrolled.companion.reference, enrolled.companion.unit)
}

/// For a program.
pub(super) fn described(enrolled: &EnrolledCompanion) -> CompanionDescription {
    CompanionDescription {
        reference: enrolled.companion.reference.clone(),
        unit: enrolled.companion.unit.clone(),
        has_card: enrolled.has_card,
        added_at: moment(enrolled.added_at),
        added_by: enrolled.added_by.clone(),
        given_at: moment(enrolled.given_at),
        disabled_at: enrolled.disabled_at.map(moment),
    }
}

fn moment(at: UnixTime) -> String {
    Timestamp::from_second(at.unix()).map(|at| at.to_string()).unwrap_or_default()
}
