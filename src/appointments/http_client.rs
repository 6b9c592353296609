//! The line to an appointment system: one origin, credentials, bounded answers, bounded time. What went wrong
//! on it is told as what is to be done about it.
//!
//! What never lives here: what a request means. And nothing that came over the line is ever logged: it may
//! say who booked what.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderValue, Request, StatusCode, Uri, header};
use reqwest::Url;
use reqwest::redirect::Policy;

use super::port::Trouble;

/// A system that asks for a pause and does not say how long.
const PAUSE: Duration = Duration::from_secs(30);
/// A system that asks for longer is asked again after this all the same.
const LONGEST_PAUSE: Duration = Duration::from_hours(1);

/// How long a system may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    pub to_connect: Duration,
    pub to_answer: Duration,
    /// An answer that is longer is not read to its end.
    pub longest_answer: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            to_connect: Duration::from_secs(5),
            to_answer: Duration::from_secs(20),
            longest_answer: 32 << 20,
        }
    }
}

/// What lets us in. Kept out of logs: its `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub enum Login {
    Nothing,
    Password {
        user: String,
        password: String,
    },
    /// A secret in a header of its own.
    Header {
        name: &'static str,
        value: String,
    },
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(…)")
    }
}

/// Whether a request changes something there: then no answer does not mean that nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    Reading,
    Writing,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Reply {
    pub head: Parts,
    pub body: Bytes,
}

#[derive(Debug)]
pub struct Line {
    client: reqwest::Client,
    origin: Uri,
    login: Login,
    patience: Patience,
}

impl Line {
    /// # Errors
    /// What about the address cannot be.
    pub fn new(address: &str, login: Login, patience: Patience) -> Result<Self, Trouble> {
        let origin = origin(address)?;
        tls_by_ring();
        let client = reqwest::Client::builder()
            .connect_timeout(patience.to_connect)
            .timeout(patience.to_answer)
            // A redirect could carry the password to somebody else.
            .redirect(Policy::none())
            .user_agent(concat!("mintur/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| Trouble::NotLetIn(format!("no secure line can be made: {error}")))?;
        Ok(Self { client, origin, login, patience })
    }

    /// Scheme, host and port, without a path.
    pub fn origin(&self) -> &Uri {
        &self.origin
    }

    /// Asks, and reads the answer whatever its status.
    ///
    /// # Errors
    /// [`Trouble::Unreachable`] when nothing was done, [`Trouble::Unknown`] when something may have been.
    pub async fn ask(&self, request: Request<String>, doing: Doing) -> Result<Reply, Trouble> {
        let trouble = |error: &reqwest::Error| lost(error, doing);
        let request = reqwest::Request::try_from(request).map_err(|_| cannot_be_asked())?;
        if !self.is_ours(request.url()) {
            return Err(Trouble::NotLetIn("it sends us to another server; name that one".to_owned()));
        }
        let request = self.show_login(request)?;
        let mut response = self.client.execute(request).await.map_err(|error| trouble(&error))?;
        let mut head = http::Response::builder().status(response.status());
        if let Some(headers) = head.headers_mut() {
            headers.extend(response.headers().clone());
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| trouble(&error))? {
            if body.len() + chunk.len() > self.patience.longest_answer {
                return Err(Trouble::Malformed("the answer is too long".to_owned()));
            }
            body.extend_from_slice(&chunk);
        }
        let (head, ()) =
            head.body(()).map_err(|_| Trouble::Malformed("the answer has no head".to_owned()))?.into_parts();
        Ok(Reply { head, body: body.into() })
    }

    fn is_ours(&self, url: &Url) -> bool {
        let ours = self.origin.to_string().parse::<Url>();
        ours.is_ok_and(|ours| ours.origin() == url.origin())
    }

    fn show_login(&self, request: reqwest::Request) -> Result<reqwest::Request, Trouble> {
        let request = reqwest::RequestBuilder::from_parts(self.client.clone(), request);
        let request = match &self.login {
            Login::Nothing => request,
            Login::Password { user, password } => request.basic_auth(user, Some(password)),
            Login::Header { name, value } => {
                let mut value = HeaderValue::try_from(value).map_err(|_| cannot_be_asked())?;
                value.set_sensitive(true);
                request.header(*name, value)
            }
        };
        request.build().map_err(|_| cannot_be_asked())
    }
}

impl Reply {
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    pub fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.head.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Whether the body names this, in whatever prefix.
    pub fn names(&self, what: &str) -> bool {
        self.body.windows(what.len()).any(|part| part == what.as_bytes())
    }

    /// What an answer means that is no success, the same for every system.
    pub fn trouble(&self, doing: Doing) -> Trouble {
        let status = self.status();
        let said = status.to_string();
        match status.as_u16() {
            401 => Trouble::Unauthorized(said),
            403 | 407 => Trouble::NotLetIn(said),
            404 => Trouble::NotFound(said),
            429 => Trouble::TooFast(self.pause().unwrap_or(PAUSE)),
            503 if self.pause().is_some() => Trouble::TooFast(self.pause().unwrap_or(PAUSE)),
            300..=399 => Trouble::NotLetIn(format!("{said}: it has moved, name its new address")),
            408 | 423 | 425 | 500..=599 => match doing {
                Doing::Reading => Trouble::Unreachable(said),
                Doing::Writing => Trouble::Unknown(said),
            },
            _ => Trouble::Malformed(said),
        }
    }

    fn pause(&self) -> Option<Duration> {
        let text = self.header(header::RETRY_AFTER)?.trim();
        let seconds = text.parse().ok().or_else(|| {
            let until = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
            u64::try_from(until.as_second() - jiff::Timestamp::now().as_second()).ok()
        })?;
        Some(Duration::from_secs(seconds).min(LONGEST_PAUSE))
    }
}

fn lost(error: &reqwest::Error, doing: Doing) -> Trouble {
    let said = if error.is_timeout() {
        "no answer in time".to_owned()
    } else {
        // The innermost cause says what happened; the outer ones repeat the address.
        let mut cause: &dyn std::error::Error = error;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        cause.to_string()
    };
    if doing == Doing::Reading || error.is_connect() {
        Trouble::Unreachable(said)
    } else {
        Trouble::Unknown(said)
    }
}

fn origin(address: &str) -> Result<Uri, Trouble> {
    let refuse = |what: &str| Trouble::NotLetIn(format!("the address {what}"));
    let uri: Uri = address.parse().map_err(|_| refuse("is none"))?;
    let parts = uri.into_parts();
    let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
        return Err(refuse("must begin with https:// or http://"));
    };
    if scheme.as_str() != "https" && scheme.as_str() != "http" {
        return Err(refuse("must begin with https:// or http://"));
    }
    if authority.as_str().contains('@') {
        return Err(refuse("must not hold a name or password"));
    }
    let origin = Uri::builder().scheme(scheme).authority(authority).path_and_query("/");
    origin.build().map_err(|_| refuse("is none"))
}

fn cannot_be_asked() -> Trouble {
    Trouble::NotLetIn("the address or the password has characters that cannot be sent".to_owned())
}

/// reqwest takes whatever cryptography the process has chosen; ours is ring. Choosing twice is no harm.
pub fn tls_by_ring() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
