// SPDX-License-Identifier: MPL-2.0
//! What a change of capacity would do, before anyone says yes: who moves, whose promise breaks, and the
//! minutes public booking gains or loses. Made from the same events that the change would append.

use crate::names::{Number, TicketId};
use crate::ticket::{Placement, Promise};
use crate::time::Length;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub moves: Vec<PreviewedMove>,
    pub broken: Vec<PreviewedBreak>,
    /// Given to public booking; negative when taken from it.
    pub booking_gains: Length,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewedMove {
    pub ticket: TicketId,
    pub number: Number,
    pub from: Option<Placement>,
    pub to: Option<Placement>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewedBreak {
    pub ticket: TicketId,
    pub number: Number,
    pub promise: Promise,
    /// The new window, or nothing when no place is left today.
    pub instead: Option<Promise>,
}
