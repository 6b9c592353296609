// SPDX-License-Identifier: MPL-2.0
//! One office of the configuration: setup, policy and plan. The model validates them; each problem has the line of its
//! value.

use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::branding::{BrandingConfig, Colour, LogoFile};
use super::diary::{DiaryConfig, read_diary};
use super::reader::{ConfigReader, TablePositions};
use super::words;
use office::Office;
use office::calendar::{OpenDay, OpeningHours, Zone};
use office::command::{Capacity, CapacityChange};
use office::gap::{Plan, PlanLine};
use office::names::{OfficeId, OutcomeId, is_id};
use office::outcome::Outcome;
use office::policy::Policy;
use office::ready_made;
use office::refusal::Refusal;
use office::setup::{Desk, Errand, Features, Setup, WitnessQuota};
use office::setup_faults::{SetupFault, SetupPart};
use office::time::UnixTime;

/// Three periods on each weekday.
const MOST_OPEN_PERIODS: usize = 21;
const MOST_DESKS: usize = 64;
const MOST_ERRANDS: usize = 64;
const MOST_OUTCOMES: usize = 64;
const MOST_PLAN_LINES: usize = 500;
/// Read separately, because one invalid entry must not hide the others.
const LISTS: [&str; 6] = ["opening_hours", "policy", "desks", "errands", "plan", "diary"];

#[derive(Clone, Debug, PartialEq)]
pub struct OfficeConfig {
    /// Where it begins in the file.
    pub line: usize,
    pub setup: Setup,
    pub policy: Policy,
    pub plan: Plan,
    pub diary: Option<DiaryConfig>,
    pub branding: BrandingConfig,
}

/// The scalar fields of an office.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeFields {
    id: OfficeId,
    name: String,
    time_zone: Zone,
    #[serde(default = "usual_outcomes")]
    outcomes: Vec<Outcome>,
    #[serde(default = "usual_witness_times")]
    witness_times: u8,
    #[serde(default = "usual_witness_days")]
    witness_days: u16,
    logo: Option<PathBuf>,
    colour: Option<Colour>,
}

/// How visits end where the office has not said otherwise (docs/rules.md).
pub(super) fn usual_outcomes() -> Vec<Outcome> {
    ready_made::OUTCOMES.map(|id| OutcomeId::from(id).into()).into()
}

fn usual_witness_times() -> u8 {
    WitnessQuota::default().times
}

fn usual_witness_days() -> u16 {
    WitnessQuota::default().days
}

/// An entry of a list, and where its values stand.
#[derive(Debug)]
pub(super) struct ListEntry<T> {
    pub places: TablePositions,
    pub value: T,
}

pub(super) fn read_office(
    value: Spanned<DeValue<'_>>,
    reader: &mut ConfigReader<'_>,
) -> Option<OfficeConfig> {
    let span = value.span();
    let mut table = reader.table(value, "office")?;
    let known: Vec<&str> = decode::fields::<OfficeFields>().iter().copied().chain(LISTS).collect();
    reader.report_unknown_keys(&mut table, &known);
    let before = reader.problems();
    let lists = Lists::read(&mut table, span.start, reader);
    let lines = entries::<PlanLine>(&mut table, "plan", MOST_PLAN_LINES, reader);
    let policy = read_policy(table.remove("policy"), reader);
    let diary = table.remove("diary");
    let scalars = Spanned::new(span.clone(), DeValue::Table(table));
    let places = TablePositions::of(&scalars);
    let mut fields: Option<OfficeFields> = reader.section(scalars);
    let branding = fields.as_mut().map(|fields| branding(fields, &places, reader)).unwrap_or_default();
    if let Some(fields) = &fields {
        check_fields(fields, &places, reader);
        words::check_outcomes(&fields.outcomes, &places, reader);
    }
    words::check_desks(&lists.desks, reader);
    words::check_errands(&lists.errands, reader);
    // Of hours and desks that are not whole, what follows would only say so again.
    let is_whole = lists.has_whole_desks;
    let (mut setup, has_sound_desks) = lists.setup(fields?, &places, reader);
    if !is_whole || !has_sound_desks {
        return None;
    }
    let diary = diary.and_then(|diary| read_diary(diary, &mut setup, reader));
    let plan = checked_plan(&setup, policy.as_ref().unwrap_or(&Policy::default()), lines, reader);
    let policy = policy?;
    let line = reader.line(span.start);
    (reader.problems() == before).then_some(OfficeConfig { line, setup, policy, plan, diary, branding })
}

