//! After each commit: which views changed, each serialised once and put up.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

use super::noticeboard::{Notice, Noticeboard, Topic};
use office::Office;
use office::event::Recorded;
use office::time::UnixTime;
use office::view::View;

/// The wire message. `boot` tells a screen that the server is another one than before.
#[derive(Serialize)]
struct Message<'a> {
    boot: &'a str,
    seq: u64,
    view: String,
    speed: f64,
    state: &'a View,
}

pub(super) struct Posting {
    notices: Arc<Noticeboard>,
    boot: String,
    seq: u64,
    speed: f64,
    /// What each screen was last shown, to tell a change from a repetition.
    last: BTreeMap<Topic, View>,
}

impl Posting {
    pub fn new(notices: Arc<Noticeboard>, speed: f64) -> Self {
        // Starting from the clock keeps sequence numbers from going back across a restart.
        let millis = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        let seq = u64::try_from(millis).unwrap_or(0);
        Self { notices, boot: format!("{seq:x}"), seq, speed, last: BTreeMap::new() }
    }

    /// Puts up what a commit changed.
    pub fn after(&mut self, events: &[Recorded], office: &Office, now: UnixTime) {
        for topic in self.notices.watched_screens() {
            self.post_if_changed(&topic, office, now);
        }
        for ticket in events.iter().flat_map(|recorded| recorded.event.tickets()) {
            let topic = Topic::Ticket(ticket);
            if self.notices.is_watched(&topic) {
                self.post(&topic, office, now);
            }
        }
    }

    /// Puts up every screen anew: minutes have passed that people read.
    pub fn minute(&mut self, office: &Office, now: UnixTime) {
        let watched = self.notices.watched_screens();
        self.last.retain(|topic, _| watched.contains(topic));
        for topic in watched {
            self.post(&topic, office, now);
        }
    }

    pub fn post(&mut self, topic: &Topic, office: &Office, now: UnixTime) {
        let Some(mut view) = view_of(topic, office, now) else { return };
        self.put_up(topic, &view);
        if !matches!(topic, Topic::Ticket(_)) {
            view.forget_time();
            self.last.insert(topic.clone(), view);
        }
    }

    fn post_if_changed(&mut self, topic: &Topic, office: &Office, now: UnixTime) {
        let Some(mut view) = view_of(topic, office, now) else { return };
        let time = view.forget_time();
        if self.last.get(topic) == Some(&view) {
            return;
        }
        view.set_time(time);
        self.put_up(topic, &view);
        view.forget_time();
        self.last.insert(topic.clone(), view);
    }

    fn put_up(&mut self, topic: &Topic, view: &View) {
        self.seq += 1;
        let message =
            Message { boot: &self.boot, seq: self.seq, view: name(topic), speed: self.speed, state: view };
        match serde_json::to_vec(&message) {
            Ok(text) => self.notices.post(topic, Notice { seq: self.seq, text: text.into() }),
            Err(error) => tracing::error!(%error, "a view could not be written as JSON"),
        }
    }
}

fn view_of(topic: &Topic, office: &Office, now: UnixTime) -> Option<View> {
    match topic {
        Topic::Board => Some(View::Board(office.board(now))),
        Topic::Kiosk => Some(View::Kiosk(office.kiosk(now))),
        Topic::Supervisor => Some(View::Supervisor(Box::new(office.supervisor(now)))),
        Topic::Desk(desk) => office.desk_view(desk, now).map(|view| View::Desk(Box::new(view))),
        Topic::Ticket(ticket) => office.ticket_view(*ticket, now).map(View::Ticket),
    }
}

fn name(topic: &Topic) -> String {
    match topic {
        Topic::Board => "board".to_owned(),
        Topic::Kiosk => "kiosk".to_owned(),
        Topic::Supervisor => "supervisor".to_owned(),
        Topic::Desk(desk) => format!("desk:{desk}"),
        Topic::Ticket(ticket) => format!("ticket:{ticket}"),
    }
}
