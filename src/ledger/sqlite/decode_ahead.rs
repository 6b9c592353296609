// SPDX-License-Identifier: MPL-2.0
//! Decoding ahead: while this thread reads rows and hands over events, another checks the chain of the rows
//! that follow and turns their JSON into events. A long day is rebuilt on two cores.

use std::ops::Range;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use rusqlite::Connection;

use super::snapshot::walk;
use crate::chain::{Hash, Head};
use crate::personal::StoredPersonal;
use crate::stored_event::{StoredEvent, StoredRequest, UnreadableEvent};
use office::event::Recorded;
use runtime::ports::{LedgerFailure, Seq};

const ROWS_AT_ONCE: usize = 256;
/// Maximum batches read ahead.
const BATCHES_AHEAD: usize = 8;

type Decoded = Vec<(Seq, Result<Recorded, UnreadableEvent>)>;

/// Events on their way back, with the memory their rows lay in.
type Done = (Batch, Decoded);

/// Hands over every event after `head`, in order; those before a break in the chain too.
///
/// # Errors
/// At the first row that was changed or cannot be read.
pub(super) fn read_chain(
    connection: &Connection,
    file: &Path,
    head: Head,
    each: &mut dyn FnMut(Seq, Recorded),
) -> Result<(), LedgerFailure> {
    thread::scope(|scope| {
        let (rows, undecoded) = channel::<Batch>();
        let (decoded, events) = channel();
        scope.spawn(move || {
            let mut head = head;
            undecoded.iter().try_for_each(|batch| {
                let events = batch.decode(&mut head);
                decoded.send((batch, events))
            })
        });
        let batch = Batch::default();
        let mut ahead = Ahead { rows, events, under_way: 0, batch, spare: Vec::new(), file };
        let walked = walk(connection, file, head.seq, usize::MAX, &mut |row| ahead.add(row, each));
        ahead.finish(each)?;
        walked
    })
}

/// Rows on their way to the other thread, and events on their way back.
struct Ahead<'a> {
    rows: Sender<Batch>,
    events: Receiver<Done>,
    under_way: usize,
    batch: Batch,
    /// Batches that came back, to be filled again: new ones would have to grow anew.
    spare: Vec<Batch>,
    file: &'a Path,
}

impl Ahead<'_> {
    fn add(
        &mut self,
        row: &StoredEvent<'_>,
        each: &mut dyn FnMut(Seq, Recorded),
    ) -> Result<(), LedgerFailure> {
        self.batch.add(row);
        if self.batch.rows.len() < ROWS_AT_ONCE {
            return Ok(());
        }
        self.send();
        if self.under_way < BATCHES_AHEAD { Ok(()) } else { self.hand_over(each) }
    }

    fn finish(mut self, each: &mut dyn FnMut(Seq, Recorded)) -> Result<(), LedgerFailure> {
        self.send();
        while self.under_way > 0 {
            self.hand_over(each)?;
        }
        Ok(())
    }

    fn send(&mut self) {
        // Nobody takes it only if the other thread has ended; then `hand_over` says so.
        let next = self.spare.pop().unwrap_or_default();
        drop(self.rows.send(std::mem::replace(&mut self.batch, next)));
        self.under_way += 1;
    }

    fn hand_over(&mut self, each: &mut dyn FnMut(Seq, Recorded)) -> Result<(), LedgerFailure> {
        let ended = |_| LedgerFailure::Failed("the thread that decodes events has ended".to_owned());
        let (batch, decoded) = self.events.recv().map_err(ended)?;
        self.spare.push(batch.emptied());
        self.under_way -= 1;
        for (seq, recorded) in decoded {
            each(seq, recorded.map_err(|unread| unread.at(seq, self.file))?);
        }
        Ok(())
    }
}

/// Copies of rows, in two pieces of memory however many there are.
#[derive(Default)]
struct Batch {
    rows: Vec<Copied>,
    text: String,
    keys: Vec<u8>,
}

struct Copied {
    seq: Seq,
    format: u32,
    at: i64,
    actor: Range<usize>,
    key: Option<Range<usize>>,
    fingerprint: Option<Range<usize>>,
    commitment: Option<Range<usize>>,
    salt: Option<Range<usize>>,
    parts: Option<Range<usize>>,
    body: Range<usize>,
    hash: Hash,
}

impl Batch {
    fn add(&mut self, row: &StoredEvent<'_>) {
        let key = row.request.map(|request| self.write_bytes(request.key));
        let fingerprint = row.request.and_then(|request| request.fingerprint);
        let fingerprint = fingerprint.map(|fingerprint| self.write_bytes(fingerprint));
        let commitment = row.commitment.map(|commitment| self.write_bytes(commitment));
        let salt = row.personal.and_then(|personal| personal.salt).map(|salt| self.write_bytes(salt));
        let parts = row.personal.map(|personal| self.write(personal.parts));
        let (actor, body) = (self.write(row.actor), self.write(row.body));
        self.rows.push(Copied {
            seq: row.seq,
            format: row.format,
            at: row.at,
            actor,
            key,
            fingerprint,
            commitment,
            salt,
            parts,
            body,
            hash: row.hash,
        });
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.keys.len();
        self.keys.extend_from_slice(bytes);
        start..self.keys.len()
    }

    fn write(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }

    fn decode(&self, head: &mut Head) -> Decoded {
        self.rows
            .iter()
            .map(|copied| {
                let row = self.row(copied);
                (row.seq, head.follow(&row).map_err(UnreadableEvent::Damaged).and_then(|()| row.recorded()))
            })
            .collect()
    }

    fn emptied(mut self) -> Self {
        self.rows.clear();
        self.text.clear();
        self.keys.clear();
        self
    }

    fn request(&self, copied: &Copied) -> Option<StoredRequest<'_>> {
        let bytes = |range: &Range<usize>| &self.keys[range.clone()];
        let fingerprint = copied.fingerprint.as_ref().map(bytes);
        copied.key.as_ref().map(bytes).map(|key| StoredRequest { key, fingerprint })
    }

    fn personal(&self, copied: &Copied) -> Option<StoredPersonal<'_>> {
        let parts = &self.text[copied.parts.clone()?];
        let salt = copied.salt.clone().map(|range| &self.keys[range]);
        Some(StoredPersonal { salt, parts })
    }

    fn row(&self, copied: &Copied) -> StoredEvent<'_> {
        StoredEvent {
            seq: copied.seq,
            format: copied.format,
            at: copied.at,
            actor: &self.text[copied.actor.clone()],
            request: self.request(copied),
            commitment: copied.commitment.clone().map(|range| &self.keys[range]),
            personal: self.personal(copied),
            body: &self.text[copied.body.clone()],
            hash: copied.hash,
        }
    }
}
