// SPDX-License-Identifier: MPL-2.0
//! The id of a request: in its answer's `x-request-id`, and in every line that the log says about it. One from a
//! trusted proxy stays, so that a request has one id on all its way; anybody else's is not believed.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

use crate::request::client_address::{Peer, TrustedProxies};

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const LONGEST: usize = 128;

const TRACE_PARENT: HeaderName = HeaderName::from_static("traceparent");

/// The id of a request: its proxy's, or a new one.
pub fn request_id(headers: &HeaderMap, peer: Option<&Peer>, proxies: &TrustedProxies) -> HeaderValue {
    let given = believed(headers, &REQUEST_ID, peer, proxies);
    given.filter(|id| is_id(id.as_bytes())).cloned().unwrap_or_else(new)
}

/// The trace that a trusted proxy sees the request as a part of (W3C Trace Context).
pub fn trace<'a>(headers: &'a HeaderMap, peer: Option<&Peer>, proxies: &TrustedProxies) -> Option<&'a str> {
    let parent = believed(headers, &TRACE_PARENT, peer, proxies)?.to_str().ok()?;
    let mut parts = parent.split('-');
    let (version, trace) = (parts.next()?, parts.next()?);
    let is_hex = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let fine = version.len() == 2 && trace.len() == 32 && is_hex(version) && is_hex(trace);
    (fine && parts.next().is_some() && trace.bytes().any(|byte| byte != b'0')).then_some(trace)
}

fn believed<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    peer: Option<&Peer>,
    proxies: &TrustedProxies,
) -> Option<&'a HeaderValue> {
    headers.get(name).filter(|_| peer.is_some_and(|Peer(address)| proxies.includes(*address)))
}

/// What may stand in a log, and is the same there as in the answer.
fn is_id(id: &[u8]) -> bool {
    let fine = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:/+=".contains(byte);
    (1..=LONGEST).contains(&id.len()) && id.iter().all(fine)
}

/// Differs from those of every other start of the program, and costs no randomness.
fn new() -> HeaderValue {
    static START: OnceLock<String> = OnceLock::new();
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let start = START.get_or_init(|| Uuid::new_v4().simple().to_string().split_off(20));
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    HeaderValue::try_from(format!("{start}-{count:x}")).unwrap_or_else(|_| HeaderValue::from_static("none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies() -> TrustedProxies {
        TrustedProxies::new(vec!["10.0.0.0/8".parse().unwrap()])
    }

    fn id(peer: &str, given: &str) -> String {
        let headers =
            HeaderMap::from_iter([(REQUEST_ID, HeaderValue::from_bytes(given.as_bytes()).unwrap())]);
        let id = request_id(&headers, Some(&Peer(peer.parse().unwrap())), &proxies());
        id.to_str().unwrap().to_owned()
    }

    #[test]
    fn only_a_trusted_proxys_id_goes_on() {
        assert_eq!(id("10.1.2.3", "4bf92f-7"), "4bf92f-7");
        assert_ne!(id("192.0.2.1", "4bf92f-7"), "4bf92f-7");
        assert_ne!(id("192.0.2.1", "a"), id("192.0.2.1", "a"), "each request has one of its own");
        let long = "a".repeat(LONGEST + 1);
        for bad in ["", "a b", "a\"b", "æ", long.as_str()] {
            assert_ne!(id("10.1.2.3", bad), bad);
        }
        let traced = |peer: &str, parent: &str| {
            let headers = HeaderMap::from_iter([(TRACE_PARENT, parent.parse().unwrap())]);
            trace(&headers, Some(&Peer(peer.parse().unwrap())), &proxies()).map(str::to_owned)
        };
        let (parent, id) =
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!(traced("10.1.2.3", parent).as_deref(), Some(id));
        assert_eq!(traced("192.0.2.1", parent), None);
        for bad in [
            "",
            "00-4bf9-00f067aa0ba902b7-01",
            id,
            &parent.to_uppercase(),
            &parent.replace(id, &"0".repeat(32)),
        ] {
            assert_eq!(traced("10.1.2.3", bad), None, "{bad}");
        }
        let without = request_id(&HeaderMap::new(), None, &TrustedProxies::default());
        assert!(without.to_str().unwrap().contains('-'));
    }
}
