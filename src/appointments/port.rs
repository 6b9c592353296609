//! What every appointment system is asked, whichever it is: read a window, follow what changes, hold time,
//! change a hold, give it back. One adapter each implements it and knows nothing of the queue.
//!
//! What a booking is about (summary, attendees, description) is dropped at the adapter's edge: nothing here
//! can carry it.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use office::names::DeskId;
use office::time::TimeRange;

pub use crate::hold_key::HoldKey;

/// What an adapter answers, when the network has.
pub type SystemAnswer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Trouble>> + Send + 'a>>;

/// One calendar, or one account, of an appointment system.
pub trait AppointmentSystem: Send + Sync {
    fn capabilities(&self) -> Capabilities;

    /// All that takes time in the window, and where to follow on from.
    fn snapshot(&mut self, window: TimeRange) -> SystemAnswer<'_, Snapshot>;

    /// What changed since; [`Trouble::CursorExpired`] asks for a new snapshot.
    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemAnswer<'a, Changes>;

    /// Takes time out of public booking. The same wish twice is one hold.
    ///
    /// An [`Trouble::Unknown`] answer means that it may have been done: look with [`Self::find`].
    fn hold<'a>(&'a mut self, _: &'a Wish) -> SystemAnswer<'a, Held> {
        read_only()
    }

    /// Brings a hold to what is wished now: another end, or in use.
    fn update<'a>(&'a mut self, _: &'a Held, _: &'a Wish) -> SystemAnswer<'a, Held> {
        read_only()
    }

    /// Gives the time back. Already gone is success.
    fn release<'a>(&'a mut self, _: &'a Held) -> SystemAnswer<'a, ()> {
        read_only()
    }

    /// Our hold of this key as it stands there now: how a lost answer is resolved.
    fn find<'a>(&'a mut self, _: &'a HoldKey) -> SystemAnswer<'a, Option<Held>> {
        read_only()
    }
}

fn read_only<'a, T: Send + 'a>() -> SystemAnswer<'a, T> {
    Box::pin(async { Err(Trouble::ReadOnly) })
}

/// What a system can do, for the reconciler and for the administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    pub can_hold: bool,
    /// Whether changes can be asked for since a cursor; else every look is a snapshot.
    pub can_follow: bool,
    /// Whether a write can be made to fail when somebody else wrote in between.
    pub compare_and_set: bool,
    /// Never look more often than this.
    pub least_pause: Duration,
}

/// Where following goes on; opaque to all but the adapter it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub String);

/// What one entry of the system is called there; recurring entries take time more than once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignId(pub String);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub entries: Vec<Entry>,
    pub cursor: Option<Cursor>,
    /// What was left out because it could not be read, in words for an administrator.
    pub problems: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    Nothing,
    /// Entries as they are now, each whole within the window, and those that are gone.
    Changed {
        entries: Vec<Entry>,
        gone: Vec<ForeignId>,
        cursor: Cursor,
        problems: Vec<String>,
    },
}

/// One entry of the system, with all the time it takes in the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: ForeignId,
    pub etag: Option<String>,
    pub takes: Vec<Taken>,
}

/// A stretch of time that is not free there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The desk; nothing when all desks of the source are meant (a closure, a holiday).
    pub desk: Option<DeskId>,
    pub time: TimeRange,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Booking,
    /// Our own.
    Hold(HoldKey),
    /// Nobody serves then.
    Closed,
}

/// Time we want out of public booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub key: HoldKey,
    pub desk: DeskId,
    pub time: TimeRange,
    /// Somebody is placed or served in it.
    pub in_use: bool,
}

/// Our hold as the system has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub key: HoldKey,
    pub id: ForeignId,
    pub etag: Option<String>,
    pub desk: DeskId,
    pub time: TimeRange,
}

/// Why there is no answer, by what is to be done about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Somebody else has the time, or an entry with this name.
    #[error("the time is taken in the appointment system")]
    Conflict,
    /// The entry changed since we saw it: read it again.
    #[error("the entry was changed by somebody else")]
    Precondition,
    #[error("the cursor is too old")]
    CursorExpired,
    /// The user or the password is not accepted.
    #[error("the appointment system does not let us in: {0}")]
    Unauthorized(String),
    /// What was asked for is not there, or this system has no such thing.
    #[error("the appointment system does not have what was asked for: {0}")]
    NotFound(String),
    /// The administrator must act; trying again soon is no use.
    #[error("the appointment system does not let us in: {0}")]
    NotLetIn(String),
    #[error("the appointment system asks for a pause of {} seconds", .0.as_secs())]
    TooFast(Duration),
    /// Nothing was done.
    #[error("the appointment system cannot be reached: {0}")]
    Unreachable(String),
    /// The request went out and no usable answer came: look before doing it again.
    #[error("it is not known whether the appointment system did it: {0}")]
    Unknown(String),
    #[error("the appointment system answers what cannot be understood: {0}")]
    Malformed(String),
    #[error("this appointment system can only be read")]
    ReadOnly,
}
