// SPDX-License-Identifier: MPL-2.0
//! The HTTP client of every adapter: credentials, bounded time, bounded answers. Errors say what to do;
//! the reconciler decides when to try again.
//!
//! Nothing that was read is ever logged: it may say who booked what.

mod guard;
mod response;
mod transport;

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderValue, LOCATION};
use http::{Request, StatusCode, Uri};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response, Url};

use crate::port::SourceError;
use guard::{GuardedResolver, InternalAddress};

pub use guard::AllowedNetwork;
pub use response::HttpResponse;
pub use transport::{Transport, parse_proxy};

const MAX_REDIRECTS: usize = 5;

/// How long a server may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpTimeouts {
    pub connect: Duration,
    /// Between two parts of an answer.
    pub idle: Duration,
    pub total: Duration,
}

impl Default for HttpTimeouts {
    fn default() -> Self {
        let [connect, idle, total] = [5, 20, 20].map(Duration::from_secs);
        Self { connect, idle, total }
    }
}

/// How much of an answer is read, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpLimits {
    pub timeouts: HttpTimeouts,
    pub body_bytes: usize,
}

impl Default for HttpLimits {
    fn default() -> Self {
        Self { timeouts: HttpTimeouts::default(), body_bytes: 32 << 20 }
    }
}

/// Sent to the configured server only. `Debug` hides them.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    None,
    Basic {
        user: String,
        password: String,
    },
    /// A secret in a header of its own.
    Header {
        name: &'static str,
        value: String,
    },
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// Where requests may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destinations {
    /// The configured server; a redirect is an answer like any other.
    OneServer,
    /// Wherever redirects lead within a network, without the credentials.
    Redirects(AllowedNetwork),
}

/// Whether a request changes something: then a lost answer does not mean that nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Read,
    Write,
}

#[derive(Debug)]
pub struct HttpClient {
    client: reqwest::Client,
    server: Url,
    origin: Uri,
    credentials: Credentials,
    destinations: Destinations,
    body_bytes: usize,
}

impl HttpClient {
    /// # Errors
    /// What is wrong with the address.
    pub fn new(
        address: &str,
        credentials: Credentials,
        limits: HttpLimits,
        destinations: Destinations,
        transport: &Transport,
    ) -> Result<Self, SourceError> {
        let (server, origin) = parse_address(address, destinations)?;
        install_tls_provider();
        let mut client = reqwest::Client::builder()
            .connect_timeout(limits.timeouts.connect)
            .read_timeout(limits.timeouts.idle)
            .timeout(limits.timeouts.total)
            // Some servers hang up after an answer without saying so: on a connection that was used before, a write
            // would then end as one of which nobody knows whether it was done.
            .pool_max_idle_per_host(0)
            // A redirect could carry the credentials to another server.
            .redirect(Policy::none())
            .user_agent(concat!("mintur/", env!("CARGO_PKG_VERSION")));
        match destinations {
            // The proxy that the administrator named resolves the names, and decides which networks it leads to.
            Destinations::Redirects(_) if transport.has_proxy() => client = client.no_proxy(),
            // A proxy of the environment would resolve names past the guard.
            Destinations::Redirects(network) => {
                client = client.no_proxy().dns_resolver(Arc::new(GuardedResolver(network)));
            }
            Destinations::OneServer => {}
        }
        let client = transport.apply(client)?;
        let client = client
            .build()
            .map_err(|error| SourceError::Misconfigured(format!("no secure connection: {error}")))?;
        let HttpLimits { body_bytes, .. } = limits;
        Ok(Self { client, server, origin, credentials, destinations, body_bytes })
    }

    /// Scheme, host and port, without a path.
    pub fn origin(&self) -> &Uri {
        &self.origin
    }

    /// Sends a request to the server and reads the answer, whatever its status.
    ///
    /// # Errors
    /// [`SourceError::Unreachable`] when nothing was done, [`SourceError::OutcomeUnknown`] when something may
    /// have been.
    pub async fn send(
        &self,
        request: Request<String>,
        operation: Operation,
    ) -> Result<HttpResponse, SourceError> {
        let request = reqwest::Request::try_from(request).map_err(|_| unsendable())?;
        if !self.is_server(request.url()) {
            let what = "it refers to another server; configure that one";
            return Err(SourceError::Misconfigured(what.to_owned()));
        }
        let request = RequestBuilder::from_parts(self.client.clone(), request);
        let response = self.execute(self.authorize(request)?, operation).await?;
        self.read(response, operation).await
    }

