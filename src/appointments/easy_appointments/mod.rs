// SPDX-License-Identifier: MPL-2.0
//! Easy!Appointments over its REST interface (1.5). A hold is an unavailability of the provider who sits at
//! the desk, with the hold's key in its notes (docs/decisions/0016-holds-without-compare-and-set.md).
//!
//! The server refuses nothing, not even an overlap, so the time is read again after each write. Its search (`q=`)
//! returns other people's notes and is never used.

mod holds;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::http_client::{Credentials, Destinations, HttpClient, HttpLimits, Transport};
use super::json_api::{MAX_PAGES, get};
use super::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Deletions, ExistingHold, ForeignId, HoldKey,
    HoldRequest, OccupancyKind, ProblemKind, Snapshot, SourceError, SourceProblem, SystemFuture,
};
use super::row_time::{ReadRows, RowMoment, RowTime};
use super::server_mark::ServerMark;
use office::calendar::Zone;
use office::names::DeskId;
use office::time::{Length, TimeRange, UnixTime};

const PAGE: usize = 500;
/// Each poll reads three lists; a webhook can ask for an earlier one.
const LEAST_PAUSE: Duration = Duration::from_secs(15);
const UNAVAILABILITY: &str = "unavailability/";

#[derive(Clone, Debug)]
pub struct EasyAppointmentsSource {
    pub office: String,
    /// Of providers that name none, and of the whole office's blocked periods: times come without an offset.
    pub zone: Zone,
    /// With or without `index.php`.
    pub address: String,
    /// An administrator's password, or the API token as `authorization: Bearer …`.
    pub credentials: Credentials,
    pub title: String,
    /// Which server writes: two of them in one installation by mistake are seen and said.
    pub mark: ServerMark,
    /// Providers by their number, and the desks they sit at.
    pub providers: BTreeMap<u64, DeskId>,
    pub limits: HttpLimits,
    pub transport: Transport,
}

#[derive(Debug)]
pub struct EasyAppointments {
    source: EasyAppointmentsSource,
    client: HttpClient,
    api: String,
    /// Each provider's time zone, as last read.
    zones: Option<BTreeMap<u64, Zone>>,
    /// As last read, the holds that another server wrote.
    of_another_server: BTreeSet<ForeignId>,
}

#[derive(Deserialize)]
struct Provider {
    id: u64,
    #[serde(default)]
    timezone: Option<String>,
}

/// The fields that are requested of a row.
#[derive(Deserialize)]
struct Row {
    id: u64,
    #[serde(default)]
    start: RowMoment,
    #[serde(default)]
    end: RowMoment,
    #[serde(default, rename = "providerId")]
    provider: Option<u64>,
    #[serde(default)]
    notes: Option<String>,
}

impl EasyAppointments {
    /// # Errors
    /// What is wrong with the address.
    pub fn new(source: EasyAppointmentsSource) -> Result<Self, SourceError> {
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
        let root = address.path().trim_end_matches('/').trim_end_matches("/index.php");
        let api = format!("{root}/index.php/api/v1");
        Ok(Self { source, client, api, zones: None, of_another_server: BTreeSet::new() })
    }

    /// A provider's times are in the provider's zone, which need not be the office's.
    async fn read_zones(&mut self) -> Result<Vec<SourceProblem>, SourceError> {
        let rows: Vec<Provider> = self.pages("providers", "", "id,timezone").await?;
        let mut problems = Vec::new();
        let mut zones = BTreeMap::new();
        for (provider, desk) in &self.source.providers {
            let Some(row) = rows.iter().find(|row| row.id == *provider) else {
                let text = format!("provider {provider}, named for desk {desk}, is not there");
                problems.push(SourceProblem::one(ProblemKind::LeftOut, text));
                continue;
            };
            match row.timezone.as_deref().filter(|name| !name.is_empty()).map(Zone::named) {
                Some(Ok(zone)) => drop(zones.insert(*provider, zone)),
                Some(Err(_)) => problems.push(SourceProblem::one(
                    ProblemKind::Doubt,
                    format!(
                        "provider {provider} is in a time zone we do not know; the office's own was taken"
                    ),
                )),
                None => {}
            }
        }
        self.zones = Some(zones);
        Ok(problems)
    }

    fn zone(&self, provider: u64) -> &Zone {
        self.zones.as_ref().and_then(|zones| zones.get(&provider)).unwrap_or(&self.source.zone)
    }

    fn time(&self, row: &Row) -> RowTime {
        let zone = row.provider.map_or(&self.source.zone, |provider| self.zone(provider));
        RowTime::of(&row.start, &row.end, zone)
    }

