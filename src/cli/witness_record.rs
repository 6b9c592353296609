// SPDX-License-Identifier: MPL-2.0
//! Keeps in the people file when companions were witnesses.

use std::sync::Arc;

use jiff::civil::Date;

use jobs::witness_job::{NotRecorded, WitnessRecord};
use office::witness::WitnessAct;
use staff::{PeopleStore, StoreFailure};

pub(super) struct PeopleFileRecord(pub Arc<PeopleStore>);

impl WitnessRecord for PeopleFileRecord {
    fn recorded_to(&self) -> Result<Option<Date>, NotRecorded> {
        self.0.witnesses_recorded_to().map_err(not_recorded)
    }

    fn record(&self, days: [Date; 2], keep_from: Date, acts: &[WitnessAct]) -> Result<(), NotRecorded> {
        self.0.record_witnesses(days, keep_from, acts).map_err(not_recorded)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it maps an error")]
fn not_recorded(failure: StoreFailure) -> NotRecorded {
    tracing::error!(%failure, "when companions were witnesses cannot be recorded; it is tried again");
    NotRecorded
}
