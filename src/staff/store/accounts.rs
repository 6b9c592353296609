// SPDX-License-Identifier: MPL-2.0
//! Accounts: added, given another role, disabled, reset. Whatever takes rights away ends the person's sessions in the
//! same commit.

use std::collections::BTreeMap;

use rusqlite::{Connection, Params, Row, Transaction, params};

use super::events::{SecurityEvent, SecurityEventKind, add_event};
use super::sessions::{SessionEnd, end_all};
use super::{PeopleStore, StoreFailure, credentials};
use crate::account::{Account, AccountId, AccountName, ProviderSubject};
use crate::one_time_code::OneTimeCode;
use crate::role::Role;
use office::names::Actor;
use office::time::UnixTime;

/// A person who is to sign in.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub name: AccountName,
    pub role: Role,
    /// Needed for a unit lead, and for nobody else.
    pub unit: Option<String>,
}

/// Why an account is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefusal {
    #[error("somebody has this name already")]
    NameTaken,
    #[error("this role is for devices; choose one for people")]
    NotForPeople,
    #[error("a unit lead needs the name of the unit, and nobody else has one")]
    Unit,
    #[error("there is no such person")]
    Unknown,
    #[error("this is the last administrator; make somebody else administrator first")]
    LastAdministrator,
    #[error("the identity provider vouches for this person; change it there")]
    FromProvider,
}

/// Why an account was not changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error(transparent)]
    Refused(#[from] AccountRefusal),
    #[error(transparent)]
    Failed(#[from] StoreFailure),
}

impl From<rusqlite::Error> for AccountError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.into())
    }
}

const MOST_UNIT_CHARACTERS: usize = 80;

impl PeopleStore {
    /// Adds a person; the code lets them choose a password.
    ///
    /// # Errors
    /// [`AccountError`].
    pub fn add_account(
        &self,
        new: &NewAccount,
        by: &Actor,
    ) -> Result<(AccountId, OneTimeCode), AccountError> {
        check_role(new.role, new.unit.as_deref())?;
        let (id, code) = (AccountId::new_random()?, OneTimeCode::new_random()?);
        self.change(|file, now| {
            if name_is_taken(file, &new.name)? {
                return Err(AccountRefusal::NameTaken.into());
            }
            file.execute(
                "INSERT INTO accounts (id, name, role, unit, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![id.as_str(), new.name.as_str(), new.role.name(), new.unit, now.unix()],
            )?;
            credentials::set_code(file, &id, &code, now)?;
            note(file, now, SecurityEventKind::AccountAdded, &id, by, Some(new.role.name()))?;
            Ok::<_, AccountError>(())
        })?;
        Ok((id, code))
    }

    /// The person whom an identity provider vouches for: known, or known from now on, with the role it says today.
    ///
    /// # Errors
    /// [`AccountError`].
    pub fn account_of_provider(
        &self,
        provider: &ProviderSubject,
        new: &NewAccount,
    ) -> Result<AccountId, AccountError> {
        check_role(new.role, new.unit.as_deref())?;
        let people = self.current();
        let known = people.accounts().find(|account| account.provider.as_ref() == Some(provider));
        if let Some(known) = known {
            if known.role != new.role || known.unit != new.unit {
                self.set_role(&known.id, new.role, new.unit.as_deref(), &Actor::from("identity_provider"))?;
            }
            return Ok(known.id.clone());
        }
        let id = AccountId::new_random()?;
        self.change(|file, now| {
            // A local account of the same name is another person as far as anybody can prove.
            if name_is_taken(file, &new.name)? {
                return Err(AccountRefusal::NameTaken.into());
            }
            file.execute(
                "INSERT INTO accounts (id, name, role, unit, issuer, subject, created_at)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    id.as_str(),
                    new.name.as_str(),
                    new.role.name(),
                    new.unit,
                    provider.issuer,
                    provider.subject,
                    now.unix()
                ],
            )?;
            let by = Actor::from("identity_provider");
            note(file, now, SecurityEventKind::AccountAdded, &id, &by, Some(new.role.name()))?;
            Ok::<_, AccountError>(())
        })?;
        Ok(id)
    }

    /// Gives a person another role; they sign in anew.
    ///
    /// # Errors
    /// [`AccountError`].
    pub fn change_role(
        &self,
        id: &AccountId,
        role: Role,
        unit: Option<&str>,
        by: &Actor,
    ) -> Result<(), AccountError> {
        if self.current().account(id).is_some_and(|account| account.provider.is_some()) {
            return Err(AccountRefusal::FromProvider.into());
        }
        self.set_role(id, role, unit, by)
    }

    fn set_role(
        &self,
        id: &AccountId,
        role: Role,
        unit: Option<&str>,
        by: &Actor,
    ) -> Result<(), AccountError> {
        check_role(role, unit)?;
        self.change(|file, now| {
            let values = params![id.as_str(), role.name(), unit];
            update(file, "UPDATE accounts SET role = ?2, unit = ?3 WHERE id = ?1", values)?;
            end_all(file, now, id, None, SessionEnd::RoleChanged, Some(by))?;
            note(file, now, SecurityEventKind::AccountRoleChanged, id, by, Some(role.name()))?;
            Ok(())
        })
    }

    /// Keeps a person out, with everything they have open.
    ///
    /// # Errors
    /// [`AccountError`].
    pub fn disable_account(&self, id: &AccountId, by: &Actor) -> Result<(), AccountError> {
        self.change(|file, now| {
            let sql = "UPDATE accounts SET disabled_at = coalesce(disabled_at, ?2) WHERE id = ?1";
            update(file, sql, params![id.as_str(), now.unix()])?;
            credentials::take_code_back(file, id)?;
            end_all(file, now, id, None, SessionEnd::Disabled, Some(by))?;
            note(file, now, SecurityEventKind::AccountDisabled, id, by, None)?;
            Ok(())
        })
    }

    /// Lets a person in again, with the password they had.
    ///
    /// # Errors
    /// [`AccountError`].
    pub fn enable_account(&self, id: &AccountId, by: &Actor) -> Result<(), AccountError> {
        self.change(|file, now| {
            update(file, "UPDATE accounts SET disabled_at = NULL WHERE id = ?1", [id.as_str()])?;
            note(file, now, SecurityEventKind::AccountEnabled, id, by, None)?;
            Ok(())
        })
    }

    /// Takes password and second factor away; the code lets the person choose new ones.
    ///
    /// # Errors
    /// [`AccountError`].
    pub fn reset_account(&self, id: &AccountId, by: &Actor) -> Result<OneTimeCode, AccountError> {
        let code = OneTimeCode::new_random()?;
        self.change(|file, now| {
            let people = self.current();
            let account = people.account(id).ok_or(AccountRefusal::Unknown)?;
            if account.provider.is_some() {
                return Err(AccountRefusal::FromProvider.into());
            }
            credentials::forget(file, id)?;
            credentials::set_code(file, id, &code, now)?;
            end_all(file, now, id, None, SessionEnd::NewCredentials, Some(by))?;
            note(file, now, SecurityEventKind::AccountReset, id, by, None)?;
            Ok::<_, AccountError>(())
        })?;
        Ok(code)
    }
}

