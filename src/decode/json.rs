// SPDX-License-Identifier: MPL-2.0
//! JSON bodies.

use serde::de::DeserializeOwned;

use super::{FieldError, Value, from_value};

#[derive(Clone, Debug)]
pub enum JsonError {
    /// Not JSON from this place on, both counted from 1.
    Syntax {
        line: usize,
        column: usize,
    },
    Field(Box<FieldError>),
}

/// # Errors
/// [`JsonError`].
pub fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JsonError> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| JsonError::Syntax { line: error.line(), column: error.column() })?;
    from_value(value).map_err(|error| JsonError::Field(Box::new(error)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldCause;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Order {
        name: String,
        count: u8,
        #[serde(default)]
        sizes: Vec<Size>,
        note: Option<String>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Size {
        Small,
        Large,
    }

    fn wrong(json: &str) -> (Option<String>, FieldCause) {
        match from_json::<Order>(json.as_bytes()).unwrap_err() {
            JsonError::Field(error) => (error.field(), error.cause),
            JsonError::Syntax { line, column } => panic!("line {line} column {column}"),
        }
    }

    #[test]
    fn a_value_that_fits_is_read() {
        let order: Order = from_json(br#"{"name":"a","count":3,"sizes":["large"],"note":null}"#).unwrap();
        assert_eq!(order, Order { name: "a".to_owned(), count: 3, sizes: vec![Size::Large], note: None });
        assert_eq!(from_json::<Order>(br#"{"name":"b","count":255}"#).unwrap().sizes, []);
    }

    #[test]
    fn the_field_and_the_cause_are_values() {
        let kind = |expected: &str| FieldCause::Kind { expected: expected.to_owned() };
        let field = |name: &str| Some(name.to_owned());
        assert_eq!(wrong(r#"{"name":7,"count":3}"#), (field("name"), kind("a string")));
        assert_eq!(wrong(r#"{"name":"a","count":256}"#), (field("count"), FieldCause::Number));
        assert_eq!(wrong(r#"{"name":"a","count":"3"}"#), (field("count"), FieldCause::Number));
        assert_eq!(wrong(r#"{"name":"a"}"#), (None, FieldCause::MissingField { name: "count" }));
        let sizes = wrong(r#"{"name":"a","count":1,"sizes":["small","huge"]}"#);
        let known = &["small", "large"];
        assert_eq!(sizes, (field("sizes[1]"), FieldCause::UnknownVariant { name: "huge".to_owned(), known }));
        let twice = wrong(r#"{"name":"a","name":"b","count":1}"#);
        assert_eq!(twice.1, FieldCause::DuplicateField { name: "name".to_owned() });
        let unknown = wrong(r#"{"name":"a","count":1,"colour":1}"#);
        assert_eq!(unknown.0, field("colour"));
        assert!(matches!(unknown.1, FieldCause::UnknownField { name, .. } if name == "colour"));
    }

    #[test]
    fn text_that_is_not_json_has_a_place() {
        let no = from_json::<Order>(b"{\"name\":\n}").unwrap_err();
        assert!(matches!(no, JsonError::Syntax { line: 2, column: 1 }));
        assert!(matches!(from_json::<Order>(b"{} x").unwrap_err(), JsonError::Syntax { line: 1, .. }));
    }
}
