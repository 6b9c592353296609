// SPDX-License-Identifier: MPL-2.0
//! Calendars on a CalDAV server, both ways (RFC 4791, 6578). libdav reads and writes requests and answers,
//! [`crate::ical`] interprets entries (docs/decisions/0015-caldav-both-ways.md).
//!
//! The text of an entry goes to the parser and nowhere else: nothing of it is kept or logged.

mod beyond_index;
mod calendar;
mod discovery;
mod hold_text;
mod holds;
mod overlap;
mod query;
mod remarks;
mod status;

use std::collections::BTreeMap;
use std::time::Duration;

use super::http_client::{Credentials, Destinations, HttpClient, HttpLimits, Transport};
use super::ical::{self, AllDay, CalendarLimits, DeskBy, ParseOptions};
use super::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Deletions, Entry, ExistingHold, ForeignId, HoldKey,
    HoldRequest, OccupancyKind, Snapshot, SourceError, SystemFuture,
};
use super::server_mark::ServerMark;
use office::calendar::Zone;
use office::names::DeskId;
use office::time::TimeRange;

use beyond_index::BeyondIndex;
use calendar::CalendarCollection;
use overlap::CursorBefore;
use remarks::Remarks;

/// Default title of a hold: Danish for "taken".
pub const NEUTRAL_TITLE: &str = "Optaget";
/// A poll costs the server a query.
const LEAST_PAUSE: Duration = Duration::from_secs(5);

#[derive(Clone, Debug)]
pub struct CalDavSource {
    /// Whose holds are ours.
    pub office: String,
    pub zone: Zone,
    /// The server, a person's account on it, or the calendar itself.
    pub address: String,
    /// The calendar's name or the last part of its address, when `address` is not the calendar itself.
    pub calendar: Option<String>,
    pub credentials: Credentials,
    /// Title of a hold, read by everybody who sees the calendar.
    pub title: String,
    pub desks: DeskBy,
    /// The label of each desk in the property that `desks` names; our holds carry it too.
    pub labels: BTreeMap<DeskId, String>,
    pub all_day: AllDay,
    pub free_entries_count: bool,
    pub limits: HttpLimits,
    pub transport: Transport,
    /// Which server writes: two of them on one calendar by mistake are seen and said.
    pub mark: ServerMark,
}

/// One calendar on a CalDAV server.
#[derive(Debug)]
pub struct CalDav {
    source: CalDavSource,
    client: HttpClient,
    /// Where the calendar is, once it is found.
    found: Option<CalendarCollection>,
    remarks: Remarks,
    beyond_index: BeyondIndex,
    before: CursorBefore,
    /// Whether the server has taken something we wrote.
    takes_writes: bool,
}

/// What the resources of a calendar say.
#[derive(Default)]
struct Parsed {
    entries: Vec<Entry>,
    unreadable: Vec<ForeignId>,
}

impl CalDav {
    /// # Errors
    /// What is wrong with the address.
    pub fn new(source: CalDavSource) -> Result<Self, SourceError> {
        let client = HttpClient::new(
            &source.address,
            source.credentials.clone(),
            source.limits,
            Destinations::OneServer,
            &source.transport,
        )?;
        Ok(Self {
            source,
            client,
            found: None,
            remarks: Remarks::default(),
            beyond_index: BeyondIndex::default(),
            before: CursorBefore::default(),
            takes_writes: false,
        })
    }

    /// The calendar's path on the server, found first if need be.
    ///
    /// # Errors
    /// Why it cannot be found.
    pub async fn place(&mut self) -> Result<String, SourceError> {
        Ok(self.calendar().await?.path)
    }

    async fn calendar(&mut self) -> Result<CalendarCollection, SourceError> {
        if let Some(calendar) = &self.found {
            return Ok(calendar.clone());
        }
        let calendar = discovery::find(&self.client, &self.source).await?;
        self.found = Some(calendar.clone());
        Ok(calendar)
    }

    async fn read_all(&mut self, window: TimeRange) -> Result<Snapshot, SourceError> {
        let calendar = self.calendar().await?;
        // The cursor comes first: a change between the two requests is read twice rather than never.
        let cursor = query::cursor(&self.client, &calendar).await?;
        let fetched = query::in_window(&self.client, &calendar, window).await?;
        let answered = fetched.there.iter().map(|resource| resource.href.clone());
        let answered = answered.chain(fetched.withheld.iter().cloned()).collect();
        let more = self.beyond_index.fetch(&self.client, &calendar, window, &answered).await?;
        self.remarks.clear();
        let Parsed { mut entries, mut unreadable } = self.parse(fetched.there, window);
        unreadable.extend(self.withheld(fetched.withheld));
        unreadable.extend(self.withheld(more.withheld));
        let more = self.parse(more.there, window);
        for entry in more.entries {
            if entry.occupied.is_empty() && !more.unreadable.contains(&entry.id) {
                self.remarks.forget(&entry.id.0);
                self.beyond_index.lies_elsewhere(entry.id.0, entry.etag.unwrap_or_default());
            } else {
                entries.push(entry);
            }
        }
        unreadable.extend(more.unreadable);
        Ok(Snapshot { entries, cursor, problems: self.remarks.problems(), unreadable })
    }

