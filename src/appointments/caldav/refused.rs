//! What the answers of CalDAV servers ask for. They differ: one says 409 where another says 412, and only
//! the body tells why. Bodies are searched for the name of what was not met, because every server prefixes it
//! as it likes.

use http::StatusCode;

use crate::http_client::{HttpResponse, Operation};
use crate::port::SourceError;

/// Why a write was not done.
#[derive(Debug)]
pub(super) enum Refused {
    /// Something stands there, or it is another version than the one we know.
    Exists,
    /// An entry with our UID stands at another address.
    NameTaken,
    Otherwise(SourceError),
}

pub(super) fn of_write(response: &HttpResponse) -> Option<Refused> {
    let status = response.status();
    if status.is_success() {
        return None;
    }
    let refused = if response.body_contains("no-uid-conflict") {
        Refused::NameTaken
    } else if response.body_contains("valid-calendar") || response.body_contains("supported-calendar") {
        Refused::Otherwise(SourceError::InvalidResponse(format!(
            "{status}: the server does not take our entry"
        )))
    } else if status == StatusCode::PRECONDITION_FAILED {
        Refused::Exists
    } else if matches!(status, StatusCode::NOT_FOUND | StatusCode::CONFLICT | StatusCode::GONE) {
        Refused::Otherwise(gone(status))
    } else {
        Refused::Otherwise(response.error(Operation::Write))
    };
    Some(refused)
}

pub(super) fn is_gone(response: &HttpResponse) -> bool {
    matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::GONE)
}

/// Why a report or a list of properties was not answered.
pub(super) fn of_read(response: &HttpResponse) -> Option<SourceError> {
    let status = response.status();
    if status.is_success() {
        None
    } else if is_gone(response) {
        Some(gone(status))
    } else {
        Some(response.error(Operation::Read))
    }
}

/// Whether a list is only a part: the server says 507 of the collection itself (RFC 6578, 3.6; RFC 4791, 7.8).
pub(super) fn is_cut_short(response: &HttpResponse) -> bool {
    let said = ["HTTP/1.1 507", "HTTP/1.0 507", "HTTP/2 507", "HTTP/2.0 507"];
    response.status() == StatusCode::INSUFFICIENT_STORAGE
        || said.iter().any(|line| response.body_contains(line))
}

/// Why what changed since a cursor was not told. 410 says by itself that the cursor is gone.
pub(super) fn of_following(response: &HttpResponse) -> Option<SourceError> {
    let status = response.status();
    if response.body_contains("valid-sync-token") && !status.is_success() || status == StatusCode::GONE {
        return Some(SourceError::CursorExpired);
    }
    // A body that says nothing: the token is what these are about in a report that has no other condition.
    if matches!(status.as_u16(), 409 | 412 | 507) {
        return Some(SourceError::CursorExpired);
    }
    of_read(response)
}

fn gone(status: StatusCode) -> SourceError {
    SourceError::Misconfigured(format!("{status}: the calendar is not there; name the one to use"))
}
