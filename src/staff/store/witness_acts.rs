// SPDX-License-Identifier: MPL-2.0
//! When companions were witnesses. Kept here and not in the ledger, which forgets companions before the quota does.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{PeopleStore, StoreFailure};
use office::names::CompanionRef;
use office::witness::WitnessAct;

/// Of one companion: more than any quota needs.
const MOST_OF_ONE: usize = 50;

/// The dates of each companion, one for each time, latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WitnessDates(BTreeMap<CompanionRef, Vec<Date>>);

impl WitnessDates {
    pub fn of(&self, companion: &CompanionRef) -> &[Date] {
        self.0.get(companion).map_or(&[], Vec::as_slice)
    }
}

impl PeopleStore {
    /// The last day whose acts were recorded; they may have changed since.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn witnesses_recorded_to(&self) -> Result<Option<Date>, StoreFailure> {
        self.read(recorded_to)
    }

    /// Replaces what is recorded of the days from `from` to `to` by these acts, and forgets those before `keep_from`.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn record_witnesses(
        &self,
        [from, to]: [Date; 2],
        keep_from: Date,
        acts: &[WitnessAct],
    ) -> Result<(), StoreFailure> {
        self.change(|file, _| {
            file.execute(
                "DELETE FROM witness_acts WHERE on_date >= ?1 OR on_date < ?2",
                params![from.to_string(), keep_from.to_string()],
            )?;
            for act in acts {
                file.execute(
                    "INSERT INTO witness_acts (on_date, reference) VALUES (?1, ?2)",
                    params![act.date.to_string(), act.companion.as_str()],
                )?;
            }
            file.execute("UPDATE witnesses_recorded SET to_date = ?1", [to.to_string()])?;
            Ok(())
        })
    }
}

fn recorded_to(connection: &Connection) -> rusqlite::Result<Option<Date>> {
    let found = connection
        .query_row("SELECT to_date FROM witnesses_recorded", [], |row| row.get::<_, Option<String>>(0))
        .optional()?;
    Ok(found.flatten().and_then(|date| date.parse().ok()))
}

pub(super) fn read(connection: &Connection) -> Result<WitnessDates, StoreFailure> {
    let mut statement =
        connection.prepare("SELECT reference, on_date FROM witness_acts ORDER BY on_date DESC")?;
    let mut rows = statement.query([])?;
    let mut dates: BTreeMap<CompanionRef, Vec<Date>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (reference, date): (String, String) = (row.get(0)?, row.get(1)?);
        let (Ok(reference), Ok(date)) = (reference.parse(), date.parse()) else { continue };
        let of_one = dates.entry(reference).or_default();
        if of_one.len() < MOST_OF_ONE {
            of_one.push(date);
        }
    }
    Ok(WitnessDates(dates))
}
