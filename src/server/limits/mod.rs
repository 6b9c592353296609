// SPDX-License-Identifier: MPL-2.0
//! How much the server takes at once, in all and from one sender.

pub(crate) mod check_in_limit;
pub(crate) mod open_counts;
pub(crate) mod rate_limit;
pub(crate) mod withdrawn_check_ins;

use std::time::Duration;

/// Requests with a valid token are also bounded by the office's mailbox, which answers `busy` instead of growing.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Requests a second from one address without a valid token.
    pub without_token: u32,
    /// How many of them at once, before that applies.
    pub burst: u32,
    /// Connections on which requests come; a live view is counted on its own.
    pub connections: usize,
    pub connections_per_address: usize,
    /// How long a client may take to send the head of a request, and how long a connection may idle.
    pub head: Duration,
    /// Live views.
    pub live: usize,
    /// Live views of one address without a valid token: the ticket pages of everybody behind it.
    pub live_per_address: usize,
    /// Live views of one ticket.
    pub live_per_ticket: usize,
    /// Live views with one token.
    pub live_per_token: usize,
    /// Tickets checked in with one token, by the office's clock.
    pub check_ins_per_minute: u32,
    pub check_ins_per_day: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            without_token: 20,
            burst: 200,
            connections: 24_000,
            connections_per_address: 2_000,
            head: Duration::from_secs(10),
            live: 20_000,
            live_per_address: 2_000,
            live_per_ticket: 16,
            live_per_token: 4_000,
            check_ins_per_minute: 600,
            check_ins_per_day: 5_000,
        }
    }
}

/// File handles for ledgers, calendars and the log, which no connection may take.
const RESERVED_HANDLES: usize = 512;

impl Limits {
    /// The same within the process's file handles, of which every connection takes one.
    #[must_use]
    pub fn within_handles(self, handles: usize) -> Self {
        let each = (handles.saturating_sub(RESERVED_HANDLES) / 2).max(1);
        Self { connections: self.connections.min(each), live: self.live.min(each), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_and_live_views_together_never_take_the_last_file_handle() {
        for handles in [0, 512, 1_024, 4_096, 65_536, 1 << 20] {
            let Limits { connections, live, .. } = Limits::default().within_handles(handles);
            assert!(connections >= 1 && live >= 1, "{handles}");
            assert!(handles < 1_024 || connections + live + RESERVED_HANDLES <= handles, "{handles}");
        }
        assert_eq!(Limits::default().within_handles(1 << 20).live, Limits::default().live);
    }
}
