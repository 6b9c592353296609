// SPDX-License-Identifier: MPL-2.0
//! The short-lived proof that a companion showed their code or card at a device. A check-in names the companion by it:
//! a reference alone could be guessed.

use std::str::FromStr as _;

use hmac::digest::Key;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::access::Access;
use super::token::Token;
use office::names::CompanionRef;

/// Longer than a check-in with its repetitions takes.
pub const HANDLE_SECONDS: i64 = 15 * 60;

/// The handle proves nothing: made up, of another device, or too old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandleUnknown;

impl Access {
    /// A handle for a companion whose code was right at this device, at a moment in Unix seconds.
    pub fn handle(&self, device: &Token, companion: &CompanionRef, now: i64) -> String {
        let expires = now.saturating_add(HANDLE_SECONDS);
        let proof = self.proof(device, companion.as_str(), expires).finalize().into_bytes();
        format!("{companion}.{expires}.{}", hex(&proof))
    }

    /// The companion whom a handle names.
    ///
    /// # Errors
    /// [`HandleUnknown`].
    pub fn companion_of(
        &self,
        device: &Token,
        handle: &str,
        now: i64,
    ) -> Result<CompanionRef, HandleUnknown> {
        let (named, proof) = handle.rsplit_once('.').ok_or(HandleUnknown)?;
        let (reference, expires) = named.rsplit_once('.').ok_or(HandleUnknown)?;
        let expires: i64 = expires.parse().map_err(|_| HandleUnknown)?;
        let proof = bytes(proof).ok_or(HandleUnknown)?;
        let right = self.proof(device, reference, expires).verify_slice(&proof).is_ok();
        let is_valid = (now..=now.saturating_add(HANDLE_SECONDS)).contains(&expires);
        let companion = CompanionRef::from_str(reference).map_err(|_| HandleUnknown)?;
        if right && is_valid && self.knows(&companion) { Ok(companion) } else { Err(HandleUnknown) }
    }

    fn proof(&self, device: &Token, reference: &str, expires: i64) -> Hmac<Sha256> {
        let mut proof = <Hmac<Sha256> as KeyInit>::new(&self.handle_key());
        proof.update(device.as_bytes());
        proof.update(format!("\n{reference}\n{expires}").as_bytes());
        proof
    }

    /// Everything secret that the office's file holds: nobody who knows one token knows it, and it is the same after a
    /// restart, when a check-in may be repeated.
    fn handle_key(&self) -> Key<Hmac<Sha256>> {
        let mut all = Sha256::new_with_prefix("companion handle");
        let tokens = self.tokens.iter().map(|(token, _)| token);
        let codes = self.companions.iter().map(|(code, _)| code);
        for secret in tokens.chain(codes) {
            all.update(secret.as_bytes());
        }
        let mut key = Key::<Hmac<Sha256>>::default();
        key.iter_mut().zip(all.finalize()).for_each(|(to, from)| *to = from);
        key
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = hex.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    digits.chunks(2).map(|pair| u8::try_from(pair.first()? * 16 + pair.get(1)?).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access() -> Access {
        let mut access = Access::closed();
        access.add_token(super::super::Role::Kiosk, None, "a token of the kiosk");
        access.add_companion("c-17".into(), "Center for Mestring".parse().unwrap(), "1234");
        access
    }

    #[test]
    fn a_handle_proves_its_companion_at_its_device_for_a_quarter_of_an_hour() {
        let (access, kiosk) = (access(), Token::of("kiosk"));
        let handle = access.handle(&kiosk, &"c-17".into(), 1_000);
        assert_eq!(access.companion_of(&kiosk, &handle, 1_000).unwrap().as_str(), "c-17");
        assert_eq!(access.companion_of(&kiosk, &handle, 1_900).unwrap().as_str(), "c-17");
        assert_eq!(access.companion_of(&kiosk, &handle, 1_901), Err(HandleUnknown));
        assert_eq!(access.companion_of(&Token::of("another kiosk"), &handle, 1_000), Err(HandleUnknown));
        // The same after a restart with the same file, and worth nothing with another.
        assert!(self::access().companion_of(&kiosk, &handle, 1_000).is_ok());
        let mut other = self::access();
        other.add_token(super::super::Role::Clerk, None, "a token of a clerk");
        assert_eq!(other.companion_of(&kiosk, &handle, 1_000), Err(HandleUnknown));
    }

    #[test]
    fn nothing_that_is_made_up_is_a_handle() {
        let (mut access, kiosk) = (access(), Token::of("kiosk"));
        let handle = access.handle(&kiosk, &"c-17".into(), 1_000);
        access.add_companion("c-18".into(), "Jobcenter".parse().unwrap(), "4321");
        let proof = handle.rsplit('.').next().unwrap();
        for made_up in [
            "c-17".to_owned(),
            String::new(),
            "..".to_owned(),
            handle.replace("c-17", "c-18"),
            handle.replace("1900", "9900"),
            handle.replace(proof, ""),
            handle.replace(proof, &proof[..62]),
            handle.replace(proof, &proof.replace('a', "b").replace('1', "2")),
        ] {
            assert_eq!(access.companion_of(&kiosk, &made_up, 1_000), Err(HandleUnknown), "{made_up}");
        }
    }
}
