// SPDX-License-Identifier: MPL-2.0
//! The short code that an unpaired screen shows: easy to read out and to type, and never a word.

use std::fmt;
use std::str::FromStr;

use super::random;
use super::store::StoreFailure;

/// Capital consonants: none is taken for a digit, and no words come of them (RFC 8628, section 6.1).
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const LENGTH: usize = 6;

/// Written `KTR-WXD`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PairingCode(String);

/// The text is no code that a screen ever showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code has 6 letters, as KTR-WXD")]
pub struct InvalidPairingCode;

impl PairingCode {
    /// # Errors
    /// When the machine gives no random numbers.
    pub(super) fn new_random() -> Result<Self, StoreFailure> {
        let mut code = String::with_capacity(LENGTH);
        while code.len() < LENGTH {
            // The largest multiple of 20 in a byte: beyond it some letters would come more often.
            let fair = random::bytes::<16>()?.into_iter().filter(|byte| *byte < 240);
            let letters = fair.map(|byte| char::from(LETTERS[usize::from(byte % 20)]));
            code.extend(letters.take(LENGTH - code.len()));
        }
        Ok(Self(code))
    }

    /// The letters alone.
    pub(super) fn letters(&self) -> &str {
        &self.0
    }
}

impl FromStr for PairingCode {
    type Err = InvalidPairingCode;

    /// However somebody types it: in small letters, with or without the hyphen.
    fn from_str(text: &str) -> Result<Self, InvalidPairingCode> {
        let letters = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-');
        let code: String = letters.take(LENGTH + 1).map(|sign| sign.to_ascii_uppercase()).collect();
        let fine = code.len() == LENGTH && code.bytes().all(|byte| LETTERS.contains(&byte));
        if fine { Ok(Self(code)) } else { Err(InvalidPairingCode) }
    }
}

impl fmt::Display for PairingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.0.split_at(LENGTH / 2);
        write!(f, "{first}-{second}")
    }
}

impl fmt::Debug for PairingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PairingCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for typed in ["KTR-WXD", "ktrwxd", " ktr wxd ", "K-T-R-W-X-D"] {
            assert_eq!(typed.parse::<PairingCode>().unwrap().to_string(), "KTR-WXD", "{typed}");
        }
        for wrong in ["", "KTR-WX", "KTR-WXDD", "KTR-WX0", "KTR-WXA", "ÆTR-WXD", "💥"] {
            assert_eq!(wrong.parse::<PairingCode>(), Err(InvalidPairingCode), "{wrong}");
        }
    }

    #[test]
    fn codes_are_not_alike() {
        let codes: std::collections::BTreeSet<PairingCode> =
            (0..200).map(|_| PairingCode::new_random().unwrap()).collect();
        assert!(codes.len() >= 199, "{}", codes.len());
        assert!(codes.iter().all(|code| code.to_string().parse() == Ok(code.clone())));
    }
}