fn check_role(role: Role, unit: Option<&str>) -> Result<(), AccountRefusal> {
    if !role.is_for_people() {
        return Err(AccountRefusal::NotForPeople);
    }
    let has_unit =
        unit.is_some_and(|unit| !unit.trim().is_empty() && unit.chars().count() <= MOST_UNIT_CHARACTERS);
    let fits = if role == Role::UnitLead { has_unit } else { unit.is_none() };
    if fits { Ok(()) } else { Err(AccountRefusal::Unit) }
}

fn name_is_taken(file: &Transaction<'_>, name: &AccountName) -> rusqlite::Result<bool> {
    file.query_row("SELECT EXISTS (SELECT 1 FROM accounts WHERE name = ?1)", [name.as_str()], |row| {
        row.get(0)
    })
}

/// People who can let others in.
fn administrators(file: &Transaction<'_>) -> rusqlite::Result<i64> {
    let all = "SELECT count(*) FROM accounts WHERE disabled_at IS NULL AND role = 'administrator'";
    file.query_row(all, [], |row| row.get(0))
}

/// Updates one account; an office that has an administrator keeps one.
fn update(file: &Transaction<'_>, sql: &str, values: impl Params) -> Result<(), AccountError> {
    let before = administrators(file)?;
    if file.execute(sql, values)? == 0 {
        return Err(AccountRefusal::Unknown.into());
    }
    if before > 0 && administrators(file)? == 0 {
        return Err(AccountRefusal::LastAdministrator.into());
    }
    Ok(())
}

fn note(
    file: &Transaction<'_>,
    now: UnixTime,
    kind: SecurityEventKind,
    id: &AccountId,
    by: &Actor,
    detail: Option<&str>,
) -> Result<(), StoreFailure> {
    let event = SecurityEvent {
        subject: Some(id.to_string()),
        actor: Some(by.to_string()),
        detail: detail.map(str::to_owned),
        ..SecurityEvent::new(kind)
    };
    add_event(file, now, &event)
}

/// Every account in the file. One that this version cannot read lets nobody in.
pub(super) fn read(connection: &Connection) -> Result<BTreeMap<AccountId, Account>, StoreFailure> {
    let mut statement = connection.prepare(
        "SELECT id, name, role, unit, issuer, subject, created_at, disabled_at,
                EXISTS (SELECT 1 FROM passwords WHERE account = id),
                EXISTS (SELECT 1 FROM second_factors WHERE account = id) FROM accounts",
    )?;
    let mut rows = statement.query([])?;
    let mut accounts = BTreeMap::new();
    while let Some(row) = rows.next()? {
        if let Some(account) = account(row)? {
            accounts.insert(account.id.clone(), account);
        }
    }
    Ok(accounts)
}

fn account(row: &Row<'_>) -> rusqlite::Result<Option<Account>> {
    let (id, name, role): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let (Ok(id), Ok(name), Some(role)) = (id.parse(), name.parse(), Role::named(&role)) else {
        return Ok(None);
    };
    let (issuer, subject): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
    Ok(Some(Account {
        id,
        name,
        role,
        unit: row.get(3)?,
        provider: issuer.zip(subject).map(|(issuer, subject)| ProviderSubject { issuer, subject }),
        created_at: UnixTime::from_unix(row.get(6)?),
        disabled_at: row.get::<_, Option<i64>>(7)?.map(UnixTime::from_unix),
        has_password: row.get(8)?,
        has_second_factor: row.get(9)?,
    }))
}
