// SPDX-License-Identifier: MPL-2.0
//! `mintur forget`, and what a running server forgets by itself when its time is over.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use tokio::task::spawn_blocking;

use super::failure::Failure;
use super::say;
use super::startup::machine_clock;
use config::RetentionConfig;
use ledger::{Forget, Forgotten};
use office::names::{CompanionRef, OfficeId};
use runtime::ports::LedgerFailure;
use staff::{Access, OfficeCompanions, PeopleStore, SessionLimits, SharedAccess, StoreFailure};

/// How often a server looks for what is over.
const EVERY: Duration = Duration::from_hours(6);

#[derive(Debug, Args)]
pub(super) struct ForgetArgs {
    /// Data folder of the server
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// First day of which nothing is forgotten
    #[arg(long, value_name = "YYYY-MM-DD")]
    before: Date,
    /// Access file, where it has companions: figures by unit stay as they are
    #[arg(long, value_name = "FILE")]
    access: Option<PathBuf>,
}

pub(super) fn run(args: &ForgetArgs) -> Result<(), Failure> {
    let what = Forget::Before { visits: args.before, notes: args.before };
    for (office, companions) in companions_of(&args.data, args.access.as_deref())? {
        let Forgotten { events, .. } =
            forget(&args.data, &office, what, &companions.units()).map_err(Failure::from_error)?;
        say(&format!("{office}: {events} events before {} say no more of anybody", args.before))?;
    }
    Ok(())
}

pub(super) type Units = BTreeMap<CompanionRef, String>;

/// The offices in a folder, with the companions that their people files and the access file tell of.
pub(super) fn companions_of(
    data: &Path,
    access: Option<&Path>,
) -> Result<Vec<(OfficeId, OfficeCompanions)>, Failure> {
    let offices = ledger::offices_in(data).map_err(|error| {
        Failure::new(format!("{}: {error}; name the server's data folder", data.display()))
    })?;
    let mut access = match access {
        Some(file) => Access::read(file, &offices).map_err(Failure::from_error)?,
        None => BTreeMap::new(),
    };
    let companions = |office: OfficeId| {
        let access = Arc::new(access.remove(&office).unwrap_or_else(Access::closed));
        let people = PeopleStore::open_existing(data, &office, machine_clock())?;
        let nobody = || PeopleStore::in_memory(machine_clock(), SessionLimits::default());
        let people = Arc::new(people.map_or_else(nobody, Ok)?);
        Ok((office, OfficeCompanions::of(access, people)))
    };
    offices
        .into_iter()
        .map(companions)
        .collect::<Result<_, _>>()
        .map_err(|failure: StoreFailure| Failure::from_error(failure))
}

pub(super) fn forget(
    data: &Path,
    office: &OfficeId,
    what: Forget<'_>,
    units: &Units,
) -> Result<Forgotten, LedgerFailure> {
    ledger::forget(data, office, what, &|companion| units.get(companion).cloned())
}

/// What a server forgets, and of whom it knows the units.
pub(super) struct Retention {
    pub data: PathBuf,
    pub periods: RetentionConfig,
    pub offices: Vec<(OfficeId, Arc<SharedAccess>, Arc<PeopleStore>)>,
}

/// Forgets what is over, at the start and a few times a day.
pub(super) async fn run_regularly(retention: Retention) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let day = |days: u16| today.saturating_sub(Span::new().days(i64::from(days)));
        let (visits, notes) = (day(retention.periods.visits_days), day(retention.periods.notes_days));
        for (office, access, people) in &retention.offices {
            let units = OfficeCompanions::of(access.current(), Arc::clone(people)).units();
            let (data, id) = (retention.data.clone(), office.clone());
            let what = Forget::Before { visits, notes };
            let done = spawn_blocking(move || forget(&data, &id, what, &units));
            match done.await {
                Ok(Ok(Forgotten { events: 0, .. })) => {}
                Ok(Ok(Forgotten { events, .. })) => {
                    tracing::info!(%office, events, %visits, %notes, "forgot what was over");
                }
                Ok(Err(error)) => tracing::error!(%office, %error, "what is over could not be forgotten"),
                Err(error) => tracing::error!(%office, %error, "what is over could not be forgotten"),
            }
        }
    }
}
