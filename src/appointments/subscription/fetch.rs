//! One conditional request for a published calendar: bounded in bytes, redirects and time.

use std::error::Error;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{
    CONTENT_ENCODING, ETAG, HeaderMap, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
    LOCATION, RETRY_AFTER,
};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};

use super::guard::{Guarded, LeadsInside, Reach};
use crate::port::Trouble;

const MOST_REDIRECTS: usize = 5;
const LONGEST_PAUSE: Duration = Duration::from_hours(1);

/// How long to wait for the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchTimeouts {
    pub to_connect: Duration,
    /// Between two pieces of an answer.
    pub for_more: Duration,
    pub in_all: Duration,
}

impl Default for FetchTimeouts {
    fn default() -> Self {
        let [to_connect, for_more, in_all] = [10, 15, 60].map(Duration::from_secs);
        Self { to_connect, for_more, in_all }
    }
}

#[derive(Debug)]
pub(super) struct Source {
    client: Client,
    address: Url,
    reach: Reach,
    login: Option<(String, String)>,
    most_bytes: usize,
}

/// What the server called the version we have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Version {
    etag: Option<HeaderValue>,
    modified: Option<HeaderValue>,
}

#[derive(Debug)]
pub(super) enum Fetched {
    Unchanged,
    Changed { body: Vec<u8>, version: Version },
}

impl Source {
    pub fn new(
        address: &str,
        reach: Reach,
        login: Option<(String, String)>,
        patience: FetchTimeouts,
        most_bytes: usize,
    ) -> Result<Self, String> {
        // Whoever was first has set the same provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(Guarded(reach)))
            .connect_timeout(patience.to_connect)
            .read_timeout(patience.for_more)
            .timeout(patience.in_all)
            .user_agent(concat!("mintur/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| error.to_string())?;
        // Calendar programs write webcal:// for «open this in a calendar».
        let address = match address.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("webcal") => format!("https://{rest}"),
            _ => address.to_owned(),
        };
        let address = Url::parse(&address).map_err(|_| "the address is none".to_owned())?;
        if !matches!(address.scheme(), "http" | "https") {
            return Err("the address must begin with https://, http:// or webcal://".to_owned());
        }
        Ok(Self { client, address, reach, login, most_bytes })
    }

    pub async fn fetch(&self, have: &Version) -> Result<Fetched, Trouble> {
        let mut address = self.address.clone();
        for _ in 0..=MOST_REDIRECTS {
            self.check(&address)?;
            let response = self.ask(&address, have).await?;
            if !response.status().is_redirection() || response.status() == StatusCode::NOT_MODIFIED {
                return self.answer(response).await;
            }
            address = onwards(&address, &response)?;
        }
        Err(Trouble::Malformed(format!("it leads on more than {MOST_REDIRECTS} times")))
    }

    /// An address written as a number needs no lookup, so the guarded lookup would not see it.
    pub(super) fn check(&self, address: &Url) -> Result<(), Trouble> {
        let host = address.host_str().unwrap_or_default().trim_matches(['[', ']']);
        match host.parse::<IpAddr>() {
            Ok(number) if !self.reach.allows(number) => Err(inside()),
            _ => Ok(()),
        }
    }

    async fn ask(&self, address: &Url, have: &Version) -> Result<Response, Trouble> {
        let mut request = self.client.get(address.clone()).headers(have.conditions());
        if let Some((name, password)) = &self.login
            && address.origin() == self.address.origin()
        {
            request = request.basic_auth(name, Some(password));
        }
        request.send().await.map_err(|error| unreachable(&error))
    }

    async fn answer(&self, response: Response) -> Result<Fetched, Trouble> {
        let status = response.status();
        match status {
            StatusCode::NOT_MODIFIED => Ok(Fetched::Unchanged),
            StatusCode::OK => self.body(response).await,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                Err(Trouble::NotLetIn(format!("it answers {status}")))
            }
            StatusCode::NOT_FOUND | StatusCode::GONE => {
                Err(Trouble::NotLetIn(format!("there is no calendar at the address: {status}")))
            }
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                match pause(response.headers()) {
                    Some(pause) => Err(Trouble::TooFast(pause)),
                    None => Err(Trouble::Unreachable(format!("it answers {status}"))),
                }
            }
            _ if status.is_server_error() => Err(Trouble::Unreachable(format!("it answers {status}"))),
            _ => Err(Trouble::Malformed(format!("it answers {status}"))),
        }
    }

    async fn body(&self, mut response: Response) -> Result<Fetched, Trouble> {
        let packed = response.headers().get(CONTENT_ENCODING);
        if packed.is_some_and(|how| !how.as_bytes().eq_ignore_ascii_case(b"identity")) {
            return Err(Trouble::Malformed("it is compressed, which nobody asked for".to_owned()));
        }
        let too_large = || Trouble::Malformed(format!("it is larger than {} bytes", self.most_bytes));
        let version = Version::of(response.headers());
        let most = self.most_bytes as u64;
        if response.content_length().is_some_and(|length| length > most) {
            return Err(too_large());
        }
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(|error| unreachable(&error))? {
            if body.len() + piece.len() > self.most_bytes {
                return Err(too_large());
            }
            body.extend_from_slice(&piece);
        }
        Ok(Fetched::Changed { body, version })
    }
}

impl Version {
    fn of(headers: &HeaderMap) -> Self {
        Self { etag: headers.get(ETAG).cloned(), modified: headers.get(LAST_MODIFIED).cloned() }
    }

    fn conditions(&self) -> HeaderMap {
        let mut conditions = HeaderMap::new();
        if let Some(etag) = &self.etag {
            conditions.insert(IF_NONE_MATCH, etag.clone());
        } else if let Some(modified) = &self.modified {
            conditions.insert(IF_MODIFIED_SINCE, modified.clone());
        }
        conditions
    }
}

fn onwards(from: &Url, response: &Response) -> Result<Url, Trouble> {
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    let to = location.and_then(|location| from.join(location).ok());
    let to = to.ok_or_else(|| Trouble::Malformed("it leads on to nowhere".to_owned()))?;
    match (from.scheme(), to.scheme()) {
        ("https", "http") => Err(Trouble::Malformed("it leads from https to http".to_owned())),
        (_, "http" | "https") => Ok(to),
        _ => Err(Trouble::Malformed("it leads on to what is no web address".to_owned())),
    }
}

fn pause(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_PAUSE))
}

fn inside() -> Trouble {
    Trouble::NotLetIn(format!("{LeadsInside}; allow that in the configuration if it is meant"))
}

/// Without the address, which may hold a secret.
fn unreachable(error: &reqwest::Error) -> Trouble {
    let mut cause: &dyn Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
        if cause.is::<LeadsInside>() {
            return inside();
        }
    }
    if error.is_timeout() {
        return Trouble::Unreachable("it did not answer in time".to_owned());
    }
    Trouble::Unreachable(cause.to_string())
}
