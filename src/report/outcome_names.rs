// SPDX-License-Identifier: MPL-2.0
//! What an office calls its own outcomes, or called those that it no longer has.

use std::collections::BTreeMap;

use office::localized_text::LocalizedText;
use office::names::OutcomeId;
use office::setup::Setup;

pub type OutcomeNames = BTreeMap<OutcomeId, LocalizedText>;

/// The outcomes that a setup gives a name of its own.
pub(crate) fn own_outcomes(setup: &Setup) -> impl Iterator<Item = (OutcomeId, LocalizedText)> {
    setup.outcomes.iter().filter_map(|outcome| Some((outcome.id.clone(), outcome.name.clone()?)))
}
