// SPDX-License-Identifier: MPL-2.0
//! Qmatic Orchestra: a hold is a blocking appointment of one resource in one branch. Written from the manufacturer's
//! published code and tested against that contract only, not against a real server.
//!
//! A block keeps public booking out; staff can still book over it, so the time is read again after each write.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use http::{HeaderName, Method};
use serde::Deserialize;
use serde_json::{Value, json};

use super::http_client::{
    Credentials, Destinations, HttpClient, HttpLimits, HttpResponse, Operation, Transport,
};
use super::json_api::{get, is_booked, local_text, parse, send_json};
use super::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Deletions, ExistingHold, ForeignId, HoldKey,
    HoldRequest, OccupancyKind, Snapshot, SourceError, SystemFuture,
};
use super::row_time::{ReadRows, RowMoment, RowTime};
use super::server_mark::ServerMark;
use office::calendar::Zone;
use office::names::DeskId;
use office::time::{Length, TimeRange};

const LEAST_PAUSE: Duration = Duration::from_secs(15);
/// The mark of the manufacturer's own tool.
const BLOCKED: &str = "BLOCKED";
/// Beyond this a status is a block's, whatever its flag says.
const LAST_STATUS_OF_A_BOOKING: i64 = 999;
const ERROR_CODE: HeaderName = HeaderName::from_static("error_code");

#[derive(Clone, Debug)]
pub struct QmaticSource {
    pub office: String,
    /// The branch's time zone.
    pub zone: Zone,
    /// The server; behind Qmatic's gateway with `/rest` at its end.
    pub address: String,
    /// The gateway's `auth-token`, or a user's password.
    pub credentials: Credentials,
    pub title: String,
    /// Which server writes: two of them in one branch by mistake are seen and said.
    pub mark: ServerMark,
    pub branch: u64,
    /// Resources by their number, and the desks they are.
    pub resources: BTreeMap<u64, DeskId>,
    pub limits: HttpLimits,
    pub transport: Transport,
}

impl QmaticSource {
    /// The secret as the gateway wants it.
    pub fn token(value: String) -> Credentials {
        Credentials::Header { name: "auth-token", value }
    }
}

#[derive(Debug)]
pub struct Qmatic {
    source: QmaticSource,
    client: HttpClient,
    root: String,
    /// As last read, the holds that another server wrote.
    of_another_server: BTreeSet<ForeignId>,
}

/// The fields that are read of an appointment; the customer is not among them.
#[derive(Deserialize)]
struct Appointment {
    id: u64,
    #[serde(default)]
    start: RowMoment,
    #[serde(default)]
    end: RowMoment,
    #[serde(default)]
    blocking: Flag,
    #[serde(default)]
    status: Option<i64>,
    #[serde(default)]
    custom: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    resource: Option<Numbered>,
    #[serde(default)]
    branch: Option<Numbered>,
    #[serde(default)]
    deleted: Flag,
}

#[derive(Deserialize)]
struct Numbered {
    id: u64,
}

/// `true` or `"true"`: both occur.
#[derive(Deserialize, Default)]
#[serde(untagged)]
enum Flag {
    Set(bool),
    Text(String),
    #[default]
    Missing,
}

impl Flag {
    fn is_set(&self) -> bool {
        matches!(self, Self::Set(true)) || matches!(self, Self::Text(text) if text == "true")
    }
}

/// Lists come bare or under a name.
#[derive(Deserialize)]
#[serde(untagged)]
enum Listed {
    Bare(Vec<Appointment>),
    Named {
        #[serde(rename = "appointmentList")]
        list: Vec<Appointment>,
    },
}

impl Listed {
    fn all(self) -> Vec<Appointment> {
        match self {
            Self::Bare(list) | Self::Named { list } => list,
        }
    }
}

impl Qmatic {
    /// # Errors
    /// What is wrong with the address.
    pub fn new(source: QmaticSource) -> Result<Self, SourceError> {
        let client = HttpClient::new(
            &source.address,
            source.credentials.clone(),
            source.limits,
            Destinations::OneServer,
            &source.transport,
        )?;
        let address: http::Uri = source
            .address
            .parse()
            .map_err(|_| SourceError::Misconfigured("the address is not valid".to_owned()))?;
        let root = address.path().trim_end_matches('/').to_owned();
        Ok(Self { source, client, root, of_another_server: BTreeSet::new() })
    }

