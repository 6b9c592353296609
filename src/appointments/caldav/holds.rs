// SPDX-License-Identifier: MPL-2.0
//! Holds as entries with an address of their own: made once, changed and deleted in the version that is known.

use libdav::dav::{Delete, PutResource};

use super::status::{self, WriteError};
use super::{CalDav, hold_text, query};
use crate::http_client::{HttpResponse, Operation};
use crate::ical;
use crate::port::{ExistingHold, ForeignId, HoldKey, HoldRequest, OccupancyKind, SourceError};

/// Names of one hold: a server with a trash bin refuses those of holds that were given back.
const NAMES: u8 = 30;
/// Those of them that are tried on a calendar that has taken nothing yet: perhaps it may not be written to at all.
const FIRST_NAMES: u8 = 6;

impl CalDav {
    pub(super) async fn place_hold(&mut self, request: &HoldRequest) -> Result<ExistingHold, SourceError> {
        let mut refused = None;
        let names = if self.takes_writes { NAMES } else { FIRST_NAMES };
        for attempt in 0..names {
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
                Some(WriteError::Conflict(error)) => match self.hold_by_uid(request).await {
                    Ok(Some(there)) => return self.bring_up_to_date(there, request).await,
                    Ok(None) | Err(_) => return Err(self.forget_if_gone(&response, error)),
                },
                Some(WriteError::Otherwise(error)) if status::is_refused(&response) => {
                    refused = refused.or(Some(error));
                }
                Some(WriteError::Otherwise(error)) => return Err(self.forget_if_gone(&response, error)),
            }
        }
        let took_writes = std::mem::take(&mut self.takes_writes);
        match refused {
            Some(error) if took_writes && error != SourceError::Conflict => {
                Err(SourceError::Misconfigured(format!(
                    "it took other entries, and refuses {names} names of this hold ({error}): its trash bin is full of \
                     them and has to be emptied, or we may no longer write to it"
                )))
            }
            Some(error) => Err(error),
            None => Err(SourceError::Conflict),
        }
    }

    /// Brings an earlier hold to what is requested now.
    async fn bring_up_to_date(
        &mut self,
        there: ExistingHold,
        request: &HoldRequest,
    ) -> Result<ExistingHold, SourceError> {
        if there.time == request.time { Ok(there) } else { self.change_hold(&there, request).await }
    }

    pub(super) async fn change_hold(
        &mut self,
        held: &ExistingHold,
        request: &HoldRequest,
    ) -> Result<ExistingHold, SourceError> {
        let href = held.id.0.clone();
        let etag = match &held.etag {
            Some(etag) => etag.clone(),
            None => self.etag_of(&href, &held.key).await?.ok_or(SourceError::PreconditionFailed)?,
        };
        let attempt = (0..NAMES).find(|&attempt| href.ends_with(&held.key.file_name(attempt)));
        let text = self.text(request, attempt.unwrap_or_default());
        let put = PutResource::new(&href).update(text, hold_text::KIND, etag);
        let response = query::send(&self.client, &put, Operation::Write).await?;
        match status::write_error(&response) {
            None => self.written(href, &response, request).await,
            Some(WriteError::Exists | WriteError::NameTaken) => Err(SourceError::PreconditionFailed),
            Some(WriteError::Otherwise(_)) if status::is_gone(&response) => {
                Err(SourceError::PreconditionFailed)
            }
            Some(WriteError::Conflict(error) | WriteError::Otherwise(error)) => Err(error),
        }
    }

    pub(super) async fn release_hold(&mut self, held: &ExistingHold) -> Result<(), SourceError> {
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
                None => {
                    self.takes_writes = true;
                    return Ok(());
                }
                Some(_) if status::is_gone(&response) => return Ok(()),
                // What lies in the trash already cannot be deleted again.
                Some(WriteError::Otherwise(error)) if status::is_refused(&response) => {
                    return if self.etag_of(href, &held.key).await?.is_none() { Ok(()) } else { Err(error) };
                }
                Some(WriteError::Conflict(error) | WriteError::Otherwise(error)) => return Err(error),
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
        self.takes_writes = true;
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
        hold_text::write(request, &uid, &self.source, label)
    }

    pub(super) async fn find_hold(&mut self, key: &HoldKey) -> Result<Option<ExistingHold>, SourceError> {
        for attempt in 0..NAMES {
            let href = self.calendar().await?.href(key, attempt);
            if let Some(held) = self.hold_at(&href, key).await? {
                return Ok(Some(held));
            }
        }
        Ok(None)
    }

    /// A calendar that has moved is searched for next time.
    fn forget_if_gone(&mut self, response: &HttpResponse, error: SourceError) -> SourceError {
        if status::is_gone(response) {
            self.found = None;
        }
        error
    }
}
