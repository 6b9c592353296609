// SPDX-License-Identifier: MPL-2.0
//! The latest view of each topic, in a slot that holds one value. A screen that sleeps or stalls fills no
//! buffer and delays nobody; when it looks again it finds the newest view.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use bytes::Bytes;
use tokio::sync::watch;

use office::names::{DeskId, TicketId};
use office::view::View;

/// What a screen watches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    Board,
    Kiosk,
    Supervisor,
    Desk(DeskId),
    Ticket(TicketId),
}

/// A view as it was published, with its bytes once a connection has needed them.
#[derive(Debug)]
pub struct Notice {
    /// Another one than before means that the server has started anew.
    pub boot: Arc<str>,
    pub seq: u64,
    pub topic: Topic,
    /// How fast the office's clock runs.
    pub speed: f64,
    pub view: View,
    pub(super) bytes: OnceLock<Bytes>,
}

impl Notice {
    /// Its bytes, rendered by the first connection for all that watch the topic.
    pub fn bytes(&self, render: impl FnOnce(&Self) -> Bytes) -> Bytes {
        self.bytes.get_or_init(|| render(self)).clone()
    }
}

/// The newest notice of a topic; nothing until one is published.
pub type Newest = Option<Arc<Notice>>;

/// More ticket pages than any office has open at once.
const MOST_TICKETS_WATCHED: usize = 20_000;

type Slot = watch::Sender<Newest>;

#[derive(Debug, Default)]
pub struct Noticeboard {
    slots: Mutex<Slots>,
}

/// Few screens, many phones: a commit looks at every screen but only at the tickets it touched.
#[derive(Debug, Default)]
struct Slots {
    screens: BTreeMap<Topic, Slot>,
    tickets: BTreeMap<TicketId, Slot>,
}

impl Noticeboard {
    /// A reader of a topic's slot, and whether the slot is new and must be filled.
    pub fn watch(&self, topic: &Topic) -> Option<(watch::Receiver<Newest>, bool)> {
        let mut slots = self.lock();
        if let Some(slot) = slots.get(topic) {
            if slot.receiver_count() == 0 {
                // Nobody watched for a while, so nothing was published: the view in the slot is old.
                slot.send_replace(None);
            }
            return Some((slot.subscribe(), slot.borrow().is_none()));
        }
        if slots.tickets.len() >= MOST_TICKETS_WATCHED {
            slots.tickets.retain(|_, slot| slot.receiver_count() > 0);
        }
        if slots.tickets.len() >= MOST_TICKETS_WATCHED {
            return None;
        }
        let (slot, receiver) = watch::channel(None);
        match topic {
            Topic::Ticket(ticket) => slots.tickets.insert(*ticket, slot),
            screen => slots.screens.insert(screen.clone(), slot),
        };
        Some((receiver, true))
    }

    /// The screens that somebody watches now. Slots nobody watches any more are dropped.
    pub fn watched_screens(&self) -> Vec<Topic> {
        let mut slots = self.lock();
        slots.screens.retain(|_, slot| slot.receiver_count() > 0);
        slots.screens.keys().cloned().collect()
    }

    /// The tickets whose pages somebody has open now.
    pub fn watched_tickets(&self) -> Vec<Topic> {
        let slots = self.lock();
        let watched = slots.tickets.iter().filter(|(_, slot)| slot.receiver_count() > 0);
        watched.map(|(ticket, _)| Topic::Ticket(*ticket)).collect()
    }

    pub fn is_watched(&self, topic: &Topic) -> bool {
        self.lock().get(topic).is_some_and(|slot| slot.receiver_count() > 0)
    }

    /// Replaces a topic's view.
    pub fn post(&self, notice: &Arc<Notice>) {
        if let Some(slot) = self.lock().get(&notice.topic) {
            slot.send_replace(Some(Arc::clone(notice)));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Board => f.write_str("board"),
            Self::Kiosk => f.write_str("kiosk"),
            Self::Supervisor => f.write_str("supervisor"),
            Self::Desk(desk) => write!(f, "desk:{desk}"),
            Self::Ticket(ticket) => write!(f, "ticket:{ticket}"),
        }
    }
}

impl Slots {
    fn get(&self, topic: &Topic) -> Option<&Slot> {
        match topic {
            Topic::Ticket(ticket) => self.tickets.get(ticket),
            screen => self.screens.get(screen),
        }
    }
}
