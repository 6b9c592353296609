//! Floods: who comes without a valid token gets a number of requests a second for their address. Whoever
//! has one is bounded by the office's mailbox, which says «busy» instead of growing.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::request_context::bearer;
use super::state::{AppState, Limits};

/// Who is at the other end of the connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

#[derive(Debug)]
pub struct Flood {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    asked: AtomicU32,
}

/// Addresses that have been quiet are forgotten every so many requests.
const FORGET_EVERY: u32 = 4_096;

impl Flood {
    pub fn new(limits: &Limits) -> Self {
        let least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(least_one(limits.without_token)).allow_burst(least_one(limits.burst));
        Self { addresses: RateLimiter::keyed(quota), asked: AtomicU32::new(0) }
    }

    fn lets_pass(&self, address: IpAddr) -> bool {
        if self.asked.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.addresses.retain_recent();
        }
        self.addresses.check_key(&network(address)).is_ok()
    }
}

/// One household's IPv6 addresses are as many as it likes; they count as one.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

/// Whether a request may go on: its sender is known, or has not asked too much.
pub fn lets_in(house: &AppState, request: &Request) -> bool {
    let known = || token(request.headers()).is_some_and(|token| house.knows(token));
    let peer = request.extensions().get::<Peer>();
    peer.is_none_or(|&Peer(address)| known() || house.flood.lets_pass(address))
}

/// The token of a request: in its header, or where browsers can put it for a websocket.
pub fn token(headers: &HeaderMap) -> Option<&str> {
    bearer(headers).or_else(|| {
        let protocols = headers.get(header::SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()?;
        protocols.split(',').find_map(|protocol| protocol.trim().strip_prefix("token."))
    })
}