fn branding(fields: &mut OfficeFields, places: &TablePositions, reader: &ConfigReader<'_>) -> BrandingConfig {
    let line = reader.line(places.value("logo"));
    let logo = fields.logo.take().map(|path| LogoFile { path, line });
    BrandingConfig { logo, colour: fields.colour }
}

/// The lists that a setup is made of.
struct Lists {
    hours: Vec<ListEntry<OpenDay>>,
    desks: Vec<ListEntry<Desk>>,
    errands: Vec<ListEntry<Errand>>,
    /// No desk and no opening hour is missing or could not be read.
    has_whole_desks: bool,
}

impl Lists {
    fn read(table: &mut DeTable<'_>, at: usize, reader: &mut ConfigReader<'_>) -> Self {
        let before = reader.problems();
        for list in ["opening_hours", "desks"] {
            require(table, list, at, reader);
        }
        let hours = entries(table, "opening_hours", MOST_OPEN_PERIODS, reader);
        let desks = entries(table, "desks", MOST_DESKS, reader);
        let has_whole_desks = reader.problems() == before;
        require(table, "errands", at, reader);
        let errands = entries(table, "errands", MOST_ERRANDS, reader);
        Self { hours, desks, errands, has_whole_desks }
    }

    /// The setup, with every fault reported at its value, and whether desks and hours have none.
    fn setup(
        self,
        fields: OfficeFields,
        places: &TablePositions,
        reader: &mut ConfigReader<'_>,
    ) -> (Setup, bool) {
        let is_whole = self.has_whole_desks;
        let (hours_places, hours) = apart(self.hours);
        let (desk_places, desks) = apart(self.desks);
        let (errand_places, errands) = apart(self.errands);
        let setup = Setup {
            id: fields.id,
            name: fields.name,
            time_zone: fields.time_zone,
            opening_hours: OpeningHours(hours),
            desks,
            errands,
            outcomes: fields.outcomes,
            holding: None,
            witness: WitnessQuota { times: fields.witness_times, days: fields.witness_days },
        };
        let of = |all: &[TablePositions], index: usize, key: &str| {
            all.get(index).map_or(0, |places| places.value(key))
        };
        let mut has_sound_desks = true;
        for SetupFault { part, what } in setup.faults() {
            let at = match part {
                // Told where the list is read.
                SetupPart::Office { key: "desks" | "errands" } => continue,
                SetupPart::Office { key } => places.value(key),
                // Perhaps of a desk that could not be read.
                SetupPart::Errand { key: "features_without_photo", .. } if !is_whole => continue,
                SetupPart::Errand { index, key } => of(&errand_places, index, key),
                SetupPart::Outcome { index } => places.item("outcomes", index),
                SetupPart::Desk { index, key } => {
                    has_sound_desks = false;
                    of(&desk_places, index, key)
                }
                SetupPart::OpeningHours { index } => {
                    has_sound_desks = false;
                    of(&hours_places, index, "weekday")
                }
            };
            reader.add_problem(at, what);
        }
        remark_same_names(&setup, &desk_places, reader);
        (setup, has_sound_desks)
    }
}

fn require(table: &DeTable<'_>, list: &str, at: usize, reader: &mut ConfigReader<'_>) {
    let is_empty =
        |value: &Spanned<DeValue<'_>>| value.get_ref().as_array().is_some_and(|list| list.is_empty());
    if table.get(list).is_none_or(is_empty) {
        reader.add_problem(at, format!("the office has no {list}; add them below it, as [[office.{list}]]"));
    }
}

fn apart<T>(entries: Vec<ListEntry<T>>) -> (Vec<TablePositions>, Vec<T>) {
    entries.into_iter().map(|ListEntry { places, value }| (places, value)).unzip()
}

/// Nobody can tell two desks apart that have one name on the board.
fn remark_same_names(setup: &Setup, places: &[TablePositions], reader: &mut ConfigReader<'_>) {
    for (index, (desk, places)) in setup.desks.iter().zip(places).enumerate() {
        if let Some(other) = setup.desks[..index].iter().find(|other| other.name == desk.name) {
            let what =
                format!("the board calls desk «{}» and desk «{}» the same: {}", other.id, desk.id, desk.name);
            reader.add_remark(places.value("name"), what);
        }
    }
}

