//! A published calendar, read only: Outlook and Exchange, Google, and whatever else gives its calendar an
//! address. Asked for with a condition, so that a look that finds nothing costs next to nothing.
//!
//! What never lives here: holds. A published calendar takes none.

mod fetch;
mod guard;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

pub use fetch::FetchTimeouts;
use fetch::{Fetched, Source, Version};
pub use guard::Reach;

use super::ical::{self, AllDay, CalendarLimits, DeskBy, Reading};
use super::port::{AppointmentSystem, Capabilities, Changes, Cursor, Snapshot, SystemAnswer, Trouble};
use super::snapshot_diff::Told;
use office::calendar::Zone;
use office::time::TimeRange;

/// How a published calendar is reached and read.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `https://…`, `http://…` or `webcal://…`. It may be a secret and is never told.
    pub address: String,
    pub login: Option<(String, String)>,
    pub reach: Reach,
    pub office: String,
    pub zone: Zone,
    pub desks: DeskBy,
    pub all_day: AllDay,
    pub limits: CalendarLimits,
    pub patience: FetchTimeouts,
    pub least_pause: Duration,
}

#[derive(Debug)]
pub struct Subscription {
    settings: Arc<Settings>,
    source: Source,
    version: Version,
    told: Told,
}

impl Subscription {
    /// # Errors
    /// Why the address is none.
    pub fn new(settings: Settings) -> Result<Self, String> {
        let source = Source::new(
            &settings.address,
            settings.reach,
            settings.login.clone(),
            settings.patience,
            settings.limits.bytes,
        )?;
        Ok(Self { settings: Arc::new(settings), source, version: Version::default(), told: Told::default() })
    }

    /// Away from the network's threads: a large calendar takes the better part of a second.
    async fn read(&self, body: Vec<u8>, window: TimeRange) -> Result<ical::Calendar, Trouble> {
        let settings = Arc::clone(&self.settings);
        let read = tokio::task::spawn_blocking(move || {
            let reading = Reading {
                office: &settings.office,
                zone: &settings.zone,
                window,
                desks: &settings.desks,
                all_day: settings.all_day,
                limits: settings.limits,
            };
            ical::read(&ical::decode(&body), &reading)
        });
        let read = read.await.map_err(|_| Trouble::Malformed(ical::Unreadable::Fault.to_string()))?;
        read.map_err(|error| Trouble::Malformed(error.to_string()))
    }

    async fn all(&mut self, window: TimeRange) -> Result<Snapshot, Trouble> {
        let Fetched::Changed { body, version } = self.source.fetch(&Version::default()).await? else {
            return Err(Trouble::Malformed("it answers «unchanged» to a first request".to_owned()));
        };
        let calendar = self.read(body, window).await?;
        self.version = version;
        Ok(self.told.all(calendar.entries, window, calendar.problems))
    }

    async fn since(&mut self, since: &Cursor, window: TimeRange) -> Result<Changes, Trouble> {
        self.told.follows(since, window)?;
        let Fetched::Changed { body, version } = self.source.fetch(&self.version).await? else {
            return Ok(Changes::Nothing);
        };
        let calendar = self.read(body, window).await?;
        self.version = version;
        Ok(self.told.changed(&calendar.entries, window, calendar.problems))
    }
}

impl AppointmentSystem for Subscription {
    fn capabilities(&self) -> Capabilities {
        let least_pause = self.settings.least_pause;
        Capabilities { can_hold: false, can_follow: true, compare_and_set: false, least_pause }
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemAnswer<'_, Snapshot> {
        Box::pin(self.all(window))
    }

    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemAnswer<'a, Changes> {
        Box::pin(self.since(since, window))
    }
}
