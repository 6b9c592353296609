// SPDX-License-Identifier: MPL-2.0
//! Requests to a calendar and their parsed answers.

use std::collections::BTreeSet;

use http::{Method, Request, StatusCode, Uri, header};
use libdav::caldav::{GetCalendarResources, UtcTimestamp};
use libdav::dav::{GetProperty, SyncCollection, make_relative_url};
use libdav::encoding::normalise_percent_encoded;
use libdav::requests::{DavRequest, ParseResponseError};
use libdav::xmlutils::XmlNode;
use libdav::{FetchedResource, names};

use super::calendar::CalendarCollection;
use super::overlap::a_little_earlier;
use super::status;
use crate::http_client::{HttpClient, HttpResponse, Operation};
use crate::port::{Cursor, SourceError};
use office::time::{Length, TimeRange, UnixTime};

/// Entries fetched per request.
const ENTRIES_PER_REQUEST: usize = 100;
/// With more changes than this the whole window is read anew, which costs less.
const MAX_CHANGES: usize = 2_000;

/// Entries that an answer leaves out and that are asked for one by one.
const MAX_SINGLE: usize = 20;

/// Maximum parts of one answer.
const MAX_PARTS: usize = 100;
/// A server may limit the entries of an answer: the window is halved, down to this length.
const SHORTEST_WINDOW: Length = Length::minutes(15);

/// An entry's text may say who booked what: it goes to the parser and nowhere else.
pub(super) struct Resource {
    pub href: String,
    pub etag: String,
    pub text: String,
}

/// The entries found, and the addresses without one.
#[derive(Default)]
pub(super) struct FetchedResources {
    pub there: Vec<Resource>,
    pub gone: Vec<String>,
    /// Named by the server and not handed out: what they take is not known.
    pub withheld: Vec<String>,
}

pub(super) struct Delta {
    pub changed: Vec<String>,
    pub gone: Vec<String>,
    pub cursor: Cursor,
    /// The server has more changes after this cursor.
    partial: bool,
}

impl Delta {
    /// For each entry the later part counts.
    fn then(&mut self, part: Self) {
        self.changed.retain(|href| !part.gone.contains(href) && !part.changed.contains(href));
        self.gone.retain(|href| !part.changed.contains(href) && !part.gone.contains(href));
        self.changed.extend(part.changed);
        self.gone.extend(part.gone);
        (self.cursor, self.partial) = (part.cursor, part.partial);
    }
}

pub(super) async fn send(
    client: &HttpClient,
    request: &impl DavRequest,
    operation: Operation,
) -> Result<HttpResponse, SourceError> {
    let request = request.prepare_request(client.origin().clone()).map_err(|_| no_address())?;
    client.send(request, operation).await
}

/// Sends a request that changes nothing, and parses its answer.
pub(super) async fn read<R>(client: &HttpClient, request: &R) -> Result<R::Response, SourceError>
where
    R: DavRequest<ParseError = ParseResponseError>,
{
    let prepared = request.prepare_request(client.origin().clone()).map_err(|_| no_address())?;
    read_as(client, request, prepared).await
}

/// As [`read`], of a place itself and not only of what lies beneath it: libdav prefers answers without it, and Cyrus
/// complies (RFC 8144).
pub(super) async fn read_place<R>(client: &HttpClient, request: &R) -> Result<R::Response, SourceError>
where
    R: DavRequest<ParseError = ParseResponseError>,
{
    let mut prepared = request.prepare_request(client.origin().clone()).map_err(|_| no_address())?;
    prepared.headers_mut().remove("prefer");
    read_as(client, request, prepared).await
}

async fn read_as<R>(
    client: &HttpClient,
    request: &R,
    prepared: Request<String>,
) -> Result<R::Response, SourceError>
where
    R: DavRequest<ParseError = ParseResponseError>,
{
    let response = client.send(prepared, Operation::Read).await?;
    match status::read_error(&response) {
        Some(error) => Err(error),
        None => request.parse_response(&response.head, &response.body).map_err(|error| malformed(&error)),
    }
}

/// The cursor for changes from now on; none if the calendar does not support it.
pub(super) async fn cursor(
    client: &HttpClient,
    calendar: &CalendarCollection,
) -> Result<Option<Cursor>, SourceError> {
    if !calendar.follows {
        return Ok(None);
    }
    let asked = GetProperty::new(&calendar.path, &names::SYNC_TOKEN);
    let response = send(client, &asked, Operation::Read).await?;
    if let Some(error) = status::read_error(&response) {
        return Err(error);
    }
    match asked.parse_response(&response.head, &response.body) {
        Ok(answer) if answer.value.is_some() => Ok(answer.value.map(Cursor)),
        // Not every server has it as a property; a report without a token returns one.
        _ => Ok(Some(sync(client, calendar, None).await?.cursor)),
    }
}

