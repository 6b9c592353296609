//! One office of the configuration: its setup, policy and plan. Whether they can be is the model's to say;
//! here each desk, errand and line is put to it one after the other, so that each «no» has its line.

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diary::{DiaryConfig, read_diary};
use super::keys;
use super::reader::Reader;
use office::Office;
use office::calendar::{OpenDay, OpeningHours, Zone};
use office::command::{Capacity, CapacityChange};
use office::gap::{Plan, PlanLine};
use office::names::{OfficeId, OutcomeId};
use office::policy::Policy;
use office::refusal::Refusal;
use office::setup::{Desk, Errand, Features, Setup};
use office::time::UnixTime;

const MOST_DESKS: usize = 64;
const MOST_ERRANDS: usize = 64;
const MOST_OUTCOMES: usize = 64;
const MOST_PLAN_LINES: usize = 500;
/// Read on their own, because one wrong entry must not hide the others.
const LISTS: [&str; 6] = ["opening_hours", "policy", "desks", "errands", "plan", "diary"];

#[derive(Clone, Debug, PartialEq)]
pub struct OfficeConfig {
    pub setup: Setup,
    pub policy: Policy,
    pub plan: Plan,
    pub diary: Option<DiaryConfig>,
}

/// What an office says of itself in single values.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    id: OfficeId,
    name: String,
    time_zone: Zone,
    #[serde(default = "usual_outcomes")]
    outcomes: Vec<OutcomeId>,
}

/// How visits end where the office has not said otherwise (design/rules.md).
pub(super) fn usual_outcomes() -> Vec<OutcomeId> {
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
    .map(OutcomeId::from)
    .into()
}

type Place = usize;

pub(super) fn read_office(value: Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<OfficeConfig> {
    let (span, at) = (value.span(), value.span().start);
    let mut table = reader.table(value, "office")?;
    let known: Vec<&str> = keys::of::<About>().iter().copied().chain(LISTS).collect();
    reader.drop_unknown(&mut table, &known);
    let before = reader.problems();
    let hours = entries::<OpenDay>(&mut table, "opening_hours", 7, reader);
    let desks = entries::<Desk>(&mut table, "desks", MOST_DESKS, reader);
    let errands = entries::<Errand>(&mut table, "errands", MOST_ERRANDS, reader);
    let lines = entries::<PlanLine>(&mut table, "plan", MOST_PLAN_LINES, reader);
    let policy = read_policy(table.remove("policy"), reader);
    let diary = table.remove("diary");
    let outcomes = table.get("outcomes").map_or(at, |value| value.span().start);
    let id = table.get("id").map_or(at, |value| value.span().start);
    let about: Option<About> = reader.piece(Spanned::new(span, DeValue::Table(table)));
    let about = about?;
    check_about(&about, id, outcomes, reader);
    if reader.problems() > before {
        // What is checked from here on depends on all that came before; half of it would mislead.
        return None;
    }
    let mut setup = Setup {
        id: about.id,
        name: about.name,
        time_zone: about.time_zone,
        opening_hours: OpeningHours::default(),
        desks: Vec::new(),
        errands: Vec::new(),
        outcomes: about.outcomes,
        holding: None,
    };
    fill(&mut setup, hours, desks, errands, at, reader);
    let policy = policy?;
    let diary = diary.and_then(|diary| read_diary(diary, &mut setup, reader));
    let plan = checked_plan(&setup, &policy, lines, reader);
    (reader.problems() == before).then_some(OfficeConfig { setup, policy, plan, diary })
}

/// Every entry of a list that can be read, with its place.
pub(super) fn entries<'de, T: Deserialize<'de>>(
    table: &mut DeTable<'de>,
    name: &str,
    most: usize,
    reader: &mut Reader<'_>,
) -> Vec<(Place, T)> {
    let Some(value) = table.remove(name) else { return Vec::new() };
    let list = reader.list(value, name, most);
    let read = |entry: Spanned<DeValue<'de>>| {
        let at = entry.span().start;
        reader.piece(entry).map(|entry| (at, entry))
    };
    list.into_iter().filter_map(read).collect()
}

