// SPDX-License-Identifier: MPL-2.0
//! An event that does not follow from those before it.

/// An event that names a ticket, desk or gap the office does not have: the ledger is not this office's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the event does not follow from those before it: {0}")]
pub struct InvalidEvent(pub &'static str);
