// SPDX-License-Identifier: MPL-2.0
//! What a preview says just before a step, held against the step.

use office::Decided;
use office::event::{Event, Recorded};
use office::preview::Preview;
use office::reason::Reason;
use office::refusal::Refusal;

use super::reference::ReferenceOffice;

/// What a preview said just before the step.
#[derive(Debug)]
pub enum StepPreview {
    Leaving(Result<Preview, Refusal>),
    Call(Result<Vec<Reason>, Refusal>),
}

impl StepPreview {
    pub fn agrees(&self, answer: &Result<Decided, Refusal>) -> bool {
        match (self, answer) {
            (Self::Leaving(Err(foreseen)) | Self::Call(Err(foreseen)), Err(refusal)) => foreseen == refusal,
            (Self::Leaving(Ok(preview)), Ok(decided)) => same_as_preview(preview, &decided.events),
            (Self::Call(Ok(foreseen)), Ok(decided)) => decided.events.iter().any(|recorded| {
                matches!(&recorded.event, Event::TicketCalled { reasons, .. } if reasons == foreseen)
            }),
            _ => false,
        }
    }
}

/// Whether the events contain the moves, the broken promises and the ended visits of the preview.
pub fn same_as_preview(preview: &Preview, events: &[Recorded]) -> bool {
    let (moved, broken) = ReferenceOffice::ticket_changes(events);
    let ended = events.iter().filter_map(|recorded| match recorded.event {
        Event::TicketLeft { ticket, kept: None, .. } => Some(ticket),
        _ => None,
    });
    let ends = preview.visits_ended.iter().map(|ended| ended.ticket);
    let moves: Vec<_> = preview.moves.iter().map(|moved| (moved.ticket, moved.to.clone(), None)).collect();
    let breaks: Vec<_> = preview.broken.iter().map(|broken| (broken.ticket, None, broken.instead)).collect();
    moves == moved && breaks == broken && ends.eq(ended)
}

/// Whether a change needs force and a reason.
pub fn harms(preview: &Preview) -> bool {
    !preview.broken.is_empty() || !preview.visits_ended.is_empty()
}