/// The valid entries of a list.
pub(super) fn entries<T: DeserializeOwned>(
    table: &mut DeTable<'_>,
    name: &str,
    most: usize,
    reader: &mut ConfigReader<'_>,
) -> Vec<ListEntry<T>> {
    let Some(value) = table.remove(name) else { return Vec::new() };
    let list = reader.list(value, name, most);
    let read = |entry: Spanned<DeValue<'_>>| {
        let places = TablePositions::of(&entry);
        reader.section(entry).map(|value| ListEntry { places, value })
    };
    list.into_iter().filter_map(read).collect()
}

fn check_fields(fields: &OfficeFields, places: &TablePositions, reader: &mut ConfigReader<'_>) {
    let (id, outcomes) = (places.value("id"), places.value("outcomes"));
    if !is_id(fields.id.as_str()) {
        reader.add_problem(id, format!("office id «{}»: use 1 to 40 of a-z, 0-9, _ and -", fields.id));
    }
    if fields.outcomes.is_empty() || fields.outcomes.len() > MOST_OUTCOMES {
        reader.add_problem(outcomes, format!("an office has 1 to {MOST_OUTCOMES} outcomes"));
    }
    for (index, outcome) in fields.outcomes.iter().enumerate() {
        let at = places.item("outcomes", index);
        if !is_id(outcome.id.as_str()) {
            reader.add_problem(at, format!("outcome «{}»: use 1 to 40 of a-z, 0-9, _ and -", outcome.id));
        }
        if fields.outcomes[..index].iter().any(|other| other.id == outcome.id) {
            reader.add_problem(at, format!("outcome «{}» stands twice; remove one", outcome.id));
        }
    }
}

fn read_policy(value: Option<Spanned<DeValue<'_>>>, reader: &mut ConfigReader<'_>) -> Option<Policy> {
    let Some(mut value) = value else { return Some(Policy::default()) };
    let mut policy: Policy = reader.section(value.clone())?;
    let mut sound = true;
    while let Err(error) = policy.check() {
        sound = false;
        let key = error.setting();
        let place = value.get_ref().as_table().and_then(|table| table.get(key));
        reader.add_problem(place.map_or(value.span().start, |place| place.span().start), error.to_string());
        // Check again without this value, to find further ones.
        let DeValue::Table(table) = value.get_mut() else { return None };
        table.remove(key)?;
        policy = reader.section(value.clone())?;
    }
    sound.then_some(policy)
}

/// Validates the plan line by line with an office that has these desks and hours.
fn checked_plan(
    setup: &Setup,
    policy: &Policy,
    lines: Vec<ListEntry<PlanLine>>,
    reader: &mut ConfigReader<'_>,
) -> Plan {
    let shortest = setup.errands.iter().map(|errand| errand.minutes).min().unwrap_or(1);
    // Whatever the errands are, and whether they can be.
    let setup = Setup { errands: vec![any_errand()], ..setup.clone() };
    let founded = UnixTime::from_unix(0);
    let (office, _) = Office::found(setup, policy.clone(), Plan::default(), founded);
    let mut plan = Plan::default();
    for ListEntry { places, value: line } in lines {
        let minutes = line.start.duration_until(line.end).as_mins();
        plan.0.push(line);
        let what = Capacity::SetPlan(plan.clone());
        if let Err(refusal) = office.preview(&CapacityChange { what, force: false, reason: None }, founded) {
            reader.add_problem(places.table, explanation(refusal));
            plan.0.pop();
        } else if minutes < i64::from(shortest) {
            let what = format!(
                "this gap of {minutes} minutes is shorter than every errand; nobody gets a place in it"
            );
            reader.add_remark(places.table, what);
        }
    }
    plan
}

fn any_errand() -> Errand {
    Errand {
        id: "any".into(),
        name: None,
        icon: None,
        minutes: 1,
        minutes_without_photo: 1,
        likely_minutes: 1,
        likely_minutes_without_photo: 1,
        features_without_photo: Features::NONE,
        briefing: Vec::new(),
        briefing_without_photo: Vec::new(),
        bring: Vec::new(),
        bring_without_photo: Vec::new(),
    }
}

fn explanation(refusal: Refusal) -> String {
    match refusal {
        Refusal::EndsBeforeItStarts => "the gap ends before it starts; swap start and end".to_owned(),
        Refusal::OutsideOpeningHours => {
            "the gap lies outside that weekday's opening hours; move it, or change opening_hours".to_owned()
        }
        Refusal::UnknownDesk(desk) => format!("there is no desk «{desk}»; use the id of one of the desks"),
        Refusal::Invalid(what) => format!("{what}; change one of them"),
        other => other.to_string(),
    }
}
