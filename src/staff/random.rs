// SPDX-License-Identifier: MPL-2.0
//! Random texts from the operating system: tokens, one-time codes and pseudonyms.

use super::hex::hex;
use super::store::StoreFailure;

/// Without O, I, 1 and U, which are read as 0, l, l and V.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTVWXYZ0";

/// So many random bytes.
pub(super) fn bytes<const N: usize>() -> Result<[u8; N], StoreFailure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(StoreFailure::Random)?;
    Ok(bytes)
}

/// 256 random bits: nobody guesses it.
pub(super) fn token() -> Result<String, StoreFailure> {
    Ok(hex(&bytes::<32>()?))
}

/// So many digits, each as likely as the others.
pub(super) fn digits(count: usize) -> Result<String, StoreFailure> {
    let mut digits = String::with_capacity(count);
    while digits.len() < count {
        let [byte] = bytes::<1>()?;
        // The largest multiple of ten that a byte holds.
        if byte < 250 {
            digits.push(char::from(b'0' + byte % 10));
        }
    }
    Ok(digits)
}

/// So many letters and digits, five bits each.
pub(super) fn letters(count: usize) -> Result<String, StoreFailure> {
    let mut bytes = vec![0; count];
    getrandom::fill(&mut bytes).map_err(StoreFailure::Random)?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect())
}
