// SPDX-License-Identifier: MPL-2.0
//! Time-based one-time passwords (RFC 6238), as every authenticator app has them: six digits every half minute.

use std::fmt;

use subtle::ConstantTimeEq;
use totp_rs::{Algorithm, Secret, TOTP};

use super::random;
use super::store::{StoreFailure, StoredSecondFactor};
use office::time::UnixTime;

const STEP_SECONDS: u64 = 30;
const DIGITS: usize = 6;

/// A second factor that its person has not shown a code of yet.
#[derive(Clone)]
pub struct NewSecondFactor {
    secret: Vec<u8>,
    name: String,
}

impl NewSecondFactor {
    /// # Errors
    /// When the machine gives no random numbers.
    pub(super) fn new_random(name: &str) -> Result<Self, StoreFailure> {
        Ok(Self { secret: random::bytes::<20>()?.to_vec(), name: name.to_owned() })
    }

    /// The secret as an authenticator app takes it when it is typed.
    pub fn typed_secret(&self) -> String {
        Secret::Raw(self.secret.clone()).to_encoded().to_string()
    }

    /// What an authenticator app reads from a QR code.
    pub fn address(&self) -> String {
        // A sign-in name needs no escaping but its @.
        let name = self.name.replace('@', "%40").replace('+', "%2B");
        format!("otpauth://totp/Mintur:{name}?secret={}&issuer=Mintur", self.typed_secret())
    }

    pub(super) fn kept(&self, last_step: u64) -> StoredSecondFactor {
        StoredSecondFactor { secret: self.secret.clone(), last_step }
    }
}

impl fmt::Debug for NewSecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewSecondFactor(…)")
    }
}

/// The half minute a code belongs to, if it is right now or half a minute before or after, and later than the last one
/// that was used.
pub(super) fn step_of(factor: &StoredSecondFactor, code: &str, now: UnixTime) -> Option<u64> {
    let code: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
    if code.len() != DIGITS {
        return None;
    }
    let totp = TOTP::new(Algorithm::SHA1, DIGITS, 0, STEP_SECONDS, factor.secret.clone()).ok()?;
    let step = u64::try_from(now.unix()).ok()? / STEP_SECONDS;
    (step.saturating_sub(1)..=step + 1)
        .filter(|step| *step > factor.last_step)
        .find(|step| bool::from(totp.generate(step * STEP_SECONDS).as_bytes().ct_eq(code.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret and moments of RFC 6238, appendix B, with its codes' last six digits.
    #[test]
    fn codes_are_those_of_the_standard_and_count_half_a_minute_before_and_after() {
        let factor = StoredSecondFactor { secret: b"12345678901234567890".to_vec(), last_step: 0 };
        for (at, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let step = u64::try_from(at).unwrap() / STEP_SECONDS;
            assert_eq!(step_of(&factor, code, UnixTime::from_unix(at)), Some(step), "{at}");
            assert_eq!(step_of(&factor, code, UnixTime::from_unix(at + 30)), Some(step), "{at}");
            assert_eq!(step_of(&factor, code, UnixTime::from_unix(at + 90)), None, "{at}");
            assert_eq!(step_of(&factor, "000000", UnixTime::from_unix(at)), None, "{at}");
        }
    }

    #[test]
    fn a_code_counts_once() {
        let used = StoredSecondFactor { secret: b"12345678901234567890".to_vec(), last_step: 1 };
        assert_eq!(step_of(&used, "287082", UnixTime::from_unix(59)), None);
    }
}