    async fn read_changes(&mut self, since: &Cursor, window: TimeRange) -> Result<Changes, SourceError> {
        let calendar = self.calendar().await?;
        let delta = self.delta(&calendar, since).await?;
        if delta.changed.is_empty() && delta.gone.is_empty() {
            if delta.cursor == *since {
                return Ok(Changes::Nothing);
            }
            return Ok(Changes::Changed {
                entries: Vec::new(),
                gone: Vec::new(),
                cursor: delta.cursor,
                problems: self.remarks.problems(),
                unreadable: Vec::new(),
            });
        }
        let fetched = query::entries_at(&self.client, &calendar, &delta.changed).await?;
        let gone: Vec<String> = delta.gone.into_iter().chain(fetched.gone).collect();
        for href in &gone {
            self.remarks.forget(href);
        }
        let gone = gone.into_iter().map(ForeignId).collect();
        // What was not handed out is asked for again at the next look.
        let cursor = if fetched.withheld.is_empty() { delta.cursor } else { since.clone() };
        let Parsed { entries, mut unreadable } = self.parse(fetched.there, window);
        unreadable.extend(self.withheld(fetched.withheld));
        let problems = self.remarks.problems();
        Ok(Changes::Changed { entries, gone, cursor, problems, unreadable })
    }

    /// Notes what the server names and does not hand out: what was known of it still holds.
    fn withheld(&mut self, hrefs: Vec<String>) -> Vec<ForeignId> {
        for href in &hrefs {
            self.remarks.left_out(href, "the server names it and does not hand it out");
        }
        hrefs.into_iter().map(ForeignId).collect()
    }

    async fn delta(
        &mut self,
        calendar: &CalendarCollection,
        since: &Cursor,
    ) -> Result<query::Delta, SourceError> {
        let earlier = self.before.of(since);
        let delta = match query::changes_since(&self.client, calendar, &earlier).await {
            Err(SourceError::CursorExpired) if earlier != *since => {
                query::changes_since(&self.client, calendar, since).await?
            }
            delta => delta?,
        };
        self.before.reached(since, &delta.cursor);
        Ok(delta)
    }

    fn parse(&mut self, resources: Vec<query::Resource>, window: TimeRange) -> Parsed {
        let mut parsed = Parsed::default();
        for resource in resources {
            let id = ForeignId(resource.href.clone());
            match ical::read(&resource.text, &self.reading(window)) {
                Ok(calendar) => {
                    self.remarks.read(&resource.href, &calendar);
                    let hold = |entry: &Entry| {
                        entry.occupied.iter().any(|taken| matches!(taken.kind, OccupancyKind::Hold(_)))
                    };
                    if calendar.entries.iter().any(hold)
                        && hold_text::is_of_another(&resource.text, self.source.mark)
                    {
                        self.remarks.another_writer(&resource.href);
                    }
                    if !calendar.unreadable.is_empty() {
                        parsed.unreadable.push(id.clone());
                    }
                    let occupied = calendar.entries.into_iter().flat_map(|entry| entry.occupied).collect();
                    parsed.entries.push(Entry { id, etag: Some(resource.etag), occupied });
                }
                Err(unreadable) => {
                    self.remarks.left_out(&resource.href, &unreadable.to_string());
                    parsed.unreadable.push(id);
                }
            }
        }
        parsed
    }

    fn reading(&self, window: TimeRange) -> ParseOptions<'_> {
        ParseOptions {
            office: &self.source.office,
            zone: &self.source.zone,
            window,
            desks: &self.source.desks,
            all_day: self.source.all_day,
            free_entries_count: self.source.free_entries_count,
            limits: CalendarLimits::default(),
        }
    }
}

impl AppointmentSystem for CalDav {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            can_hold: true,
            can_follow: true,
            deletions: Deletions::Said,
            compare_and_set: true,
            least_pause: LEAST_PAUSE,
        }
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemFuture<'_, Snapshot> {
        Box::pin(self.read_all(window))
    }

    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemFuture<'a, Changes> {
        Box::pin(self.read_changes(since, window))
    }

    fn hold<'a>(&'a mut self, request: &'a HoldRequest) -> SystemFuture<'a, ExistingHold> {
        Box::pin(self.place_hold(request))
    }

    fn update<'a>(
        &'a mut self,
        held: &'a ExistingHold,
        request: &'a HoldRequest,
    ) -> SystemFuture<'a, ExistingHold> {
        Box::pin(self.change_hold(held, request))
    }

    fn release<'a>(&'a mut self, held: &'a ExistingHold) -> SystemFuture<'a, ()> {
        Box::pin(self.release_hold(held))
    }

    fn is_of_another_server(&self, hold: &ForeignId) -> bool {
        self.remarks.is_of_another_server(&hold.0)
    }

    fn find<'a>(&'a mut self, key: &'a HoldKey) -> SystemFuture<'a, Option<ExistingHold>> {
        Box::pin(self.find_hold(key))
    }
}
