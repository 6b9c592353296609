//! Calendars on a CalDAV server, both ways (RFC 4791, 6578). libdav knows how requests and answers are
//! written, [`crate::ical`] what an entry means; which answer asks for what is here
//! (docs/decisions/0015-caldav-both-ways.md).
//!
//! What never lives here: what a booking is about. The text of an entry ends in the reader of calendars, and
//! nothing of it is kept or logged.

mod calendar;
mod discovery;
mod hold_text;
mod query;
mod refused;

use std::collections::BTreeMap;
use std::time::Duration;

use libdav::dav::{Delete, PutResource};

use super::http_client::{Doing, Line, Login, Patience, Reply};
use super::ical::{self, AllDay, CalendarLimits, DeskBy, Reading};
use super::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Entry, ForeignId, Held, HoldKey, Kind, Snapshot,
    SystemAnswer, Trouble, Wish,
};
use office::calendar::Zone;
use office::names::DeskId;
use office::time::TimeRange;

use calendar::Calendar;
use refused::Refused;

/// How a hold is called where nobody chose another title: taken, and no more.
pub const NEUTRAL_TITLE: &str = "Optaget";
/// A look costs the server a query; changes within a few seconds are soon enough.
const LEAST_PAUSE: Duration = Duration::from_secs(5);

/// All there is to say about one calendar.
#[derive(Clone, Debug)]
pub struct CalDavSource {
    /// Whose holds are ours.
    pub office: String,
    pub zone: Zone,
    /// The server, a person's account on it, or the calendar itself.
    pub address: String,
    /// Which calendar, by its name there or the last part of its address, when the address is not its own.
    pub calendar: Option<String>,
    pub login: Login,
    /// How a hold is called there: everybody who sees the calendar reads it.
    pub title: String,
    pub desks: DeskBy,
    /// How each desk is called where `desks` looks, so that our holds say it too.
    pub labels: BTreeMap<DeskId, String>,
    pub all_day: AllDay,
    pub patience: Patience,
}

/// One calendar on a CalDAV server.
#[derive(Debug)]
pub struct CalDav {
    source: CalDavSource,
    line: Line,
    /// Where the calendar is, once it is found.
    found: Option<Calendar>,
}

impl CalDav {
    /// # Errors
    /// What about the address cannot be. Nothing is asked yet.
    pub fn new(source: CalDavSource) -> Result<Self, Trouble> {
        let line = Line::new(&source.address, source.login.clone(), source.patience)?;
        Ok(Self { source, line, found: None })
    }

    /// The calendar's path on the server, found first if need be.
    ///
    /// # Errors
    /// Why it cannot be found.
    pub async fn place(&mut self) -> Result<String, Trouble> {
        Ok(self.calendar().await?.path)
    }

    async fn calendar(&mut self) -> Result<Calendar, Trouble> {
        if let Some(calendar) = &self.found {
            return Ok(calendar.clone());
        }
        let calendar = discovery::find(&self.line, &self.source).await?;
        self.found = Some(calendar.clone());
        Ok(calendar)
    }

    async fn read_all(&mut self, window: TimeRange) -> Result<Snapshot, Trouble> {
        let calendar = self.calendar().await?;
        // The cursor comes first: what changes between the two questions is told twice rather than never.
        let cursor = query::cursor(&self.line, &calendar).await?;
        let fetched = query::in_window(&self.line, &calendar, window).await?;
        let (entries, mut problems) = self.understand(fetched.there, window);
        let kept_back = fetched.gone.into_iter();
        problems
            .extend(kept_back.map(|href| format!("{href}: the server names it and does not hand it out")));
        Ok(Snapshot { entries, cursor, problems })
    }

    async fn read_changes(&mut self, since: &Cursor, window: TimeRange) -> Result<Changes, Trouble> {
        let calendar = self.calendar().await?;
        let delta = query::since(&self.line, &calendar, since).await?;
        if delta.changed.is_empty() && delta.gone.is_empty() {
            if delta.cursor == *since {
                return Ok(Changes::Nothing);
            }
            return Ok(Changes::Changed {
                entries: Vec::new(),
                gone: Vec::new(),
                cursor: delta.cursor,
                problems: Vec::new(),
            });
        }
        let fetched = query::these(&self.line, &calendar, &delta.changed).await?;
        let gone = delta.gone.into_iter().chain(fetched.gone).map(ForeignId).collect();
        let (entries, problems) = self.understand(fetched.there, window);
        Ok(Changes::Changed { entries, gone, cursor: delta.cursor, problems })
    }

