//! What the follower needs of an office: a look at what it wants, and to be told what became of it.

use std::future::Future;

use office::Office;
use office::calendar::Zone;
use office::command::{Asked, Command};
use office::holds::{KnownHold, WantedHold};
use office::names::Actor;
use office::time::UnixTime;
use runtime::DIARY;
use runtime::handle::{NoAnswer, OfficeHandle};

/// The office as the follower looks at it.
#[derive(Clone, Debug)]
pub struct Seen {
    pub now: UnixTime,
    pub office: String,
    pub zone: Zone,
    pub wanted: Vec<WantedHold>,
    pub known: Vec<KnownHold>,
    pub diary_lost: bool,
    /// When the appointment system last told the office something, before this start too.
    pub told_at: Option<UnixTime>,
    /// The office lends time that only a look confirms.
    pub lends_on_trust: bool,
}

impl Seen {
    pub fn of(office: &Office, now: UnixTime) -> Self {
        let setup = office.setup();
        Self {
            now,
            office: setup.id.as_str().to_owned(),
            zone: setup.time_zone.clone(),
            wanted: office.wanted_holds(now),
            known: office.known_holds().cloned().collect(),
            diary_lost: office.diary_lost().is_some(),
            told_at: office.diary_told_at(),
            lends_on_trust: office.lends_on_trust(),
        }
    }
}

/// Why the office did not take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// The rules say no; it is not asked again in this round.
    Refused,
    /// Later perhaps: the mailbox or the disk is full.
    Busy,
    /// There is no office any more.
    Stopped,
}

pub trait OfficeSide: Send + Sync {
    fn now(&self) -> UnixTime;

    /// Counts up with every event: the office is looked at only when it changed.
    fn version(&self) -> u64;

    fn see(&self) -> impl Future<Output = Result<Seen, NotTaken>> + Send;

    /// Told, and on disk when this returns.
    fn tell(&self, command: Command) -> impl Future<Output = Result<(), NotTaken>> + Send;

    /// Waits for the next change.
    fn changed(&self) -> impl Future<Output = ()> + Send;
}

impl OfficeSide for OfficeHandle {
    fn now(&self) -> UnixTime {
        Self::now(self)
    }

    fn version(&self) -> u64 {
        self.health().last_seq
    }

    async fn see(&self) -> Result<Seen, NotTaken> {
        self.read(Seen::of).await.map_err(not_taken)
    }

    async fn tell(&self, command: Command) -> Result<(), NotTaken> {
        let asked = Asked { actor: Actor::from(DIARY), key: None, command };
        self.ask(asked).await.map(drop).map_err(not_taken)
    }

    async fn changed(&self) {
        self.next_change().await;
    }
}

fn not_taken(error: NoAnswer) -> NotTaken {
    match error {
        NoAnswer::Refused(refusal) => {
            tracing::debug!(code = refusal.code(), "the office does not take what the diary says");
            NotTaken::Refused
        }
        NoAnswer::InvalidEvent => NotTaken::Refused,
        NoAnswer::Busy | NoAnswer::DiskFull => NotTaken::Busy,
        NoAnswer::Stopped => NotTaken::Stopped,
    }
}
