// SPDX-License-Identifier: MPL-2.0
//! What the reconciler needs of an office: a view of what is wanted, and a way to report what became of it.

use std::collections::BTreeMap;
use std::future::Future;

use jiff::civil::Date;

use office::Office;
use office::calendar::Zone;
use office::command::{Command, Request};
use office::gap::Bookings;
use office::holds::{KnownHold, WantedHold};
use office::names::Actor;
use office::time::UnixTime;
use runtime::handle::{NoAnswer, OfficeHandle};

/// The actor of what the appointment system reports.
pub const DIARY: &str = "diary";

/// The part of an office that the reconciler works with.
#[derive(Clone, Debug)]
pub struct OfficeSnapshot {
    pub now: UnixTime,
    pub office: String,
    pub zone: Zone,
    pub wanted: Vec<WantedHold>,
    pub known: Vec<KnownHold>,
    /// The bookings that the office knows, from today on.
    pub bookings: BTreeMap<Date, Bookings>,
    pub diary_lost: bool,
    /// When the appointment system last reported something, also before this start.
    pub last_report: Option<UnixTime>,
    /// The office lends time that only a poll confirms.
    pub lends_on_trust: bool,
}

impl OfficeSnapshot {
    pub fn of(office: &Office, now: UnixTime) -> Self {
        let setup = office.setup();
        Self {
            now,
            office: setup.id.as_str().to_owned(),
            zone: setup.time_zone.clone(),
            wanted: office.wanted_holds(now),
            known: office.known_holds().cloned().collect(),
            bookings: office.known_days(setup.time_zone.date(now)).into_iter().collect(),
            diary_lost: office.diary_lost().is_some(),
            last_report: office.diary_reported_at(),
            lends_on_trust: office.lends_on_trust(),
        }
    }
}

/// Why the office did not carry out a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// The rules refuse it; it is not repeated in this round.
    Refused,
    /// The mailbox or the disk is full: later perhaps.
    Busy,
    /// The office no longer runs.
    Stopped,
}

pub trait OfficePort: Send + Sync {
    fn now(&self) -> UnixTime;

    /// Office seconds per second: pauses between polls are in office time.
    fn speed(&self) -> f64 {
        1.0
    }

    /// Grows with every event: the office is read only when it changed.
    fn version(&self) -> u64;

    fn snapshot(&self) -> impl Future<Output = Result<OfficeSnapshot, CommandError>> + Send;

    /// Committed when this returns.
    fn submit(&self, command: Command) -> impl Future<Output = Result<(), CommandError>> + Send;

    /// Waits for the next commit.
    fn changed(&self) -> impl Future<Output = ()> + Send;
}

impl OfficePort for OfficeHandle {
    fn now(&self) -> UnixTime {
        Self::now(self)
    }

    fn speed(&self) -> f64 {
        Self::speed(self)
    }

    fn version(&self) -> u64 {
        self.health().last_seq
    }

    async fn snapshot(&self) -> Result<OfficeSnapshot, CommandError> {
        self.read(OfficeSnapshot::of).await.map_err(command_error)
    }

    async fn submit(&self, command: Command) -> Result<(), CommandError> {
        let asked = Request { actor: Actor::from(DIARY), key: None, command };
        self.ask(asked).await.map(drop).map_err(command_error)
    }

    async fn changed(&self) {
        self.next_change().await;
    }
}

fn command_error(error: NoAnswer) -> CommandError {
    match error {
        NoAnswer::Refused(refusal) => {
            tracing::debug!(code = refusal.code(), "the office refuses what the appointment system reports");
            CommandError::Refused
        }
        NoAnswer::InvalidEvent | NoAnswer::NoSubject => CommandError::Refused,
        NoAnswer::Busy | NoAnswer::DiskFull => CommandError::Busy,
        NoAnswer::Stopped => CommandError::Stopped,
    }
}
