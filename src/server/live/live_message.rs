// SPDX-License-Identifier: MPL-2.0
//! A published view as the message that goes over its topic's connections.

use bytes::Bytes;

use crate::pages::texts::texts;
use api::live::ticket::TicketPageState;
use api::live::{LiveMessage, LiveState};
use office::calendar::Zone;
use office::view::View;
use runtime::noticeboard::Notice;

/// The message of a notice with its view, or with the same view at another time. Nothing if it cannot be
/// written as JSON, which is logged.
pub fn bytes(notice: &Notice, view: View, zone: &Zone) -> Bytes {
    let message = LiveMessage {
        boot: &notice.boot,
        seq: notice.seq,
        view: notice.topic.to_string(),
        speed: notice.speed,
        state: state(view, zone),
    };
    match serde_json::to_vec(&message) {
        Ok(bytes) => bytes.into(),
        Err(error) => {
            tracing::error!(%error, "a view could not be written as JSON");
            Bytes::new()
        }
    }
}

fn state(view: View, zone: &Zone) -> LiveState {
    match view {
        View::Board(view) => LiveState::Board(view.into()),
        View::Kiosk(view) => LiveState::Kiosk(view.into()),
        View::Supervisor(view) => LiveState::Supervisor(Box::new((*view).into())),
        View::Desk(view) => LiveState::Desk(Box::new((*view).into())),
        View::Ticket(view) => {
            let texts = texts(&view, zone);
            LiveState::Ticket(Box::new(TicketPageState { ticket: view.into(), texts }))
        }
    }
}
