//! What is wrong with a value somebody sent, in a body or a query: the field and a remedy, never the value itself.

use fluent_bundle::FluentValue;

use super::problem::Problem;
use office::free_text::looks_like_cpr;

/// What is wrong with a value, without the value.
pub fn wrong_value(path: &str, message: &str) -> Problem {
    let message = message.split(" at line ").next().unwrap_or(message);
    let wrong = if looks_like_cpr(message) { Wrong::Never } else { Wrong::of(message) };
    let known = path != "." && path != "?" && path.len() <= 100 && !looks_like_cpr(path);
    let field = if known { path } else { "" };
    let named = known && !wrong.names(field);
    let at = if named { format!("{field}: ") } else { String::new() };
    let key = wrong.key();
    let mut values = wrong.values();
    values.push(("at", at.into()));
    Problem::said("bad_request", key, &values).with("field", &field)
}

/// What reading a value can fail of, as far as its sender can mend it.
enum Wrong {
    Unknown { name: String, known: String },
    Missing { name: String },
    Twice { name: String },
    Number,
    OneOf { known: String },
    Expected { what: String },
    Unreadable,
    Never,
}

/// The longest list or name that is told.
const MOST_TOLD: usize = 200;

impl Wrong {
    fn of(message: &str) -> Self {
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let name = cut(quoted.first().copied().unwrap_or_default());
        let expected = message.split_once("expected ").map(|(_, expected)| expected);
        if message.starts_with("unknown field") {
            Self::Unknown { name, known: cut(&quoted[1.min(quoted.len())..].join(", ")) }
        } else if message.starts_with("missing field") {
            Self::Missing { name }
        } else if message.starts_with("duplicate field") {
            Self::Twice { name }
        } else if let Some(expected) = expected {
            let known = expected.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ");
            let numbers = ["f64", "u8", "u16", "u32", "u64", "i64", "usize", "a nonzero"];
            match expected {
                number if numbers.iter().any(|kind| number.starts_with(kind)) => Self::Number,
                _ if !known.is_empty() => Self::OneOf { known: cut(&known) },
                _ => Self::Expected { what: cut(expected) },
            }
        } else if ["invalid float", "invalid digit", "cannot parse", "number too"]
            .iter()
            .any(|begins| message.starts_with(begins))
        {
            Self::Number
        } else if message.starts_with("provided string was not `true`") {
            Self::OneOf { known: "true, false".to_owned() }
        } else {
            Self::Unreadable
        }
    }

    fn names(&self, field: &str) -> bool {
        matches!(self, Self::Unknown { name, .. } | Self::Missing { name } | Self::Twice { name } if name == field)
    }

    const fn key(&self) -> &'static str {
        match self {
            Self::Unknown { known, .. } if known.is_empty() => "problem-field-unknown-none",
            Self::Unknown { .. } => "problem-field-unknown",
            Self::Missing { .. } => "problem-field-missing",
            Self::Twice { .. } => "problem-field-twice",
            Self::Number => "problem-field-number",
            Self::OneOf { .. } => "problem-field-one-of",
            Self::Expected { .. } => "problem-field-expected",
            Self::Unreadable => "problem-field-wrong",
            Self::Never => "problem-field-never",
        }
    }

    fn values(self) -> Vec<(&'static str, FluentValue<'static>)> {
        match self {
            Self::Unknown { name, known } => vec![("name", name.into()), ("known", known.into())],
            Self::Missing { name } | Self::Twice { name } => vec![("name", name.into())],
            Self::OneOf { known } => vec![("known", known.into())],
            Self::Expected { what } => vec![("expected", what.into())],
            Self::Number | Self::Unreadable | Self::Never => Vec::new(),
        }
    }
}

fn cut(text: &str) -> String {
    text.chars().take(MOST_TOLD).collect()
}
