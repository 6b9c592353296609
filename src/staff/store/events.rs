// SPDX-License-Identifier: MPL-2.0
//! Security events: who came in, who was refused, whose rights changed, who looked back. Each stands in the file for a
//! time, and in the program's log as one line. Sign-in names and addresses of machines stay out of the log.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::{PeopleStore, StoreFailure};
use office::time::UnixTime;

macro_rules! kinds {
    ($($name:ident $text:literal;)*) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum SecurityEventKind { $($name),* }

        impl SecurityEventKind {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

kinds! {
    SignedIn "signed_in";
    SignInRefused "sign_in_refused";
    SignInThrottled "sign_in_throttled";
    PasswordSet "password_set";
    SecondFactorSet "second_factor_set";
    SessionEnded "session_ended";
    AccountAdded "account_added";
    AccountRoleChanged "account_role_changed";
    AccountDisabled "account_disabled";
    AccountEnabled "account_enabled";
    AccountReset "account_reset";
    DevicePaired "device_paired";
    DeviceRevoked "device_revoked";
    CompanionAdded "companion_added";
    CompanionReset "companion_reset";
    CompanionDisabled "companion_disabled";
    CompanionErased "companion_erased";
    LedgerRead "ledger_read";
    ReportExported "report_exported";
}

/// One event, as it is written and read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SecurityEvent {
    pub seq: i64,
    /// Unix seconds; set when it is written.
    pub at: i64,
    pub kind: &'static str,
    /// Whom it is about, where that is known: an account, a device or a companion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Who did it, as the ledger names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// Which events are asked for.
#[derive(Clone, Debug, Default)]
pub struct EventSearch {
    pub kind: Option<SecurityEventKind>,
    pub subject: Option<String>,
    pub from: Option<UnixTime>,
    pub to: Option<UnixTime>,
    /// The last one already read.
    pub after: i64,
    pub limit: usize,
}

/// Events in one answer.
pub const MOST_EVENTS: usize = 1_000;
/// How long they are kept, in seconds: a year.
const RETENTION: i64 = 365 * 24 * 60 * 60;

impl SecurityEventKind {
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    const fn is_alarming(self) -> bool {
        match self {
            Self::SignInRefused | Self::SignInThrottled => true,
            Self::SignedIn
            | Self::PasswordSet
            | Self::SecondFactorSet
            | Self::SessionEnded
            | Self::AccountAdded
            | Self::AccountRoleChanged
            | Self::AccountDisabled
            | Self::AccountEnabled
            | Self::AccountReset
            | Self::DevicePaired
            | Self::DeviceRevoked
            | Self::CompanionAdded
            | Self::CompanionReset
            | Self::CompanionDisabled
            | Self::CompanionErased
            | Self::LedgerRead
            | Self::ReportExported => false,
        }
    }
}

impl SecurityEvent {
    pub const fn new(kind: SecurityEventKind) -> Self {
        Self { seq: 0, at: 0, kind: kind.name(), subject: None, actor: None, address: None, detail: None }
    }
}

impl PeopleStore {
    /// Writes one event.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn record(&self, event: &SecurityEvent) -> Result<(), StoreFailure> {
        let now = self.now();
        add_event(&self.lock().connection, now, event)
    }

    /// Events, oldest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn events(&self, search: &EventSearch) -> Result<Vec<SecurityEvent>, StoreFailure> {
        let limit = i64::try_from(search.limit.min(MOST_EVENTS)).unwrap_or(i64::MAX);
        self.read(|connection| {
            let mut statement = connection.prepare(
                "SELECT seq, at, kind, subject, actor, address, detail FROM security_events
                    WHERE seq > ?1 AND (?2 IS NULL OR kind = ?2) AND (?3 IS NULL OR subject = ?3 OR actor = ?3)
                        AND (?4 IS NULL OR at >= ?4) AND (?5 IS NULL OR at < ?5)
                    ORDER BY seq LIMIT ?6",
            )?;
            let kind = search.kind.map(SecurityEventKind::name);
            let (from, to) = (search.from.map(UnixTime::unix), search.to.map(UnixTime::unix));
            let rows = statement.query_map(
                params![search.after, kind, search.subject, from, to, limit],
                |row| {
                    let kind: String = row.get(2)?;
                    Ok(SecurityEvent {
                        seq: row.get(0)?,
                        at: row.get(1)?,
                        kind: SecurityEventKind::named(&kind).map_or("unknown", SecurityEventKind::name),
                        subject: row.get(3)?,
                        actor: row.get(4)?,
                        address: row.get(5)?,
                        detail: row.get(6)?,
                    })
                },
            )?;
            rows.collect()
        })
    }
}

/// Writes one event within a larger change, and lets go of those past their time.
pub(super) fn add_event(file: &Connection, now: UnixTime, event: &SecurityEvent) -> Result<(), StoreFailure> {
    file.execute(
        "INSERT INTO security_events (at, kind, subject, actor, address, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![now.unix(), event.kind, event.subject, event.actor, event.address, event.detail],
    )?;
    file.execute("DELETE FROM security_events WHERE at < ?1", [now.unix().saturating_sub(RETENTION)])?;
    log(event);
    Ok(())
}

fn log(event: &SecurityEvent) {
    let SecurityEvent { kind, subject, actor, detail, .. } = event;
    let (subject, actor) = (subject.as_deref().unwrap_or("-"), actor.as_deref().unwrap_or("-"));
    let detail = detail.as_deref().unwrap_or("-");
    let is_alarming = SecurityEventKind::named(kind).is_some_and(SecurityEventKind::is_alarming);
    if is_alarming {
        tracing::warn!(target: "mintur::security", kind, subject, actor, detail, "security event");
    } else {
        tracing::info!(target: "mintur::security", kind, subject, actor, detail, "security event");
    }
}
