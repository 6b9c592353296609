// SPDX-License-Identifier: MPL-2.0
//! Devices: what each may do, where it stands, and when it was last seen.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::Connection;

use super::sessions::SEEN_EVERY;
use super::{PeopleStore, StoreFailure};
use crate::access::{Credential, Identity};
use crate::role::Role;
use crate::token::Token;
use office::names::{Actor, DeskId};
use office::time::UnixTime;

/// A kiosk, a board or another machine that was let in.
#[derive(Debug)]
pub struct Device {
    /// As the ledger names it, after its role: `entrance`.
    pub id: String,
    pub role: Role,
    /// The desk it is bound to.
    pub desk: Option<DeskId>,
    pub paired_at: UnixTime,
    /// As the ledger names whoever let it in.
    pub paired_by: String,
    pub revoked_at: Option<UnixTime>,
    /// Unix seconds of the last request; 0 before the first.
    seen_at: AtomicI64,
    written_seen_at: AtomicI64,
}

impl Device {
    pub fn seen_at(&self) -> Option<UnixTime> {
        let seen = self.seen_at.load(Ordering::Relaxed);
        (seen > 0).then(|| UnixTime::from_unix(seen))
    }

    pub(super) fn has_written(&self, seen: i64) {
        self.written_seen_at.store(seen, Ordering::Relaxed);
    }

    pub fn actor(&self) -> Actor {
        Actor::from(format!("{}:{}", self.role, self.id).as_str())
    }
}

impl PeopleStore {
    /// Which device holds the token, if it is still let in.
    pub fn device(&self, token: &Token) -> Option<Identity> {
        let people = self.current();
        let device = people.devices.get(token).filter(|device| device.revoked_at.is_none())?;
        device.seen_at.fetch_max(self.now().unix(), Ordering::Relaxed);
        let credential = Credential::Device { id: device.id.clone(), desk: device.desk.clone() };
        Some(Identity { role: device.role, actor: device.actor(), credential })
    }
}

/// Devices whose last sign of life is to be written.
pub(super) fn seen(all: &BTreeMap<Token, Arc<Device>>) -> Vec<(Arc<Device>, i64)> {
    let seen = all.values().map(|device| (Arc::clone(device), device.seen_at.load(Ordering::Relaxed)));
    seen.filter(|(device, seen)| {
        seen.saturating_sub(device.written_seen_at.load(Ordering::Relaxed)) >= SEEN_EVERY
    })
    .collect()
}

/// What the file knows, with what was seen since.
pub(super) fn read(
    connection: &Connection,
    before: &BTreeMap<Token, Arc<Device>>,
) -> Result<BTreeMap<Token, Arc<Device>>, StoreFailure> {
    let mut statement = connection
        .prepare("SELECT token, id, role, desk, paired_at, seen_at, revoked_at, paired_by FROM devices")?;
    let mut rows = statement.query([])?;
    let mut devices = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let token = Token::from_bytes(row.get(0)?);
        let role: String = row.get(2)?;
        // A role that this version does not know opens nothing.
        let Some(role) = Role::named(&role) else { continue };
        let desk: Option<String> = row.get(3)?;
        let written: i64 = row.get::<_, Option<i64>>(5)?.unwrap_or(0);
        let seen = before.get(&token).map_or(written, |device| device.seen_at.load(Ordering::Relaxed));
        let device = Device {
            id: row.get(1)?,
            role,
            desk: desk.and_then(|desk| desk.parse().ok()),
            paired_at: UnixTime::from_unix(row.get(4)?),
            paired_by: row.get(7)?,
            revoked_at: row.get::<_, Option<i64>>(6)?.map(UnixTime::from_unix),
            seen_at: AtomicI64::new(seen.max(written)),
            written_seen_at: AtomicI64::new(written),
        };
        devices.insert(token, Arc::new(device));
    }
    Ok(devices)
}
