// SPDX-License-Identifier: MPL-2.0
//! What happens to a device after it was paired: its access is taken away, and it is away at times.

use rusqlite::params;

use super::events::{SecurityEvent, SecurityEventKind, add_event};
use super::{PeopleStore, StoreFailure};
use crate::token::Token;
use office::names::Actor;
use office::time::UnixTime;

/// Kept of each device.
const MOST_OUTAGES: u32 = 20;

/// A time in which no screen of a device was open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    pub from: UnixTime,
    pub to: UnixTime,
}

impl PeopleStore {
    /// Takes a device's access away. False where no device of this name has any.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn revoke_device(&self, name: &str, by: &Actor) -> Result<bool, StoreFailure> {
        self.change(|file, now| {
            let revoked = file.execute(
                "UPDATE devices SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
                params![name, now.unix()],
            )?;
            if revoked == 0 {
                return Ok(false);
            }
            let event = SecurityEvent {
                subject: Some(name.to_owned()),
                actor: Some(by.to_string()),
                ..SecurityEvent::new(SecurityEventKind::DeviceRevoked)
            };
            add_event(file, now, &event)?;
            Ok::<_, StoreFailure>(true)
        })
    }

    /// Whether the token let a device in until its access was taken away.
    pub fn was_revoked(&self, token: &Token) -> bool {
        let people = self.current();
        people.devices.get(token).is_some_and(|device| device.revoked_at.is_some())
    }

    /// Remembers that a device was away.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn record_outage(&self, device: &str, outage: Outage) -> Result<(), StoreFailure> {
        let file = self.lock();
        file.connection.execute(
            "INSERT OR IGNORE INTO device_outages (device, from_at, to_at)
                SELECT id, ?2, ?3 FROM devices WHERE id = ?1",
            params![device, outage.from.unix(), outage.to.unix()],
        )?;
        file.connection.execute(
            "DELETE FROM device_outages WHERE device = ?1 AND from_at NOT IN
                (SELECT from_at FROM device_outages WHERE device = ?1 ORDER BY from_at DESC LIMIT ?2)",
            params![device, MOST_OUTAGES],
        )?;
        Ok(())
    }

    /// When a device was away, the latest first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn outages(&self, device: &str) -> Result<Vec<Outage>, StoreFailure> {
        self.read(|file| {
            let mut rows = file.prepare(
                "SELECT from_at, to_at FROM device_outages WHERE device = ?1 ORDER BY from_at DESC",
            )?;
            let outages = rows.query_map([device], |row| {
                Ok(Outage { from: UnixTime::from_unix(row.get(0)?), to: UnixTime::from_unix(row.get(1)?) })
            })?;
            outages.collect()
        })
    }
}
