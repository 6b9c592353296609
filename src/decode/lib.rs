// SPDX-License-Identifier: MPL-2.0
//! Reads typed values from JSON, query strings and TOML. Errors are values: a field and a [`FieldCause`], never
//! a parser's text.

mod cause;
mod deserializer;
mod json;
mod names;
mod query;
mod text_file;
mod toml;
mod value;

use serde::de::DeserializeOwned;

pub use cause::{FieldCause, FieldError};
pub use json::{JsonError, from_json};
pub use names::{fields, variants};
pub use query::from_query;
pub use text_file::{TextFileError, read_bytes, read_text};
pub use toml::{TomlError, from_toml};
pub use value::Value;

/// Reads a type from a value.
///
/// # Errors
/// [`FieldError`]: the first field that does not fit.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, FieldError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().clone();
        FieldError { path, cause: error.into_inner() }
    })
}
