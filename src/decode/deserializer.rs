// SPDX-License-Identifier: MPL-2.0
//! Reads any type from a [`Value`], with a [`FieldCause`] for an error.

use std::str::FromStr;

use serde::de::value::{MapDeserializer, SeqDeserializer, StringDeserializer};
use serde::de::{Deserializer, EnumAccess, Error as _, IntoDeserializer, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::{FieldCause, Value};

impl IntoDeserializer<'_, FieldCause> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $number:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldCause> {
            let read = match self {
                Self::Signed(number) => visitor.visit_i64(number),
                Self::Unsigned(number) => visitor.visit_u64(number),
                Self::Float(number) => visitor.visit_f64(number),
                Self::Untyped(text) => visitor.$visit(parsed::<$number>(&text)?),
                Self::Null | Self::Boolean(_) | Self::Text(_) | Self::List(_) | Self::Table(_) => {
                    return Err(FieldCause::Number);
                }
            };
            read.map_err(|_: FieldCause| FieldCause::Number)
        }
    )*};
}

fn parsed<T: FromStr>(text: &str) -> Result<T, FieldCause> {
    text.parse().map_err(|_| FieldCause::Number)
}

impl<'de> Deserializer<'de> for Value {
    type Error = FieldCause;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldCause> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Boolean(value) => visitor.visit_bool(value),
            Self::Signed(value) => visitor.visit_i64(value),
            Self::Unsigned(value) => visitor.visit_u64(value),
            Self::Float(value) => visitor.visit_f64(value),
            Self::Text(value) | Self::Untyped(value) => visitor.visit_string(value),
            Self::List(items) => {
                let mut items = SeqDeserializer::new(items.into_iter());
                let value = visitor.visit_seq(&mut items)?;
                items.end().map(|()| value)
            }
            Self::Table(members) => {
                let mut members = MapDeserializer::new(members.into_iter());
                let value = visitor.visit_map(&mut members)?;
                members.end().map(|()| value)
            }
        }
    }

    numbers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_f32 visit_f32 f32;
        deserialize_f64 visit_f64 f64;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldCause> {
        match self {
            Self::Boolean(value) => visitor.visit_bool(value),
            Self::Untyped(text) => visitor.visit_bool(text.parse().map_err(|_| FieldCause::Boolean)?),
            Self::Null
            | Self::Signed(_)
            | Self::Unsigned(_)
            | Self::Float(_)
            | Self::Text(_)
            | Self::List(_)
            | Self::Table(_) => Err(FieldCause::Boolean),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldCause> {
        if self == Self::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, FieldCause> {
        visitor.visit_newtype_struct(self)
    }

    /// A name alone, or a table with the name of the variant for its only member.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldCause> {
        match self {
            Self::Text(name) | Self::Untyped(name) => visitor.visit_enum(Variant { name, value: None }),
            Self::Table(members) => {
                let [(name, value)] = <[_; 1]>::try_from(members)
                    .map_err(|_| FieldCause::Kind { expected: "a table with one member".to_owned() })?;
                visitor.visit_enum(Variant { name, value: Some(value) })
            }
            Self::Null
            | Self::Boolean(_)
            | Self::Signed(_)
            | Self::Unsigned(_)
            | Self::Float(_)
            | Self::List(_) => Err(FieldCause::Kind { expected: "a string".to_owned() }),
        }
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}

struct Variant {
    name: String,
    value: Option<Value>,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = FieldCause;
    type Variant = Content;

    fn variant_seed<S: serde::de::DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Content), FieldCause> {
        let name: StringDeserializer<FieldCause> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, Content(self.value)))
    }
}

/// What stands beside a variant's name.
struct Content(Option<Value>);

impl Content {
    fn required(self) -> Result<Value, FieldCause> {
        self.0.ok_or_else(|| FieldCause::custom("the variant needs a value"))
    }
}

impl<'de> VariantAccess<'de> for Content {
    type Error = FieldCause;

    fn unit_variant(self) -> Result<(), FieldCause> {
        match self.0 {
            None | Some(Value::Null) => Ok(()),
            Some(_) => Err(FieldCause::Kind { expected: "a name alone".to_owned() }),
        }
    }

    fn newtype_variant_seed<S: serde::de::DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, FieldCause> {
        seed.deserialize(self.required()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, FieldCause> {
        self.required()?.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldCause> {
        self.required()?.deserialize_any(visitor)
    }
}