    /// Gets the configured address itself, by way of redirects where they are followed.
    ///
    /// # Errors
    /// As [`Self::send`]; also when a redirect leads where it must not.
    pub async fn get(&self, headers: &HeaderMap) -> Result<HttpResponse, SourceError> {
        let mut url = self.server.clone();
        for _ in 0..=MAX_REDIRECTS {
            self.check_address(&url)?;
            let mut request = self.client.get(url.clone()).headers(headers.clone());
            if self.is_server(&url) {
                request = self.authorize(request)?;
            }
            let response = self.execute(request, Operation::Read).await?;
            let status = response.status();
            let is_redirect = status.is_redirection() && status != StatusCode::NOT_MODIFIED;
            if !is_redirect || self.destinations == Destinations::OneServer {
                return self.read(response, Operation::Read).await;
            }
            url = redirect_target(&url, &response)?;
        }
        Err(SourceError::InvalidResponse(format!("it redirects more than {MAX_REDIRECTS} times")))
    }

    /// An address written as a number is not looked up, so the resolver would not see it.
    pub(super) fn check_address(&self, url: &Url) -> Result<(), SourceError> {
        let Destinations::Redirects(network) = self.destinations else { return Ok(()) };
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        match host.parse::<IpAddr>() {
            Ok(address) if !network.allows(address) => Err(internal_address()),
            _ => Ok(()),
        }
    }

    pub fn is_server(&self, url: &Url) -> bool {
        self.server.origin() == url.origin()
    }

    fn authorize(&self, request: RequestBuilder) -> Result<RequestBuilder, SourceError> {
        Ok(match &self.credentials {
            Credentials::None => request,
            Credentials::Basic { user, password } => request.basic_auth(user, Some(password)),
            Credentials::Header { name, value } => {
                let mut value = HeaderValue::try_from(value).map_err(|_| unsendable())?;
                value.set_sensitive(true);
                request.header(*name, value)
            }
        })
    }

    async fn execute(&self, request: RequestBuilder, operation: Operation) -> Result<Response, SourceError> {
        let request = request.build().map_err(|_| unsendable())?;
        self.client.execute(request).await.map_err(|error| no_answer(&error, operation))
    }

    async fn read(&self, response: Response, operation: Operation) -> Result<HttpResponse, SourceError> {
        HttpResponse::read(response, self.body_bytes, |error| no_answer(error, operation)).await
    }
}

fn redirect_target(from: &Url, response: &Response) -> Result<Url, SourceError> {
    let invalid = |what: &str| SourceError::InvalidResponse(what.to_owned());
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    let to = location.and_then(|location| from.join(location).ok());
    let to = to.ok_or_else(|| invalid("it redirects to no address"))?;
    match (from.scheme(), to.scheme()) {
        ("https", "http") => Err(invalid("it redirects from https to http")),
        (_, "http" | "https") => Ok(to),
        _ => Err(invalid("it redirects to something other than a web address")),
    }
}

/// Without the address, which may hold a secret.
fn no_answer(error: &reqwest::Error, operation: Operation) -> SourceError {
    // The innermost cause says what happened; the outer ones repeat the address.
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
        if cause.is::<InternalAddress>() {
            return internal_address();
        }
    }
    let what = if error.is_timeout() { "no answer in time".to_owned() } else { cause.to_string() };
    if operation == Operation::Read || error.is_connect() {
        SourceError::Unreachable(what)
    } else {
        SourceError::OutcomeUnknown(what)
    }
}

/// The address and its origin.
fn parse_address(address: &str, destinations: Destinations) -> Result<(Url, Uri), SourceError> {
    let refuse = |what: &str| SourceError::Misconfigured(format!("the address {what}"));
    let server: Url = address.parse().map_err(|_| refuse("is not a web address"))?;
    if !matches!(server.scheme(), "http" | "https") {
        return Err(refuse("must begin with https:// or http://"));
    }
    // A published calendar may carry its secret in the address.
    if destinations == Destinations::OneServer
        && (server.password().is_some() || !server.username().is_empty())
    {
        return Err(refuse("must not contain a user name or password"));
    }
    let origin = server.origin().ascii_serialization();
    let origin = format!("{origin}/").parse().map_err(|_| refuse("is not a web address"))?;
    Ok((server, origin))
}

fn internal_address() -> SourceError {
    SourceError::Misconfigured(format!(
        "{InternalAddress}; allow that in the configuration if it is intended"
    ))
}

fn unsendable() -> SourceError {
    let what = "the address or the password has characters that cannot be sent";
    SourceError::Misconfigured(what.to_owned())
}

/// Chooses ring as reqwest's cryptography for the whole process. Choosing twice does no harm.
pub fn install_tls_provider() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
