// SPDX-License-Identifier: MPL-2.0
//! What requests look into: everybody who may come in, by what they show.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use rusqlite::Connection;

use super::companions::{self, EnrolledCompanions};
use super::devices::{self, Device};
use super::sessions::{self, Session};
use super::witness_acts::{self, WitnessDates};
use super::{StoreFailure, accounts};
use crate::account::{Account, AccountId, AccountName};
use crate::token::Token;

#[derive(Default)]
pub struct People {
    pub(super) accounts: BTreeMap<AccountId, Account>,
    pub(super) sessions: BTreeMap<Token, Arc<Session>>,
    pub(super) devices: BTreeMap<Token, Arc<Device>>,
    pub(super) companions: EnrolledCompanions,
    pub(super) witness_dates: WitnessDates,
}

impl People {
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    pub fn account(&self, id: &AccountId) -> Option<&Account> {
        self.accounts.get(id)
    }

    pub fn named(&self, name: &AccountName) -> Option<&Account> {
        self.accounts.values().find(|account| account.name == *name)
    }

    pub fn devices(&self) -> impl Iterator<Item = &Device> {
        self.devices.values().map(|device| &**device)
    }

    pub const fn companions(&self) -> &EnrolledCompanions {
        &self.companions
    }

    pub const fn witness_dates(&self) -> &WitnessDates {
        &self.witness_dates
    }
}

/// Everybody in the file. What was seen since it was last written is taken over from what was known before.
pub(super) fn read(connection: &Connection, before: &People) -> Result<People, StoreFailure> {
    Ok(People {
        accounts: accounts::read(connection)?,
        sessions: sessions::read(connection, &before.sessions)?,
        devices: devices::read(connection, &before.devices)?,
        companions: companions::read(connection)?,
        witness_dates: witness_acts::read(connection)?,
    })
}

impl fmt::Debug for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("People")
            .field("accounts", &self.accounts.len())
            .field("sessions", &self.sessions.len())
            .field("devices", &self.devices.len())
            .field("companions", &self.companions)
            .finish_non_exhaustive()
    }
}
