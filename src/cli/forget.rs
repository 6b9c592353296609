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
use config::RetentionConfig;
use ledger::{Forget, Forgotten};
use office::names::{CompanionRef, OfficeId};
use runtime::ports::LedgerFailure;
use staff::{Access, SharedAccess};

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
    /// File with the companions and their units: figures by unit stay as they are
    #[arg(long, value_name = "FILE")]
    access: Option<PathBuf>,
}

pub(super) fn run(args: &ForgetArgs) -> Result<(), Failure> {
    let what = Forget::Before { visits: args.before, notes: args.before };
    for (office, units) in units_of(&args.data, args.access.as_deref())? {
        let Forgotten { events, .. } =
            forget(&args.data, &office, what, &units).map_err(Failure::from_error)?;
        say(&format!("{office}: {events} events before {} say no more of anybody", args.before))?;
    }
    Ok(())
}

pub(super) type Units = BTreeMap<CompanionRef, String>;

/// The offices in a folder, with the unit of each companion as far as a file tells.
pub(super) fn units_of(data: &Path, access: Option<&Path>) -> Result<Vec<(OfficeId, Units)>, Failure> {
    let offices = ledger::offices_in(data).map_err(|error| {
        Failure::new(format!("{}: {error}; name the server's data folder", data.display()))
    })?;
    let mut access = match access {
        Some(file) => Access::read(file, &offices).map_err(Failure::from_error)?,
        None => BTreeMap::new(),
    };
    let units = |office: OfficeId| {
        let units = access.remove(&office).map(|access| access.units()).unwrap_or_default();
        (office, units)
    };
    Ok(offices.into_iter().map(units).collect())
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
    pub offices: Vec<(OfficeId, Arc<SharedAccess>)>,
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
        for (office, access) in &retention.offices {
            let (data, id, units) = (retention.data.clone(), office.clone(), access.current().units());
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
