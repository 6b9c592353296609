// SPDX-License-Identifier: MPL-2.0
//! Calendars on a CalDAV server, both ways (RFC 4791, 6578). libdav reads and writes requests and answers,
//! [`crate::ical`] interprets entries (docs/decisions/0015-caldav-both-ways.md).
//!
//! The text of an entry goes to the parser and nowhere else: nothing of it is kept or logged.

mod calendar;
mod discovery;
mod hold_text;
mod query;
mod remarks;
mod status;

use std::collections::BTreeMap;
use std::time::Duration;

use libdav::dav::{Delete, PutResource};

use super::http_client::{
    Credentials, Destinations, HttpClient, HttpLimits, HttpResponse, Operation, Transport,
};
use super::ical::{self, AllDay, CalendarLimits, DeskBy, ParseOptions};
use super::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Deletions, Entry, ExistingHold, ForeignId, HoldKey,
    HoldRequest, OccupancyKind, Snapshot, SourceError, SystemFuture,
};
use office::calendar::Zone;
use office::names::DeskId;
use office::time::TimeRange;

use calendar::Calendar;
use remarks::Remarks;
use status::WriteError;

/// Default title of a hold: Danish for "taken".
pub const NEUTRAL_TITLE: &str = "Optaget";
/// A poll costs the server a query.
const LEAST_PAUSE: Duration = Duration::from_secs(5);
/// Names of one hold that are tried: a server with a trash bin refuses those of holds that were given back.
const ATTEMPTS: u8 = 6;

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
}