    async fn read_all(&mut self, window: TimeRange) -> Result<Snapshot, SourceError> {
        let (snapshot, others) = self.rows(window).await?.snapshot();
        self.of_another_server = others;
        Ok(snapshot)
    }

    async fn rows(&self, window: TimeRange) -> Result<ReadRows, SourceError> {
        let mut read = ReadRows::default();
        let zone = &self.source.zone;
        let (from, to) = (zone.date(window.start), zone.date(window.end + Length::minutes(1440)));
        let query = format!("fromDate={from}&toDate={to}&branchId={}", self.source.branch);
        let path = format!("{}/qsystem/rest/appointment/appointments/search?{query}", self.root);
        let found: Listed = get(&self.client, &path).await?;
        for appointment in found.all().into_iter().filter(|appointment| !appointment.is_block()) {
            self.add(&mut read, window, &appointment);
        }
        for block in self.blocks().await? {
            let title = block.title.as_deref().filter(|_| self.key(&block).is_some());
            if title.is_some_and(|title| HoldKey::is_of_another(title, self.source.mark)) {
                read.of_another_server.insert(ForeignId(block.id.to_string()));
            }
            self.add(&mut read, window, &block);
        }
        Ok(read)
    }

    fn add(&self, read: &mut ReadRows, window: TimeRange, of: &Appointment) {
        if of.deleted.is_set() || of.branch.as_ref().is_some_and(|branch| branch.id != self.source.branch) {
            return;
        }
        // Without a resource a block is the whole branch's, and a booking may be anybody's.
        let desk = match &of.resource {
            None => None,
            Some(resource) => match self.source.resources.get(&resource.id) {
                Some(desk) => Some(desk.clone()),
                None => return,
            },
        };
        let kind = match (of.is_block(), self.key(of)) {
            (true, Some(key)) => OccupancyKind::Hold(key),
            (true, None) => OccupancyKind::Closed,
            (false, _) => OccupancyKind::Booking,
        };
        read.add(window, of.id.to_string(), self.time(of), desk, kind);
    }

    fn time(&self, of: &Appointment) -> RowTime {
        RowTime::of(&of.start, &of.end, &self.source.zone)
    }

    async fn blocks(&self) -> Result<Vec<Appointment>, SourceError> {
        let path = format!("{}/calendar-backend/api/v1/appointments/search?custom={BLOCKED}", self.root);
        let found: Listed = get(&self.client, &path).await?;
        Ok(found.all())
    }

    /// The key at the end of a block's title. Titles of bookings are never read.
    fn key(&self, of: &Appointment) -> Option<HoldKey> {
        HoldKey::parse_last_word(of.title.as_deref().filter(|_| of.is_block())?, &self.source.office)
    }

    /// Our holds of this key, oldest first: a lost answer may have left more than one.
    async fn existing_holds(&self, key: &HoldKey) -> Result<Vec<ExistingHold>, SourceError> {
        let mut blocks = self.blocks().await?;
        blocks.sort_by_key(|block| block.id);
        let held = |block: Appointment| {
            let desk = self.source.resources.get(&block.resource.as_ref()?.id)?.clone();
            let time = self.time(&block).exact()?;
            let id = ForeignId(block.id.to_string());
            Some(ExistingHold { key: key.clone(), id, etag: None, desk, time })
        };
        let of_key = |block: &Appointment| !block.deleted.is_set() && self.key(block).as_ref() == Some(key);
        Ok(blocks.into_iter().filter(of_key).filter_map(held).collect())
    }

    async fn place_hold(&self, request: &HoldRequest) -> Result<ExistingHold, SourceError> {
        let mut ours = self.existing_holds(&request.key).await?.into_iter();
        let first = ours.next();
        for double in ours {
            self.release_hold(&double).await?;
        }
        match first {
            Some(held) if held.time == request.time && held.desk == request.desk => Ok(held),
            Some(held) => self.change_hold(&held, request).await,
            None => {
                let path = format!("{}/calendar-backend/api/v1/appointments", self.root);
                let response =
                    send_json(&self.client, Method::POST, &path, Some(&self.body(request)?)).await?;
                self.written(&response, request).await
            }
        }
    }

    async fn change_hold(
        &self,
        held: &ExistingHold,
        request: &HoldRequest,
    ) -> Result<ExistingHold, SourceError> {
        let mut body = self.body(request)?;
        body["id"] = json!(number(held)?);
        let response = send_json(&self.client, Method::PUT, &self.hold_path(held)?, Some(&body)).await?;
        if response.status() == http::StatusCode::NOT_FOUND {
            return Err(SourceError::PreconditionFailed);
        }
        self.written(&response, request).await
    }

