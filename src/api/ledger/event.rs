// SPDX-License-Identifier: MPL-2.0
//! What happened, by kind.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::day::{DayStartJson, DiaryBookingJson, LearnedJson, WindowToldJson};
use super::setup::SetupJson;
use super::ticket::{KeptPlaceJson, LedgerTicketJson, TicketStateJson, VisitJson};
use super::trial::{LedgerTrialJson, VerdictJson};
use crate::closures::{AbsenceJson, SpecialDayJson};
use crate::gap::GapJson;
use crate::placement::{PlacementJson, PromiseJson};
use crate::plan::PlanLineJson;
use crate::reason::ReasonJson;
use crate::report::trial::ReviewNoteJson;
use crate::reserved::{GapStateJson, HoldTroubleJson, ReleaseRuleJson};
use crate::settings::PolicyJson;
use crate::time::{TimeJson, TimeRangeJson};
use crate::trials::BaselineJson;
use crate::values::{BookingOutcomeJson, CauseJson, EndingJson, FlagJson, RatingsJson, UrgencyJson};
use crate::words::LocalizedTextJson;

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LedgerEventKind"))]
#[schema(as = LedgerEventKind)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventJson {
    DayStarted(Box<DayStartJson>),
    SetupChanged {
        setup: Box<SetupJson>,
    },
    PolicyChanged {
        from: Box<PolicyJson>,
        policy: Box<PolicyJson>,
    },
    PlanChanged {
        plan: Vec<PlanLineJson>,
    },
    SpecialDaySet {
        day: SpecialDayJson,
    },
    SpecialDayRemoved {
        date: String,
    },
    AbsencePlanned {
        absence: AbsenceJson,
    },
    AbsenceCancelled {
        absence: String,
    },

    TicketCheckedIn(Box<LedgerTicketJson>),
    TicketMoved {
        ticket: Uuid,
        placement: Option<PlacementJson>,
        promise: Option<PromiseJson>,
        reasons: Vec<ReasonJson>,
    },
    PromiseBroken {
        ticket: Uuid,
        broken: PromiseJson,
        cause: CauseJson,
        desk: Option<String>,
        placement: Option<PlacementJson>,
        promise: Option<PromiseJson>,
        reasons: Vec<ReasonJson>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        note: Option<String>,
        /// The later day the new place is on.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        kept_for: Option<String>,
    },
    TicketCalled {
        ticket: Uuid,
        desk: String,
        reasons: Vec<ReasonJson>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        note: Option<String>,
    },
    TicketRecalled {
        ticket: Uuid,
    },
    CitizenArrived {
        ticket: Uuid,
    },
    MarkedAbsent {
        ticket: Uuid,
        until: TimeJson,
        /// The call came before the window that had been given; nothing was lost.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        offer: bool,
    },
    TicketReturned {
        ticket: Uuid,
        /// The desk it was parked at, where its clerk is still there.
        #[serde(skip_serializing_if = "Option::is_none")]
        only_at: Option<String>,
    },
    TicketParked {
        ticket: Uuid,
    },
    TicketTransferred {
        ticket: Uuid,
        only_at: Option<String>,
        visit: Box<VisitJson>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        note: Option<String>,
    },
    TicketCompleted {
        ticket: Uuid,
        desk: String,
        outcome: String,
        flags: Vec<FlagJson>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        companion_minutes: Option<u16>,
    },
    TicketLeft {
        ticket: Uuid,
        ending: EndingJson,
        reasons: Vec<ReasonJson>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        kept: Option<KeptPlaceJson>,
        /// Why a supervisor voided it.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        note: Option<String>,
    },
    UrgencyChanged {
        ticket: Uuid,
        urgency: UrgencyJson,
        /// Why a supervisor raised it.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        note: Option<String>,
    },
    StepUndone {
        ticket: Uuid,
        desk: String,
        restored: TicketStateJson,
    },

    DeskOpened {
        desk: String,
    },
    DeskLeft {
        desk: String,
    },

    GapOpened {
        gap: GapJson,
        reasons: Vec<ReasonJson>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        note: Option<String>,
    },
    GapChanged {
        gap: String,
        desk: String,
        time: TimeRangeJson,
        hold: ReleaseRuleJson,
        note: Option<String>,
    },
    GapEnded {
        gap: String,
        how: GapStateJson,
        reasons: Vec<ReasonJson>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        note: Option<String>,
    },
    DiaryImported {
        date: String,
        bookings: Vec<DiaryBookingJson>,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        by_hand: bool,
    },
    HoldConfirmed {
        desk: String,
        time: TimeRangeJson,
    },
    HoldBookedOver {
        desk: String,
        time: TimeRangeJson,
    },
    HoldRefused {
        desk: String,
        time: TimeRangeJson,
        why: HoldTroubleJson,
    },
    HoldLetGo {
        desk: String,
        time: TimeRangeJson,
    },
    HoldReleased {
        desk: String,
        time: TimeRangeJson,
    },
    DiaryLost {
        known_at: Option<TimeJson>,
    },
    DiaryFound,

    TrialPlanned(Box<LedgerTrialJson>),
    TrialReviewed {
        trial: u32,
        review: ReviewNoteJson,
    },
    TrialDecided {
        trial: u32,
        verdict: VerdictJson,
    },
    BaselineTold {
        baseline: Box<BaselineJson>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        why: Option<String>,
    },

    WindowsTold {
        windows: Vec<WindowToldJson>,
    },
    LengthsLearned {
        lengths: Vec<LearnedJson>,
    },

    DayNoticeSet {
        until: TimeJson,
        text: Option<LocalizedTextJson>,
    },
    DayNoticeEnded,
    BookingEnded {
        desk: String,
        start: TimeJson,
        end: TimeJson,
        outcome: BookingOutcomeJson,
    },
    /// How some visits went, at least five at once.
    VisitsRated(RatingsJson),
    InquiryCounted {
        desk: String,
    },
    InquiryTakenBack {
        desk: String,
    },
    HelpAsked,
    HelpAnswered,
    DayEnded {
        served: u32,
        not_served: u32,
    },
}
