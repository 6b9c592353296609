// SPDX-License-Identifier: MPL-2.0
//! How a visit can end, and which ends the report counts as success.

use serde::{Deserialize, Serialize};

use crate::names::OutcomeId;

/// The outcomes that count as success where an office does not say otherwise.
const USUAL_SUCCESSES: [&str; 2] = ["mitid_issued", "mitid_restored"];

/// Written as its id alone where `success` is as usual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Outcome {
    pub id: OutcomeId,
    /// The citizen goes home with what they came for, as the report counts it.
    pub success: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Written {
    Id(OutcomeId),
    Whole { id: OutcomeId, success: bool },
}

impl From<OutcomeId> for Outcome {
    fn from(id: OutcomeId) -> Self {
        Self { success: USUAL_SUCCESSES.contains(&id.as_str()), id }
    }
}

impl From<Written> for Outcome {
    fn from(written: Written) -> Self {
        match written {
            Written::Id(id) => id.into(),
            Written::Whole { id, success } => Self { id, success },
        }
    }
}

impl From<Outcome> for Written {
    fn from(outcome: Outcome) -> Self {
        let Outcome { id, success } = outcome;
        if Outcome::from(id.clone()).success == success { Self::Id(id) } else { Self::Whole { id, success } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_written_as_its_id_where_its_success_is_as_usual() {
        let text = r#"["mitid_issued","new_time_given",{"id":"other_errand_done","success":true}]"#;
        let outcomes: Vec<Outcome> = serde_json::from_str(text).unwrap();
        let successes: Vec<bool> = outcomes.iter().map(|outcome| outcome.success).collect();
        assert_eq!(successes, [true, false, true]);
        assert_eq!(serde_json::to_string(&outcomes).unwrap(), text);
    }
}
