// SPDX-License-Identifier: MPL-2.0
//! Copies from the ledger when companions were witnesses (rule 13) to where the quota is looked up: the ledger forgets
//! companions before the quota does.

use std::future::Future;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use jiff::ToSpan as _;
use jiff::civil::Date;

use office::witness::WitnessAct;
use report::witness_acts::witness_acts;
use runtime::handle::OfficeHandle;

use crate::ledger_follower::LedgerFollower;

/// Least time between two looks at the ledger. The office itself knows the acts of today.
pub const LEAST_PAUSE: Duration = Duration::from_mins(1);

/// Where the acts are kept. Its methods may wait for a disk.
pub trait WitnessRecord: Send + Sync + 'static {
    /// The last day that was recorded; nothing before the first time.
    ///
    /// # Errors
    /// [`NotRecorded`], which was logged.
    fn recorded_to(&self) -> Result<Option<Date>, NotRecorded>;

    /// Replaces what is recorded of the days from the first to the last, and forgets those before `keep_from`.
    ///
    /// # Errors
    /// [`NotRecorded`], which was logged.
    fn record(&self, days: [Date; 2], keep_from: Date, acts: &[WitnessAct]) -> Result<(), NotRecorded>;
}

/// The record, or what is to be recorded, cannot be had now: it is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRecorded;

/// Runs until `end` or until the office stops, with at least this pause between looks.
pub async fn run(
    office: OfficeHandle,
    follower: Arc<LedgerFollower>,
    record: Arc<dyn WitnessRecord>,
    pause: Duration,
    end: impl Future<Output = ()>,
) {
    let mut last = None;
    let work = async {
        loop {
            let known = office.health().last_seq;
            let done = round(&office, &follower, &record, &mut last).await;
            tokio::time::sleep(pause).await;
            if done.is_ok() {
                office.change_after(known).await;
            }
            if office.health().stopped {
                return;
            }
        }
    };
    tokio::select! {
        () = end => {}
        () = work => {}
    }
}

/// What was last written.
type Written = (Date, Vec<WitnessAct>);

async fn round(
    office: &OfficeHandle,
    follower: &LedgerFollower,
    record: &Arc<dyn WitnessRecord>,
    last: &mut Option<Written>,
) -> Result<(), NotRecorded> {
    let read = office.read(|office, _| (office.date(), office.setup().witness.days)).await;
    let (today, days) = read.map_err(|_| NotRecorded)?;
    let derived = follower.derived(office).await.map_err(|_| NotRecorded)?;
    let keep_from = today.checked_sub(i32::from(days).days()).unwrap_or(Date::MIN);
    let read_from = match last {
        Some((date, _)) => Some(*date),
        None => in_background(record, WitnessRecord::recorded_to).await?,
    };
    let from = read_from.unwrap_or(keep_from).clamp(keep_from, today);
    let (from, acts) = {
        let derived = derived.read().unwrap_or_else(PoisonError::into_inner);
        // A ledger that begins later says nothing of the days before.
        let first = derived.days().first_day().unwrap_or(today);
        let from = from.max(first).min(today);
        (from, witness_acts(derived.days(), from))
    };
    if last.as_ref().is_some_and(|(date, written)| *date == today && *written == acts) {
        return Ok(());
    }
    let written = acts.clone();
    in_background(record, move |record| record.record([from, today], keep_from, &written)).await?;
    let of_today = acts.into_iter().filter(|act| act.date == today).collect();
    *last = Some((today, of_today));
    Ok(())
}

/// Off the threads that answer requests.
async fn in_background<T: Send + 'static>(
    record: &Arc<dyn WitnessRecord>,
    work: impl FnOnce(&dyn WitnessRecord) -> Result<T, NotRecorded> + Send + 'static,
) -> Result<T, NotRecorded> {
    let record = Arc::clone(record);
    tokio::task::spawn_blocking(move || work(&*record)).await.unwrap_or(Err(NotRecorded))
}

#[cfg(test)]
#[path = "witness_job_tests.rs"]
mod tests;
