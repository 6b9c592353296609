// SPDX-License-Identifier: MPL-2.0
//! Ports for programs that must be told one before they start.

use std::net::{Ipv4Addr, TcpListener};
use std::process;
use std::sync::atomic::{AtomicU16, Ordering};

/// Below the ports that Linux gives to outgoing connections: one that is free there may be taken a moment later by any
/// client of any test.
const FIRST: u16 = 12_000;
const COUNT: u16 = 20_000;

static GIVEN: AtomicU16 = AtomicU16::new(0);

/// A port that is free, and that this process has not given out before.
pub fn free_port() -> u16 {
    let of_this_process = u16::try_from(process::id() % u32::from(COUNT)).unwrap();
    loop {
        let next = GIVEN.fetch_add(1, Ordering::Relaxed);
        assert!(next < COUNT, "no port is free");
        let port = FIRST + (of_this_process + next) % COUNT;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}
