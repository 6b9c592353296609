// SPDX-License-Identifier: MPL-2.0
//! Those who wait, as one desk sees them, and whom a chosen call would pass.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::live::ticket::NextDayPlaceJson;
use crate::reason::{Reader, ReasonTextJson, reasons};
use crate::time::TimeJson;
use crate::values::{FeatureJson, LanguageJson, StateJson, feature_list};
use office::view::{CallPreview, QueuedTicket};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "QueuedTicket"))]
#[schema(as = QueuedTicket)]
pub struct QueuedTicketJson {
    pub ticket: Uuid,
    pub number: u32,
    pub state: StateJson,
    pub errand: String,
    pub needs: Vec<FeatureJson>,
    pub language: LanguageJson,
    /// Comes on a place kept from an earlier day.
    pub kept_place: bool,
    /// Gains priority at the raised rate.
    pub raised: bool,
    /// The open day a place is kept on, when that is not today.
    pub kept_for: Option<String>,
    /// The window given; none for who stands by.
    pub earliest: Option<TimeJson>,
    pub latest: Option<TimeJson>,
    /// The desk that called it.
    pub desk: Option<String>,
    /// The place on a later open day that whoever stands by, or stood by in vain, can have. Only where the number was
    /// looked up.
    pub next_day: Option<NextDayPlaceJson>,
}

impl From<QueuedTicket> for QueuedTicketJson {
    fn from(value: QueuedTicket) -> Self {
        let QueuedTicket {
            ticket,
            number,
            state,
            errand,
            needs,
            language,
            kept_place,
            raised,
            kept_for,
            earliest,
            latest,
            desk,
            next_day,
        } = value;
        Self {
            ticket: ticket.0,
            number,
            state: state.into(),
            errand: errand.to_string(),
            needs: feature_list(needs),
            language: language.into(),
            kept_place,
            raised,
            kept_for,
            earliest: earliest.map(Into::into),
            latest: latest.map(Into::into),
            desk: desk.map(|desk| desk.to_string()),
            next_day: next_day.map(Into::into),
        }
    }
}

/// Five tickets at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DeskQueue"))]
#[schema(as = DeskQueue)]
pub struct DeskQueueResponse {
    pub tickets: Vec<QueuedTicketJson>,
}

impl From<Vec<QueuedTicket>> for DeskQueueResponse {
    fn from(tickets: Vec<QueuedTicket>) -> Self {
        Self { tickets: tickets.into_iter().map(Into::into).collect() }
    }
}

/// What calling a chosen ticket would do. It breaks no promise: such a call is refused.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "CallPreview"))]
#[schema(as = CallPreview)]
pub struct CallPreviewJson {
    /// Those who would have been called here before it: five at most, first in order.
    pub passed: Vec<QueuedTicketJson>,
    pub passed_in_all: u32,
    pub reasons: Vec<ReasonTextJson>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "CallPreviewAnswer"))]
#[schema(as = CallPreviewAnswer)]
pub struct CallPreviewResponse {
    pub preview: CallPreviewJson,
}

impl CallPreviewResponse {
    pub fn of(preview: CallPreview, reader: &Reader<'_>) -> Self {
        let CallPreview { passed, passed_in_all, reasons: why } = preview;
        let passed = passed.into_iter().map(Into::into).collect();
        Self { preview: CallPreviewJson { passed, passed_in_all, reasons: reasons(&why, reader) } }
    }
}
