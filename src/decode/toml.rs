// SPDX-License-Identifier: MPL-2.0
//! TOML documents, with the place of what is wrong.

use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};
use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeValue};

use super::{FieldCause, FieldError, Value, from_value};

/// What is wrong and where.
#[derive(Clone, Debug)]
pub struct TomlError {
    /// The byte where the wrong value, or the table that lacks one, begins.
    pub at: usize,
    /// The outermost key that leads to it.
    pub key: Option<String>,
    pub cause: FieldCause,
}

/// # Errors
/// [`TomlError`].
pub fn from_toml<T: DeserializeOwned>(document: &Spanned<DeValue<'_>>) -> Result<T, TomlError> {
    from_value(value(document.get_ref())).map_err(|FieldError { path, cause }| {
        let key = path.iter().find_map(|segment| match segment {
            Segment::Map { key } => Some(key.clone()),
            Segment::Seq { .. } | Segment::Enum { .. } | Segment::Unknown => None,
        });
        TomlError { at: place(document, &path), key, cause }
    })
}

fn value(toml: &DeValue<'_>) -> Value {
    match toml {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) => self::integer(integer),
        DeValue::Float(float) => self::float(float),
        DeValue::Boolean(boolean) => Value::Boolean(*boolean),
        DeValue::Datetime(time) => Value::Text(time.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| value(item.get_ref())).collect()),
        DeValue::Table(members) => {
            let member = |(name, member): (&Spanned<_>, &Spanned<_>)| {
                (String::from(name.get_ref() as &str), value(member.get_ref()))
            };
            Value::Table(members.iter().map(member).collect())
        }
    }
}

/// A number too large for any field stays text, which no number is read from.
fn integer(integer: &DeInteger<'_>) -> Value {
    let text = || Value::Text(integer.to_string());
    i64::from_str_radix(integer.as_str(), integer.radix()).map_or_else(|_| text(), Value::Signed)
}

fn float(float: &DeFloat<'_>) -> Value {
    float.as_str().parse().map_or_else(|_| Value::Text(float.to_string()), Value::Float)
}

fn place(document: &Spanned<DeValue<'_>>, path: &Path) -> usize {
    let mut at = document.span().start;
    let mut here = document;
    for segment in path {
        let next = match (segment, here.get_ref()) {
            (Segment::Map { key }, DeValue::Table(members)) => {
                members.get_key_value(key.as_str()).map(|(name, member)| (name.span().start, member))
            }
            (Segment::Seq { index }, DeValue::Array(items)) => {
                items.get(*index).map(|item| (item.span().start, item))
            }
            (Segment::Map { .. } | Segment::Seq { .. } | Segment::Enum { .. } | Segment::Unknown, _) => None,
        };
        let Some((start, next)) = next else { break };
        (at, here) = (start, next);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use toml::de::DeTable;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Shelf {
        rows: Vec<Row>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        width: u8,
    }

    #[test]
    fn the_place_and_the_key_lead_to_what_is_wrong() {
        let read = |text: &str| {
            let table = DeTable::parse(text).unwrap();
            let whole = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
            from_toml::<Shelf>(&whole)
        };
        assert_eq!(read("rows = [{ width = 7 }]").unwrap().rows[0].width, 7);
        let wrong = read("rows = [{ width = 7 },\n{ width = -1 }]").unwrap_err();
        assert_eq!((wrong.key.as_deref(), wrong.cause), (Some("rows"), FieldCause::Number));
        assert_eq!(wrong.at, "rows = [{ width = 7 },\n{ ".len());
        let unknown = read("rows = []\ncolour = 1").unwrap_err();
        assert_eq!((unknown.key.as_deref(), unknown.at), (Some("colour"), "rows = []\n".len()));
    }
}
