// SPDX-License-Identifier: MPL-2.0
//! Interned names of outcomes and companions.

use std::collections::BTreeSet;

use office::names::{CompanionRef, OutcomeId};

/// Interned names: many visits share a few outcomes and companions.
#[derive(Debug, Default)]
pub(super) struct Names {
    outcomes: BTreeSet<OutcomeId>,
    companions: BTreeSet<CompanionRef>,
}

impl Names {
    pub fn outcome(&mut self, name: &OutcomeId) -> OutcomeId {
        interned(&mut self.outcomes, name)
    }

    pub fn join(&mut self, other: Self) {
        self.outcomes.extend(other.outcomes);
        self.companions.extend(other.companions);
    }

    pub fn companion(&mut self, name: &CompanionRef) -> CompanionRef {
        interned(&mut self.companions, name)
    }
}

fn interned<T: Ord + Clone>(known: &mut BTreeSet<T>, name: &T) -> T {
    if let Some(known) = known.get(name) {
        return known.clone();
    }
    known.insert(name.clone());
    name.clone()
}
