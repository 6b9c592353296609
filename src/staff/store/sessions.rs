// SPDX-License-Identifier: MPL-2.0
//! Sessions: opened at sign-in, ended by time or on demand. The cookie holds a random text; the file only its hash.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::types::ToSql;
use rusqlite::{Connection, Transaction, params};

use super::events::{SecurityEvent, SecurityEventKind, add_event};
use super::{PeopleStore, StoreFailure};
use crate::access::{Credential, Identity};
use crate::account::AccountId;
use crate::random;
use crate::role::Role;
use crate::token::Token;
use office::names::Actor;
use office::time::{Length, UnixTime};

/// How long a session lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Without a request, at a desk that several people share.
    pub desk_idle: Length,
    /// Without a request, for everybody else.
    pub idle: Length,
    /// In any case.
    pub longest: Length,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self { desk_idle: Length::minutes(30), idle: Length::minutes(60), longest: Length::minutes(12 * 60) }
    }
}

impl SessionLimits {
    const fn idle(self, role: Role) -> Length {
        match role {
            Role::Clerk | Role::Kiosk | Role::Board | Role::Companion => self.desk_idle,
            Role::UnitLead | Role::Supervisor | Role::Administrator | Role::Management | Role::Auditor => {
                self.idle
            }
        }
    }
}

/// A person who is signed in somewhere.
#[derive(Debug)]
pub struct Session {
    pub account: AccountId,
    pub started_at: UnixTime,
    pub ends_at: UnixTime,
    /// Unix seconds of the last request.
    seen_at: AtomicI64,
    /// The same as the file knows it.
    written_seen_at: AtomicI64,
}

/// Why a session ended, as the security events say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionEnd {
    SignedOut,
    Locked,
    OutOfTime,
    Administrator,
    NewCredentials,
    Disabled,
    RoleChanged,
}

/// Seconds between two writes of when a session or device was seen.
pub(super) const SEEN_EVERY: i64 = 60;
/// More than a person has screens; the oldest ends.
const MOST_SESSIONS_OF_ONE: u32 = 20;

impl SessionEnd {
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Locked => "locked",
            Self::OutOfTime => "out_of_time",
            Self::Administrator => "administrator",
            Self::NewCredentials => "new_credentials",
            Self::Disabled => "disabled",
            Self::RoleChanged => "role_changed",
        }
    }
}

impl Session {
    fn is_open(&self, now: UnixTime, idle: Length) -> bool {
        let seen = self.seen_at.load(Ordering::Relaxed);
        now < self.ends_at && now.unix().saturating_sub(seen) < idle.as_seconds()
    }
}

impl PeopleStore {
    /// Whose session it is, if it goes on. `seen` counts as a sign of life: a person's request does, a screen that only
    /// watches does not.
    pub fn session(&self, token: &Token, seen: bool) -> Option<Identity> {
        let (people, now) = (self.current(), self.now());
        let session = people.sessions.get(token)?;
        let account = people.accounts.get(&session.account)?;
        if account.is_disabled() || !session.is_open(now, self.limits().idle(account.role)) {
            return None;
        }
        if seen {
            session.seen_at.fetch_max(now.unix(), Ordering::Relaxed);
        }
        let credential = Credential::Session { account: account.id.clone(), session: *token };
        Some(Identity { role: account.role, actor: account.actor(), credential })
    }

    /// How many sessions of a person go on.
    pub fn open_sessions_of(&self, account: &AccountId) -> usize {
        let (people, now) = (self.current(), self.now());
        let Some(known) = people.accounts.get(account) else { return 0 };
        let idle = self.limits().idle(known.role);
        let theirs = people.sessions.values().filter(|session| session.account == *account);
        theirs.filter(|session| session.is_open(now, idle)).count()
    }

