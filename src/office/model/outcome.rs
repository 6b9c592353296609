// SPDX-License-Identifier: MPL-2.0
//! How a visit can end, and which ends the report counts as success.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::localized_text::LocalizedText;
use crate::names::OutcomeId;

/// The outcomes that count as success where an office does not say otherwise.
const USUAL_SUCCESSES: [&str; 2] = ["mitid_issued", "mitid_restored"];

/// Written as its id alone where `success` is as usual and it has no name of the office's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub id: OutcomeId,
    /// The citizen goes home with what they came for, as the report counts it.
    pub success: bool,
    /// What it is called, where the words that ship for its id are not to be used or there are none.
    pub name: Option<LocalizedText>,
}

/// The fields of an outcome written as a table.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeTable {
    id: OutcomeId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    success: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<LocalizedText>,
}

impl From<OutcomeId> for Outcome {
    fn from(id: OutcomeId) -> Self {
        Self { success: counts_usually(&id), id, name: None }
    }
}

fn counts_usually(id: &OutcomeId) -> bool {
    USUAL_SUCCESSES.contains(&id.as_str())
}

impl From<OutcomeTable> for Outcome {
    fn from(table: OutcomeTable) -> Self {
        let OutcomeTable { id, success, name } = table;
        Self { success: success.unwrap_or_else(|| counts_usually(&id)), id, name }
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { id, success, name } = self;
        let success = Some(*success).filter(|success| *success != counts_usually(id));
        if success.is_none() && name.is_none() {
            return id.serialize(serializer);
        }
        OutcomeTable { id: id.clone(), success, name: name.clone() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Outcome {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OutcomeVisitor)
    }
}

struct OutcomeVisitor;

impl<'de> Visitor<'de> for OutcomeVisitor {
    type Value = Outcome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id in quotes, or a table as { id = \"…\", name = \"…\", success = true }")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<Outcome, E> {
        OutcomeId::deserialize(StrDeserializer::new(id)).map(Into::into)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Outcome, A::Error> {
        OutcomeTable::deserialize(MapAccessDeserializer::new(members)).map(Into::into)
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

    #[test]
    fn an_outcome_of_the_offices_own_has_a_name() {
        let text = concat!(
            r#"[{"id":"licence_renewed","success":true,"name":"Kørekort fornyet"},"#,
            r#"{"id":"sent_on","name":{"da":"Sendt videre","en":"Sent on"}}]"#
        );
        let outcomes: Vec<Outcome> = serde_json::from_str(text).unwrap();
        assert_eq!(outcomes[0].name.as_ref().unwrap().da.as_str(), "Kørekort fornyet");
        assert!(!outcomes[1].success);
        assert_eq!(serde_json::to_string(&outcomes).unwrap(), text);
    }
}
