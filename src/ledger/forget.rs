// SPDX-License-Identifier: MPL-2.0
//! Forgetting: what events say of persons, after its time or because somebody asks. The chain stays whole, because it
//! covers only commitments. Of a companion the unit stays, so that figures of past months do not change.

use std::path::Path;

use jiff::civil::Date;

use super::files::ledger_file;
use super::sqlite::{Eraser, EventRetention};
use office::names::{CompanionRef, OfficeId};
use office::personal::PersonalParts;
use runtime::ports::{LedgerFailure, Seq};

/// Which of it.
#[derive(Clone, Copy, Debug)]
pub enum Forget<'a> {
    /// Visits (companion, needs, language) of days before the first date, and free text of days before the second.
    Before { visits: Date, notes: Date },
    /// Everything that is said of the visits of a companion.
    Companion(&'a CompanionRef),
}

/// What was forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    pub events: u64,
    /// Events of the latest day that name the companion. The office still works with them: they are forgotten when the
    /// day is over.
    pub waiting: u64,
}

/// Forgets in one office's ledger, also beside its running service.
///
/// # Errors
/// When the ledger cannot be used.
pub fn forget(
    dir: &Path,
    office: &OfficeId,
    what: Forget<'_>,
    unit_of: &dyn Fn(&CompanionRef) -> Option<String>,
) -> Result<Forgotten, LedgerFailure> {
    let mut eraser = Eraser::open(&ledger_file(dir, office))?;
    let today = eraser.latest_day()?;
    let reduced = |parts: &PersonalParts| EventRetention::Reduced(parts.reduced(unit_of));
    match what {
        Forget::Before { visits, notes } => {
            let visits = eraser.first_on(visits)?.unwrap_or(today).min(today);
            let notes = eraser.first_on(notes)?.unwrap_or(today).min(today);
            let retention = |seq: Seq, parts: &PersonalParts| {
                // What binds the parts of an event binds all of them: they go together.
                let over = if parts.note.is_some() { seq < notes } else { seq < visits };
                if over { reduced(parts) } else { EventRetention::Kept }
            };
            let events = eraser.erase(visits.max(notes), &retention)?;
            Ok(Forgotten { events, waiting: 0 })
        }
        Forget::Companion(companion) => {
            let retention = |_: Seq, parts: &PersonalParts| {
                if parts.names(companion) { reduced(parts) } else { EventRetention::Kept }
            };
            let events = eraser.erase(today, &retention)?;
            let waiting = eraser.count_after(today, &|parts| parts.names(companion))?;
            Ok(Forgotten { events, waiting })
        }
    }
}