    /// Opens a session and answers what its cookie holds. The one that was shown before, if any, ends.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn open_session(&self, account: &AccountId, before: Option<&Token>) -> Result<String, StoreFailure> {
        let text = random::token()?;
        let token = Token::of(&text);
        self.change(|file, now| {
            if let Some(before) = before {
                file.execute("DELETE FROM sessions WHERE token = ?1", [before.as_bytes()])?;
            }
            file.execute(
                "DELETE FROM sessions WHERE token IN (SELECT token FROM sessions WHERE account = ?1
                    ORDER BY started_at DESC LIMIT -1 OFFSET ?2)",
                params![account.as_str(), MOST_SESSIONS_OF_ONE - 1],
            )?;
            let ends = now + self.limits().longest;
            file.execute(
                "INSERT INTO sessions (token, account, started_at, seen_at, ends_at) VALUES (?1, ?2, ?3, ?3, ?4)",
                params![token.as_bytes(), account.as_str(), now.unix(), ends.unix()],
            )?;
            Ok::<_, StoreFailure>(())
        })?;
        Ok(text)
    }

    /// Ends one session; nothing where there is none.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end_session(&self, token: &Token, why: SessionEnd) -> Result<(), StoreFailure> {
        self.change(|file, now| {
            end(file, now, "token = ?1", &token.as_bytes(), &[], why, None)?;
            Ok(())
        })
    }

    /// Ends every session of a person, but the one that asks for it; answers how many.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end_sessions_of(
        &self,
        account: &AccountId,
        but: Option<&Token>,
        why: SessionEnd,
        by: Option<&Actor>,
    ) -> Result<usize, StoreFailure> {
        self.change(|file, now| end_all(file, now, account, but, why, by))
    }

    /// Ends the sessions whose time is over.
    pub(super) fn end_sessions_out_of_time(&self) -> Result<(), StoreFailure> {
        let (people, now) = (self.current(), self.now());
        let is_over = |session: &Session| {
            let account = people.accounts.get(&session.account);
            account.is_none_or(|account| !session.is_open(now, self.limits().idle(account.role)))
        };
        let over = people.sessions.iter().filter(|(_, session)| is_over(session));
        for (token, _) in over {
            self.end_session(token, SessionEnd::OutOfTime)?;
        }
        Ok(())
    }

    /// Writes when sessions and devices were seen, each at most once a minute.
    pub(super) fn remember_seen(&self) -> Result<(), StoreFailure> {
        let people = self.current();
        let (sessions, devices) = (seen_sessions(&people.sessions), super::devices::seen(&people.devices));
        if sessions.is_empty() && devices.is_empty() {
            return Ok(());
        }
        let mut file = self.lock();
        let transaction = file.connection.transaction()?;
        for (token, session, seen) in sessions {
            transaction.execute(
                "UPDATE sessions SET seen_at = ?2 WHERE token = ?1",
                params![token.as_bytes(), seen],
            )?;
            session.written_seen_at.store(seen, Ordering::Relaxed);
        }
        for (device, seen) in devices {
            transaction.execute(
                "UPDATE devices SET seen_at = ?2 WHERE id = ?1",
                params![device.id.as_str(), seen],
            )?;
            device.has_written(seen);
        }
        transaction.commit()?;
        Ok(())
    }
}

fn seen_sessions(all: &BTreeMap<Token, Arc<Session>>) -> Vec<(Token, Arc<Session>, i64)> {
    let seen = all.iter().map(|(token, session)| {
        let seen = session.seen_at.load(Ordering::Relaxed);
        (*token, Arc::clone(session), seen)
    });
    seen.filter(|(_, session, seen)| {
        seen.saturating_sub(session.written_seen_at.load(Ordering::Relaxed)) >= SEEN_EVERY
    })
    .collect()
}

/// Ends every session of a person within a larger change.
pub(super) fn end_all(
    file: &Transaction<'_>,
    now: UnixTime,
    account: &AccountId,
    but: Option<&Token>,
    why: SessionEnd,
    by: Option<&Actor>,
) -> Result<usize, StoreFailure> {
    let kept: &[u8] = but.map_or(&[], |token| token.as_bytes());
    end(file, now, "account = ?1 AND token IS NOT ?2", &account.as_str(), &[&kept], why, by)
}

fn end(
    file: &Transaction<'_>,
    now: UnixTime,
    which: &str,
    value: &dyn ToSql,
    more: &[&dyn ToSql],
    why: SessionEnd,
    by: Option<&Actor>,
) -> Result<usize, StoreFailure> {
    let mut values = vec![value];
    values.extend(more);
    let mut ended = file.prepare(&format!("DELETE FROM sessions WHERE {which} RETURNING account"))?;
    let accounts: Vec<String> =
        ended.query_map(&*values, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for account in &accounts {
        let event = SecurityEvent {
            subject: Some(account.clone()),
            actor: by.map(Actor::to_string),
            detail: Some(why.name().to_owned()),
            ..SecurityEvent::new(SecurityEventKind::SessionEnded)
        };
        add_event(file, now, &event)?;
    }
    Ok(accounts.len())
}

/// What the file knows, with what was seen since.
pub(super) fn read(
    connection: &Connection,
    before: &BTreeMap<Token, Arc<Session>>,
) -> Result<BTreeMap<Token, Arc<Session>>, StoreFailure> {
    let mut statement =
        connection.prepare("SELECT token, account, started_at, seen_at, ends_at FROM sessions")?;
    let mut rows = statement.query([])?;
    let mut sessions = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let token = Token::from_bytes(row.get(0)?);
        let account: String = row.get(1)?;
        let Ok(account) = account.parse() else { continue };
        let session = before.get(&token).map(Arc::clone).map_or_else(
            || {
                let seen: i64 = row.get(3)?;
                Ok::<_, rusqlite::Error>(Arc::new(Session {
                    account,
                    started_at: UnixTime::from_unix(row.get(2)?),
                    ends_at: UnixTime::from_unix(row.get(4)?),
                    seen_at: AtomicI64::new(seen),
                    written_seen_at: AtomicI64::new(seen),
                }))
            },
            Ok,
        )?;
        sessions.insert(token, session);
    }
    Ok(sessions)
}