fn check_about(about: &About, id: Place, outcomes: Place, reader: &mut Reader<'_>) {
    if !is_id(about.id.as_str()) {
        reader.complain(id, format!("office id «{}»: use 1 to 40 of a-z, 0-9, _ and -", about.id));
    }
    if about.outcomes.is_empty() || about.outcomes.len() > MOST_OUTCOMES {
        reader.complain(outcomes, format!("an office has 1 to {MOST_OUTCOMES} outcomes"));
    }
    for (index, outcome) in about.outcomes.iter().enumerate() {
        if !is_id(outcome.as_str()) {
            reader.complain(outcomes, format!("outcome «{outcome}»: use 1 to 40 of a-z, 0-9, _ and -"));
        }
        if about.outcomes[..index].contains(outcome) {
            reader.complain(outcomes, format!("outcome «{outcome}» stands twice; remove one"));
        }
    }
}

fn is_id(id: &str) -> bool {
    let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    (1..=40).contains(&id.len()) && id.bytes().all(fine)
}

/// Adds what the model accepts to the setup, and complains of what it does not, each at its place.
fn fill(
    setup: &mut Setup,
    hours: Vec<(Place, OpenDay)>,
    desks: Vec<(Place, Desk)>,
    errands: Vec<(Place, Errand)>,
    at: Place,
    reader: &mut Reader<'_>,
) {
    let (no_desk, no_errand, never_open) = (desks.is_empty(), errands.is_empty(), hours.is_empty());
    // The model wants one of each before it looks at any; these stand in for what is not read yet.
    setup.errands.push(any_errand());
    offer(setup, desks, |setup| &mut setup.desks, reader);
    setup.errands.clear();
    offer(setup, errands, |setup| &mut setup.errands, reader);
    offer(setup, hours, |setup| &mut setup.opening_hours.0, reader);
    let missing = [(no_desk, "desks"), (no_errand, "errands"), (never_open, "opening_hours")];
    for (_, list) in missing.iter().filter(|(missing, _)| *missing) {
        reader.complain(at, format!("the office has no {list}; add them below it, as [[office.{list}]]"));
    }
}

fn offer<T: Clone>(
    setup: &mut Setup,
    entries: Vec<(Place, T)>,
    list: impl Fn(&mut Setup) -> &mut Vec<T>,
    reader: &mut Reader<'_>,
) {
    for (place, entry) in entries {
        list(setup).push(entry);
        if let Err(what) = setup.check() {
            reader.complain(place, what);
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
    let mut policy: Policy = reader.piece(value.clone())?;
    let mut sound = true;
    while let Err(what) = policy.check() {
        sound = false;
        let key = what.split_whitespace().next().unwrap_or_default().to_owned();
        let place = value.get_ref().as_table().and_then(|table| table.get(key.as_str()));
        reader.complain(place.map_or(value.span().start, |place| place.span().start), what);
        // Without this value, to hear of the next one too.
        let DeValue::Table(table) = value.get_mut() else { return None };
        table.remove(key.as_str())?;
        policy = reader.piece(value.clone())?;
    }
    sound.then_some(policy)
}

/// Asks an office of this setup for the plan, line by line.
fn checked_plan(
    setup: &Setup,
    policy: &Policy,
    lines: Vec<(Place, PlanLine)>,
    reader: &mut Reader<'_>,
) -> Plan {
    let founded = UnixTime::from_unix(0);
    let (office, _) = Office::found(setup.clone(), policy.clone(), Plan::default(), founded);
    let mut plan = Plan::default();
    for (place, line) in lines {
        plan.0.push(line);
        let what = Capacity::SetPlan(plan.clone());
        if let Err(refusal) = office.preview(&CapacityChange { what, force: false, reason: None }, founded) {
            reader.complain(place, sentence(refusal));
            plan.0.pop();
        }
    }
    plan
}

fn sentence(refusal: Refusal) -> String {
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
