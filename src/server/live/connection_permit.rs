// SPDX-License-Identifier: MPL-2.0
//! Permits for live connections: bounded by ticket, token and address, and counted by kind of screen.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::limits::open_counts::{Counted, OpenCounts};
use crate::limits::rate_limit::network;
use crate::problem::{Code, Problem};
use crate::request::client_address::ClientAddress;
use crate::request::identity::Sender;
use crate::state::AppState;
use office::names::TicketId;
use runtime::noticeboard::Topic;
use staff::Token;

/// Released when the connection ends.
pub struct ConnectionPermit {
    pub state: Arc<AppState>,
    view: &'static str,
    _counted: CountedView,
}

/// What a live view counts for.
struct CountedView {
    _ticket: Option<Counted<TicketId>>,
    _sender: CountedSender,
}

enum CountedSender {
    Token {
        _counted: Counted<Token>,
    },
    Address {
        _counted: Counted<IpAddr>,
    },
    /// A request that came over no connection.
    Unknown,
}

impl ConnectionPermit {
    pub fn take(
        state: &Arc<AppState>,
        topic: &Topic,
        sender: &Sender,
        client: Option<ClientAddress>,
    ) -> Result<Self, Problem> {
        let view = match topic {
            Topic::Board => "board",
            Topic::Kiosk => "kiosk",
            Topic::Supervisor => "supervisor",
            Topic::Desk(_) => "desk",
            Topic::Ticket(_) => "ticket",
        };
        let counted = CountedView::count(state, topic, sender, client)?;
        let taken = state.live.fetch_add(1, Ordering::Relaxed);
        live_connections(view).increment(1.0);
        let permit = Self { state: Arc::clone(state), view, _counted: counted };
        if taken >= state.limits.live {
            return Err(Problem::new(Code::Busy, "All live connections are taken; try again in a moment."));
        }
        Ok(permit)
    }
}

/// The kinds of screens that show live views.
const VIEWS: [&str; 5] = ["board", "kiosk", "supervisor", "desk", "ticket"];

fn live_connections(view: &'static str) -> metrics::Gauge {
    metrics::gauge!("mintur_live_connections", "view" => view)
}

/// A series that is not there alarms nobody: each kind of screen is counted from the start.
pub fn count_live_from_zero() {
    VIEWS.map(live_connections).iter().for_each(|count| count.increment(0.0));
}

impl CountedView {
    fn count(
        state: &AppState,
        topic: &Topic,
        sender: &Sender,
        client: Option<ClientAddress>,
    ) -> Result<Self, Problem> {
        let ticket = match topic {
            Topic::Ticket(ticket) => Some(one_more(&state.live_by_ticket, *ticket)?),
            Topic::Board | Topic::Kiosk | Topic::Supervisor | Topic::Desk(_) => None,
        };
        let sender = match (sender, client) {
            (Sender::Known(known), _) => {
                CountedSender::Token { _counted: one_more(&state.live_by_token, known.token)? }
            }
            (
                Sender::Anonymous | Sender::OtherOffice | Sender::SessionEnded | Sender::CrossSite,
                Some(ClientAddress(address)),
            ) => CountedSender::Address { _counted: one_more(&state.live_by_address, network(address))? },
            (Sender::Anonymous | Sender::OtherOffice | Sender::SessionEnded | Sender::CrossSite, None) => {
                CountedSender::Unknown
            }
        };
        Ok(Self { _ticket: ticket, _sender: sender })
    }
}

fn one_more<K: Ord + Copy>(counts: &Arc<OpenCounts<K>>, key: K) -> Result<Counted<K>, Problem> {
    let too_many = || Problem::new(Code::TooManyLiveViews, "Close one of the live views that are open.");
    counts.count(key).ok_or_else(too_many)
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        self.state.live.fetch_sub(1, Ordering::Relaxed);
        live_connections(self.view).decrement(1.0);
    }
}
