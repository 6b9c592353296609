// SPDX-License-Identifier: MPL-2.0
//! Why a value does not fit its type.

use std::fmt::Display;

use serde::de::{Error, Expected, Unexpected};
use serde_path_to_error::{Path, Segment};

type Names = &'static [&'static str];

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldCause {
    #[error("unknown field `{name}`{}", listed(known))]
    UnknownField { name: String, known: Names },
    #[error("missing field `{name}`")]
    MissingField { name: &'static str },
    #[error("duplicate field `{name}`")]
    DuplicateField { name: String },
    #[error("unknown variant `{name}`{}", listed(known))]
    UnknownVariant { name: String, known: Names },
    /// A number is wanted, within the bounds of the field's type.
    #[error("expected a number that fits")]
    Number,
    #[error("expected `true` or `false`")]
    Boolean,
    /// Another kind of value is wanted, such as «a string».
    #[error("expected {expected}")]
    Kind { expected: String },
    /// The field's own type refuses the value, in words of its own. They may repeat the value.
    #[error("{0}")]
    Invalid(String),
}

/// A field and why it does not fit.
#[derive(Clone, Debug)]
pub struct FieldError {
    pub path: Path,
    pub cause: FieldCause,
}

impl FieldError {
    /// The field as `needs[0]`; nothing for the value as a whole.
    pub fn field(&self) -> Option<String> {
        let named = self.path.iter().any(|segment| !matches!(segment, Segment::Unknown));
        named.then(|| self.path.to_string())
    }
}

impl Error for FieldCause {
    fn custom<T: Display>(message: T) -> Self {
        Self::Invalid(message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Kind { expected: expected.to_string() }
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Kind { expected: expected.to_string() }
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::Kind { expected: expected.to_string() }
    }

    fn unknown_variant(name: &str, known: Names) -> Self {
        Self::UnknownVariant { name: name.to_owned(), known }
    }

    fn unknown_field(name: &str, known: Names) -> Self {
        Self::UnknownField { name: name.to_owned(), known }
    }

    fn missing_field(name: &'static str) -> Self {
        Self::MissingField { name }
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::DuplicateField { name: name.to_owned() }
    }
}

fn listed(known: &[&str]) -> String {
    let quoted: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => format!(", expected {only}"),
        several => format!(", expected one of {}", several.join(", ")),
    }
}