pub(super) async fn changes_since(
    client: &HttpClient,
    calendar: &CalendarCollection,
    cursor: &Cursor,
) -> Result<Delta, SourceError> {
    let mut all = Delta { changed: Vec::new(), gone: Vec::new(), cursor: cursor.clone(), partial: true };
    for _ in 0..MAX_PARTS {
        let part = match sync(client, calendar, Some(&all.cursor.0)).await {
            // An unreadable report would come again; the whole window may still be readable.
            Err(SourceError::InvalidResponse(_)) => return Err(SourceError::CursorExpired),
            part => part?,
        };
        let stands_still = part.partial && part.cursor == all.cursor;
        all.then(part);
        if stands_still || all.changed.len() + all.gone.len() > MAX_CHANGES {
            break;
        }
        if !all.partial {
            return Ok(all);
        }
    }
    Err(SourceError::CursorExpired)
}

async fn sync(
    client: &HttpClient,
    calendar: &CalendarCollection,
    token: Option<&str>,
) -> Result<Delta, SourceError> {
    let report = SyncCollection::new(&calendar.path);
    let token = token.map(a_little_earlier);
    let report = match &token {
        Some(token) => report.with_sync_token(token),
        None => report,
    };
    let response = send(client, &report, Operation::Read).await?;
    if let Some(error) = status::sync_error(&response) {
        return Err(error);
    }
    let answer = report
        .parse_response(&response.head, &response.body)
        .map_err(|_| SourceError::InvalidResponse("a report of changes that cannot be read".to_owned()))?;
    let is_entry = |href: &String| *href != calendar.path && !href.ends_with('/');
    Ok(Delta {
        changed: answer.changed.into_iter().map(|resource| resource.href).filter(is_entry).collect(),
        gone: answer.deleted.into_iter().filter(is_entry).collect(),
        cursor: Cursor(answer.new_sync_token),
        partial: status::is_truncated(&response),
    })
}

/// Every entry that reaches into the window, recurring ones complete; what the answer names is there, whatever it says
/// of it. A truncated answer is requested again in halves: a missing booking would look like free time.
pub(super) async fn in_window(
    client: &HttpClient,
    calendar: &CalendarCollection,
    window: TimeRange,
) -> Result<FetchedResources, SourceError> {
    let mut fetched = FetchedResources::default();
    let (mut left, mut known) = (vec![window], BTreeSet::new());
    for _ in 0..MAX_PARTS {
        let Some(part) = left.pop() else { return Ok(fetched) };
        let query = EntriesBetween { path: &calendar.path, start: stamp(part.start)?, end: stamp(part.end)? };
        let response = send(client, &query, Operation::Read).await?;
        if status::is_truncated(&response) {
            left.extend(halves(part)?);
            continue;
        }
        if let Some(error) = status::read_error(&response) {
            return Err(error);
        }
        let resources =
            query.parse_response(&response.head, &response.body).map_err(|error| malformed(&error))?;
        for resource in resources.into_iter().filter(|resource| known.insert(resource.href.clone())) {
            match there(resource) {
                Ok(resource) => fetched.there.push(resource),
                Err((href, _)) => fetched.withheld.push(href),
            }
        }
    }
    Err(too_many())
}

fn halves(window: TimeRange) -> Result<[TimeRange; 2], SourceError> {
    if window.length() <= SHORTEST_WINDOW {
        return Err(too_many());
    }
    let middle = window.start + Length::seconds(window.length().as_seconds() / 2);
    Ok([TimeRange::new(middle, window.end), TimeRange::new(window.start, middle)])
}

fn too_many() -> SourceError {
    SourceError::InvalidResponse("the server hands out only a part of the entries".to_owned())
}

/// The entries at addresses that the server named. Only 404 and 410 say that one is gone by now.
pub(super) async fn entries_at(
    client: &HttpClient,
    calendar: &CalendarCollection,
    hrefs: &[String],
) -> Result<FetchedResources, SourceError> {
    let mut fetched = FetchedResources::default();
    for some in hrefs.chunks(ENTRIES_PER_REQUEST) {
        let asked = GetCalendarResources::new(&calendar.path).with_hrefs(some);
        let answer = read(client, &asked).await?;
        let mut answered = Vec::with_capacity(some.len());
        for resource in answer.resources {
            answered.push(resource.href.clone());
            match there(resource) {
                Ok(resource) => fetched.there.push(resource),
                Err((href, status)) if status::says_gone(status) => fetched.gone.push(href),
                Err((href, _)) => fetched.withheld.push(href),
            }
        }
        fetched.withheld.extend(some.iter().filter(|href| !answered.contains(href)).cloned());
    }
    one_by_one(client, fetched).await
}