    async fn read_all(&mut self, window: TimeRange) -> Result<Snapshot, SourceError> {
        let mut day = ReadRows { problems: self.read_zones().await?, ..ReadRows::default() };
        self.bookings(window, &mut day).await?;
        for row in self.unavailabilities().await? {
            let id = format!("{UNAVAILABILITY}{}", row.id);
            if self.is_of_another(&row) {
                day.of_another_server.insert(ForeignId(id.clone()));
            }
            let kind = match self.key(&row) {
                Some(key) => OccupancyKind::Hold(key),
                // The notes of a person's own entry are never read.
                None => OccupancyKind::Closed,
            };
            self.add(&mut day, window, id, &row, kind);
        }
        for row in self.blocked_periods().await? {
            let time = RowTime::of(&row.start, &row.end, &self.source.zone);
            day.add(window, format!("blocked/{}", row.id), time, None, OccupancyKind::Closed);
        }
        let (snapshot, others) = day.snapshot();
        self.of_another_server = others;
        Ok(snapshot)
    }

    async fn bookings(&self, window: TimeRange, read: &mut ReadRows) -> Result<(), SourceError> {
        // The server compares whole days: the start's with one bound, the end's with the other.
        let day = |moment: UnixTime| self.source.zone.date(moment);
        let (from, till) =
            (day(window.start - Length::minutes(1440)), day(window.end + Length::minutes(1440)));
        let days = format!("from={from}&till={till}&");
        for row in self.list("appointments", &days, "id,start,end,providerId").await? {
            let id = format!("appointment/{}", row.id);
            self.add(read, window, id, &row, OccupancyKind::Booking);
        }
        Ok(())
    }

    /// Rows of providers who sit at no desk here are not ours; one without a provider may be anybody's.
    fn add(&self, read: &mut ReadRows, window: TimeRange, id: String, row: &Row, kind: OccupancyKind) {
        let Some(provider) = row.provider else {
            let doubt = format!("{id}: it names no provider; its time was taken at every desk");
            let before = read.entries.len();
            read.add(window, id, self.time(row), None, kind);
            if read.entries.len() > before {
                read.problems.push(SourceProblem::one(ProblemKind::Doubt, doubt));
            }
            return;
        };
        if let Some(desk) = self.source.providers.get(&provider) {
            read.add(window, id, self.time(row), Some(desk.clone()), kind);
        }
    }

    async fn unavailabilities(&self) -> Result<Vec<Row>, SourceError> {
        self.list("unavailabilities", "", "id,start,end,providerId,notes").await
    }

    /// Older versions have none.
    async fn blocked_periods(&self) -> Result<Vec<Row>, SourceError> {
        match self.list("blocked_periods", "", "id,start,end").await {
            Err(SourceError::NotFound(_)) => Ok(Vec::new()),
            rows => rows,
        }
    }

    /// A deletion between two pages moves rows forward, and one is skipped. So a list of several pages is read twice,
    /// and the rows of both readings count.
    async fn list(&self, what: &str, filter: &str, fields: &str) -> Result<Vec<Row>, SourceError> {
        let mut rows: Vec<Row> = self.pages(what, filter, fields).await?;
        if rows.len() >= PAGE {
            let again: Vec<Row> = self.pages(what, filter, fields).await?;
            let known: BTreeSet<u64> = again.iter().map(|row| row.id).collect();
            rows.retain(|row| !known.contains(&row.id));
            rows.extend(again);
        }
        Ok(rows)
    }

    async fn pages<T: DeserializeOwned>(
        &self,
        what: &str,
        filter: &str,
        fields: &str,
    ) -> Result<Vec<T>, SourceError> {
        let mut rows: Vec<T> = Vec::new();
        for page in 1..=MAX_PAGES {
            let query = format!("{filter}fields={fields}&length={PAGE}&page={page}&sort=%2Bid");
            let some: Vec<T> = get(&self.client, &format!("{}/{what}?{query}", self.api)).await?;
            let is_last = some.len() < PAGE;
            rows.extend(some);
            if is_last {
                return Ok(rows);
            }
        }
        Err(SourceError::InvalidResponse("a list that does not end".to_owned()))
    }

    /// The key at the end of the notes.
    fn key(&self, row: &Row) -> Option<HoldKey> {
        HoldKey::parse_last_word(row.notes.as_deref()?, &self.source.office)
    }

    fn is_of_another(&self, row: &Row) -> bool {
        let notes = row.notes.as_deref().filter(|_| self.key(row).is_some());
        notes.is_some_and(|notes| HoldKey::is_of_another(notes, self.source.mark))
    }

    async fn know_zones(&mut self) -> Result<(), SourceError> {
        if self.zones.is_none() {
            self.read_zones().await?;
        }
        Ok(())
    }
}

impl AppointmentSystem for EasyAppointments {
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
        Box::pin(async move {
            self.know_zones().await?;
            self.change_hold(held, request).await
        })
    }

    fn release<'a>(&'a mut self, held: &'a ExistingHold) -> SystemFuture<'a, ()> {
        Box::pin(self.release_hold(held))
    }

    fn is_of_another_server(&self, hold: &ForeignId) -> bool {
        self.of_another_server.contains(hold)
    }

    fn find<'a>(&'a mut self, key: &'a HoldKey) -> SystemFuture<'a, Option<ExistingHold>> {
        Box::pin(async move {
            self.know_zones().await?;
            Ok(self.existing_holds(key).await?.into_iter().next())
        })
    }
}
