// SPDX-License-Identifier: MPL-2.0
//! A ledger in memory, for tests: encoded, chained and verified like every other.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::chain::{Hash, Head};
use super::personal::{Encoded, StoredPersonal, Unencoded};
use super::stored_event::{StoredEvent, StoredRequest, UnreadableEvent};
use super::stored_ledger::{EachStored, StoredLedger};
use office::event::{Event, Recorded};
use office::names::OfficeId;
use runtime::ports::{Ledger, LedgerFailure, LedgerReader, Seq};

/// The id its chain begins with, whatever office it is used for.
const MEMORY: &str = "demo";

/// Where one office's events stay while no ledger is open.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    contents: Arc<Mutex<Contents>>,
    opened: Arc<AtomicBool>,
}

#[derive(Clone, Debug, Default)]
pub struct Contents {
    rows: Vec<StoredRow>,
    days: Vec<(Seq, String)>,
}

#[derive(Clone, Debug)]
struct StoredRow {
    format: u32,
    at: i64,
    actor: String,
    key: Option<Vec<u8>>,
    fingerprint: Option<Vec<u8>>,
    commitment: Option<Vec<u8>>,
    personal: Option<(Vec<u8>, String)>,
    body: String,
    hash: Hash,
}

impl StoredRow {
    fn request(&self) -> Option<StoredRequest<'_>> {
        let fingerprint = self.fingerprint.as_deref();
        self.key.as_deref().map(|key| StoredRequest { key, fingerprint })
    }
}

/// The one writer of a store.
#[derive(Debug)]
pub struct MemoryLedger(MemoryStore);

impl MemoryStore {
    /// # Errors
    /// When the office is open already.
    pub fn open(&self) -> Result<MemoryLedger, LedgerFailure> {
        if self.opened.swap(true, Ordering::SeqCst) {
            return Err(LedgerFailure::Failed(
                "another Mintur service already runs the office in this memory".to_owned(),
            ));
        }
        Ok(MemoryLedger(self.clone()))
    }

    /// What the store holds now.
    pub fn snapshot(&self) -> Contents {
        self.contents().clone()
    }

    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for MemoryLedger {
    fn drop(&mut self) {
        self.0.opened.store(false, Ordering::SeqCst);
    }
}

impl Ledger for MemoryLedger {
    fn append(&mut self, events: &[Recorded]) -> Result<Seq, LedgerFailure> {
        let mut contents = self.0.contents();
        let mut appended = contents.clone_head();
        for recorded in events {
            appended.add(recorded).map_err(|error| LedgerFailure::Failed(error.to_string()))?;
        }
        contents.rows.append(&mut appended.rows);
        contents.days.append(&mut appended.days);
        Ok(contents.head().seq)
    }

    fn read_latest_day(&mut self, each: &mut dyn FnMut(Seq, Recorded)) -> Result<(), LedgerFailure> {
        let contents = self.0.snapshot();
        let before = contents.days.last().map_or(0, |(first, _)| first - 1);
        let mut head = Head { seq: before, hash: contents.hash_of(before)?.unwrap_or_default() };
        contents.walk(before, usize::MAX, &mut |stored| {
            let followed = head.follow(stored).map_err(UnreadableEvent::Damaged);
            let recorded = followed.and_then(|()| stored.recorded());
            each(stored.seq, recorded.map_err(|unread| unread.at(stored.seq, Path::new(MEMORY)))?);
            Ok(())
        })
    }

    fn read_after(&mut self, after: Seq, limit: usize) -> Result<Vec<(Seq, Recorded)>, LedgerFailure> {
        let mut read = Vec::new();
        self.0.contents().read_after(after, limit, &mut |seq, recorded| read.push((seq, recorded)))?;
        Ok(read)
    }

