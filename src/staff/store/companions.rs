// SPDX-License-Identifier: MPL-2.0
//! Companions who were enrolled: each has a code, and may have a card, of which only keyed hashes are kept.

use std::collections::BTreeMap;
use std::fmt;

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::{PeopleStore, StoreFailure};
use crate::access::Companion;
use crate::companion_key::{CompanionKey, KeyedFor};
use crate::random;
use crate::token::Token;
use office::free_text::looks_like_cpr;
use office::names::CompanionRef;
use office::time::UnixTime;

/// The card that a companion gets besides a code.
#[derive(Clone, PartialEq, Eq)]
pub enum CompanionCard {
    None,
    /// A number of ours, to print as a QR code.
    New,
    /// One that is there already, by the number that a reader types.
    Bound(String),
}

/// What is given out, once: nobody can look it up afterwards.
#[derive(Clone, PartialEq, Eq)]
pub struct GivenProof {
    /// The first digits say whose it is, the rest is secret.
    pub code: String,
    /// The number of a card of ours.
    pub card: Option<String>,
}

impl fmt::Debug for CompanionCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::New => "New",
            Self::Bound(_) => "Bound(…)",
        })
    }
}

impl fmt::Debug for GivenProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GivenProof(…)")
    }
}

/// A companion as those who enrol them see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrolledCompanion {
    pub companion: Companion,
    pub has_card: bool,
    pub added_at: UnixTime,
    pub added_by: String,
    /// When the code was given out.
    pub given_at: UnixTime,
    pub disabled_at: Option<UnixTime>,
}

/// Why a companion is not enrolled or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompanionRefusal {
    #[error(
        "a reference has 1 to 40 of the characters a-z, 0-9, _ and -, does not begin with unit-, and is no CPR number"
    )]
    Reference,
    #[error("there is a companion of this reference, or there was one")]
    ReferenceTaken,
    #[error("the name of a unit has at most 80 characters")]
    Unit,
    #[error("there is no such companion")]
    Unknown,
    #[error("the companion is disabled; enrol them under another reference")]
    Disabled,
    #[error(
        "the number of a card has 8 to 32 digits and letters, as the reader types it, and is no CPR number"
    )]
    Card,
    #[error("another companion has this card; disable them, or give them another card")]
    CardTaken,
    #[error("the office has as many companions as it can have; disable those who have left")]
    TooMany,
}

/// Why there is no change.
#[derive(Debug, thiserror::Error)]
pub enum CompanionError {
    #[error(transparent)]
    Refused(#[from] CompanionRefusal),
    #[error(transparent)]
    Failed(#[from] StoreFailure),
}

impl From<rusqlite::Error> for CompanionError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Of a thousand codes, so that a free one is soon found.
const MOST_WITH_CODE: usize = 900;
/// The digits of a code that say whose it is.
const CODE_DIGITS: usize = 3;
const SECRET_DIGITS: usize = 4;
/// 80 random bits.
const CARD_LETTERS: usize = 16;

/// Everybody who was enrolled, and what those who may come show.
#[derive(Default)]
pub struct EnrolledCompanions {
    all: BTreeMap<CompanionRef, EnrolledCompanion>,
    by_card: BTreeMap<Token, CompanionRef>,
    by_code: BTreeMap<Token, CompanionRef>,
    by_first_digits: BTreeMap<String, CompanionRef>,
}

impl EnrolledCompanions {
    pub fn get(&self, reference: &CompanionRef) -> Option<&EnrolledCompanion> {
        self.all.get(reference)
    }

    /// Everybody, in the order of their references.
    pub fn all(&self) -> impl Iterator<Item = &EnrolledCompanion> {
        self.all.values()
    }

    /// Whether a companion was enrolled and may come.
    pub(crate) fn may_come(&self, reference: &CompanionRef) -> bool {
        self.all.get(reference).is_some_and(|enrolled| enrolled.disabled_at.is_none())
    }

    pub(crate) fn with_card(&self, key: &CompanionKey, shown: &str) -> Option<&Companion> {
        let card = key.hash(KeyedFor::Card, &card_number(shown));
        self.by_card.get(&card).and_then(|reference| self.companion(reference))
    }

    pub(crate) fn with_code(&self, key: &CompanionKey, shown: &str) -> Option<&Companion> {
        let code = key.hash(KeyedFor::Code, shown);
        self.by_code.get(&code).and_then(|reference| self.companion(reference))
    }

    /// Whose code the text is or tries to be.
    pub(crate) fn tried(&self, shown: &str) -> Option<&CompanionRef> {
        let is_a_code =
            shown.len() == CODE_DIGITS + SECRET_DIGITS && shown.bytes().all(|byte| byte.is_ascii_digit());
        self.by_first_digits.get(shown.get(..CODE_DIGITS)?).filter(|_| is_a_code)
    }

    fn companion(&self, reference: &CompanionRef) -> Option<&Companion> {
        self.all.get(reference).map(|enrolled| &enrolled.companion)
    }
}

impl fmt::Debug for EnrolledCompanions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnrolledCompanions").field("all", &self.all.len()).finish_non_exhaustive()
    }
}

