// SPDX-License-Identifier: MPL-2.0
//! Rate limits: requests without a valid token are limited by their address. Those with one are bounded by
//! the office's mailbox, which answers `busy` instead of growing.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::limits::Limits;

#[derive(Debug)]
pub struct AddressLimit {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    requests: AtomicU32,
}

/// Quiet addresses are forgotten every so many requests.
const FORGET_EVERY: u32 = 4_096;

impl AddressLimit {
    pub fn new(limits: &Limits) -> Self {
        Self::of(
            Quota::per_second(at_least_one(limits.without_token)).allow_burst(at_least_one(limits.burst)),
        )
    }

    /// So many a minute from each address.
    pub fn a_minute(most: u32) -> Self {
        Self::of(Quota::per_minute(at_least_one(most)))
    }

    fn of(quota: Quota) -> Self {
        Self { addresses: RateLimiter::keyed(quota), requests: AtomicU32::new(0) }
    }

    pub fn allows(&self, address: IpAddr) -> bool {
        if self.requests.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.addresses.retain_recent();
        }
        self.addresses.check_key(&network(address)).is_ok()
    }
}

fn at_least_one(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

/// One household has as many IPv6 addresses as it likes; they count as one.
pub fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}
