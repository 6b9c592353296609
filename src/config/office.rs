// SPDX-License-Identifier: MPL-2.0
//! One office of the configuration: setup, policy and plan. The model validates them; desks, errands and plan lines are
//! added one by one, so that each problem has its line.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diary::{DiaryConfig, read_diary};
use super::reader::Reader;
use office::Office;
use office::calendar::{OpenDay, OpeningHours, Zone};
use office::command::{Capacity, CapacityChange};
use office::gap::{Plan, PlanLine};
use office::names::{OfficeId, OutcomeId, is_id};
use office::outcome::Outcome;
use office::policy::Policy;
use office::refusal::Refusal;
use office::setup::{Desk, Errand, Features, Setup};
use office::time::UnixTime;

const MOST_DESKS: usize = 64;
const MOST_ERRANDS: usize = 64;
const MOST_OUTCOMES: usize = 64;
const MOST_PLAN_LINES: usize = 500;
/// Read separately, because one invalid entry must not hide the others.
const LISTS: [&str; 6] = ["opening_hours", "policy", "desks", "errands", "plan", "diary"];

#[derive(Clone, Debug, PartialEq)]
pub struct OfficeConfig {
    pub setup: Setup,
    pub policy: Policy,
    pub plan: Plan,
    pub diary: Option<DiaryConfig>,
}

/// The scalar fields of an office.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeFields {
    id: OfficeId,
    name: String,
    time_zone: Zone,
    #[serde(default = "usual_outcomes")]
    outcomes: Vec<Outcome>,
}

/// How visits end where the office has not said otherwise (design/rules.md).
pub(super) fn usual_outcomes() -> Vec<Outcome> {
    [
        "mitid_issued",
        "mitid_restored",
        "documents_missing",
        "control_questions_failed",
        "witness_missing_or_quota_used",
        "refused_cannot_handle_alone",
        "refused_identity_uncertain",
        "power_of_attorney_created",
        "exempted_from_digital_post",
        "other_errand_done",
        "new_time_given",
        "left_before_call",
        "absent_at_call",
    ]
    .map(|id| OutcomeId::from(id).into())
    .into()
}

type TextOffset = usize;

pub(super) fn read_office(value: Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<OfficeConfig> {
    let (span, at) = (value.span(), value.span().start);
    let mut table = reader.table(value, "office")?;
    let known: Vec<&str> = decode::fields::<OfficeFields>().iter().copied().chain(LISTS).collect();
    reader.report_unknown_keys(&mut table, &known);
    let before = reader.problems();
    let hours = entries::<OpenDay>(&mut table, "opening_hours", 7, reader);
    let desks = entries::<Desk>(&mut table, "desks", MOST_DESKS, reader);
    let errands = entries::<Errand>(&mut table, "errands", MOST_ERRANDS, reader);
    let lines = entries::<PlanLine>(&mut table, "plan", MOST_PLAN_LINES, reader);
    let policy = read_policy(table.remove("policy"), reader);
    let diary = table.remove("diary");
    let outcomes = table.get("outcomes").map_or(at, |value| value.span().start);
    let id = table.get("id").map_or(at, |value| value.span().start);
    let fields: Option<OfficeFields> = reader.section(Spanned::new(span, DeValue::Table(table)));
    let fields = fields?;
    check_fields(&fields, id, outcomes, reader);
    if reader.problems() > before {
        // The checks below depend on everything before; partial input would give misleading problems.
        return None;
    }
    let mut setup = Setup {
        id: fields.id,
        name: fields.name,
        time_zone: fields.time_zone,
        opening_hours: OpeningHours::default(),
        desks: Vec::new(),
        errands: Vec::new(),
        outcomes: fields.outcomes,
        holding: None,
    };
    fill_setup(&mut setup, hours, desks, errands, at, reader);
    let policy = policy?;
    let diary = diary.and_then(|diary| read_diary(diary, &mut setup, reader));
    let plan = checked_plan(&setup, &policy, lines, reader);
    (reader.problems() == before).then_some(OfficeConfig { setup, policy, plan, diary })
}

/// The valid entries of a list, with their offsets.
pub(super) fn entries<T: DeserializeOwned>(
    table: &mut DeTable<'_>,
    name: &str,
    most: usize,
    reader: &mut Reader<'_>,
) -> Vec<(TextOffset, T)> {
    let Some(value) = table.remove(name) else { return Vec::new() };
    let list = reader.list(value, name, most);
    let read = |entry: Spanned<DeValue<'_>>| {
        let at = entry.span().start;
        reader.section(entry).map(|entry| (at, entry))
    };
    list.into_iter().filter_map(read).collect()
}

