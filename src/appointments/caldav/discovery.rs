// SPDX-License-Identifier: MPL-2.0
//! Finds the calendar of a configured address (RFC 6764): the address itself, the well-known path, the principal, and
//! the home that the principal names. Neither Radicale nor xandikos names the home at the root.

use http::{Method, Request, Uri, header};
use libdav::caldav::{FindCalendarHomeSet, FindCalendars};
use libdav::dav::{FindCollections, FindPropertyHrefs, FoundCollection, make_relative_url};
use libdav::names;

use super::CalDavSource;
use super::calendar::CalendarCollection;
use super::query;
use crate::http_client::{HttpClient, Operation};
use crate::port::SourceError;

/// Maximum calendars listed for an administrator who must choose.
const MAX_LISTED: usize = 20;

pub(super) async fn find(
    client: &HttpClient,
    source: &CalDavSource,
) -> Result<CalendarCollection, SourceError> {
    let address: Uri = source
        .address
        .parse()
        .map_err(|_| SourceError::Misconfigured("the address is not valid".to_owned()))?;
    let start = query::path(&address);
    if source.calendar.is_none()
        && let Some(calendar) = calendar_at(client, &start).await?
    {
        return Ok(calendar);
    }
    let principal = principal(client, &start).await?;
    let homes = query::read(client, &FindCalendarHomeSet::new(&principal)).await?.home_sets;
    let homes: Vec<String> = homes.iter().map(query::path).collect();
    // A mistyped calendar address must not lead to another calendar, even if that is the only one.
    let leads_there = homes.iter().chain([&principal]).any(|place| leads_to(&start, place));
    let mut calendars = Vec::new();
    for home in &homes {
        let asked = FindCollections::new(home)
            .with_collection_type(&names::CALENDAR)
            .with_additional_properties(&[&names::DISPLAY_NAME]);
        calendars.extend(query::read(client, &asked).await?.collections);
    }
    choose(&calendars, source.calendar.as_deref(), leads_there)
}

/// Whether a place is at an address or beneath it.
fn leads_to(address: &str, place: &str) -> bool {
    let rest = place.strip_prefix(address.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The address, if it is a calendar's own.
async fn calendar_at(client: &HttpClient, path: &str) -> Result<Option<CalendarCollection>, SourceError> {
    let asked = FindCalendars::new(path);
    let calendars = match query::read_place(client, &asked).await {
        Ok(answer) => answer.calendars,
        Err(SourceError::Misconfigured(_) | SourceError::NotFound(_) | SourceError::InvalidResponse(_)) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let same = |found: &&FoundCollection| found.href.trim_end_matches('/') == path.trim_end_matches('/');
    Ok(calendars.iter().find(same).map(|found| CalendarCollection::new(&found.href, found.supports_sync)))
}

/// The account of the credentials, searched at the address, at the well-known path, and at the root.
async fn principal(client: &HttpClient, start: &str) -> Result<String, SourceError> {
    let mut places = vec![start.to_owned()];
    places.extend(well_known(client).await?);
    places.push("/".to_owned());
    let mut last = None;
    for place in places {
        let asked = FindPropertyHrefs::new(&place, &names::CURRENT_USER_PRINCIPAL);
        match query::read(client, &asked).await {
            Ok(answer) => match answer.hrefs.first() {
                Some(principal) => return Ok(query::path(principal)),
                None => last = None,
            },
            Err(
                error @ (SourceError::Unauthorized(_)
                | SourceError::Unreachable(_)
                | SourceError::RateLimited(_)),
            ) => {
                return Err(error);
            }
            // A page for people, and no account's address.
            Err(SourceError::InvalidResponse(_)) => last = None,
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| {
        SourceError::Misconfigured("no account there; name the calendar's address".to_owned())
    }))
}

async fn well_known(client: &HttpClient) -> Result<Option<String>, SourceError> {
    let ask = Request::builder()
        .method(Method::GET)
        .uri(make_relative_url(client.origin().clone(), "/.well-known/caldav").map_err(|_| no_calendar())?)
        .body(String::new())
        .map_err(|_| no_calendar())?;
    let response = client.send(ask, Operation::Read).await?;
    if !response.status().is_redirection() {
        return Ok(None);
    }
    let Some(Ok(to)) = response.header(header::LOCATION).map(str::parse::<Uri>) else { return Ok(None) };
    let elsewhere =
        to.authority().is_some() && !to.to_string().parse().is_ok_and(|url| client.is_server(&url));
    if elsewhere {
        return Err(SourceError::Misconfigured(format!("it redirects to {to}; configure that address")));
    }
    Ok(Some(query::path(&to)))
}

fn choose(
    calendars: &[FoundCollection],
    wanted: Option<&str>,
    leads_there: bool,
) -> Result<CalendarCollection, SourceError> {
    let names: Vec<String> = calendars.iter().map(|found| name(found).to_owned()).collect();
    let is_wanted = |found: &&FoundCollection| match wanted {
        Some(wanted) => name(found) == wanted || last_part(found) == wanted || found.href == wanted,
        None => leads_there && calendars.len() == 1,
    };
    let mut fitting = calendars.iter().filter(is_wanted);
    match (fitting.next(), fitting.next()) {
        (Some(found), None) => Ok(CalendarCollection::new(&found.href, found.supports_sync)),
        (Some(_), Some(_)) => Err(SourceError::Misconfigured(
            "two calendars have this name; give the address of one".to_owned(),
        )),
        (None, _) if names.is_empty() => Err(no_calendar()),
        (None, _) => {
            let some = names.iter().take(MAX_LISTED).map(String::as_str).collect::<Vec<_>>().join(", ");
            let here =
                if leads_there || wanted.is_some() { "" } else { "there is no calendar at this address; " };
            Err(SourceError::Misconfigured(format!("{here}name one of the account's calendars: {some}")))
        }
    }
}

fn name(found: &FoundCollection) -> &str {
    let named = found.properties.first().and_then(|(_, name)| name.as_deref());
    named.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| last_part(found))
}

fn last_part(found: &FoundCollection) -> &str {
    found.href.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

fn no_calendar() -> SourceError {
    SourceError::Misconfigured("this account has no calendar; name the calendar's address".to_owned())
}
