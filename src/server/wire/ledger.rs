//! Events as they go out: what happened, when and by whom, without what opens a ticket page or repeats a
//! request.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use office::calendar::Zone;
use office::event::Recorded;
use office::time::UnixTime;
use runtime::ports::Seq;

/// A page of the ledger; `next` is the `after` of the next page, nothing at the end.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = LedgerPage)]
pub struct WireEvents {
    #[schema(value_type = Vec<Object>)]
    pub events: Vec<Value>,
    pub next: Option<Seq>,
}

/// Members that hold a moment wherever they stand in an event.
const TIMES: [&str; 16] = [
    "at",
    "since",
    "until",
    "start",
    "end",
    "earliest",
    "latest",
    "booking",
    "waiting_since",
    "checked_in_at",
    "first_called_at",
    "opened_at",
    "announced_at",
    "from",
    "foreseen_from",
    "foreseen_to",
];
/// What is nobody's to read: a ticket page's address, and the keys of requests.
const SECRETS: [&str; 3] = ["secret", "key", "answered"];

pub fn event(seq: Seq, recorded: &Recorded, zone: &Zone) -> Value {
    let mut event = Map::new();
    event.insert("seq".to_owned(), seq.into());
    if let Ok(Value::Object(members)) = serde_json::to_value(recorded) {
        event.extend(shown(members, zone));
    }
    Value::Object(event)
}

fn shown(members: Map<String, Value>, zone: &Zone) -> Map<String, Value> {
    let open = members.into_iter().filter(|(name, _)| !SECRETS.contains(&name.as_str()));
    open.map(|(name, value)| {
        let value = match value.as_i64() {
            Some(seconds) if TIMES.contains(&name.as_str()) => {
                zone.stamp(UnixTime::from_unix(seconds)).0.into()
            }
            _ => value_shown(value, zone),
        };
        (name, value)
    })
    .collect()
}

fn value_shown(value: Value, zone: &Zone) -> Value {
    match value {
        Value::Object(members) => Value::Object(shown(members, zone)),
        Value::Array(values) => values.into_iter().map(|value| value_shown(value, zone)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}
