// SPDX-License-Identifier: MPL-2.0
//! A published calendar, read only: Outlook and Exchange, Google, and others with an address. Requests are
//! conditional, so a poll that finds nothing costs next to nothing.

mod fetch;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use fetch::{Fetched, Version, fetch};

use super::http_client::{
    AllowedNetwork, Credentials, Destinations, HttpClient, HttpLimits, HttpTimeouts, Transport,
};
use super::ical::{self, AllDay, CalendarLimits, DeskBy, ParseOptions};
use super::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Deletions, ForeignId, Snapshot, SourceError,
    SystemFuture,
};
use super::snapshot_diff::{SnapshotDiff, WindowContents};
use office::calendar::Zone;
use office::time::TimeRange;

#[derive(Clone, Debug)]
pub struct SubscriptionSource {
    /// `https://…`, `http://…` or `webcal://…`. It may be a secret and is never logged.
    pub address: String,
    pub credentials: Credentials,
    pub network: AllowedNetwork,
    pub office: String,
    pub zone: Zone,
    pub desks: DeskBy,
    pub all_day: AllDay,
    pub free_entries_count: bool,
    pub limits: CalendarLimits,
    pub timeouts: HttpTimeouts,
    pub transport: Transport,
    pub least_pause: Duration,
}

impl SubscriptionSource {
    /// A published calendar may be large and slow.
    pub fn default_timeouts() -> HttpTimeouts {
        let [connect, idle, total] = [10, 15, 60].map(Duration::from_secs);
        HttpTimeouts { connect, idle, total }
    }
}

#[derive(Debug)]
pub struct Subscription {
    source: Arc<SubscriptionSource>,
    client: HttpClient,
    version: Version,
    diff: SnapshotDiff,
}

impl Subscription {
    /// # Errors
    /// What is wrong with the address.
    pub fn new(source: SubscriptionSource) -> Result<Self, SourceError> {
        // Calendar programs write webcal:// for "open this in a calendar".
        let address = match source.address.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("webcal") => format!("https://{rest}"),
            _ => source.address.clone(),
        };
        let limits = HttpLimits { timeouts: source.timeouts, body_bytes: source.limits.bytes };
        let destinations = Destinations::Redirects(source.network);
        let client =
            HttpClient::new(&address, source.credentials.clone(), limits, destinations, &source.transport)?;
        let (version, diff) = (Version::default(), SnapshotDiff::default());
        Ok(Self { source: Arc::new(source), client, version, diff })
    }

    /// Off the async threads: a large calendar takes the better part of a second.
    async fn read(&self, body: Vec<u8>, window: TimeRange) -> Result<ical::Calendar, SourceError> {
        let source = Arc::clone(&self.source);
        let read = tokio::task::spawn_blocking(move || {
            let reading = ParseOptions {
                office: &source.office,
                zone: &source.zone,
                window,
                desks: &source.desks,
                all_day: source.all_day,
                free_entries_count: source.free_entries_count,
                limits: source.limits,
            };
            ical::read(&ical::decode(&body), &reading)
        });
        let read =
            read.await.map_err(|_| SourceError::InvalidResponse(ical::CalendarError::Fault.to_string()))?;
        read.map_err(|error| SourceError::InvalidResponse(error.to_string()))
    }

    async fn read_all(&mut self, window: TimeRange) -> Result<Snapshot, SourceError> {
        let Fetched::Changed { body, version } = fetch(&self.client, &Version::default()).await? else {
            return Err(SourceError::InvalidResponse(
                "it answers \"unchanged\" to a first request".to_owned(),
            ));
        };
        let calendar = self.read(body, window).await?;
        self.version = version;
        Ok(self.diff.snapshot(read_of(calendar), window))
    }

    async fn read_changes(&mut self, since: &Cursor, window: TimeRange) -> Result<Changes, SourceError> {
        self.diff.check_cursor(since, window)?;
        let Fetched::Changed { body, version } = fetch(&self.client, &self.version).await? else {
            return Ok(Changes::Nothing);
        };
        let calendar = self.read(body, window).await?;
        self.version = version;
        Ok(self.diff.changes(read_of(calendar), window))
    }
}

fn read_of(calendar: ical::Calendar) -> WindowContents {
    let problems = calendar.all_problems();
    let unreadable = calendar.unreadable.into_iter().map(ForeignId).collect();
    WindowContents { entries: calendar.entries, problems, unreadable }
}

impl AppointmentSystem for Subscription {
    fn capabilities(&self) -> Capabilities {
        let least_pause = self.source.least_pause;
        Capabilities {
            can_hold: false,
            can_follow: true,
            deletions: Deletions::Unsaid,
            compare_and_set: false,
            least_pause,
        }
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemFuture<'_, Snapshot> {
        Box::pin(self.read_all(window))
    }

    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemFuture<'a, Changes> {
        Box::pin(self.read_changes(since, window))
    }
}
