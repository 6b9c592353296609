// SPDX-License-Identifier: MPL-2.0
//! One-time codes: printed once for a person who is to choose a password.

use std::fmt;

use super::random;
use super::store::StoreFailure;
use super::token::Token;

/// 80 random bits, in groups that can be read aloud: `K7QM-29X4-B8ZT-6WPD`. Shown once; kept only as its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode(String);

const LETTERS: usize = 16;

impl OneTimeCode {
    /// # Errors
    /// When the machine gives no random numbers.
    pub fn new_random() -> Result<Self, StoreFailure> {
        random::letters(LETTERS).map(Self)
    }

    /// As a person typed it, or nothing where it can be none.
    pub fn typed(text: &str) -> Option<Self> {
        let letters: String = text
            .chars()
            .filter(|sign| !matches!(sign, '-' | ' '))
            .take(LETTERS + 1)
            .map(|sign| sign.to_ascii_uppercase())
            .collect();
        (letters.chars().count() == LETTERS).then_some(Self(letters))
    }

    pub(super) fn hash(&self) -> Token {
        Token::of(&self.0)
    }

    /// As it is shown to whoever hands it over.
    pub fn shown(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        let code = OneTimeCode::new_random().unwrap();
        let shown = code.shown();
        assert_eq!(shown.len(), 19);
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', ""), shown.replace('-', " ")] {
            assert_eq!(OneTimeCode::typed(&typed), Some(code.clone()), "{typed}");
        }
        assert_eq!(OneTimeCode::typed(&shown[1..]), None);
        assert_eq!(OneTimeCode::typed(&"x".repeat(1_000)), None);
        assert!(!format!("{code:?}").contains(&shown[..4]));
    }
}
