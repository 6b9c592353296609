// SPDX-License-Identifier: MPL-2.0
//! Pairing: a screen asks for a code, a person confirms it, and the screen takes its token with the secret that it was
//! given with the code. Nobody who only reads the code gets the token.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use sha2::Sha256;

use super::events::{SecurityEvent, SecurityEventKind, add_event};
use super::{PeopleStore, StoreFailure};
use crate::hex::hex;
use crate::pairing_code::PairingCode;
use crate::random;
use crate::role::Role;
use crate::token::Token;
use office::names::{Actor, DeskId, is_id};
use office::time::{Length, UnixTime};

/// How long a code can be confirmed.
const VALID: Length = Length::minutes(10);
/// Codes that wait at once, in all and from one address. A hall's screens may all be new on the same morning.
const MOST_WAITING: u32 = 400;
const MOST_OF_ADDRESS: u32 = 40;

/// What a device shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeviceScreen {
    Kiosk,
    Board,
    Desk,
}

/// What a screen asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPairing {
    pub screen: DeviceScreen,
    /// The desk in its address.
    pub desk: Option<DeskId>,
    /// Who asks: what counts as one sender.
    pub address: String,
}

/// What the screen receives.
pub struct StartedPairing {
    pub code: PairingCode,
    /// For the screen alone.
    pub secret: String,
    pub valid: Length,
}

/// What the person who confirms sees of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingPairing {
    pub screen: DeviceScreen,
    pub desk: Option<DeskId>,
    pub address: String,
    pub asked_at: UnixTime,
}

/// What the screen is to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmedPairing {
    pub screen: DeviceScreen,
    /// As the ledger is to name it, after its role.
    pub name: String,
    /// Needed for a desk's screen, and for no other.
    pub desk: Option<DeskId>,
    /// Takes the place of the device that has this name now.
    pub replace: bool,
}

/// Why a pairing does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PairingRefusal {
    #[error("too many screens wait for a code; try again in a few minutes")]
    TooMany,
    #[error("no screen shows this code; codes end after ten minutes, and the screen then shows a new one")]
    UnknownCode,
    #[error("this code was used already; the screen shows a new one if it still needs one")]
    CodeUsed,
    #[error("the screen with this code shows another page; choose what it shows")]
    OtherScreen,
    #[error("a name has 1 to 40 of the characters a-z, 0-9, _ and -, as entrance")]
    InvalidName,
    #[error("there is a device of this name; choose another, or replace it")]
    NameTaken,
    #[error("a desk's screen needs its desk, and no other screen has one")]
    Desk,
}

/// Why there is no pairing.
#[derive(Debug, thiserror::Error)]
pub enum PairingError {
    #[error(transparent)]
    Refused(#[from] PairingRefusal),
    #[error(transparent)]
    Failed(#[from] StoreFailure),
}

/// What became of a pairing.
pub enum PairingOutcome {
    /// Nobody has confirmed the code yet.
    Waiting,
    Paired {
        token: String,
    },
    /// Its time is over, or its token was taken.
    Ended,
}

impl fmt::Debug for StartedPairing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StartedPairing").field("valid", &self.valid).finish_non_exhaustive()
    }
}

impl fmt::Debug for PairingOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Waiting => "Waiting",
            Self::Paired { .. } => "Paired(…)",
            Self::Ended => "Ended",
        })
    }
}

impl From<rusqlite::Error> for PairingError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl DeviceScreen {
    pub const ALL: [Self; 3] = [Self::Kiosk, Self::Board, Self::Desk];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Board => "board",
            Self::Desk => "desk",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|screen| screen.name() == name)
    }

    pub const fn role(self) -> Role {
        match self {
            Self::Kiosk => Role::Kiosk,
            Self::Board => Role::Board,
            Self::Desk => Role::Clerk,
        }
    }
}

