// SPDX-License-Identifier: MPL-2.0
//! The short-lived proof that a companion showed their code or card at a device. A check-in names the companion by it:
//! a reference alone could be guessed.

use std::str::FromStr as _;

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::companion_key::{CompanionKey, KeyedFor};
use super::hex::{bytes, hex};
use super::token::Token;
use office::names::CompanionRef;

/// Longer than a check-in with its repetitions takes.
pub const HANDLE_SECONDS: i64 = 15 * 60;

/// The handle proves nothing: made up, of another device, or too old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandleUnknown;

/// A handle for a companion whose code was right at a device, at a moment in Unix seconds.
pub(super) fn handle(key: &CompanionKey, device: &Token, companion: &CompanionRef, now: i64) -> String {
    let expires = now.saturating_add(HANDLE_SECONDS);
    let proof = proof(key, device, companion.as_str(), expires).finalize().into_bytes();
    format!("{companion}.{expires}.{}", hex(&proof))
}

/// The companion whom a handle names, whether the office still knows them or not.
pub(super) fn named_by(
    key: &CompanionKey,
    device: &Token,
    handle: &str,
    now: i64,
) -> Result<CompanionRef, HandleUnknown> {
    let (named, shown) = handle.rsplit_once('.').ok_or(HandleUnknown)?;
    let (reference, expires) = named.rsplit_once('.').ok_or(HandleUnknown)?;
    let expires: i64 = expires.parse().map_err(|_| HandleUnknown)?;
    let shown = bytes(shown).ok_or(HandleUnknown)?;
    let is_right = proof(key, device, reference, expires).verify_slice(&shown).is_ok();
    let is_valid = (now..=now.saturating_add(HANDLE_SECONDS)).contains(&expires);
    let companion = CompanionRef::from_str(reference).map_err(|_| HandleUnknown)?;
    if is_right && is_valid { Ok(companion) } else { Err(HandleUnknown) }
}

fn proof(key: &CompanionKey, device: &Token, reference: &str, expires: i64) -> Hmac<Sha256> {
    let mut proof = key.mac(KeyedFor::Handle);
    proof.update(device.as_bytes());
    proof.update(format!("\n{reference}\n{expires}").as_bytes());
    proof
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_proves_its_companion_at_its_device_for_a_quarter_of_an_hour() {
        let (key, kiosk) = (CompanionKey::new_random().unwrap(), Token::of("kiosk"));
        let handle = handle(&key, &kiosk, &"c-17".into(), 1_000);
        assert_eq!(named_by(&key, &kiosk, &handle, 1_000).unwrap().as_str(), "c-17");
        assert_eq!(named_by(&key, &kiosk, &handle, 1_900).unwrap().as_str(), "c-17");
        assert_eq!(named_by(&key, &kiosk, &handle, 1_901), Err(HandleUnknown));
        assert_eq!(named_by(&key, &Token::of("another kiosk"), &handle, 1_000), Err(HandleUnknown));
        let other_office = CompanionKey::new_random().unwrap();
        assert_eq!(named_by(&other_office, &kiosk, &handle, 1_000), Err(HandleUnknown));
    }

    #[test]
    fn nothing_that_is_made_up_is_a_handle() {
        let (key, kiosk) = (CompanionKey::new_random().unwrap(), Token::of("kiosk"));
        let handle = handle(&key, &kiosk, &"c-17".into(), 1_000);
        let proof = handle.rsplit('.').next().unwrap();
        for made_up in [
            "c-17".to_owned(),
            String::new(),
            "..".to_owned(),
            handle.replace("c-17", "c-18"),
            handle.replace("1900", "9900"),
            handle.replace(proof, ""),
            handle.replace(proof, &proof[..62]),
            handle.replace(proof, &"0".repeat(64)),
        ] {
            assert_eq!(named_by(&key, &kiosk, &made_up, 1_000), Err(HandleUnknown), "{made_up}");
        }
    }
}