    async fn written(
        &self,
        response: &HttpResponse,
        request: &HoldRequest,
    ) -> Result<ExistingHold, SourceError> {
        if !response.status().is_success() {
            return Err(write_error(response));
        }
        let row: Numbered = parse(response)
            .map_err(|_| SourceError::OutcomeUnknown("an answer without a number".to_owned()))?;
        let (key, desk, time) = (request.key.clone(), request.desk.clone(), request.time);
        let held = ExistingHold { key, id: ForeignId(row.id.to_string()), etag: None, desk, time };
        match self.rows(request.time).await {
            Ok(read) if !is_booked(&read.entries, request) => Ok(held),
            Ok(_) => {
                self.release_hold(&held).await?;
                Err(SourceError::Conflict)
            }
            Err(error) => Err(SourceError::OutcomeUnknown(format!("written, and not read again: {error}"))),
        }
    }

    async fn release_hold(&self, held: &ExistingHold) -> Result<(), SourceError> {
        let response = send_json(&self.client, Method::DELETE, &self.hold_path(held)?, None).await?;
        if response.status().is_success() || matches!(response.status().as_u16(), 404 | 410) {
            return Ok(());
        }
        Err(write_error(&response))
    }

    fn hold_path(&self, held: &ExistingHold) -> Result<String, SourceError> {
        Ok(format!("{}/calendar-backend/api/v1/appointments/{}", self.root, number(held)?))
    }

    /// As the maker's own tool writes it, flags as words, with the resource besides.
    fn body(&self, request: &HoldRequest) -> Result<Value, SourceError> {
        let mut resources = self.source.resources.iter();
        let (resource, _) = resources.find(|(_, desk)| **desk == request.desk).ok_or_else(|| {
            SourceError::Misconfigured(format!("no resource is named for desk {}", request.desk))
        })?;
        let zone = &self.source.zone;
        Ok(json!({
            "custom": BLOCKED,
            "blocking": "true",
            "allDay": "false",
            "title": request.key.with_title(&self.source.title, self.source.mark),
            "start": local_text(request.time.start, zone, 'T'),
            "end": local_text(request.time.end, zone, 'T'),
            "branch": {"id": self.source.branch},
            "resource": {"id": resource},
        }))
    }
}

impl Appointment {
    fn is_block(&self) -> bool {
        self.blocking.is_set()
            || self.custom.as_deref() == Some(BLOCKED)
            || self.status.is_some_and(|status| status > LAST_STATUS_OF_A_BOOKING)
    }
}

/// Orchestra gives the reason in a header.
fn write_error(response: &HttpResponse) -> SourceError {
    let error = response.error(Operation::Write);
    match (error, response.header(ERROR_CODE)) {
        (SourceError::InvalidResponse(text), Some(code)) => {
            SourceError::InvalidResponse(format!("{text}, error_code {code}"))
        }
        (SourceError::NotFound(text), Some(code)) => {
            SourceError::NotFound(format!("{text}, error_code {code}"))
        }
        (SourceError::Unauthorized(text), Some(code)) => {
            SourceError::Unauthorized(format!("{text}, error_code {code}"))
        }
        (SourceError::Misconfigured(text), Some(code)) => {
            SourceError::Misconfigured(format!("{text}, error_code {code}"))
        }
        (error, _) => error,
    }
}

fn number(held: &ExistingHold) -> Result<u64, SourceError> {
    held.id.0.parse().map_err(|_| SourceError::InvalidResponse("this hold is of another system".to_owned()))
}

impl AppointmentSystem for Qmatic {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            can_hold: true,
            can_follow: false,
            deletions: Deletions::Unsaid,
            compare_and_set: false,
            least_pause: LEAST_PAUSE,
        }
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemFuture<'_, Snapshot> {
        Box::pin(self.read_all(window))
    }

    fn changes<'a>(&'a mut self, _: &'a Cursor, _: TimeRange) -> SystemFuture<'a, Changes> {
        Box::pin(async { Err(SourceError::CursorExpired) })
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
        self.of_another_server.contains(hold)
    }

    fn find<'a>(&'a mut self, key: &'a HoldKey) -> SystemFuture<'a, Option<ExistingHold>> {
        Box::pin(async move { Ok(self.existing_holds(key).await?.into_iter().next()) })
    }
}
