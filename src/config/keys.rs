//! Which keys a table may have, asked of the type that reads it, and which of them was probably meant.

use std::cell::Cell;

use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};

/// The keys a struct is read from; nothing for types that are not read from keys.
pub(super) fn of<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let keys = Cell::new(&[][..]);
    // The probe always ends in an error: it is only there to be asked.
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

/// What to write instead of an unknown key.
pub(super) fn remedy(unknown: &str, known: &[&str]) -> String {
    let nearest = known.iter().map(|key| (distance(unknown, key), *key)).min();
    match nearest {
        Some((steps, key)) if steps <= 1 + key.len() / 3 => format!("did you mean «{key}»?"),
        _ => format!("remove it, or use one of: {}", known.join(", ")),
    }
}

/// How many letters must be put in, left out or changed to make one word into the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    // A key longer than this is no misspelling of ours.
    for (index, letter) in from.chars().take(80).enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, other) in to.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}
