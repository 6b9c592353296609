// SPDX-License-Identifier: MPL-2.0
//! People, their sessions and devices of one office, in a file of its own beside the ledger: they change while the
//! office runs, and can be erased. Requests look into a copy in memory; a change is on disk before it is answered.

mod accounts;
mod companion_changes;
mod companions;
mod credentials;
mod device_changes;
mod devices;
mod events;
mod failure;
mod pairings;
mod people;
mod schema;
mod sessions;
mod witness_acts;

#[cfg(test)]
mod companion_tests;
#[cfg(test)]
mod pairing_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod witness_tests;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::companion_key::CompanionKey;
use office::names::OfficeId;
use office::time::UnixTime;

pub use accounts::{AccountError, AccountRefusal, NewAccount};
pub use companions::{
    CompanionCard, CompanionError, CompanionRefusal, EnrolledCompanion, EnrolledCompanions, GivenProof,
};
pub use credentials::CODE_HOURS;
pub(crate) use credentials::{StoredPassword, StoredSecondFactor};
pub use device_changes::Outage;
pub use devices::Device;
pub use events::{EventSearch, MOST_EVENTS, SecurityEvent, SecurityEventKind};
pub use failure::StoreFailure;
pub use pairings::{
    ConfirmedPairing, DeviceScreen, NewPairing, PairingError, PairingOutcome, PairingRefusal, PendingPairing,
    StartedPairing,
};
pub use people::People;
pub use sessions::{Session, SessionEnd, SessionLimits};
pub use witness_acts::WitnessDates;

/// The machine's time, which tests replace.
pub type MachineClock = Arc<dyn Fn() -> UnixTime + Send + Sync>;

pub struct PeopleStore {
    connection: Mutex<OpenFile>,
    current: RwLock<Arc<People>>,
    companion_key: CompanionKey,
    clock: MachineClock,
    limits: SessionLimits,
}

struct OpenFile {
    connection: Connection,
    /// Counts what other processes changed.
    data_version: i64,
}

impl PeopleStore {
    /// The file that holds an office's people.
    pub fn file(dir: &Path, office: &OfficeId) -> PathBuf {
        dir.join(format!("{office}.people"))
    }

    /// Opens an office's people file, or begins one.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn open(
        dir: &Path,
        office: &OfficeId,
        clock: MachineClock,
        limits: SessionLimits,
    ) -> Result<Self, StoreFailure> {
        let file = Self::file(dir, office);
        std::fs::create_dir_all(dir).map_err(|error| StoreFailure::File { file: file.clone(), error })?;
        let connection = schema::open(&file)?;
        let key = CompanionKey::of_file(&dir.join(format!("{office}.people-key")))?;
        Self::over(connection, key, clock, limits)
    }

    /// The same where the office has one; none is begun.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn open_existing(
        dir: &Path,
        office: &OfficeId,
        clock: MachineClock,
    ) -> Result<Option<Self>, StoreFailure> {
        let is_there = Self::file(dir, office).exists();
        is_there.then(|| Self::open(dir, office, clock, SessionLimits::default())).transpose()
    }

    /// One that is gone with the process, for tests and benchmarks.
    ///
    /// # Errors
    /// When SQLite gives no memory.
    pub fn in_memory(clock: MachineClock, limits: SessionLimits) -> Result<Self, StoreFailure> {
        Self::over(schema::in_memory()?, CompanionKey::new_random()?, clock, limits)
    }

    fn over(
        connection: Connection,
        companion_key: CompanionKey,
        clock: MachineClock,
        limits: SessionLimits,
    ) -> Result<Self, StoreFailure> {
        let data_version = data_version(&connection)?;
        let people = people::read(&connection, &People::default())?;
        let connection = Mutex::new(OpenFile { connection, data_version });
        Ok(Self { connection, current: RwLock::new(Arc::new(people)), companion_key, clock, limits })
    }

    /// Everybody as they are now. Whoever asks keeps what they got until they ask again.
    pub fn current(&self) -> Arc<People> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn now(&self) -> UnixTime {
        (self.clock)()
    }

    /// What companions' codes, cards and handles are hashed with.
    pub(crate) const fn companion_key(&self) -> &CompanionKey {
        &self.companion_key
    }

    pub const fn limits(&self) -> SessionLimits {
        self.limits
    }

    /// Follows what another process changed.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn follow(&self) -> Result<(), StoreFailure> {
        let mut file = self.lock();
        let version = data_version(&file.connection)?;
        if version == file.data_version {
            return Ok(());
        }
        file.data_version = version;
        self.read_anew(&file)
    }

    /// Follows what another process changed, remembers who was seen, and lets go of what has ended. To be called every
    /// second or so, off the threads that answer requests.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn tend(&self) -> Result<(), StoreFailure> {
        self.follow()?;
        self.remember_seen()?;
        self.end_sessions_out_of_time()
    }

    /// Changes the file in one commit, and then what requests look into.
    fn change<T, E: From<StoreFailure>>(
        &self,
        act: impl FnOnce(&Transaction<'_>, UnixTime) -> Result<T, E>,
    ) -> Result<T, E> {
        let now = self.now();
        let mut file = self.lock();
        let transaction = file
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreFailure::from)?;
        let done = act(&transaction, now)?;
        transaction.commit().map_err(StoreFailure::from)?;
        self.read_anew(&file)?;
        Ok(done)
    }

    /// Reads from the file what requests never look at.
    fn read<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreFailure> {
        Ok(read(&self.lock().connection)?)
    }

    fn read_anew(&self, file: &OpenFile) -> Result<(), StoreFailure> {
        let people = people::read(&file.connection, &self.current())?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(people);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, OpenFile> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

impl fmt::Debug for PeopleStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PeopleStore").field("people", &self.current()).finish_non_exhaustive()
    }
}
