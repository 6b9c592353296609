// SPDX-License-Identifier: MPL-2.0
use std::collections::BTreeSet;

use serde_json::Value;
use utoipa::PartialSchema;

use super::*;

/// One event a line, as the ledger writes it and as it is shown.
const EVENTS: &str = include_str!("events.jsonl");

fn events() -> impl Iterator<Item = (Value, Value)> {
    EVENTS.lines().map(|line| {
        let mut both: Value = serde_json::from_str(line).unwrap();
        (both["written"].take(), both["shown"].take())
    })
}

#[test]
fn every_event_shows_what_is_listed_for_it_with_times_as_text() {
    let zone = Zone::named("Europe/Copenhagen").unwrap();
    for (written, shown) in events() {
        let recorded: Recorded = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&recorded).unwrap(), written, "the whole event was read");
        let event = LedgerEventJson::of(shown["seq"].as_u64().unwrap(), &recorded, &zone);
        assert_eq!(serde_json::to_value(event).unwrap(), shown);
    }
}

#[test]
fn each_kind_of_event_has_an_example() {
    let schema = serde_json::to_value(EventJson::schema()).unwrap();
    let mut kinds = BTreeSet::new();
    collect_kinds(&schema, &mut kinds);
    let shown: BTreeSet<String> =
        events().map(|(_, shown)| shown["kind"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, shown);
}

/// The values of `kind` in the schema's alternatives.
fn collect_kinds(schema: &Value, kinds: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            let names = schema["properties"]["kind"]["enum"].as_array();
            kinds.extend(names.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| collect_kinds(member, kinds));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_kinds(item, kinds)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn no_event_shows_a_secret_or_a_request_key() {
    for (written, shown) in events() {
        let text = shown.to_string();
        for hidden in ["\"secret\"", "\"key\"", "\"answered\"", "000000000500"] {
            assert!(!text.contains(hidden), "{text}");
        }
        if let Some(key) = written["key"].as_str() {
            assert!(!text.contains(key), "{text}");
        }
    }
}