    /// What the calendar's own texts mean; what they say ends here.
    fn understand(&self, resources: Vec<query::Resource>, window: TimeRange) -> (Vec<Entry>, Vec<String>) {
        let (mut entries, mut problems) = (Vec::with_capacity(resources.len()), Vec::new());
        for resource in resources {
            match ical::read(&resource.text, &self.reading(window)) {
                Ok(calendar) => {
                    let told = calendar.problems.into_iter();
                    problems.extend(told.map(|problem| format!("{}: {problem}", resource.href)));
                    let takes = calendar.entries.into_iter().flat_map(|entry| entry.takes).collect();
                    entries.push(Entry { id: ForeignId(resource.href), etag: Some(resource.etag), takes });
                }
                Err(unreadable) => problems.push(format!("{}: {unreadable}", resource.href)),
            }
        }
        (entries, problems)
    }

    fn reading(&self, window: TimeRange) -> Reading<'_> {
        Reading {
            office: &self.source.office,
            zone: &self.source.zone,
            window,
            desks: &self.source.desks,
            all_day: self.source.all_day,
            limits: CalendarLimits::default(),
        }
    }

    async fn take(&mut self, wish: &Wish) -> Result<Held, Trouble> {
        let calendar = self.calendar().await?;
        let href = calendar.href(&wish.key);
        let put = PutResource::new(&href).create(self.text(wish), hold_text::KIND);
        let reply = query::send(&self.line, &put, Doing::Writing).await?;
        match refused::of_write(&reply) {
            None => self.written(href, &reply, wish).await,
            // Ours from before, or somebody else's: only looking tells.
            Some(Refused::Exists) => {
                let there = self.look_at(&href, &wish.key).await?.ok_or(Trouble::Conflict)?;
                self.bring(there, wish).await
            }
            Some(Refused::NameTaken) => {
                let there = self.look_elsewhere(wish).await?.ok_or(Trouble::Conflict)?;
                self.bring(there, wish).await
            }
            Some(Refused::Otherwise(trouble)) => Err(self.forget_if_gone(&reply, trouble)),
        }
    }

    /// A hold from before, as it is wished now.
    async fn bring(&mut self, there: Held, wish: &Wish) -> Result<Held, Trouble> {
        if there.time == wish.time { Ok(there) } else { self.change(&there, wish).await }
    }

    async fn change(&mut self, held: &Held, wish: &Wish) -> Result<Held, Trouble> {
        let href = held.id.0.clone();
        let etag = match &held.etag {
            Some(etag) => etag.clone(),
            None => self.etag_of(&href, &held.key).await?.ok_or(Trouble::Precondition)?,
        };
        let put = PutResource::new(&href).update(self.text(wish), hold_text::KIND, etag);
        let reply = query::send(&self.line, &put, Doing::Writing).await?;
        match refused::of_write(&reply) {
            None => self.written(href, &reply, wish).await,
            Some(Refused::Exists | Refused::NameTaken) => Err(Trouble::Precondition),
            Some(Refused::Otherwise(_)) if refused::is_gone(&reply) => Err(Trouble::Precondition),
            Some(Refused::Otherwise(trouble)) => Err(trouble),
        }
    }

    async fn give_back(&mut self, held: &Held) -> Result<(), Trouble> {
        let href = &held.id.0;
        let mut etag = held.etag.clone();
        // Once more when a person has edited our hold in between: it is ours all the same.
        for _ in 0..2 {
            let reply = match &etag {
                Some(etag) => {
                    let delete = Delete::new(href).with_etag(etag.clone());
                    query::send(&self.line, &delete, Doing::Writing).await?
                }
                None => query::send(&self.line, &Delete::new(href).force(), Doing::Writing).await?,
            };
            match refused::of_write(&reply) {
                None => return Ok(()),
                Some(_) if refused::is_gone(&reply) => return Ok(()),
                Some(Refused::Otherwise(trouble)) => return Err(trouble),
                Some(Refused::Exists | Refused::NameTaken) => {}
            }
            match self.etag_of(href, &held.key).await? {
                Some(now) => etag = Some(now),
                None => return Ok(()),
            }
        }
        Err(Trouble::Precondition)
    }

    /// Servers that store what we sent say its new version; of the others we ask it.
    async fn written(&mut self, href: String, reply: &Reply, wish: &Wish) -> Result<Held, Trouble> {
        let etag = match reply.header(http::header::ETAG) {
            Some(etag) => Some(etag.to_owned()),
            None => self.etag_of(&href, &wish.key).await?,
        };
        let (key, desk, time) = (wish.key.clone(), wish.desk.clone(), wish.time);
        Ok(Held { key, id: ForeignId(href), etag, desk, time })
    }

    async fn etag_of(&mut self, href: &str, key: &HoldKey) -> Result<Option<String>, Trouble> {
        Ok(self.look_at(href, key).await?.and_then(|held| held.etag))
    }

    /// Our hold at its own address. What stands there under another name is not ours.
    async fn look_at(&mut self, href: &str, key: &HoldKey) -> Result<Option<Held>, Trouble> {
        let there = query::one(&self.line, href).await?;
        Ok(there.and_then(|resource| self.ours(resource, key)))
    }

    /// A person may have moved our hold to another address of the calendar; its name is still its own.
    async fn look_elsewhere(&mut self, wish: &Wish) -> Result<Option<Held>, Trouble> {
        let calendar = self.calendar().await?;
        let fetched = query::in_window(&self.line, &calendar, wish.time).await?;
        Ok(fetched.there.into_iter().find_map(|resource| self.ours(resource, &wish.key)))
    }

    fn ours(&self, resource: query::Resource, key: &HoldKey) -> Option<Held> {
        let calendar = ical::read(&resource.text, &self.reading(hold_text::EVER)).ok()?;
        let mut takes = calendar.entries.into_iter().flat_map(|entry| entry.takes);
        let taken = takes.find(|taken| taken.kind == Kind::Hold(key.clone()))?;
        Some(Held {
            key: key.clone(),
            id: ForeignId(resource.href),
            etag: Some(resource.etag),
            desk: taken.desk?,
            time: taken.time,
        })
    }

    fn text(&self, wish: &Wish) -> String {
        let label = self.source.labels.get(&wish.desk).map(String::as_str);
        hold_text::write(wish, &self.source.title, &self.source.desks, label)
    }

    /// A calendar that is no longer where it was is looked for anew the next time.
    fn forget_if_gone(&mut self, reply: &Reply, trouble: Trouble) -> Trouble {
        if refused::is_gone(reply) {
            self.found = None;
        }
        trouble
    }
}

impl AppointmentSystem for CalDav {
    fn capabilities(&self) -> Capabilities {
        Capabilities { can_hold: true, can_follow: true, compare_and_set: true, least_pause: LEAST_PAUSE }
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemAnswer<'_, Snapshot> {
        Box::pin(self.read_all(window))
    }

    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemAnswer<'a, Changes> {
        Box::pin(self.read_changes(since, window))
    }

    fn hold<'a>(&'a mut self, wish: &'a Wish) -> SystemAnswer<'a, Held> {
        Box::pin(self.take(wish))
    }

    fn update<'a>(&'a mut self, held: &'a Held, wish: &'a Wish) -> SystemAnswer<'a, Held> {
        Box::pin(self.change(held, wish))
    }

    fn release<'a>(&'a mut self, held: &'a Held) -> SystemAnswer<'a, ()> {
        Box::pin(self.give_back(held))
    }

    fn find<'a>(&'a mut self, key: &'a HoldKey) -> SystemAnswer<'a, Option<Held>> {
        Box::pin(async move {
            let href = self.calendar().await?.href(key);
            self.look_at(&href, key).await
        })
    }
}