    fn reader(&self) -> Result<Box<dyn LedgerReader>, LedgerFailure> {
        Ok(Box::new(self.0.snapshot()))
    }
}

impl LedgerReader for Contents {
    fn read_after(
        &mut self,
        after: Seq,
        limit: usize,
        each: &mut dyn FnMut(Seq, Recorded),
    ) -> Result<(), LedgerFailure> {
        self.walk(after, limit, &mut |stored| {
            each(stored.seq, stored.recorded().map_err(|unread| unread.at(stored.seq, Path::new(MEMORY)))?);
            Ok(())
        })
    }
}

impl StoredLedger for Contents {
    fn walk(&self, after: Seq, limit: usize, each: &mut EachStored<'_>) -> Result<(), LedgerFailure> {
        let rows = (1..).zip(&self.rows).filter(|(seq, _)| *seq > after).take(limit);
        for (seq, row) in rows {
            each(&StoredEvent {
                seq,
                format: row.format,
                at: row.at,
                actor: &row.actor,
                request: row.request(),
                commitment: row.commitment.as_deref(),
                personal: row
                    .personal
                    .as_ref()
                    .map(|(salt, parts)| StoredPersonal { salt: Some(salt), parts }),
                body: &row.body,
                hash: row.hash,
            })?;
        }
        Ok(())
    }

    fn beginning(&self) -> Result<Head, LedgerFailure> {
        Ok(Head::beginning(&OfficeId::from(MEMORY)))
    }

    fn hash_of(&self, seq: Seq) -> Result<Option<Hash>, LedgerFailure> {
        let Some(index) = seq.checked_sub(1) else { return Ok(Some(self.beginning()?.hash)) };
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        Ok(self.rows.get(index).map(|row| row.hash))
    }

    fn days(&self) -> Result<Vec<(Seq, String)>, LedgerFailure> {
        Ok(self.days.clone())
    }

    fn faults(&self) -> Result<Vec<String>, LedgerFailure> {
        Ok(Vec::new())
    }
}

/// Events to append, and where they follow on.
struct Appended {
    head: Head,
    rows: Vec<StoredRow>,
    days: Vec<(Seq, String)>,
}

impl Contents {
    fn head(&self) -> Head {
        let beginning = Head::beginning(&OfficeId::from(MEMORY));
        self.rows.last().map_or(beginning, |row| Head { seq: self.rows.len() as Seq, hash: row.hash })
    }

    fn clone_head(&self) -> Appended {
        Appended { head: self.head(), rows: Vec::new(), days: Vec::new() }
    }
}

impl Appended {
    fn add(&mut self, recorded: &Recorded) -> Result<(), Unencoded> {
        let encoded = Encoded::of(recorded, self.head.seq + 1)?;
        let (at, actor) = (recorded.at.unix(), recorded.actor.as_str());
        let request = StoredRequest::of(recorded, encoded.fingerprint.as_ref());
        let (format, commitment) = (encoded.format, encoded.commitment());
        self.head = self.head.next(format, at, actor, request, commitment, &encoded.body);
        if let Event::DayStarted(start) = &recorded.event {
            self.days.push((self.head.seq, start.date.to_string()));
        }
        let key = request.map(|request| request.key.to_vec());
        let fingerprint = request.and_then(|request| request.fingerprint).map(<[u8]>::to_vec);
        let (actor, hash, commitment) = (actor.to_owned(), self.head.hash, commitment.map(<[u8]>::to_vec));
        let Encoded { body, personal, .. } = encoded;
        let personal = personal.map(|personal| (personal.salt.to_vec(), personal.parts));
        self.rows.push(StoredRow { format, at, actor, key, fingerprint, commitment, personal, body, hash });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::contract::{Engine, ledger_contract};
    use crate::verify::{Wanted, verify_stored};
    use crate::{BackupFailure, OfficeReport};

    impl Engine for MemoryStore {
        type Ledger = MemoryLedger;

        fn new() -> Self {
            Self::default()
        }

        fn open(&self) -> Result<MemoryLedger, LedgerFailure> {
            self.open()
        }

        fn verified(&self) -> OfficeReport {
            let report = OfficeReport::new(crate::sample::office(), "memory".into());
            verify_stored(&self.snapshot(), &Wanted::NOTHING, report, &mut |_, _, _| Ok(()))
        }

        fn copy_to(&self, file: &Path) -> Result<(), BackupFailure> {
            self.snapshot().copy_to(file)
        }
    }

    ledger_contract!(MemoryStore);
}
