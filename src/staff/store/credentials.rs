// SPDX-License-Identifier: MPL-2.0
//! What people prove themselves with: a password, a one-time code to choose one, a second factor.

use std::fmt;

use rusqlite::{OptionalExtension, Transaction, params};

use super::events::{SecurityEvent, SecurityEventKind, add_event};
use super::sessions::{SessionEnd, end_all};
use super::{PeopleStore, StoreFailure};
use crate::account::AccountId;
use crate::one_time_code::OneTimeCode;
use office::time::{Length, UnixTime};

/// How long a one-time code can be used.
pub const CODE_HOURS: i64 = 24;

/// A password as it is kept.
#[derive(Clone)]
pub struct StoredPassword {
    pub salt: [u8; 16],
    pub hash: [u8; 32],
    pub memory_kib: u32,
    pub passes: u32,
}

/// A second factor as it is kept.
#[derive(Clone)]
pub struct StoredSecondFactor {
    pub secret: Vec<u8>,
    /// The half minute of the last code that was used.
    pub last_step: u64,
}

impl PeopleStore {
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn password(&self, id: &AccountId) -> Result<Option<StoredPassword>, StoreFailure> {
        let sql = "SELECT salt, hash, memory_kib, passes FROM passwords WHERE account = ?1";
        self.read(|file| {
            file.query_row(sql, [id.as_str()], |row| {
                Ok(StoredPassword {
                    salt: row.get(0)?,
                    hash: row.get(1)?,
                    memory_kib: row.get(2)?,
                    passes: row.get(3)?,
                })
            })
            .optional()
        })
    }

    /// # Errors
    /// When it cannot be read.
    pub(crate) fn second_factor(&self, id: &AccountId) -> Result<Option<StoredSecondFactor>, StoreFailure> {
        let sql = "SELECT secret, last_step FROM second_factors WHERE account = ?1";
        self.read(|file| {
            file.query_row(sql, [id.as_str()], |row| {
                Ok(StoredSecondFactor { secret: row.get(0)?, last_step: row.get(1)? })
            })
            .optional()
        })
    }

    /// Whether the one-time code is the person's and has not ended. It stays: it is used up by the password it lets
    /// its person choose.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn has_code(&self, id: &AccountId, code: &OneTimeCode) -> Result<bool, StoreFailure> {
        let (now, hash) = (self.now(), code.hash());
        let sql =
            "SELECT EXISTS (SELECT 1 FROM one_time_codes WHERE account = ?1 AND hash = ?2 AND ends_at > ?3)";
        self.read(|file| {
            let values = params![id.as_str(), hash.as_bytes(), now.unix()];
            file.query_row(sql, values, |row| row.get(0))
        })
    }

    /// Uses a one-time code up for a password. False if it was used meanwhile; then nothing changes.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn choose_password(
        &self,
        id: &AccountId,
        code: &OneTimeCode,
        password: &StoredPassword,
    ) -> Result<bool, StoreFailure> {
        self.change(|file, now| {
            let used = file.execute(
                "DELETE FROM one_time_codes WHERE account = ?1 AND hash = ?2 AND ends_at > ?3",
                params![id.as_str(), code.hash().as_bytes(), now.unix()],
            )?;
            if used == 0 {
                return Ok::<_, StoreFailure>(false);
            }
            set_password(file, now, id, password)?;
            Ok(true)
        })
    }

    /// Keeps the password that a person has instead of the one they showed. False if that one is not theirs any more.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn replace_password(
        &self,
        id: &AccountId,
        shown: &StoredPassword,
        new: &StoredPassword,
    ) -> Result<bool, StoreFailure> {
        self.change(|file, now| {
            let sql = "SELECT EXISTS (SELECT 1 FROM passwords WHERE account = ?1 AND hash = ?2)";
            let stands: bool = file.query_row(sql, params![id.as_str(), shown.hash], |row| row.get(0))?;
            if stands {
                set_password(file, now, id, new)?;
            }
            Ok::<_, StoreFailure>(stands)
        })
    }

    /// Keeps a second factor that its person has shown a code of.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn set_second_factor(
        &self,
        id: &AccountId,
        factor: &StoredSecondFactor,
    ) -> Result<(), StoreFailure> {
        self.change(|file, now| {
            file.execute(
                "INSERT INTO second_factors (account, secret, last_step, set_at) VALUES (?1, ?2, ?3, ?4)
                    ON CONFLICT (account) DO UPDATE SET secret = ?2, last_step = ?3, set_at = ?4",
                params![id.as_str(), factor.secret, factor.last_step, now.unix()],
            )?;
            note(file, now, SecurityEventKind::SecondFactorSet, id)
        })
    }

    /// Uses a code of a second factor up. False if it, or a later one, was used meanwhile.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn use_second_factor(&self, id: &AccountId, step: u64) -> Result<bool, StoreFailure> {
        self.change(|file, _| {
            let sql = "UPDATE second_factors SET last_step = ?2 WHERE account = ?1 AND last_step < ?2";
            Ok(file.execute(sql, params![id.as_str(), step])? == 1)
        })
    }
}

/// A new password ends what was opened with the old one.
fn set_password(
    file: &Transaction<'_>,
    now: UnixTime,
    id: &AccountId,
    password: &StoredPassword,
) -> Result<(), StoreFailure> {
    let StoredPassword { salt, hash, memory_kib, passes } = password;
    file.execute(
        "INSERT INTO passwords (account, salt, hash, memory_kib, passes, set_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (account) DO UPDATE SET salt = ?2, hash = ?3, memory_kib = ?4, passes = ?5, set_at = ?6",
        params![id.as_str(), salt, hash, memory_kib, passes, now.unix()],
    )?;
    end_all(file, now, id, None, SessionEnd::NewCredentials, None)?;
    note(file, now, SecurityEventKind::PasswordSet, id)
}

pub(super) fn set_code(
    file: &Transaction<'_>,
    id: &AccountId,
    code: &OneTimeCode,
    now: UnixTime,
) -> Result<(), StoreFailure> {
    let ends = now + Length::minutes(CODE_HOURS * 60);
    file.execute(
        "INSERT INTO one_time_codes (account, hash, ends_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (account) DO UPDATE SET hash = ?2, ends_at = ?3",
        params![id.as_str(), code.hash().as_bytes(), ends.unix()],
    )?;
    Ok(())
}

pub(super) fn take_code_back(file: &Transaction<'_>, id: &AccountId) -> Result<(), StoreFailure> {
    file.execute("DELETE FROM one_time_codes WHERE account = ?1", [id.as_str()])?;
    Ok(())
}

pub(super) fn forget(file: &Transaction<'_>, id: &AccountId) -> Result<(), StoreFailure> {
    for table in ["passwords", "second_factors", "one_time_codes"] {
        file.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [id.as_str()])?;
    }
    Ok(())
}

fn note(
    file: &Transaction<'_>,
    now: UnixTime,
    kind: SecurityEventKind,
    id: &AccountId,
) -> Result<(), StoreFailure> {
    add_event(file, now, &SecurityEvent { subject: Some(id.to_string()), ..SecurityEvent::new(kind) })
}

impl fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredPassword(…)")
    }
}

impl fmt::Debug for StoredSecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredSecondFactor(…)")
    }
}
