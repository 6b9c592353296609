//! The yearbook: an office's ledger as days in short, kept in memory and caught up page by page, so that a
//! report reads years in a blink and the office is never held up. A long ledger is first read by two beside
//! the office. Derived from the ledger and thrown away
//! with the process; what never lives here: a truth of its own.

mod reading;

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch;

use report::day_summaries::DaySummaries;
use runtime::handle::{NoAnswer, OfficeHandle};
use runtime::ports::Seq;

/// Events read at a time: a page takes the office about a millisecond.
const PAGE: usize = 250;
/// A ledger with fewer events is read page by page from the first: two readers would not be worth it.
const LONG: Seq = 1_000;
/// A request waits so long for the yearbook before it is told how far it has come.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug, Default)]
pub struct ReportCache {
    days: Arc<RwLock<DaySummaries>>,
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

impl ReportCache {
    /// The days up to what the ledger holds now.
    ///
    /// # Errors
    /// [`NotYet::Reading`] while a long ledger is read for the first time.
    pub async fn days(&self, door: &OfficeHandle) -> Result<Arc<RwLock<DaySummaries>>, NotYet> {
        let upto = door.health().last_seq;
        let mut reading = self.reading_on(door, upto);
        let over = reading.wait_for(|told| !matches!(told, Reading::On(_)));
        // Whatever came of the waiting: what was told last counts.
        drop(tokio::time::timeout(PATIENCE, over).await);
        match *reading.borrow() {
            Reading::Done => Ok(Arc::clone(&self.days)),
            Reading::On(progress) if reading.has_changed().is_ok() => Err(NotYet::Reading(progress)),
            Reading::On(_) | Reading::Failed => Err(NotYet::NoAnswer(NoAnswer::Stopped)),
        }
    }

    /// The reading under way, or a new one.
    fn reading_on(&self, door: &OfficeHandle, upto: u64) -> watch::Receiver<Reading> {
        let mut slot = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reading) = slot.as_ref()
            && matches!(*reading.borrow(), Reading::On(progress) if progress.of >= upto)
            && reading.has_changed().is_ok()
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
    door: OfficeHandle,
    days: Arc<RwLock<DaySummaries>>,
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
    let told = Arc::new(told);
    if days.read().unwrap_or_else(PoisonError::into_inner).last() == 0
        && upto > LONG
        && let Some(read) = reading::in_two(&door, upto, Arc::clone(&told)).await
    {
        *days.write().unwrap_or_else(PoisonError::into_inner) = read;
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

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::reading::tests::{in_one, said, three_days};
    use super::*;
    use ledger::SqliteLedger;
    use office::command::{Asked, Command};
    use office::event::Recorded;
    use office::names::Actor;
    use office::time::UnixTime;
    use runtime::ports::{Clock, Ledger};
    use runtime::{Opening, open};

    struct Standing(UnixTime);

    impl Clock for Standing {
        fn now(&self) -> UnixTime {
            self.0
        }
    }

    /// An office with a long ledger behind it: the same three days again and again.
    fn open_after_years(dir: &TempDir) -> OfficeHandle {
        let days = three_days();
        let mut ledger = SqliteLedger::open(dir.path(), &"demo".into()).unwrap();
        while ledger.head().seq < 3 * LONG {
            ledger.append(&days).unwrap();
        }
        let clock = Arc::new(Standing(days.last().unwrap().at));
        let found = Box::new(|_| panic!("there is a ledger"));
        open(Opening { ledger: Box::new(ledger), clock, effects: Vec::new(), found }).unwrap()
    }

    async fn help(door: &OfficeHandle, command: Command) {
        let asked = Asked { actor: Actor::from("test"), key: None, command };
        door.ask(asked).await.unwrap();
    }

    #[tokio::test]
    async fn a_report_asked_for_while_the_office_works_tells_the_same_as_the_ledger_read_at_once() {
        let dir = TempDir::new().unwrap();
        let door = open_after_years(&dir);
        let yearbook = ReportCache::default();
        let work = async {
            for _ in 0..20 {
                help(&door, Command::AskForHelp).await;
                help(&door, Command::AnswerHelp).await;
            }
        };
        let (first, ()) = tokio::join!(yearbook.days(&door), work);
        first.unwrap();
        let days = yearbook.days(&door).await.unwrap();
        let events = door.ledger_after(0, usize::MAX).await.unwrap();
        let events: Vec<Recorded> = events.into_iter().map(|(_, recorded)| recorded).collect();
        assert!(events.len() > 3 * 1_000 + 40);
        assert_eq!(said(&days.read().unwrap()), said(&in_one(&events)));
        door.stop().await;
    }
}
