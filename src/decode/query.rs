// SPDX-License-Identifier: MPL-2.0
//! Query strings.

use serde::de::DeserializeOwned;

use super::{FieldError, Value, from_value};

/// # Errors
/// [`FieldError`].
pub fn from_query<T: DeserializeOwned>(query: &str) -> Result<T, FieldError> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    from_value(Value::Table(
        pairs.map(|(name, value)| (name.into_owned(), Value::Untyped(value.into_owned()))).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldCause;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Page {
        #[serde(default)]
        after: u64,
        limit: Option<usize>,
        #[serde(default)]
        newest_first: bool,
        name: Option<String>,
    }

    #[test]
    fn text_becomes_what_the_field_wants() {
        let page: Page = from_query("after=17&limit=5&newest_first=true&name=17").unwrap();
        assert_eq!((page.after, page.limit, page.newest_first), (17, Some(5), true));
        assert_eq!(page.name.as_deref(), Some("17"));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let wrong = |query: &str| from_query::<Page>(query).map_err(|error| (error.field(), error.cause));
        let field = |name: &str| Some(name.to_owned());
        assert_eq!(wrong("after=-1").unwrap_err(), (field("after"), FieldCause::Number));
        assert_eq!(wrong("newest_first=1").unwrap_err(), (field("newest_first"), FieldCause::Boolean));
        assert_eq!(wrong("limit=").unwrap_err(), (field("limit"), FieldCause::Number));
        let twice = wrong("limit=1&limit=2").unwrap_err();
        assert!(matches!(twice.1, FieldCause::DuplicateField { .. }), "{twice:?}");
    }
}
