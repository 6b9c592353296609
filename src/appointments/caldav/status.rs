// SPDX-License-Identifier: MPL-2.0
//! The meaning of a CalDAV server's status. One server answers 409 where another answers 412, and only the body names
//! the precondition, with a prefix of the server's choice.

use http::StatusCode;

use crate::http_client::{HttpResponse, Operation};
use crate::port::SourceError;

/// Why a write was not done.
#[derive(Debug)]
pub(super) enum WriteError {
    /// An entry exists there, or it is not the version we know.
    Exists,
    /// An entry with our UID exists at another address.
    NameTaken,
    /// The calendar is not there, or an entry with our UID exists at another address: SOGo says 409 for either.
    Conflict(SourceError),
    Otherwise(SourceError),
}

pub(super) fn write_error(response: &HttpResponse) -> Option<WriteError> {
    let status = response.status();
    if status.is_success() {
        return None;
    }
    // Cyrus names the precondition of scheduling (RFC 6638), also for an entry that nobody is invited to.
    let taken = ["no-uid-conflict", "unique-scheduling-object-resource"];
    let error = if taken.iter().any(|name| response.body_contains(name)) {
        WriteError::NameTaken
    } else if response.body_contains("valid-calendar") || response.body_contains("supported-calendar") {
        WriteError::Otherwise(SourceError::InvalidResponse(format!(
            "{status}: the server does not take our entry"
        )))
    } else if status == StatusCode::PRECONDITION_FAILED {
        WriteError::Exists
    } else if status == StatusCode::CONFLICT {
        WriteError::Conflict(gone(status))
    } else if matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE) {
        WriteError::Otherwise(gone(status))
    } else {
        WriteError::Otherwise(response.error(Operation::Write))
    };
    Some(error)
}

pub(super) fn is_gone(response: &HttpResponse) -> bool {
    says_gone(response.status())
}

/// Any other status leaves open whether something is there.
pub(super) const fn says_gone(status: StatusCode) -> bool {
    matches!(status.as_u16(), 404 | 410)
}

/// Not allowed, or not under this name: some servers say the one for the other.
pub(super) fn is_refused(response: &HttpResponse) -> bool {
    matches!(response.status(), StatusCode::BAD_REQUEST | StatusCode::FORBIDDEN)
}

/// Why a report or a list of properties was not answered.
pub(super) fn read_error(response: &HttpResponse) -> Option<SourceError> {
    let status = response.status();
    if status.is_success() {
        None
    } else if is_gone(response) {
        Some(gone(status))
    } else {
        Some(response.error(Operation::Read))
    }
}

/// Whether a list is incomplete: 507 for the collection itself (RFC 6578, 3.6; RFC 4791, 7.8).
pub(super) fn is_truncated(response: &HttpResponse) -> bool {
    let lines = ["HTTP/1.1 507", "HTTP/1.0 507", "HTTP/2 507", "HTTP/2.0 507"];
    response.status() == StatusCode::INSUFFICIENT_STORAGE
        || lines.iter().any(|line| response.body_contains(line))
}

/// Why the changes since a cursor were not returned. 410 alone means that the cursor is gone.
pub(super) fn sync_error(response: &HttpResponse) -> Option<SourceError> {
    let status = response.status();
    if response.body_contains("valid-sync-token") && !status.is_success() || status == StatusCode::GONE {
        return Some(SourceError::CursorExpired);
    }
    // Without a reason in the body: the token is the report's only condition.
    if matches!(status.as_u16(), 409 | 412 | 507) {
        return Some(SourceError::CursorExpired);
    }
    read_error(response)
}

fn gone(status: StatusCode) -> SourceError {
    SourceError::Misconfigured(format!("{status}: the calendar is not there; name the one to use"))
}