fn check_fields(fields: &OfficeFields, id: TextOffset, outcomes: TextOffset, reader: &mut Reader<'_>) {
    if !is_id(fields.id.as_str()) {
        reader.add_problem(id, format!("office id «{}»: use 1 to 40 of a-z, 0-9, _ and -", fields.id));
    }
    if fields.outcomes.is_empty() || fields.outcomes.len() > MOST_OUTCOMES {
        reader.add_problem(outcomes, format!("an office has 1 to {MOST_OUTCOMES} outcomes"));
    }
    for (index, outcome) in fields.outcomes.iter().enumerate() {
        if !is_id(outcome.id.as_str()) {
            reader
                .add_problem(outcomes, format!("outcome «{}»: use 1 to 40 of a-z, 0-9, _ and -", outcome.id));
        }
        if fields.outcomes[..index].iter().any(|other| other.id == outcome.id) {
            reader.add_problem(outcomes, format!("outcome «{}» stands twice; remove one", outcome.id));
        }
    }
}

/// Adds the entries the model accepts to the setup and reports the others.
fn fill_setup(
    setup: &mut Setup,
    hours: Vec<(TextOffset, OpenDay)>,
    desks: Vec<(TextOffset, Desk)>,
    errands: Vec<(TextOffset, Errand)>,
    at: TextOffset,
    reader: &mut Reader<'_>,
) {
    let (no_desk, no_errand, never_open) = (desks.is_empty(), errands.is_empty(), hours.is_empty());
    // The model requires one of each; this one stands in until the errands are read.
    setup.errands.push(any_errand());
    add_checked(setup, desks, |setup| &mut setup.desks, reader);
    setup.errands.clear();
    add_checked(setup, errands, |setup| &mut setup.errands, reader);
    add_checked(setup, hours, |setup| &mut setup.opening_hours.0, reader);
    let missing = [(no_desk, "desks"), (no_errand, "errands"), (never_open, "opening_hours")];
    for (_, list) in missing.iter().filter(|(missing, _)| *missing) {
        reader.add_problem(at, format!("the office has no {list}; add them below it, as [[office.{list}]]"));
    }
}

fn add_checked<T: Clone>(
    setup: &mut Setup,
    entries: Vec<(TextOffset, T)>,
    list: impl Fn(&mut Setup) -> &mut Vec<T>,
    reader: &mut Reader<'_>,
) {
    for (place, entry) in entries {
        list(setup).push(entry);
        if let Err(what) = setup.check() {
            reader.add_problem(place, what);
            list(setup).pop();
        }
    }
}

fn any_errand() -> Errand {
    Errand {
        id: "any".into(),
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

fn read_policy(value: Option<Spanned<DeValue<'_>>>, reader: &mut Reader<'_>) -> Option<Policy> {
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

/// Validates the plan line by line with an office of this setup.
fn checked_plan(
    setup: &Setup,
    policy: &Policy,
    lines: Vec<(TextOffset, PlanLine)>,
    reader: &mut Reader<'_>,
) -> Plan {
    let founded = UnixTime::from_unix(0);
    let (office, _) = Office::found(setup.clone(), policy.clone(), Plan::default(), founded);
    let mut plan = Plan::default();
    for (place, line) in lines {
        plan.0.push(line);
        let what = Capacity::SetPlan(plan.clone());
        if let Err(refusal) = office.preview(&CapacityChange { what, force: false, reason: None }, founded) {
            reader.add_problem(place, explanation(refusal));
            plan.0.pop();
        }
    }
    plan
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