impl PeopleStore {
    /// Gives a screen a code to show.
    ///
    /// # Errors
    /// [`PairingError`].
    pub fn start_pairing(&self, new: &NewPairing) -> Result<StartedPairing, PairingError> {
        let (code, secret) = (PairingCode::new_random()?, random::token()?);
        let token = Token::of(&token_of(&secret));
        self.change(|file, now| {
            file.execute("DELETE FROM pairings WHERE ends_at <= ?1", [now.unix()])?;
            if waiting(file, None)? >= MOST_WAITING || waiting(file, Some(&new.address))? >= MOST_OF_ADDRESS {
                return Err(PairingRefusal::TooMany.into());
            }
            // A code that another screen happens to show already is a failure of chance: the screen asks again.
            file.execute(
                "INSERT INTO pairings (secret, code, screen, desk, address, asked_at, ends_at, token)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    Token::of(&secret).as_bytes(),
                    code.letters(),
                    new.screen.name(),
                    new.desk.as_ref().map(DeskId::as_str),
                    new.address,
                    now.unix(),
                    (now + VALID).unix(),
                    token.as_bytes(),
                ],
            )?;
            Ok::<_, PairingError>(())
        })?;
        Ok(StartedPairing { code, secret, valid: VALID })
    }

    /// The screen that shows a code.
    ///
    /// # Errors
    /// [`PairingError`].
    pub fn pending_pairing(&self, code: &PairingCode) -> Result<PendingPairing, PairingError> {
        let now = self.now();
        let found = self.read(|file| find(file, code, now))?;
        let (pending, device) = found.ok_or(PairingRefusal::UnknownCode)?;
        if device.is_some() { Err(PairingRefusal::CodeUsed.into()) } else { Ok(pending) }
    }

    /// Lets the screen with this code in.
    ///
    /// # Errors
    /// [`PairingError`].
    pub fn confirm_pairing(
        &self,
        code: &PairingCode,
        device: &ConfirmedPairing,
        by: &Actor,
    ) -> Result<(), PairingError> {
        check(device)?;
        self.change(|file, now| {
            let (pending, used) = find(file, code, now)?.ok_or(PairingRefusal::UnknownCode)?;
            if used.is_some() {
                return Err(PairingRefusal::CodeUsed.into());
            }
            if pending.screen != device.screen {
                return Err(PairingRefusal::OtherScreen.into());
            }
            make_room(file, device)?;
            file.execute(
                "INSERT INTO devices (id, role, desk, token, paired_at, paired_by)
                    SELECT ?2, ?3, ?4, token, ?5, ?6 FROM pairings WHERE code = ?1",
                params![
                    code.letters(),
                    device.name,
                    device.screen.role().name(),
                    device.desk.as_ref().map(DeskId::as_str),
                    now.unix(),
                    by.as_str(),
                ],
            )?;
            file.execute(
                "UPDATE pairings SET device = ?2 WHERE code = ?1",
                params![code.letters(), device.name],
            )?;
            let event = SecurityEvent {
                subject: Some(device.name.clone()),
                actor: Some(by.to_string()),
                address: Some(pending.address),
                detail: Some(device.screen.name().to_owned()),
                ..SecurityEvent::new(SecurityEventKind::DevicePaired)
            };
            add_event(file, now, &event)?;
            Ok(())
        })
    }

    /// What became of the pairing that a screen has this secret of. The token is given until it is used for the first
    /// time: an answer that was lost on the way can be asked for again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pairing_outcome(&self, secret: &str) -> Result<PairingOutcome, StoreFailure> {
        let now = self.now();
        let known = self.read(|file| {
            let mut row = file.prepare("SELECT device FROM pairings WHERE secret = ?1 AND ends_at > ?2")?;
            let found = row.query_row(params![Token::of(secret).as_bytes(), now.unix()], |row| {
                row.get::<_, Option<String>>(0)
            });
            found.optional()
        })?;
        // Another process may have confirmed it.
        self.follow()?;
        let token = token_of(secret);
        Ok(match known {
            Some(None) => PairingOutcome::Waiting,
            Some(Some(_)) if self.is_unused(&Token::of(&token)) => PairingOutcome::Paired { token },
            None | Some(Some(_)) => PairingOutcome::Ended,
        })
    }

    /// Whether the token lets a device in that has not come yet.
    fn is_unused(&self, token: &Token) -> bool {
        let people = self.current();
        let device = people.devices.get(token);
        device.is_some_and(|device| device.revoked_at.is_none() && device.seen_at().is_none())
    }
}

/// What the screen shows as its token from then on. Whoever knows the secret can make it; the file holds neither.
fn token_of(secret: &str) -> String {
    // Only a key of a wrong length is refused, and an HMAC takes any.
    let Ok(mut token) = <Hmac<Sha256> as KeyInit>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    token.update(b"device token");
    hex(&token.finalize().into_bytes())
}

fn check(device: &ConfirmedPairing) -> Result<(), PairingRefusal> {
    if !is_id(&device.name) {
        return Err(PairingRefusal::InvalidName);
    }
    let needs_desk = match device.screen {
        DeviceScreen::Desk => true,
        DeviceScreen::Kiosk | DeviceScreen::Board => false,
    };
    if needs_desk == device.desk.is_some() { Ok(()) } else { Err(PairingRefusal::Desk) }
}

/// A name that a revoked device had is free; one that is in use only where it is to be replaced.
fn make_room(file: &Transaction<'_>, device: &ConfirmedPairing) -> Result<(), PairingError> {
    let taken: Option<bool> = file
        .query_row("SELECT revoked_at IS NULL FROM devices WHERE id = ?1", [&device.name], |row| row.get(0))
        .optional()?;
    if taken == Some(true) && !device.replace {
        return Err(PairingRefusal::NameTaken.into());
    }
    file.execute("DELETE FROM devices WHERE id = ?1", [&device.name])?;
    Ok(())
}

fn waiting(file: &Connection, address: Option<&str>) -> rusqlite::Result<u32> {
    file.query_row(
        "SELECT count(*) FROM pairings WHERE device IS NULL AND (?1 IS NULL OR address = ?1)",
        [address],
        |row| row.get(0),
    )
}

/// The pairing with this code, and the device that it has become.
fn find(
    file: &Connection,
    code: &PairingCode,
    now: UnixTime,
) -> rusqlite::Result<Option<(PendingPairing, Option<String>)>> {
    let mut statement = file.prepare(
        "SELECT screen, desk, address, asked_at, device FROM pairings WHERE code = ?1 AND ends_at > ?2",
    )?;
    let found = statement.query_row(params![code.letters(), now.unix()], |row| {
        Ok((pending(row)?, row.get::<_, Option<String>>(4)?))
    });
    Ok(found.optional()?.and_then(|(pending, device)| Some((pending?, device))))
}

/// Nothing for a screen that this version does not know.
fn pending(row: &Row<'_>) -> rusqlite::Result<Option<PendingPairing>> {
    let screen: String = row.get(0)?;
    let desk: Option<String> = row.get(1)?;
    let (address, asked_at) = (row.get(2)?, UnixTime::from_unix(row.get(3)?));
    Ok(DeviceScreen::named(&screen).map(|screen| PendingPairing {
        screen,
        desk: desk.and_then(|desk| desk.parse().ok()),
        address,
        asked_at,
    }))
}