/// Readers write the same number in several ways.
fn card_number(shown: &str) -> String {
    shown.chars().filter(|sign| !matches!(sign, ' ' | ':' | '-')).collect::<String>().to_ascii_uppercase()
}

impl PeopleStore {
    /// Gives a companion who shows nothing yet a code and, where one is wanted, a card.
    pub(super) fn give(
        &self,
        file: &Transaction<'_>,
        reference: &CompanionRef,
        card: &CompanionCard,
    ) -> Result<GivenProof, CompanionError> {
        let (first, secret) = (free_first_digits(file)?, random::digits(SECRET_DIGITS)?);
        let code = format!("{first}{secret}");
        let (number, new_card) = match card {
            CompanionCard::None => (None, None),
            CompanionCard::New => {
                let number = random::letters(CARD_LETTERS)?;
                (Some(number.clone()), Some(number))
            }
            CompanionCard::Bound(number) => (Some(checked(number)?), None),
        };
        let key = self.companion_key();
        let number = number.map(|number| key.hash(KeyedFor::Card, &number));
        if let Some(number) = &number
            && has_card(file, number)?
        {
            return Err(CompanionRefusal::CardTaken.into());
        }
        file.execute(
            "UPDATE companions SET first_digits = ?2, code = ?3, card = ?4 WHERE reference = ?1",
            params![
                reference.as_str(),
                first,
                key.hash(KeyedFor::Code, &code).as_bytes(),
                number.as_ref().map(Token::as_bytes)
            ],
        )?;
        Ok(GivenProof { code, card: new_card })
    }
}

/// A card's number, as it is hashed.
fn checked(number: &str) -> Result<String, CompanionRefusal> {
    let number = card_number(number);
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    if !(8..=32).contains(&number.len()) || !is_plain || looks_like_cpr(&number) {
        return Err(CompanionRefusal::Card);
    }
    Ok(number)
}

fn has_card(file: &Connection, card: &Token) -> rusqlite::Result<bool> {
    let found =
        file.query_row("SELECT 1 FROM companions WHERE card = ?1", [card.as_bytes()], |_| Ok(())).optional();
    found.map(|found| found.is_some())
}

/// Digits that no code begins with, by chance.
fn free_first_digits(file: &Connection) -> Result<String, CompanionError> {
    let mut taken = file.prepare("SELECT first_digits FROM companions WHERE first_digits IS NOT NULL")?;
    let taken: std::collections::BTreeSet<String> =
        taken.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if taken.len() >= MOST_WITH_CODE {
        return Err(CompanionRefusal::TooMany.into());
    }
    loop {
        let digits = random::digits(CODE_DIGITS)?;
        if !taken.contains(&digits) {
            return Ok(digits);
        }
    }
}

/// Everybody in the file. One whom this version cannot read is let in nowhere.
pub(super) fn read(connection: &Connection) -> Result<EnrolledCompanions, StoreFailure> {
    let mut statement = connection.prepare(
        "SELECT reference, unit, added_at, added_by, given_at, disabled_at, card, code, first_digits
            FROM companions",
    )?;
    let mut rows = statement.query([])?;
    let mut everybody = EnrolledCompanions::default();
    while let Some(row) = rows.next()? {
        let Some(enrolled) = enrolled(row)? else { continue };
        let reference = enrolled.companion.reference.clone();
        if let Some(card) = row.get::<_, Option<[u8; 32]>>(6)? {
            everybody.by_card.insert(Token::from_bytes(card), reference.clone());
        }
        if let Some(code) = row.get::<_, Option<[u8; 32]>>(7)? {
            everybody.by_code.insert(Token::from_bytes(code), reference.clone());
        }
        if let Some(first_digits) = row.get::<_, Option<String>>(8)? {
            everybody.by_first_digits.insert(first_digits, reference.clone());
        }
        everybody.all.insert(reference, enrolled);
    }
    Ok(everybody)
}

fn enrolled(row: &Row<'_>) -> rusqlite::Result<Option<EnrolledCompanion>> {
    let (reference, unit): (String, String) = (row.get(0)?, row.get(1)?);
    let (Ok(reference), Ok(unit)) = (reference.parse(), unit.parse()) else { return Ok(None) };
    Ok(Some(EnrolledCompanion {
        companion: Companion { reference, unit },
        added_at: UnixTime::from_unix(row.get(2)?),
        added_by: row.get(3)?,
        given_at: UnixTime::from_unix(row.get(4)?),
        disabled_at: row.get::<_, Option<i64>>(5)?.map(UnixTime::from_unix),
        has_card: row.get::<_, Option<[u8; 32]>>(6)?.is_some(),
    }))
}
