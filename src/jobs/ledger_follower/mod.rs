// SPDX-License-Identifier: MPL-2.0
//! Reads each committed event of an office's ledger once, and keeps what report, advice and windows derive from it.
//! The whole of it is rebuilt from the ledger after a restart; a long ledger is first read by two threads.

mod first_read;

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch;

use forecast::history::VisitHistory;
use office::event::Recorded;
use report::day_summaries::DaySummaries;
use runtime::handle::{NoAnswer, OfficeHandle};
use runtime::ports::Seq;

/// Events per page: the office thread needs about a millisecond for one.
const PAGE: usize = 250;
/// Shorter ledgers are read page by page from the first: two threads would not be worth it.
const LONG: Seq = 1_000;
/// Maximum time a request waits before it is answered with the progress.
const MAX_WAIT: Duration = Duration::from_secs(5);
/// Pause before the next page when the office's mailbox is full.
const MAILBOX_PAUSE: Duration = Duration::from_millis(50);

/// What has been derived from the events so far. The summaries take a few kilobytes a day; the history is bounded.
#[derive(Debug, Default)]
pub struct Derived {
    days: DaySummaries,
    /// Shared with a computation that may take long, and copied only if events arrive meanwhile.
    history: Arc<VisitHistory>,
}

impl Derived {
    pub const fn days(&self) -> &DaySummaries {
        &self.days
    }

    const fn last(&self) -> Seq {
        self.days.last()
    }

    fn add(&mut self, seq: Seq, recorded: &Recorded) {
        self.days.add(seq, recorded);
        Arc::make_mut(&mut self.history).add(recorded);
    }

    /// Appends later days, read separately from the first event of the following day.
    fn append(&mut self, later: Self) {
        self.days.append(later.days);
        Arc::make_mut(&mut self.history).append(Arc::unwrap_or_clone(later.history));
    }
}

/// One for each office, shared by all that look at its past.
#[derive(Debug, Default)]
pub struct LedgerFollower {
    derived: Arc<RwLock<Derived>>,
    reading: Mutex<Option<watch::Receiver<Reading>>>,
}

/// How far the ledger has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub read: u64,
    pub of: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    UnderWay(Progress),
    Done,
    Failed,
}

#[derive(Debug)]
pub enum NotReady {
    /// A long ledger is being read for the first time.
    Reading(Progress),
    NoAnswer(NoAnswer),
}

impl LedgerFollower {
    /// What follows from the events that the ledger holds now.
    ///
    /// # Errors
    /// [`NotReady::Reading`] while a long ledger is read for the first time.
    pub async fn derived(&self, office: &OfficeHandle) -> Result<Arc<RwLock<Derived>>, NotReady> {
        let upto = office.health().last_seq;
        let mut reading = self.read_up_to(office, upto);
        let over = reading.wait_for(|state| !matches!(state, Reading::UnderWay(_)));
        // Whether it ended or not, the latest state is looked at.
        drop(tokio::time::timeout(MAX_WAIT, over).await);
        match *reading.borrow() {
            Reading::Done => Ok(Arc::clone(&self.derived)),
            Reading::UnderWay(progress) if reading.has_changed().is_ok() => Err(NotReady::Reading(progress)),
            Reading::UnderWay(_) | Reading::Failed => Err(NotReady::NoAnswer(NoAnswer::Stopped)),
        }
    }

    /// Past visits up to what the ledger holds now.
    ///
    /// # Errors
    /// As [`Self::derived`].
    pub async fn history(&self, office: &OfficeHandle) -> Result<Arc<VisitHistory>, NotReady> {
        let derived = self.derived(office).await?;
        let derived = derived.read().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(&derived.history))
    }

    /// The reading under way if it goes far enough, or a new one.
    fn read_up_to(&self, office: &OfficeHandle, upto: Seq) -> watch::Receiver<Reading> {
        let mut slot = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reading) = slot.as_ref()
            && matches!(*reading.borrow(), Reading::UnderWay(progress) if progress.of >= upto)
            && reading.has_changed().is_ok()
        {
            return reading.clone();
        }
        let read = self.derived.read().unwrap_or_else(PoisonError::into_inner).last();
        let progress = Progress { read, of: upto };
        let start = if read >= upto { Reading::Done } else { Reading::UnderWay(progress) };
        let (state, reading) = watch::channel(start);
        if read < upto {
            // Two readings at once would read an event twice.
            let earlier = slot.replace(reading.clone());
            tokio::spawn(read_on(office.clone(), Arc::clone(&self.derived), upto, state, earlier));
        }
        reading
    }
}

async fn read_on(
    office: OfficeHandle,
    derived: Arc<RwLock<Derived>>,
    upto: Seq,
    state: watch::Sender<Reading>,
    earlier: Option<watch::Receiver<Reading>>,
) {
    if let Some(mut earlier) = earlier {
        while matches!(*earlier.borrow_and_update(), Reading::UnderWay(_)) {
            if earlier.changed().await.is_err() {
                break;
            }
        }
    }
    let state = Arc::new(state);
    if derived.read().unwrap_or_else(PoisonError::into_inner).last() == 0
        && upto > LONG
        && let Some(read) = first_read::in_two(&office, upto, Arc::clone(&state)).await
    {
        *derived.write().unwrap_or_else(PoisonError::into_inner) = read;
    }
    loop {
        let last = derived.read().unwrap_or_else(PoisonError::into_inner).last();
        if last >= upto {
            state.send_replace(Reading::Done);
            return;
        }
        match office.ledger_after(last, PAGE).await {
            Ok(events) if !events.is_empty() => {
                let mut derived = derived.write().unwrap_or_else(PoisonError::into_inner);
                for (seq, recorded) in &events {
                    derived.add(*seq, recorded);
                }
                state.send_replace(Reading::UnderWay(Progress { read: derived.last(), of: upto }));
            }
            Err(NoAnswer::Busy) => tokio::time::sleep(MAILBOX_PAUSE).await,
            Ok(_) | Err(_) => {
                state.send_replace(Reading::Failed);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests;
