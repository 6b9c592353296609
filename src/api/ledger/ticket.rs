// SPDX-License-Identifier: MPL-2.0
//! Tickets in events: all but the address of the ticket's page.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::day::WindowJson;
use crate::placement::{PlacementJson, PromiseJson};
use crate::reason::{ReasonJson, timed};
use crate::time::{TimeJson, TimeRangeJson};
use crate::values::{
    EndingJson, FeatureJson, FlagJson, IdentificationJson, LanguageJson, UrgencyJson, feature_list,
};
use office::calendar::Zone;
use office::event::KeptPlace;
use office::ticket::{Call, State, Ticket, Visit};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LedgerTicket"))]
#[schema(as = LedgerTicket)]
pub struct LedgerTicketJson {
    pub id: Uuid,
    pub number: u32,
    pub visit: VisitJson,
    pub waiting_since: TimeJson,
    pub checked_in_at: TimeJson,
    pub state: TicketStateJson,
    pub placement: Option<PlacementJson>,
    pub promise: Option<PromiseJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub window: Option<WindowJson>,
    pub standby: bool,
    pub kept_for: Option<String>,
    pub only_at: Option<String>,
    pub first_called_at: Option<TimeJson>,
    pub broken_promises: u16,
    pub reasons: Vec<ReasonJson>,
}

impl LedgerTicketJson {
    pub fn of(ticket: &Ticket, zone: &Zone) -> Self {
        let Ticket {
            id,
            number,
            secret: _,
            visit,
            waiting_since,
            checked_in_at,
            state,
            placement,
            promise,
            window,
            standby,
            kept_for,
            only_at,
            first_called_at,
            promised_call: _,
            broken_promises,
            reasons,
            before_call: _,
            away_until: _,
            told_before: _,
            broken_by: _,
        } = ticket;
        Self {
            id: id.0,
            number: *number,
            visit: visit.into(),
            waiting_since: TimeJson::of(*waiting_since, zone),
            checked_in_at: TimeJson::of(*checked_in_at, zone),
            state: TicketStateJson::of(state, zone),
            placement: placement.as_ref().map(|place| PlacementJson::of(place, zone)),
            promise: promise.map(|promise| PromiseJson::of(promise, zone)),
            window: window.map(|window| WindowJson::of(window, zone)),
            standby: *standby,
            kept_for: kept_for.map(|date| date.to_string()),
            only_at: only_at.as_ref().map(ToString::to_string),
            first_called_at: first_called_at.map(|at| TimeJson::of(at, zone)),
            broken_promises: *broken_promises,
            reasons: timed(reasons, zone),
        }
    }
}

/// What somebody came for, and how long it takes in seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Visit"))]
#[schema(as = Visit)]
pub struct VisitJson {
    pub errand: String,
    pub identification: IdentificationJson,
    pub features: Vec<FeatureJson>,
    pub needs: Vec<FeatureJson>,
    pub language: LanguageJson,
    pub urgency: UrgencyJson,
    pub expected: i64,
    pub likely: i64,
    pub companion: Option<String>,
    /// When the companion was a witness on other days, as known at check-in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub witness_on: Vec<String>,
}

impl From<&Visit> for VisitJson {
    fn from(value: &Visit) -> Self {
        let Visit {
            errand,
            identification,
            features,
            needs,
            language,
            urgency,
            expected,
            likely,
            companion,
            witness_on,
        } = value;
        Self {
            errand: errand.to_string(),
            identification: (*identification).into(),
            features: feature_list(*features),
            needs: feature_list(*needs),
            language: (*language).into(),
            urgency: (*urgency).into(),
            expected: expected.as_seconds(),
            likely: likely.as_seconds(),
            companion: companion.as_ref().map(ToString::to_string),
            witness_on: witness_on.iter().map(ToString::to_string).collect(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LedgerTicketState"))]
#[schema(as = LedgerTicketState)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum TicketStateJson {
    Waiting,
    Called(LedgerCallJson),
    Serving {
        call: LedgerCallJson,
        since: TimeJson,
    },
    Parked {
        since: TimeJson,
        /// The desk it comes back to.
        #[serde(skip_serializing_if = "Option::is_none")]
        desk: Option<String>,
    },
    Absent {
        since: TimeJson,
        until: TimeJson,
    },
    Done {
        at: TimeJson,
        desk: String,
        outcome: String,
        flags: Vec<FlagJson>,
        served: Option<TimeRangeJson>,
    },
    Left {
        at: TimeJson,
        ending: EndingJson,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LedgerCall"))]
#[schema(as = LedgerCall)]
pub struct LedgerCallJson {
    pub desk: String,
    pub at: TimeJson,
    pub announced_at: TimeJson,
    pub recalls: u8,
}

impl LedgerCallJson {
    fn of(call: &Call, zone: &Zone) -> Self {
        let Call { desk, at, announced_at, recalls } = call;
        Self {
            desk: desk.to_string(),
            at: TimeJson::of(*at, zone),
            announced_at: TimeJson::of(*announced_at, zone),
            recalls: *recalls,
        }
    }
}

impl TicketStateJson {
    pub fn of(state: &State, zone: &Zone) -> Self {
        let time = |at| TimeJson::of(at, zone);
        match state {
            State::Waiting => Self::Waiting,
            State::Called(call) => Self::Called(LedgerCallJson::of(call, zone)),
            State::Serving { call, since } => {
                Self::Serving { call: LedgerCallJson::of(call, zone), since: time(*since) }
            }
            State::Parked { since, desk } => {
                Self::Parked { since: time(*since), desk: desk.as_ref().map(ToString::to_string) }
            }
            State::Absent { since, until } => Self::Absent { since: time(*since), until: time(*until) },
            State::Done { at, desk, outcome, flags, served } => Self::Done {
                at: time(*at),
                desk: desk.to_string(),
                outcome: outcome.to_string(),
                flags: flags.iter().copied().map(Into::into).collect(),
                served: served.map(|range| TimeRangeJson::of(range, zone)),
            },
            State::Left { at, ending } => Self::Left { at: time(*at), ending: (*ending).into() },
        }
    }
}

/// A place on the next open day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "KeptPlace"))]
#[schema(as = KeptPlace)]
pub struct KeptPlaceJson {
    pub date: String,
    pub placement: PlacementJson,
    pub promise: PromiseJson,
}

impl KeptPlaceJson {
    pub(super) fn of(kept: &KeptPlace, zone: &Zone) -> Self {
        let KeptPlace { date, placement, promise } = kept;
        Self {
            date: date.to_string(),
            placement: PlacementJson::of(placement, zone),
            promise: PromiseJson::of(*promise, zone),
        }
    }
}