/// What an answer left out may have been deleted since it was named (DAViCal says no more of it): asked for by itself
/// it is there, or gone.
async fn one_by_one(
    client: &HttpClient,
    mut fetched: FetchedResources,
) -> Result<FetchedResources, SourceError> {
    let rest = fetched.withheld.split_off(fetched.withheld.len().min(MAX_SINGLE));
    for href in std::mem::replace(&mut fetched.withheld, rest) {
        let answered = match answer_at(client, &href).await {
            // No answer says nothing of the entry, and the next one would be asked for in vain too.
            Err(error @ SourceError::Unreachable(_)) => return Err(error),
            answered => answered.and_then(|response| entry_in(&response, &href)),
        };
        match answered {
            Ok(Some(resource)) => fetched.there.push(resource),
            Ok(None) => fetched.gone.push(href),
            Err(SourceError::RateLimited(pause)) => return Err(SourceError::RateLimited(pause)),
            Err(_) => fetched.withheld.push(href),
        }
    }
    Ok(fetched)
}

/// The entry at an address, if there is one.
pub(super) async fn entry_at(client: &HttpClient, href: &str) -> Result<Option<Resource>, SourceError> {
    entry_in(&answer_at(client, href).await?, href)
}

async fn answer_at(client: &HttpClient, href: &str) -> Result<HttpResponse, SourceError> {
    let get = Request::builder()
        .method(Method::GET)
        .uri(make_relative_url(client.origin().clone(), href).map_err(|_| no_address())?)
        .body(String::new())
        .map_err(|_| no_address())?;
    client.send(get, Operation::Read).await
}

fn entry_in(response: &HttpResponse, href: &str) -> Result<Option<Resource>, SourceError> {
    if status::is_gone(response) {
        return Ok(None);
    }
    if let Some(error) = status::read_error(response) {
        return Err(error);
    }
    let etag = response.header(header::ETAG).map(str::to_owned);
    let (Some(etag), Ok(text)) = (etag, std::str::from_utf8(&response.body)) else {
        return Err(SourceError::InvalidResponse("an entry without a version".to_owned()));
    };
    Ok(Some(Resource { href: href.to_owned(), etag, text: text.to_owned() }))
}

fn there(resource: FetchedResource) -> Result<Resource, (String, StatusCode)> {
    match resource.content {
        Ok(content) => Ok(Resource { href: resource.href, etag: content.etag, text: content.data }),
        Err(status) => Err((resource.href, status)),
    }
}

/// A calendar-query with both a time range and the entries; libdav has either.
struct EntriesBetween<'q> {
    path: &'q str,
    start: UtcTimestamp,
    end: UtcTimestamp,
}

impl DavRequest for EntriesBetween<'_> {
    type Response = Vec<FetchedResource>;
    type ParseError = ParseResponseError;
    type Error<E> = libdav::dav::WebDavError<E>;

    fn prepare_request(&self, base: Uri) -> Result<Request<String>, http::Error> {
        let named = |name| XmlNode::new(&names::COMP_FILTER).with_attributes(vec![("name", name)]);
        let range = vec![("start", self.start.as_str()), ("end", self.end.as_str())];
        let range = XmlNode::new(&names::TIME_RANGE).with_attributes(range);
        let events = named("VCALENDAR").with_children(vec![named("VEVENT").with_children(vec![range])]);
        let wanted = vec![XmlNode::new(&names::GETETAG), XmlNode::new(&names::CALENDAR_DATA)];
        let query = XmlNode::new(&names::CALENDAR_QUERY).with_children(vec![
            XmlNode::new(&names::PROP).with_children(wanted),
            XmlNode::new(&names::FILTER).with_children(vec![events]),
        ]);
        Request::builder()
            .method(Method::from_bytes(b"REPORT")?)
            .uri(make_relative_url(base, self.path)?)
            .header("Depth", "1")
            .header(header::CONTENT_TYPE, "application/xml; charset=utf-8")
            .body(query.render_node())
    }

    fn parse_response(
        &self,
        head: &http::response::Parts,
        body: &[u8],
    ) -> Result<Vec<FetchedResource>, ParseResponseError> {
        GetCalendarResources::new(self.path).parse_response(head, body).map(|answer| answer.resources)
    }
}

fn stamp(moment: UnixTime) -> Result<UtcTimestamp, SourceError> {
    let out_of_range = |_| SourceError::InvalidResponse("a time no calendar knows".to_owned());
    let time =
        jiff::Timestamp::from_second(moment.unix()).map_err(|error| out_of_range(error.to_string()))?;
    let text = time.strftime("%Y%m%dT%H%M%SZ").to_string();
    text.parse().map_err(|_| out_of_range(text))
}

/// A path as libdav writes paths, so that two of the same are equal.
pub(super) fn path(uri: &Uri) -> String {
    normalise_percent_encoded(uri.path()).map_or_else(|_| uri.path().to_owned(), Into::into)
}

fn no_address() -> SourceError {
    SourceError::Misconfigured("the calendar's address is not valid".to_owned())
}

fn malformed(error: &ParseResponseError) -> SourceError {
    // The error may quote what was read; only its kind is passed on.
    SourceError::InvalidResponse(
        match error {
            ParseResponseError::Xml(_) => "this is no XML",
            ParseResponseError::BadStatusCode(_) => "a part of the answer failed",
            ParseResponseError::InvalidResponse(_) => "the answer lacks what was asked for",
        }
        .to_owned(),
    )
}
