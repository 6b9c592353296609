//! The yearbook: an office's ledger as days in short, kept in memory and caught up page by page, so that a
//! report reads years in a blink and the office is never held up. Derived from the ledger and thrown away
//! with the process; what never lives here: a truth of its own.

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch;

use crate::keeper::door::{Door, NoAnswer};
use crate::worth::fold::Days;

/// Events read at a time: a page takes the office about a millisecond.
const PAGE: usize = 250;
/// A request waits so long for the yearbook before it is told how far it has come.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug, Default)]
pub struct Yearbook {
    days: Arc<RwLock<Days>>,
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
    On(Progress),
    Done,
    Failed,
}

/// Why there are no days to look at.
#[derive(Debug)]
pub enum NotYet {
    /// Ask again in a moment.
    Reading(Progress),
    NoAnswer(NoAnswer),
}

impl Yearbook {
    /// The days up to what the ledger holds now.
    ///
    /// # Errors
    /// [`NotYet::Reading`] while a long ledger is read for the first time.
    pub async fn days(&self, door: &Door) -> Result<Arc<RwLock<Days>>, NotYet> {
        let upto = door.health().last_seq;
        let mut reading = self.reading_on(door, upto);
        let finished = async {
            loop {
                match *reading.borrow_and_update() {
                    Reading::Done => return Ok(()),
                    Reading::Failed => return Err(NotYet::NoAnswer(NoAnswer::Stopped)),
                    Reading::On(_) => {}
                }
                if reading.changed().await.is_err() {
                    return Err(NotYet::NoAnswer(NoAnswer::Stopped));
                }
            }
        };
        match tokio::time::timeout(PATIENCE, finished).await {
            Ok(done) => done.map(|()| Arc::clone(&self.days)),
            Err(_) => {
                let read = self.days.read().unwrap_or_else(PoisonError::into_inner).last();
                Err(NotYet::Reading(Progress { read, of: upto }))
            }
        }
    }

    /// The reading under way, or a new one.
    fn reading_on(&self, door: &Door, upto: u64) -> watch::Receiver<Reading> {
        let mut slot = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reading) = slot.as_ref()
            && matches!(*reading.borrow(), Reading::On(progress) if progress.of >= upto)
        {
            return reading.clone();
        }
        let read = self.days.read().unwrap_or_else(PoisonError::into_inner).last();
        let start = if read >= upto { Reading::Done } else { Reading::On(Progress { read, of: upto }) };
        let (told, reading) = watch::channel(start);
        if read < upto {
            // Two at once would take an event in twice.
            let earlier = slot.replace(reading.clone());
            tokio::spawn(read_on(door.clone(), Arc::clone(&self.days), upto, told, earlier));
        }
        reading
    }
}

async fn read_on(
    door: Door,
    days: Arc<RwLock<Days>>,
    upto: u64,
    told: watch::Sender<Reading>,
    earlier: Option<watch::Receiver<Reading>>,
) {
    if let Some(mut earlier) = earlier {
        while matches!(*earlier.borrow_and_update(), Reading::On(_)) {
            if earlier.changed().await.is_err() {
                break;
            }
        }
    }
    loop {
        let last = days.read().unwrap_or_else(PoisonError::into_inner).last();
        if last >= upto {
            told.send_replace(Reading::Done);
            return;
        }
        match door.ledger_after(last, PAGE).await {
            Ok(events) if !events.is_empty() => {
                let mut days = days.write().unwrap_or_else(PoisonError::into_inner);
                for (seq, recorded) in &events {
                    days.add(*seq, recorded);
                }
                told.send_replace(Reading::On(Progress { read: days.last(), of: upto }));
            }
            Err(NoAnswer::Busy) => tokio::time::sleep(Duration::from_millis(50)).await,
            Ok(_) | Err(_) => {
                told.send_replace(Reading::Failed);
                return;
            }
        }
    }
}
