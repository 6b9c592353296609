// SPDX-License-Identifier: MPL-2.0
//! Shared by the systems with a JSON interface: requests, local times, and the check for overlaps after a write,
//! which none of them refuses.

use http::{Method, Request, header};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::http_client::{HttpClient, HttpResponse, Operation};
use super::port::{Entry, HoldRequest, OccupancyKind, SourceError};
use office::calendar::Zone;
use office::time::UnixTime;

/// Maximum pages of a list: more than an office has.
pub(super) const MAX_PAGES: usize = 200;

/// Sends a request to a path with its query, and returns the answer whatever its status.
pub(super) async fn send_json(
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
        .map_err(|_| SourceError::Misconfigured("the address is not valid".to_owned()))?;
    client.send(request, operation).await
}

pub(super) async fn get<T: DeserializeOwned>(client: &HttpClient, path: &str) -> Result<T, SourceError> {
    let response = send_json(client, Method::GET, path, None).await?;
    if response.status().is_success() { parse(&response) } else { Err(response.error(Operation::Read)) }
}

pub(super) fn parse<T: DeserializeOwned>(response: &HttpResponse) -> Result<T, SourceError> {
    // The error would quote what was read.
    serde_json::from_slice(&response.body)
        .map_err(|_| SourceError::InvalidResponse("the answer is not the JSON that was asked for".to_owned()))
}

/// Local date and time, separated by `between`.
pub(super) fn local_text(moment: UnixTime, zone: &Zone, between: char) -> String {
    let (date, time) = (zone.date(moment), zone.time(moment));
    format!("{date}{between}{}", time.strftime("%H:%M:%S"))
}

/// Whether a booking overlaps the requested time.
pub(super) fn is_booked(entries: &[Entry], request: &HoldRequest) -> bool {
    let mut occupied = entries.iter().flat_map(|entry| &entry.occupied);
    occupied.any(|taken| {
        taken.kind == OccupancyKind::Booking
            && taken.time.overlaps(request.time)
            && taken.desk.as_ref().is_none_or(|desk| *desk == request.desk)
    })
}
