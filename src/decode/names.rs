// SPDX-License-Identifier: MPL-2.0
//! Which names a type is read from, names of the type itself.

use std::cell::Cell;

use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};

use super::FieldCause;

type Names = &'static [&'static str];

/// The fields a struct is read from; nothing for other types.
pub fn fields<T: DeserializeOwned>() -> Names {
    names::<T>().0
}

/// The names of an enum's variants; nothing for other types.
pub fn variants<T: DeserializeOwned>() -> Names {
    names::<T>().1
}

fn names<T: DeserializeOwned>() -> (Names, Names) {
    let (fields, variants) = (Cell::new(&[][..]), Cell::new(&[][..]));
    // The probe always ends in an error: it only records what the type asks for.
    drop(T::deserialize(Probe { fields: &fields, variants: &variants }));
    (fields.get(), variants.get())
}

struct Probe<'p> {
    fields: &'p Cell<Names>,
    variants: &'p Cell<Names>,
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = FieldCause;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, FieldCause> {
        Err(FieldCause::custom("only a probe"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: Names,
        visitor: V,
    ) -> Result<V::Value, FieldCause> {
        self.fields.set(fields);
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: Names,
        visitor: V,
    ) -> Result<V::Value, FieldCause> {
        self.variants.set(variants);
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}
