// SPDX-License-Identifier: MPL-2.0
//! The names a server answers to. A demo gives its tokens to whoever opens its pages, so another site must not reach
//! them by letting its own name lead to this machine.

use std::collections::BTreeSet;
use std::net::IpAddr;

use axum::extract::Request;
use axum::http::header;
use axum::http::uri::Authority;

/// All names of this machine that lead nowhere else, and some more. An address is never anybody else's name.
#[derive(Clone, Debug, Default)]
pub struct HostNames(BTreeSet<String>);

impl HostNames {
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        Self(names.into_iter().map(|name| name.trim().to_ascii_lowercase()).collect())
    }

    /// Whether the request was sent to one of the names. A request that says none came from no browser.
    pub fn include(&self, request: &Request) -> bool {
        let header = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or("?"));
        let uri = request.uri().authority().map(Authority::as_str);
        [header, uri].into_iter().flatten().all(|host| self.includes(host))
    }

    fn includes(&self, host: &str) -> bool {
        let name = without_port(host).trim_end_matches('.').to_ascii_lowercase();
        let is_address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
        is_address || name == "localhost" || name.ends_with(".localhost") || self.0.contains(&name)
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_somebody_else_could_have_is_not_answered() {
        let names = HostNames::new(["Kiosk-PC".to_owned()]);
        for host in [
            "localhost",
            "LOCALHOST:8080",
            "demo.localhost:80",
            "127.0.0.1:8080",
            "192.168.1.7",
            "[::1]:8080",
            "[::1]",
            "kiosk-pc:8080",
            "kiosk-pc.",
        ] {
            assert!(names.includes(host), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:8080",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "",
            "?",
            "1.2.3",
        ] {
            assert!(!names.includes(host), "{host}");
        }
    }
}
