//! The latest view of each topic, in a slot that holds one value. A screen that sleeps or stalls fills no
//! buffer and delays nobody; when it looks again it finds the newest view.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::watch;

use crate::office::names::{DeskId, TicketId};

/// What a screen watches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    Board,
    Kiosk,
    Supervisor,
    Desk(DeskId),
    Ticket(TicketId),
}

/// A view as it goes over the wire, serialised once for all who watch it. Empty until first posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    pub seq: u64,
    pub text: Bytes,
}

/// More topics than any office has screens and tickets open at once.
const MOST_TOPICS: usize = 20_000;

#[derive(Debug, Default)]
pub struct Noticeboard {
    slots: Mutex<BTreeMap<Topic, watch::Sender<Notice>>>,
}

impl Noticeboard {
    /// A reader of a topic's slot, and whether the slot is new and must be filled.
    pub fn watch(&self, topic: &Topic) -> Option<(watch::Receiver<Notice>, bool)> {
        let mut slots = self.lock();
        if let Some(slot) = slots.get(topic) {
            return Some((slot.subscribe(), false));
        }
        if slots.len() >= MOST_TOPICS {
            slots.retain(|_, slot| slot.receiver_count() > 0);
        }
        if slots.len() >= MOST_TOPICS {
            return None;
        }
        let (slot, receiver) = watch::channel(Notice::default());
        slots.insert(topic.clone(), slot);
        Some((receiver, true))
    }

    /// The topics that somebody watches now. Slots nobody watches any more are dropped.
    pub fn watched(&self) -> Vec<Topic> {
        let mut slots = self.lock();
        slots.retain(|_, slot| slot.receiver_count() > 0);
        slots.keys().cloned().collect()
    }

    /// Replaces a topic's view, unless it says what the last one said.
    pub fn post(&self, topic: &Topic, notice: Notice) {
        if let Some(slot) = self.lock().get(topic) {
            slot.send_if_modified(|last| {
                let newer = notice.seq > last.seq || last.text.is_empty();
                let changed = newer && last.text != notice.text;
                if changed {
                    *last = notice;
                }
                changed
            });
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Topic, watch::Sender<Notice>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
