// SPDX-License-Identifier: MPL-2.0
//! As much of a browser as signing in needs: cookies by server, redirects, and the provider's plain forms.

use std::collections::BTreeMap;

use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Url};

pub struct Browser {
    client: Client,
    /// By host and port, then by name.
    cookies: BTreeMap<String, BTreeMap<String, String>>,
    /// What somebody does to each address on the way.
    tampers: fn(Url) -> Url,
    /// Whether it stops with the address by which the provider sends it back.
    stops_at_callback: bool,
}

/// More than any sign-in has.
const MOST_STEPS: usize = 20;

impl Browser {
    pub fn new() -> Self {
        Self::tampering(|address| address)
    }

    pub fn tampering(tampers: fn(Url) -> Url) -> Self {
        appointments::http_client::install_tls_provider();
        let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        Self { client, cookies: BTreeMap::new(), tampers, stops_at_callback: false }
    }

    /// Walks from the office to the provider, signs in there, and back; answers where it ends.
    pub async fn sign_in(&mut self, begin: &str, account: &str) -> String {
        let (mut place, mut page) = self.open(begin).await;
        for _ in 0..MOST_STEPS {
            let Some(action) = between(&page, "action=\"", "\"") else { break };
            let Some(prompt) = between(&page, "name=\"prompt\" value=\"", "\"") else { break };
            let form = match prompt.as_str() {
                "login" => format!("prompt=login&login={}&password=x", account.replace('+', "%2B")),
                other => format!("prompt={other}"),
            };
            (place, page) = self.send(&place, &action, form).await;
        }
        place
    }

    /// The same up to the address by which the provider sends the browser back, which is not opened.
    pub async fn callback(&mut self, begin: &str, account: &str) -> Url {
        self.stops_at_callback = true;
        let callback = self.sign_in(begin, account).await;
        self.stops_at_callback = false;
        assert!(callback.contains("/callback?"), "{callback}");
        callback.parse().unwrap()
    }

    /// Opens the address by which the provider ends its own session, and says yes; answers where it ends.
    pub async fn sign_out(&mut self, address: &str) -> String {
        let (place, page) = self.open(address).await;
        let action = between(&page, "action=\"", "\"").unwrap_or_else(|| panic!("{page}"));
        let xsrf = between(&page, "name=\"xsrf\" value=\"", "\"").unwrap_or_else(|| panic!("{page}"));
        self.send(&place, &action, format!("xsrf={xsrf}&logout=yes")).await.0
    }

    /// Opens an address; answers where it ends, and the page there.
    pub async fn open(&mut self, address: &str) -> (String, String) {
        let request = self.client.get(address);
        self.follow(address, request).await
    }

    /// The cookies this browser sends to a server.
    pub fn cookies_for(&self, address: &str) -> String {
        let cookies = self.cookies.get(&authority(address)).into_iter().flatten();
        cookies.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    async fn send(&mut self, page: &str, action: &str, form: String) -> (String, String) {
        let action = Url::parse(page).unwrap().join(action).unwrap().to_string();
        let kind = "application/x-www-form-urlencoded";
        let request = self.client.post(&action).header("Content-Type", kind).body(form);
        self.follow(&action, request).await
    }

    async fn follow(&mut self, address: &str, request: RequestBuilder) -> (String, String) {
        let (mut address, mut request) = (address.to_owned(), request);
        for _ in 0..MOST_STEPS {
            let response = request.header("Cookie", self.cookies_for(&address)).send().await.unwrap();
            self.keep(&address, &response);
            let Some(next) = response.headers().get("location") else {
                return (address, response.text().await.unwrap());
            };
            let next = Url::parse(&address).unwrap().join(next.to_str().unwrap()).unwrap();
            address = (self.tampers)(next).to_string();
            if self.stops_at_callback && address.contains("/callback?") {
                return (address, String::new());
            }
            request = self.client.get(&address);
        }
        panic!("too many redirects, the last to {address}")
    }

    fn keep(&mut self, address: &str, response: &reqwest::Response) {
        let jar = self.cookies.entry(authority(address)).or_default();
        for line in response.headers().get_all("set-cookie") {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() || line.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// The address with another value of a key in its query.
pub fn with(address: &Url, key: &str, value: &str) -> Url {
    if !address.query_pairs().any(|(name, _)| name == key) {
        return address.clone();
    }
    let kept = address.query_pairs().map(|(name, old)| {
        let value = if name == key { value.to_owned() } else { old.into_owned() };
        (name.into_owned(), value)
    });
    let kept: Vec<(String, String)> = kept.collect();
    let mut changed = address.clone();
    changed.query_pairs_mut().clear().extend_pairs(kept);
    changed
}

pub fn value_of(address: &Url, key: &str) -> String {
    let found = address.query_pairs().find(|(name, _)| name == key);
    found.unwrap_or_else(|| panic!("{address} has no {key}")).1.into_owned()
}

fn authority(address: &str) -> String {
    Url::parse(address).unwrap().authority().to_owned()
}

fn between(text: &str, from: &str, to: &str) -> Option<String> {
    let rest = text.split_once(from)?.1;
    Some(rest.split_once(to)?.0.to_owned())
}
