// SPDX-License-Identifier: MPL-2.0
//! What happens to a companion: enrolled, given another code, kept out, erased.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::companions::{CompanionCard, CompanionError, CompanionRefusal, GivenProof};
use super::events::{SecurityEvent, SecurityEventKind, add_event};
use super::{PeopleStore, StoreFailure};
use crate::random;
use office::free_text::FreeText;
use office::names::{Actor, CompanionRef};
use office::personal::is_unit;
use office::time::UnixTime;

/// With those who are disabled, whose references are not given again.
const MOST_COMPANIONS: i64 = 5_000;
const MOST_UNIT_CHARACTERS: usize = 80;

impl PeopleStore {
    /// Enrols a companion, under a reference that is made up where none is wanted.
    ///
    /// # Errors
    /// [`CompanionError`].
    pub fn enrol_companion(
        &self,
        reference: Option<CompanionRef>,
        unit: &FreeText,
        card: &CompanionCard,
        by: &Actor,
    ) -> Result<(CompanionRef, GivenProof), CompanionError> {
        let reference = reference.map_or_else(made_up, Ok)?;
        if is_unit(&reference) {
            return Err(CompanionRefusal::Reference.into());
        }
        if unit.as_str().chars().count() > MOST_UNIT_CHARACTERS {
            return Err(CompanionRefusal::Unit.into());
        }
        let given = self.change(|file, now| {
            if is_disabled(file, &reference)?.is_some() {
                return Err(CompanionRefusal::ReferenceTaken.into());
            }
            let known: i64 = file.query_row("SELECT count(*) FROM companions", [], |row| row.get(0))?;
            if known >= MOST_COMPANIONS {
                return Err(CompanionRefusal::TooMany.into());
            }
            file.execute(
                "INSERT INTO companions (reference, unit, added_at, added_by, given_at) VALUES (?1, ?2, ?3, ?4, ?3)",
                params![reference.as_str(), unit.as_str(), now.unix(), by.as_str()],
            )?;
            let given = self.give(file, &reference, card)?;
            note(file, now, SecurityEventKind::CompanionAdded, Some(&reference), by)?;
            Ok::<_, CompanionError>(given)
        })?;
        Ok((reference, given))
    }

    /// Gives a companion another code and card; the earlier ones are worth nothing any more.
    ///
    /// # Errors
    /// [`CompanionError`].
    pub fn reset_companion(
        &self,
        reference: &CompanionRef,
        card: &CompanionCard,
        by: &Actor,
    ) -> Result<GivenProof, CompanionError> {
        self.change(|file, now| {
            refuse_gone(file, reference)?;
            file.execute(
                "UPDATE companions SET card = NULL, code = NULL, first_digits = NULL, given_at = ?2
                    WHERE reference = ?1",
                params![reference.as_str(), now.unix()],
            )?;
            let given = self.give(file, reference, card)?;
            note(file, now, SecurityEventKind::CompanionReset, Some(reference), by)?;
            Ok(given)
        })
    }

    /// Keeps a companion out from now on. The visits they came with go on.
    ///
    /// # Errors
    /// [`CompanionError`].
    pub fn disable_companion(&self, reference: &CompanionRef, by: &Actor) -> Result<(), CompanionError> {
        self.change(|file, now| {
            refuse_gone(file, reference)?;
            file.execute(
                "UPDATE companions SET card = NULL, code = NULL, first_digits = NULL, disabled_at = ?2
                    WHERE reference = ?1",
                params![reference.as_str(), now.unix()],
            )?;
            note(file, now, SecurityEventKind::CompanionDisabled, Some(reference), by)
                .map_err(CompanionError::from)
        })
    }

    /// Takes a companion out of the file, and out of the security events that name them. False where there is no such
    /// companion.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn erase_companion(&self, reference: &CompanionRef, by: &Actor) -> Result<bool, StoreFailure> {
        let is_erased = self.change(|file, now| {
            let gone = file.execute("DELETE FROM companions WHERE reference = ?1", [reference.as_str()])?;
            file.execute("DELETE FROM witness_acts WHERE reference = ?1", [reference.as_str()])?;
            file.execute(
                "UPDATE security_events SET subject = NULL WHERE subject = ?1 AND kind LIKE 'companion_%'",
                [reference.as_str()],
            )?;
            if gone > 0 {
                note(file, now, SecurityEventKind::CompanionErased, None, by)?;
            }
            Ok::<_, StoreFailure>(gone > 0)
        })?;
        // The write-ahead file still has the pages as they were.
        self.read(|file| file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))?;
        Ok(is_erased)
    }
}

fn made_up() -> Result<CompanionRef, CompanionError> {
    let letters = random::letters(8)?.to_ascii_lowercase();
    // A letter in between, because digits could look like a CPR number.
    let (one, other) = letters.split_at(4);
    format!("c-{one}x{other}").parse().map_err(|_| CompanionRefusal::Reference.into())
}

/// Whether the companion is disabled; nothing where there is no such companion.
fn is_disabled(file: &Connection, reference: &CompanionRef) -> rusqlite::Result<Option<bool>> {
    let sql = "SELECT disabled_at IS NOT NULL FROM companions WHERE reference = ?1";
    file.query_row(sql, [reference.as_str()], |row| row.get(0)).optional()
}

fn refuse_gone(file: &Connection, reference: &CompanionRef) -> Result<(), CompanionError> {
    match is_disabled(file, reference)? {
        None => Err(CompanionRefusal::Unknown.into()),
        Some(true) => Err(CompanionRefusal::Disabled.into()),
        Some(false) => Ok(()),
    }
}

fn note(
    file: &Transaction<'_>,
    now: UnixTime,
    kind: SecurityEventKind,
    reference: Option<&CompanionRef>,
    by: &Actor,
) -> Result<(), StoreFailure> {
    let event = SecurityEvent {
        subject: reference.map(CompanionRef::to_string),
        actor: Some(by.to_string()),
        ..SecurityEvent::new(kind)
    };
    add_event(file, now, &event)
}
