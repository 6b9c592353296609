// SPDX-License-Identifier: MPL-2.0
//! After each commit: which views changed, each published once.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use super::noticeboard::{Notice, Noticeboard, Topic};
use office::Office;
use office::announcements::Announcements;
use office::event::Recorded;
use office::time::UnixTime;
use office::view::View;

pub(super) struct Publisher {
    notices: Arc<Noticeboard>,
    boot: Arc<str>,
    seq: u64,
    speed: f64,
    /// What each screen was last shown, to tell a change from a repetition.
    last: BTreeMap<Topic, Arc<Notice>>,
}

impl Publisher {
    pub fn new(notices: Arc<Noticeboard>, speed: f64) -> Self {
        // Starting from the clock keeps sequence numbers from going back across a restart.
        let millis = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        let seq = u64::try_from(millis).unwrap_or(0);
        Self { notices, boot: format!("{seq:x}").into(), seq, speed, last: BTreeMap::new() }
    }

    /// Publishes each watched view that a commit changed.
    pub fn publish_changes(
        &mut self,
        events: &[Recorded],
        office: &Office,
        board: &Announcements,
        now: UnixTime,
    ) {
        for topic in self.notices.watched_screens() {
            self.publish_if_changed(&topic, office, board, now);
        }
        if events.iter().any(|recorded| recorded.event.is_for_every_ticket()) {
            for topic in self.notices.watched_tickets() {
                self.publish_topic(&topic, office, board, now);
            }
            return;
        }
        for ticket in events.iter().flat_map(|recorded| recorded.event.tickets()) {
            let topic = Topic::Ticket(ticket);
            if self.notices.is_watched(&topic) {
                self.publish_topic(&topic, office, board, now);
            }
        }
    }

    /// Publishes every watched screen: the minutes that people read have passed.
    pub fn publish_all(&mut self, office: &Office, board: &Announcements, now: UnixTime) {
        let watched = self.notices.watched_screens();
        self.last.retain(|topic, _| watched.contains(topic));
        for topic in watched {
            self.publish_topic(&topic, office, board, now);
        }
    }

    pub fn publish_topic(&mut self, topic: &Topic, office: &Office, board: &Announcements, now: UnixTime) {
        let Some(view) = view_of(topic, office, board, now) else { return };
        self.publish(topic, view);
    }

    fn publish_if_changed(&mut self, topic: &Topic, office: &Office, board: &Announcements, now: UnixTime) {
        let Some(mut view) = view_of(topic, office, board, now) else { return };
        if self.last.get(topic).is_some_and(|last| view.differs_only_in_time(&last.view)) {
            return;
        }
        self.publish(topic, view);
    }

    fn publish(&mut self, topic: &Topic, view: View) {
        self.seq += 1;
        let notice = Arc::new(Notice {
            boot: Arc::clone(&self.boot),
            seq: self.seq,
            topic: topic.clone(),
            speed: self.speed,
            view,
            bytes: OnceLock::new(),
        });
        self.notices.post(&notice);
        if !matches!(topic, Topic::Ticket(_)) {
            self.last.insert(topic.clone(), notice);
        }
    }
}

fn view_of(topic: &Topic, office: &Office, board: &Announcements, now: UnixTime) -> Option<View> {
    match topic {
        Topic::Board => Some(View::Board(office.board(board, now))),
        Topic::Kiosk => Some(View::Kiosk(office.kiosk(now))),
        Topic::Supervisor => Some(View::Supervisor(Box::new(office.supervisor(now)))),
        Topic::Desk(desk) => office.desk_view(desk, now).map(|view| View::Desk(Box::new(view))),
        Topic::Ticket(ticket) => office.ticket_view(*ticket, now).map(View::Ticket),
    }
}
