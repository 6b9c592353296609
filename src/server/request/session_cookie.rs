// SPDX-License-Identifier: MPL-2.0
//! The cookie of a session: one for each office, so that offices of one server stay apart in a browser too.

use axum::http::{HeaderMap, HeaderValue, header};

use office::names::OfficeId;

/// Cookies as this server sets them.
#[derive(Clone, Copy, Debug)]
pub struct SessionCookies {
    /// Whether people reach the server over TLS.
    is_secure: bool,
}

impl SessionCookies {
    /// For a server that people reach by this address.
    pub fn of(public_url: Option<&str>) -> Self {
        Self { is_secure: public_url.is_some_and(|url| url.starts_with("https://")) }
    }

    /// A name with this prefix is taken by browsers only over TLS and from the server itself.
    fn name(self, office: &OfficeId) -> String {
        let prefix = if self.is_secure { "__Host-" } else { "" };
        format!("{prefix}mintur-{office}")
    }

    /// What the browser holds.
    pub fn read<'h>(self, headers: &'h HeaderMap, office: &OfficeId) -> Option<&'h str> {
        find(headers, &self.name(office))
    }

    /// For a browser that signed in. Without an end of its own: it is gone with the browser.
    pub fn set(self, office: &OfficeId, value: &str) -> Option<HeaderValue> {
        self.line(office, value, "")
    }

    pub fn clear(self, office: &OfficeId) -> Option<HeaderValue> {
        self.line(office, "", "; Max-Age=0")
    }

    /// While a browser is at the identity provider: it comes back by a link of another site, so the cookie is `Lax`.
    pub fn set_for_provider(self, office: &OfficeId, value: &str) -> Option<HeaderValue> {
        self.provider_line(office, value, 600)
    }

    pub fn clear_for_provider(self, office: &OfficeId) -> Option<HeaderValue> {
        self.provider_line(office, "", 0)
    }

    pub fn read_for_provider<'h>(self, headers: &'h HeaderMap, office: &OfficeId) -> Option<&'h str> {
        find(headers, &self.provider_name(office))
    }

    /// A dot stands in no office's id, so that no office's session has this name.
    fn provider_name(self, office: &OfficeId) -> String {
        format!("{}.provider", self.name(office))
    }

    fn provider_line(self, office: &OfficeId, value: &str, seconds: u32) -> Option<HeaderValue> {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let name = self.provider_name(office);
        let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age={seconds}");
        HeaderValue::from_str(&line).ok()
    }

    fn line(self, office: &OfficeId, value: &str, more: &str) -> Option<HeaderValue> {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let name = self.name(office);
        let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}");
        HeaderValue::from_str(&line).ok()
    }
}

fn find<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_read_by_its_office_only() {
        let (midtby, nord): (OfficeId, OfficeId) = ("midtby".into(), "nord".into());
        for cookies in [SessionCookies::of(Some("https://mintur.example.dk")), SessionCookies::of(None)] {
            let set = cookies.set(&midtby, "abc").unwrap();
            let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            let line = format!("other=1; {pair}; more=2").parse().unwrap();
            let headers = HeaderMap::from_iter([(header::COOKIE, line)]);
            assert_eq!(cookies.read(&headers, &midtby), Some("abc"));
            assert_eq!(cookies.read(&headers, &nord), None);
        }
    }

    #[test]
    fn over_tls_a_cookie_never_travels_in_the_clear() {
        let line = |url| SessionCookies::of(Some(url)).set(&"midtby".into(), "abc").unwrap();
        let secure = line("https://mintur.example.dk");
        assert_eq!(secure, "__Host-mintur-midtby=abc; Path=/; HttpOnly; SameSite=Strict; Secure");
        assert_eq!(line("http://127.0.0.1:8080"), "mintur-midtby=abc; Path=/; HttpOnly; SameSite=Strict");
        let cookies = SessionCookies::of(Some("https://mintur.example.dk"));
        let provider = cookies.set_for_provider(&"midtby".into(), "abc").unwrap();
        let expected =
            "__Host-mintur-midtby.provider=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600";
        assert_eq!(provider, expected);
    }
}
