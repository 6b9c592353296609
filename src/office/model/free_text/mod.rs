// SPDX-License-Identifier: MPL-2.0
//! Text in people's own words: reasons, notes, names of trials. It is checked once, when it is parsed;
//! commands and events carry the result.

mod characters;
mod cpr;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use characters::Character;
pub use cpr::looks_like_cpr;

/// One line of text without leading and trailing spaces, at most [`FreeText::MOST_CHARACTERS`] long, that does not look
/// like a CPR number.
///
/// Deserializing accepts any text: the ledger keeps what was accepted when it was written. Text from outside
/// goes through [`FreeText::parse`].
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FreeText(Arc<str>);

/// Why a text is refused. Never says what the text was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FreeTextError {
    #[error("the text is empty; write one sentence")]
    Empty,
    #[error("the text has more than {} characters", FreeText::MOST_CHARACTERS)]
    TooLong,
    #[error("the text looks like a CPR number; Mintur keeps none")]
    LooksLikeCpr,
    #[error("the text has a control character or one that changes the reading direction")]
    ControlCharacter,
}

impl FreeText {
    pub const MOST_CHARACTERS: usize = 300;

    pub fn parse(text: &str) -> Result<Self, FreeTextError> {
        let text = text.replace(['\n', '\r', '\t'], " ");
        let text = text.trim();
        if text.is_empty() {
            return Err(FreeTextError::Empty);
        }
        if looks_like_cpr(text) {
            return Err(FreeTextError::LooksLikeCpr);
        }
        if text.chars().any(|character| Character::of(character) == Character::Forbidden) {
            return Err(FreeTextError::ControlCharacter);
        }
        if text.chars().count() > Self::MOST_CHARACTERS {
            return Err(FreeTextError::TooLong);
        }
        Ok(Self(text.into()))
    }

    /// The same for a text that may be left out; a blank one is none.
    pub fn parse_optional(text: Option<&str>) -> Result<Option<Self>, FreeTextError> {
        match text.map(Self::parse) {
            None | Some(Err(FreeTextError::Empty)) => Ok(None),
            Some(parsed) => parsed.map(Some),
        }
    }

    /// A text that is checked elsewhere, as one that is deserialized.
    pub(crate) fn unchecked(text: &str) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for FreeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for FreeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for FreeText {
    type Err = FreeTextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_without_the_spaces_around_it() {
        assert_eq!(FreeText::parse("  for meget at lave ").unwrap().as_str(), "for meget at lave");
        assert_eq!(FreeText::parse("for meget\nat lave").unwrap().as_str(), "for meget at lave");
        assert_eq!(FreeText::parse_optional(Some(" ")), Ok(None));
        assert_eq!(FreeText::parse(" "), Err(FreeTextError::Empty));
    }

    #[test]
    fn a_text_has_a_bounded_length() {
        assert!(FreeText::parse(&"å".repeat(300)).is_ok());
        assert_eq!(FreeText::parse(&"å".repeat(301)), Err(FreeTextError::TooLong));
    }

    #[test]
    fn a_cpr_number_is_refused() {
        assert_eq!(FreeText::parse("borger 010190-1234 kom"), Err(FreeTextError::LooksLikeCpr));
    }

    #[test]
    fn characters_that_hide_what_is_written_are_refused() {
        for text in ["a\u{0}b", "a\u{1b}[2Jb", "a\u{202e}b", "a\u{2066}b", "a\u{200f}b", "a\u{e0041}b"] {
            assert_eq!(FreeText::parse(text), Err(FreeTextError::ControlCharacter), "{text:?}");
        }
        for text in ["👩\u{200d}👧 venter", "می\u{200c}خواهم", "sam\u{ad}tale"] {
            assert!(FreeText::parse(text).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn a_text_that_was_accepted_before_can_still_be_read() {
        let old: FreeText = serde_json::from_str("\"010190-1234\"").unwrap();
        assert_eq!(serde_json::to_string(&old).unwrap(), "\"010190-1234\"");
    }
}
