// SPDX-License-Identifier: MPL-2.0
//! Packed mornings: six desks with long reserved time, and more people with a promise than an exact search could
//! look at one by one, before anybody is called.

use super::Workload;
use crate::scenario;
use office::Office;
use office::command::{CheckIn, Command, IfFull};
use office::names::{Secret, TicketId};
use office::setup::Identification;
use office::ticket::{Language, Urgency};
use office::time::UnixTime;

/// Whether this seed's office has them. No seed saved before they were simulated is one of these, so that the saved
/// seeds replay the same days.
pub const fn are_packed(seed: u64) -> bool {
    matches!(seed % 61, 0 | 3 | 5)
}

/// How many come before the reserved time begins.
const MOST: usize = 36;

impl Workload {
    /// Draws from its own stream.
    pub(super) fn packed_morning_command(&mut self, office: &Office, now: UnixTime) -> Option<Command> {
        let rng = self.packed_rng.as_mut()?;
        let first = office.gaps().filter(|gap| gap.is_open()).map(|gap| gap.time.start).min()?;
        if !office.is_open(now) || now >= first || office.tickets().len() >= MOST || rng.percent(5) {
            return None;
        }
        let errand = rng.pick(&office.setup().errands)?.id.clone();
        Some(Command::CheckIn(CheckIn {
            ticket: TicketId(rng.id()),
            secret: Secret(rng.id()),
            errand,
            identification: Identification::Photo,
            needs: scenario::some_features(rng, 12),
            language: Language::Da,
            urgency: if rng.percent(85) { Urgency::Ordinary } else { Urgency::Raised },
            companion: None,
            witness_on: Vec::new(),
            if_full: if rng.percent(60) { IfFull::LaterToday } else { IfFull::Ask },
        }))
    }
}
