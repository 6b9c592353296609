//! What the systems that speak JSON have in common: asking, local times, and looking again after a write,
//! because none of them refuses an overlap.

use http::{Method, Request, header};
use jiff::civil::DateTime;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::http_client::{HttpClient, HttpResponse, Operation};
use super::port::{Entry, HoldRequest, OccupancyKind, SourceError};
use office::calendar::Zone;
use office::time::{TimeRange, UnixTime};

/// More pages of a list than an office has; a server that goes on for ever is not followed.
pub(super) const MOST_PAGES: usize = 200;

/// Asks for a path with its query; the answer may be a refusal.
pub(super) async fn ask(
    client: &HttpClient,
    method: Method,
    path: &str,
    body: Option<&Value>,
) -> Result<HttpResponse, SourceError> {
    let operation = if method == Method::GET { Operation::Read } else { Operation::Write };
    let origin = client.origin().to_string();
    let request = Request::builder()
        .method(method)
        .uri(format!("{}{path}", origin.trim_end_matches('/')))
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/json")
        .body(body.map(Value::to_string).unwrap_or_default())
        .map_err(|_| SourceError::Misconfigured("the address cannot be asked".to_owned()))?;
    client.send(request, operation).await
}

pub(super) async fn get<T: DeserializeOwned>(client: &HttpClient, path: &str) -> Result<T, SourceError> {
    let response = ask(client, Method::GET, path, None).await?;
    if response.status().is_success() { parse(&response) } else { Err(response.error(Operation::Read)) }
}

pub(super) fn parse<T: DeserializeOwned>(response: &HttpResponse) -> Result<T, SourceError> {
    // The error would quote what was read.
    serde_json::from_slice(&response.body)
        .map_err(|_| SourceError::InvalidResponse("the answer is not the JSON that was asked for".to_owned()))
}

/// A time as such a system writes it: without an offset it is the office's clock.
pub(super) fn moment(text: &str, zone: &Zone) -> Option<UnixTime> {
    if let Ok(exact) = text.parse::<jiff::Timestamp>() {
        return Some(UnixTime::from_unix(exact.as_second()));
    }
    let local: DateTime = text.parse().ok()?;
    Some(zone.moment(local.date(), local.time()))
}

pub(super) fn stretch(start: &str, end: &str, zone: &Zone) -> Option<TimeRange> {
    let time = TimeRange::new(moment(start, zone)?, moment(end, zone)?);
    (!time.is_empty()).then_some(time)
}

/// A moment by the office's clock, with `between` parting date and time.
pub(super) fn local(moment: UnixTime, zone: &Zone, between: char) -> String {
    let (date, time) = (zone.date(moment), zone.time(moment));
    format!("{date}{between}{}", time.strftime("%H:%M:%S"))
}

/// Whether somebody has a booking in the time that is wished for.
pub(super) fn is_booked(entries: &[Entry], request: &HoldRequest) -> bool {
    let mut occupied = entries.iter().flat_map(|entry| &entry.occupied);
    occupied.any(|taken| {
        taken.kind == OccupancyKind::Booking
            && taken.time.overlaps(request.time)
            && taken.desk.as_ref().is_none_or(|desk| *desk == request.desk)
    })
}
