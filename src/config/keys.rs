//! The keys of a table, from the type that reads it, and suggestions for misspelt ones.

use std::cell::Cell;

use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};

/// The field names of a struct; empty for other types.
pub(super) fn of<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let keys = Cell::new(&[][..]);
    // The probe always fails; it only records the field names.
    let _ = T::deserialize(Probe(&keys));
    keys.get()
}

struct Probe<'k>(&'k Cell<&'static [&'static str]>);

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("only a probe"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.set(fields);
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// Longer unknown keys are cut before they are compared.
const MAX_KEY_CHARS: usize = 80;

/// What to write instead of an unknown key.
pub(super) fn remedy(unknown: &str, known: &[&str]) -> String {
    let shortened: String = unknown.chars().take(MAX_KEY_CHARS).collect();
    let nearest = known.iter().map(|key| (strsim::levenshtein(&shortened, key), *key)).min();
    match nearest {
        Some((steps, key)) if steps <= 1 + key.len() / 3 => format!("did you mean «{key}»?"),
        _ => format!("remove it, or use one of: {}", known.join(", ")),
    }
}
