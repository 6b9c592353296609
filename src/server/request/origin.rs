// SPDX-License-Identifier: MPL-2.0
//! Whether a request that carries a cookie comes from one of our own pages. A browser says so itself: pages cannot
//! forge these headers.

use axum::http::{HeaderMap, HeaderName, header};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// By `Sec-Fetch-Site`, which browsers send over TLS and on the machine itself, else by `Origin`. A request with
/// neither comes from no page of ours.
pub fn is_same_origin(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    if headers.contains_key(SEC_FETCH_SITE) {
        return headers.get_all(SEC_FETCH_SITE).iter().all(|site| site == "same-origin");
    }
    let Some(origin) = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()) else {
        return false;
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_ours = public_url.is_some_and(|ours| origin_of(ours) == Some(origin));
    is_ours || host.is_some_and(|host| origin.split_once("://").map(|(_, name)| name) == Some(host))
}

/// The scheme, name and port that an address begins with.
pub fn origin_of(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let length = rest.find('/').unwrap_or(rest.len());
    address.get(..scheme.len() + 3 + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(said: &[(&'static str, &'static str)]) -> bool {
        let headers =
            said.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
        is_same_origin(&headers.collect(), Some("https://mintur.example.dk/kø"))
    }

    #[test]
    fn only_our_own_pages_are_ours() {
        assert!(same(&[("sec-fetch-site", "same-origin")]));
        assert!(same(&[("origin", "https://mintur.example.dk"), ("host", "10.0.0.7:8080")]));
        assert!(same(&[("origin", "http://10.0.0.7:8080"), ("host", "10.0.0.7:8080")]));
        for other in [
            &[][..],
            &[("host", "mintur.example.dk")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://mintur.example.dk")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("origin", "null"), ("host", "mintur.example.dk")],
            &[("origin", "https://mintur.example.dk.evil.example"), ("host", "mintur.example.dk")],
            &[("origin", "https://evil.example"), ("host", "mintur.example.dk")],
        ] {
            assert!(!same(other), "{other:?}");
        }
    }
}
