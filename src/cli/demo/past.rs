// SPDX-License-Identifier: MPL-2.0
//! The demo's simulated past: weeks of events before its clock starts (`--past-weeks`).

use jiff::ToSpan as _;
use jiff::civil::{Date, time};
use serde::Deserialize;

use super::Failure;
use super::keys::COMPANIONS;
use config::OfficeConfig;
use demo::demo_history::{self, DemoStart};
use demo::visitors::VisitorMix;
use office::command::{Capacity, CapacityChange, Command, NewTrial, TrialCommand};
use office::free_text::FreeText;
use office::gap::Plan;
use office::names::CompanionRef;
use office::time::UnixTime;
use office::trial::{Baseline, StatedFigure, Target};
use runtime::ports::Ledger;

const PAST: &str = include_str!("../../../config/demo-past.toml");
/// Days until the first review of the trial; the second is due when the demo starts.
const FIRST_REVIEW_DAYS: i64 = 14;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PastConfig {
    visitors: VisitorMix,
    baseline: BaselineConfig,
    trial: TrialConfig,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineConfig {
    companion_hours: StatedFigure,
    booked_delay_minutes: StatedFigure,
    cost_dkk: StatedFigure,
    hours_per_fte: StatedFigure,
    source: FreeText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TrialConfig {
    desks_before: Vec<String>,
    hypothesis: FreeText,
    owner: FreeText,
    change: FreeText,
    targets: Vec<Target>,
    review_note: FreeText,
}

/// Writes the weeks before `today` to an empty ledger.
pub(super) fn write(
    ledger: &mut dyn Ledger,
    office: &OfficeConfig,
    today: Date,
    weeks: u8,
) -> Result<(), Failure> {
    let visitors = visitors()?;
    let start = start(config()?, office, today, weeks)?;
    demo_history::play_history(start, &visitors, |events| {
        ledger.append(events).map(drop).map_err(|failure| failure.to_string())
    })
    .map_err(|why| Failure::new(format!("the demo's past cannot be written: {why}")))
}

/// Who comes, before and now.
pub(super) fn visitors() -> Result<VisitorMix, Failure> {
    let companions = COMPANIONS.iter().map(|(reference, ..)| CompanionRef::from(*reference)).collect();
    Ok(VisitorMix { companions, ..config()?.visitors })
}

fn config() -> Result<PastConfig, Failure> {
    toml::from_str(PAST)
        .map_err(|error| Failure::new(format!("config/demo-past.toml cannot be read: {error}")))
}

fn start(past: PastConfig, office: &OfficeConfig, today: Date, weeks: u8) -> Result<DemoStart, Failure> {
    let OfficeConfig { setup, policy, plan, .. } = office.clone();
    let first = demo_history::weeks_before(today, weeks);
    let days_off = |days: i64| {
        first.checked_add(days.days()).map_err(|error| Failure::new(format!("--past-weeks: {error}")))
    };
    let half = i64::from(weeks) * 7 / 2;
    let (trial_begins, eve) = (days_off(half)?, days_off(half - 1)?);
    let first_review = days_off(half + FIRST_REVIEW_DAYS)?;
    let zone = setup.time_zone.clone();
    let at = |date: Date, hour: i8| zone.moment(date, time(hour, 0, 0, 0));
    let PastConfig { baseline, trial, visitors: _ } = past;
    let before =
        plan.0.iter().filter(|line| trial.desks_before.iter().any(|desk| desk == line.desk.as_str()));
    let before = Plan(before.cloned().collect());
    let reviews = [first_review, today];
    let mut supervisor: Vec<(UnixTime, Command)> = vec![
        (at(first, 9), baseline_command(baseline, first)),
        (at(eve, 15), plan_trial_command(&trial, trial_begins, reviews)),
        (at(eve, 17), change_plan_command(plan, trial.change)),
    ];
    if first_review < today {
        let review = TrialCommand::Review { trial: 1, note: Some(trial.review_note) };
        supervisor.push((at(first_review, 13), Command::Trial(Box::new(review))));
    }
    Ok(DemoStart { setup, policy, plan: before, days: [first, today], supervisor })
}

fn baseline_command(before: BaselineConfig, first: Date) -> Command {
    let baseline = Baseline {
        from: demo_history::weeks_before(first, 13),
        to: demo_history::weeks_before(first, 1),
        companion_hours: Some(before.companion_hours),
        booked_delay_minutes: Some(before.booked_delay_minutes),
        cost_dkk: Some(before.cost_dkk),
        hours_per_fte: Some(before.hours_per_fte),
        certificate_fee_dkk: None,
        source: before.source,
    };
    Command::Trial(Box::new(TrialCommand::TellBaseline { baseline: Box::new(baseline), why: None }))
}

fn plan_trial_command(trial: &TrialConfig, first_day: Date, reviews: [Date; 2]) -> Command {
    let mut reviews = reviews.to_vec();
    reviews.retain(|day| *day >= first_day);
    reviews.dedup();
    Command::Trial(Box::new(TrialCommand::Plan(NewTrial {
        hypothesis: trial.hypothesis.clone(),
        owner: trial.owner.clone(),
        change: trial.change.clone(),
        first_day,
        last_day: None,
        targets: trial.targets.clone(),
        reviews,
    })))
}

fn change_plan_command(plan: Plan, reason: FreeText) -> Command {
    Command::ChangeCapacity(CapacityChange {
        what: Capacity::SetPlan(plan),
        force: true,
        reason: Some(reason),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use ledger::SqliteLedger;
    use runtime;

    #[test]
    fn a_demo_with_a_past_begins_today_with_weeks_of_visits_and_a_trial_to_look_at() {
        let folder = tempfile::tempdir().unwrap();
        let office = crate::cli::demo::demo_office().ok().unwrap();
        let mut ledger = SqliteLedger::open(folder.path(), &office.setup.id).unwrap();
        let today = date(2026, 3, 5);
        write(&mut ledger, &office, today, 4).map_err(|failure| failure.to_string()).unwrap();
        let keys = crate::cli::demo::keys::of(folder.path(), &"demo".into()).ok().unwrap();
        let units = keys.companions().units();
        let mut visits_of = std::collections::BTreeMap::new();
        let (mut days, mut served, mut called_twice) = (0, 0, std::collections::BTreeSet::new());
        ledger
            .read_all(&mut |_, recorded| match recorded.event {
                office::event::Event::DayStarted(_) => days += 1,
                office::event::Event::TicketCompleted { ticket, .. } => {
                    served += 1;
                    assert!(called_twice.insert(ticket), "nobody is completed twice");
                }
                office::event::Event::TicketCheckedIn(ticket) => {
                    if let Some(companion) = ticket.visit.companion {
                        *visits_of.entry(units[&companion].clone()).or_insert(0) += 1;
                    }
                }
                _ => {}
            })
            .unwrap();
        assert_eq!(days, 28);
        assert!(served > 120, "{served} served");
        assert_eq!(visits_of.len(), 3, "three departments can report: {visits_of:?}");
        assert!(visits_of.values().all(|visits| *visits >= 20), "{visits_of:?}");
        let office = runtime::rebuild(&mut ledger).unwrap().unwrap().office;
        assert!(office.last_at() < office.setup().time_zone.day(today).start, "today is still to come");
        assert_eq!(office.trials().reviews_due(today), 1);
        assert!(office.trials().baseline.is_some());
        let windows = office.calibration().accuracy();
        assert!(windows.given >= 60, "{windows:?}");
        let of_a_hundred = 100 * windows.held / windows.given;
        assert!((65..=95).contains(&of_a_hundred), "{windows:?}");
        assert!(!office.learned_lengths().is_empty());
    }

    #[test]
    fn a_report_of_months_that_were_forgotten_is_the_same_to_the_last_figure() {
        let folder = tempfile::tempdir().unwrap();
        let office = crate::cli::demo::demo_office().ok().unwrap();
        let id = &office.setup.id;
        let mut ledger = SqliteLedger::open(folder.path(), id).unwrap();
        write(&mut ledger, &office, date(2026, 3, 5), 4).map_err(|failure| failure.to_string()).unwrap();
        let units = crate::cli::demo::keys::of(folder.path(), id).ok().unwrap().companions().units();
        let before = report(&mut ledger, &units);
        let day = date(2026, 3, 5);
        let unit_of = |companion: &CompanionRef| units.get(companion).cloned();
        let what = ledger::Forget::Before { visits: day, notes: day };
        let forgotten = ledger::forget(folder.path(), id, what, &unit_of).unwrap();
        assert!(forgotten.events > 100, "{forgotten:?}");
        assert_eq!(report(&mut ledger, &units), before);
        assert!(before.units.len() > 2, "{:?}", before.units);
        let companions = |ledger: &mut SqliteLedger| {
            let mut found = 0;
            let mut look = |recorded: office::event::Recorded| {
                let office::event::Event::TicketCheckedIn(ticket) = recorded.event else { return };
                let named = |companion: &CompanionRef| !companion.as_str().starts_with("unit-");
                found += u32::from(ticket.visit.companion.as_ref().is_some_and(named));
            };
            ledger.read_all(&mut |_, recorded| look(recorded)).unwrap();
            found
        };
        assert!(companions(&mut ledger) < 20, "only those of the last day");
        assert!(ledger::verify(folder.path(), None, &mut |_, _, _| Ok(())).unwrap().is_sound());
    }

    fn report(
        ledger: &mut SqliteLedger,
        units: &std::collections::BTreeMap<CompanionRef, String>,
    ) -> report::report::Report {
        let mut days = report::day_summaries::DaySummaries::default();
        ledger.read_all(&mut |seq, recorded| days.add(seq, &recorded)).unwrap();
        let (from, today) = (days.first_day().unwrap(), date(2026, 3, 5));
        let all = days.between(from, today);
        let all: Vec<_> = all.iter().map(AsRef::as_ref).collect();
        let trials = runtime::rebuild(ledger).unwrap().unwrap().office.trials().clone();
        let material = report::report::Material {
            from,
            to: today,
            days: all.clone(),
            all,
            trials: &trials,
            begins: from,
            today,
            today_so_far: 0.5,
        };
        report::report::Report::of(&material, &|companion| units.get(companion).cloned())
    }
}
