// SPDX-License-Identifier: MPL-2.0
//! Holds as unavailabilities. After each write the time is read again.

use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{EasyAppointments, Row, UNAVAILABILITY};
use crate::http_client::{HttpResponse, Operation};
use crate::json_api::{is_booked, local_text, parse, send_json};
use crate::port::{ExistingHold, ForeignId, HoldKey, HoldRequest, SourceError};
use crate::row_time::ReadRows;
use office::time::Length;

/// What it calls the minimum duration of an event.
const SHORTEST: Length = Length::minutes(5);

impl EasyAppointments {
    /// Our holds of this key, oldest first: a lost answer may have left more than one.
    pub(super) async fn existing_holds(&self, key: &HoldKey) -> Result<Vec<ExistingHold>, SourceError> {
        let rows = self.unavailabilities().await?;
        let mut ours: Vec<(u64, ExistingHold)> = rows
            .into_iter()
            .filter(|row| self.key(row).as_ref() == Some(key))
            .filter_map(|row| {
                let desk = self.source.providers.get(&row.provider?)?.clone();
                let time = self.time(&row).exact()?;
                let id = ForeignId(format!("{UNAVAILABILITY}{}", row.id));
                Some((row.id, ExistingHold { key: key.clone(), id, etag: None, desk, time }))
            })
            .collect();
        ours.sort_by_key(|(id, _)| *id);
        Ok(ours.into_iter().map(|(_, held)| held).collect())
    }

    pub(super) async fn place_hold(&mut self, request: &HoldRequest) -> Result<ExistingHold, SourceError> {
        self.know_zones().await?;
        let mut ours = self.existing_holds(&request.key).await?.into_iter();
        let first = ours.next();
        for double in ours {
            self.release_hold(&double).await?;
        }
        match first {
            Some(held) if held.time == request.time && held.desk == request.desk => Ok(held),
            Some(held) => self.change_hold(&held, request).await,
            None => {
                let path = format!("{}/unavailabilities", self.api);
                let response =
                    send_json(&self.client, Method::POST, &path, Some(&self.body(request)?)).await?;
                if !is_rejection(&response) {
                    return self.written(&response, request).await;
                }
                // It answers the same when it refused an entry and when something failed after creating it.
                let done = self.existing_holds(&request.key).await?.into_iter().next();
                done.filter(|held| held.time == request.time).ok_or_else(rejected)
            }
        }
    }

    pub(super) async fn change_hold(
        &self,
        held: &ExistingHold,
        request: &HoldRequest,
    ) -> Result<ExistingHold, SourceError> {
        let path = format!("{}/unavailabilities/{}", self.api, number(held)?);
        let response = send_json(&self.client, Method::PUT, &path, Some(&self.body(request)?)).await?;
        if response.status() == http::StatusCode::NOT_FOUND {
            return Err(SourceError::PreconditionFailed);
        }
        if is_rejection(&response) {
            return Err(rejected());
        }
        self.written(&response, request).await
    }

    /// Reads the time again: if somebody has booked it, the hold is released.
    async fn written(
        &self,
        response: &HttpResponse,
        request: &HoldRequest,
    ) -> Result<ExistingHold, SourceError> {
        if !response.status().is_success() {
            return Err(response.error(Operation::Write));
        }
        // It was done; an unreadable answer is resolved by a search.
        let row: Row = parse(response)
            .map_err(|_| SourceError::OutcomeUnknown("an answer without a number".to_owned()))?;
        let (key, desk, time) = (request.key.clone(), request.desk.clone(), request.time);
        let id = ForeignId(format!("{UNAVAILABILITY}{}", row.id));
        let held = ExistingHold { key, id, etag: None, desk, time };
        let mut read = ReadRows::default();
        match self.bookings(request.time, &mut read).await {
            Ok(()) if !is_booked(&read.entries, request) => Ok(held),
            Ok(()) => {
                self.release_hold(&held).await?;
                Err(SourceError::Conflict)
            }
            Err(error) => Err(SourceError::OutcomeUnknown(format!("written, and not read again: {error}"))),
        }
    }

    pub(super) async fn release_hold(&self, held: &ExistingHold) -> Result<(), SourceError> {
        let path = format!("{}/unavailabilities/{}", self.api, number(held)?);
        let response = send_json(&self.client, Method::DELETE, &path, None).await?;
        if response.status().is_success() || matches!(response.status().as_u16(), 404 | 410) {
            return Ok(());
        }
        Err(response.error(Operation::Write))
    }

    fn body(&self, request: &HoldRequest) -> Result<Value, SourceError> {
        let mut providers = self.source.providers.iter();
        let (provider, _) = providers.find(|(_, desk)| **desk == request.desk).ok_or_else(|| {
            SourceError::Misconfigured(format!("no provider is named for desk {}", request.desk))
        })?;
        if request.time.length() < SHORTEST {
            return Err(SourceError::InvalidResponse(
                "it takes nothing shorter than five minutes".to_owned(),
            ));
        }
        let zone = self.zone(*provider);
        Ok(json!({
            "start": local_text(request.time.start, zone, ' '),
            "end": local_text(request.time.end, zone, ' '),
            "notes": request.key.with_title(&self.source.title, self.source.mark),
            "providerId": provider,
        }))
    }
}

/// A refused entry is answered with `success: false`, by version 1.5 with 500, by 1.6 with 400. Without this
/// check a wrong provider would look like a failing server and be retried for ever.
fn is_rejection(response: &HttpResponse) -> bool {
    #[derive(Deserialize)]
    struct Rejection {
        success: bool,
    }
    matches!(response.status().as_u16(), 400 | 422 | 500)
        && parse::<Rejection>(response).is_ok_and(|answer| !answer.success)
}

/// The server's message repeats the whole entry and is not passed on.
fn rejected() -> SourceError {
    SourceError::InvalidResponse(
        "the server does not take our entry; check that the provider is there".to_owned(),
    )
}

fn number(held: &ExistingHold) -> Result<u64, SourceError> {
    let number = held.id.0.strip_prefix(UNAVAILABILITY).and_then(|number| number.parse().ok());
    number.ok_or_else(|| SourceError::InvalidResponse("this hold is of another system".to_owned()))
}
