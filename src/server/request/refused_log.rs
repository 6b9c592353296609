// SPDX-License-Identifier: MPL-2.0
//! One line in the log for each request that was not let in: who, where and why, and never what it carried. A stranger
//! who tries on and on does not fill the log: what is left out is counted.

use std::borrow::Cow;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::MatchedPath;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use crate::limits::rate_limit::AddressLimit;
use crate::problem::ProblemCode;
use crate::request::client_address::ClientAddress;
use crate::request::identity::{Sender, token};
use crate::request::metrics::method_label;

/// Lines a minute about one address, and about all together.
const BY_ADDRESS: u32 = 10;
const ALTOGETHER: NonZeroU32 = NonZeroU32::new(120).unwrap();

#[derive(Debug)]
pub struct RefusedLog {
    addresses: AddressLimit,
    all: DefaultDirectRateLimiter,
    left_out: AtomicU64,
}

impl Default for RefusedLog {
    fn default() -> Self {
        Self {
            addresses: AddressLimit::a_minute(BY_ADDRESS),
            all: RateLimiter::direct(Quota::per_minute(ALTOGETHER)),
            left_out: AtomicU64::new(0),
        }
    }
}

/// What the log says of a request, taken from it before it is answered.
#[derive(Debug)]
pub struct RequestSummary {
    method: &'static str,
    route: Option<MatchedPath>,
    client: Option<ClientAddress>,
    has_token: bool,
    sender: Sender,
}

impl RequestSummary {
    pub fn of(parts: &Parts, sender: &Sender, client: Option<ClientAddress>) -> Self {
        Self {
            method: method_label(&parts.method),
            route: parts.extensions.get::<MatchedPath>().cloned(),
            client,
            has_token: token(&parts.headers).is_some(),
            sender: sender.clone(),
        }
    }

    fn credential(&self) -> Cow<'_, str> {
        match &self.sender {
            Sender::Anonymous if self.has_token => Cow::Borrowed("unknown"),
            Sender::Anonymous => Cow::Borrowed("none"),
            Sender::OtherOffice => Cow::Borrowed("of another office"),
            Sender::SessionEnded => Cow::Borrowed("of an ended session"),
            Sender::CrossSite => Cow::Borrowed("of a person, from another site"),
            // Known here, and not allowed to do this.
            Sender::Known(known) => Cow::Owned(known.identity.actor.to_string()),
        }
    }
}

impl RefusedLog {
    /// Says it if the request was not let in.
    pub fn write(&self, request: &RequestSummary, response: &Response) {
        if !matches!(response.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            return;
        }
        let address = request.client.map(|ClientAddress(address)| address);
        if !self.takes(address) {
            return;
        }
        let code = response.extensions().get::<ProblemCode>().map(|ProblemCode(code)| *code);
        tracing::warn!(
            code,
            address = address.map(tracing::field::display),
            method = request.method,
            route = request.route.as_ref().map(MatchedPath::as_str),
            credential = &*request.credential(),
            left_out = self.left_out.swap(0, Ordering::Relaxed),
            "a request was not let in"
        );
    }

    /// Whether something else that was refused may be logged, and counted with the requests.
    pub fn takes(&self, address: Option<IpAddr>) -> bool {
        let takes = self.has_room(address);
        if !takes {
            self.left_out.fetch_add(1, Ordering::Relaxed);
        }
        takes
    }

    fn has_room(&self, address: Option<IpAddr>) -> bool {
        address.is_none_or(|address| self.addresses.allows(address)) && self.all.check().is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_tries_on_and_on_does_not_fill_the_log_and_hides_nobody_else() {
        let log = RefusedLog::default();
        let said = |address: &str| log.has_room(Some(address.parse().unwrap()));
        let lines = (0..1_000).filter(|_| said("192.0.2.7")).count();
        assert_eq!(lines, usize::try_from(BY_ADDRESS).unwrap());
        assert!(said("192.0.2.8"));
        let lines = (0..=255).filter(|last| said(&format!("198.51.100.{last}"))).count();
        assert!(lines <= usize::try_from(ALTOGETHER.get()).unwrap(), "{lines}");
    }
}