/// One calendar on a CalDAV server.
#[derive(Debug)]
pub struct CalDav {
    source: CalDavSource,
    client: HttpClient,
    /// Where the calendar is, once it is found.
    found: Option<Calendar>,
    remarks: Remarks,
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
        Ok(Self { source, client, found: None, remarks: Remarks::default() })
    }

    /// The calendar's path on the server, found first if need be.
    ///
    /// # Errors
    /// Why it cannot be found.
    pub async fn place(&mut self) -> Result<String, SourceError> {
        Ok(self.calendar().await?.path)
    }

    async fn calendar(&mut self) -> Result<Calendar, SourceError> {
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
        self.remarks.clear();
        let Parsed { entries, unreadable } = self.parse(fetched.there, window);
        for href in fetched.gone {
            self.remarks.left_out(&href, "the server names it and does not hand it out");
        }
        Ok(Snapshot { entries, cursor, problems: self.remarks.problems(), unreadable })
    }

    async fn read_changes(&mut self, since: &Cursor, window: TimeRange) -> Result<Changes, SourceError> {
        let calendar = self.calendar().await?;
        let delta = query::changes_since(&self.client, &calendar, since).await?;
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
        let Parsed { entries, unreadable } = self.parse(fetched.there, window);
        let problems = self.remarks.problems();
        Ok(Changes::Changed { entries, gone, cursor: delta.cursor, problems, unreadable })
    }

    fn parse(&mut self, resources: Vec<query::Resource>, window: TimeRange) -> Parsed {
        let mut parsed = Parsed::default();
        for resource in resources {
            let id = ForeignId(resource.href.clone());
            match ical::read(&resource.text, &self.reading(window)) {
                Ok(calendar) => {
                    self.remarks.read(&resource.href, &calendar);
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

    async fn place_hold(&mut self, request: &HoldRequest) -> Result<ExistingHold, SourceError> {
        let mut refused = None;
        for attempt in 0..ATTEMPTS {
            let href = self.calendar().await?.href(&request.key, attempt);
            let put = PutResource::new(&href).create(self.text(request, attempt), hold_text::KIND);
            let response = query::send(&self.client, &put, Operation::Write).await?;
            match status::write_error(&response) {
                None => return self.written(href, &response, request).await,
                // Ours from before, or somebody else's.
                Some(WriteError::Exists) => {
                    let there = self.hold_at(&href, &request.key).await?.ok_or(SourceError::Conflict)?;
                    return self.bring_up_to_date(there, request).await;
                }
                // The name may be that of an entry in the server's trash.
                Some(WriteError::NameTaken) => match self.hold_by_uid(request).await? {
                    Some(there) => return self.bring_up_to_date(there, request).await,
                    None => refused = refused.or(Some(SourceError::Conflict)),
                },
                Some(WriteError::Otherwise(error)) if status::is_refused(&response) => {
                    refused = refused.or(Some(error));
                }
                Some(WriteError::Otherwise(error)) => return Err(self.forget_if_gone(&response, error)),
            }
        }
        Err(refused.unwrap_or(SourceError::Conflict))
    }

    /// Brings an earlier hold to what is requested now.
    async fn bring_up_to_date(
        &mut self,
        there: ExistingHold,
        request: &HoldRequest,
    ) -> Result<ExistingHold, SourceError> {
        if there.time == request.time { Ok(there) } else { self.change_hold(&there, request).await }
    }

    async fn change_hold(
        &mut self,
        held: &ExistingHold,
        request: &HoldRequest,
    ) -> Result<ExistingHold, SourceError> {
        let href = held.id.0.clone();
        let etag = match &held.etag {
            Some(etag) => etag.clone(),
            None => self.etag_of(&href, &held.key).await?.ok_or(SourceError::PreconditionFailed)?,
        };
        let attempt = (0..ATTEMPTS).find(|&attempt| href.ends_with(&held.key.file_name(attempt)));
        let text = self.text(request, attempt.unwrap_or_default());
        let put = PutResource::new(&href).update(text, hold_text::KIND, etag);
        let response = query::send(&self.client, &put, Operation::Write).await?;
        match status::write_error(&response) {
            None => self.written(href, &response, request).await,
            Some(WriteError::Exists | WriteError::NameTaken) => Err(SourceError::PreconditionFailed),
            Some(WriteError::Otherwise(_)) if status::is_gone(&response) => {
                Err(SourceError::PreconditionFailed)
            }
            Some(WriteError::Otherwise(error)) => Err(error),
        }
    }

    async fn release_hold(&mut self, held: &ExistingHold) -> Result<(), SourceError> {
        let href = &held.id.0;
        let mut etag = held.etag.clone();
        // Once more if a person edited our hold in between: it is still ours.
        for _ in 0..2 {
            let response = match &etag {
                Some(etag) => {
                    let delete = Delete::new(href).with_etag(etag.clone());
                    query::send(&self.client, &delete, Operation::Write).await?
                }
                None => query::send(&self.client, &Delete::new(href).force(), Operation::Write).await?,
            };
            match status::write_error(&response) {
                None => return Ok(()),
                Some(_) if status::is_gone(&response) => return Ok(()),
                // What lies in the trash already cannot be deleted again.
                Some(WriteError::Otherwise(error)) if status::is_refused(&response) => {
                    return if self.etag_of(href, &held.key).await?.is_none() { Ok(()) } else { Err(error) };
                }
                Some(WriteError::Otherwise(error)) => return Err(error),
                Some(WriteError::Exists | WriteError::NameTaken) => {}
            }
            match self.etag_of(href, &held.key).await? {
                Some(now) => etag = Some(now),
                None => return Ok(()),
            }
        }
        Err(SourceError::PreconditionFailed)
    }

    /// Servers that store the text unchanged return its new version; the others are asked for it.
    async fn written(
        &mut self,
        href: String,
        response: &HttpResponse,
        request: &HoldRequest,
    ) -> Result<ExistingHold, SourceError> {
        let etag = match response.header(http::header::ETAG) {
            Some(etag) => Some(etag.to_owned()),
            None => self.etag_of(&href, &request.key).await?,
        };
        let (key, desk, time) = (request.key.clone(), request.desk.clone(), request.time);
        Ok(ExistingHold { key, id: ForeignId(href), etag, desk, time })
    }

    async fn etag_of(&mut self, href: &str, key: &HoldKey) -> Result<Option<String>, SourceError> {
        Ok(self.hold_at(href, key).await?.and_then(|held| held.etag))
    }

    /// Our hold at its address. An entry there with another UID is not ours.
    async fn hold_at(&mut self, href: &str, key: &HoldKey) -> Result<Option<ExistingHold>, SourceError> {
        let there = query::entry_at(&self.client, href).await?;
        Ok(there.and_then(|resource| self.our_hold(resource, key)))
    }

    /// A person may have moved our hold to another address of the calendar; its UID stays the same.
    async fn hold_by_uid(&mut self, request: &HoldRequest) -> Result<Option<ExistingHold>, SourceError> {
        let calendar = self.calendar().await?;
        let fetched = query::in_window(&self.client, &calendar, request.time).await?;
        Ok(fetched.there.into_iter().find_map(|resource| self.our_hold(resource, &request.key)))
    }

    fn our_hold(&self, resource: query::Resource, key: &HoldKey) -> Option<ExistingHold> {
        let calendar = ical::read(&resource.text, &self.reading(hold_text::EVER)).ok()?;
        let mut occupied = calendar.entries.into_iter().flat_map(|entry| entry.occupied);
        let taken = occupied.find(|taken| taken.kind == OccupancyKind::Hold(key.clone()))?;
        Some(ExistingHold {
            key: key.clone(),
            id: ForeignId(resource.href),
            etag: Some(resource.etag),
            desk: taken.desk?,
            time: taken.time,
        })
    }

    fn text(&self, request: &HoldRequest, attempt: u8) -> String {
        let label = self.source.labels.get(&request.desk).map(String::as_str);
        let uid = request.key.name(attempt);
        hold_text::write(request, &uid, &self.source.title, &self.source.desks, label)
    }

    /// A calendar that has moved is searched for next time.
    fn forget_if_gone(&mut self, response: &HttpResponse, error: SourceError) -> SourceError {
        if status::is_gone(response) {
            self.found = None;
        }
        error
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

    fn find<'a>(&'a mut self, key: &'a HoldKey) -> SystemFuture<'a, Option<ExistingHold>> {
        Box::pin(async move {
            for attempt in 0..ATTEMPTS {
                let href = self.calendar().await?.href(key, attempt);
                if let Some(held) = self.hold_at(&href, key).await? {
                    return Ok(Some(held));
                }
            }
            Ok(None)
        })
    }
}
