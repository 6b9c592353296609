// SPDX-License-Identifier: MPL-2.0
//! When the rules say no. A refusal is an answer, not a failure: it has a stable code, changes nothing,
//! and carries what there is instead.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::UnknownZone;
use crate::names::{AbsenceId, DeskId, ErrandId, GapId, Number, OutcomeId, TicketId};
use crate::preview::Preview;
use crate::reason::Reason;
use crate::ticket::{Placement, StateName};
use crate::time::UnixTime;
use crate::trial::TrialId;

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("no start within the longest acceptable wait is possible")]
    NoTimeToday { reasons: Vec<Reason>, offers: Vec<Offer> },
    #[error("the office is closed")]
    OfficeClosed,
    #[error("nobody waits")]
    NobodyWaits { reasons: Vec<Reason> },
    #[error("nobody who waits fits this desk now")]
    NobodyFits { reasons: Vec<Reason> },
    #[error("there is no ticket {0}")]
    UnknownTicket(TicketId),
    #[error("there is no desk «{0}»")]
    UnknownDesk(DeskId),
    #[error("there is no errand «{0}»")]
    UnknownErrand(ErrandId),
    #[error("there is no outcome «{0}»")]
    UnknownOutcome(OutcomeId),
    #[error("there is no gap {0}")]
    UnknownGap(GapId),
    #[error("no desk of this office offers what the citizen needs")]
    NoDeskOffersThis,
    #[error("nobody serves at desk «{0}»")]
    DeskClosed(DeskId),
    #[error("desk «{desk}» still has number {number}")]
    DeskBusy { desk: DeskId, number: Number },
    #[error("number {number} is {state:?}: this step does not follow from there")]
    StepOutOfTurn { number: Number, state: StateName },
    #[error("number {number} is at desk «{at}»")]
    AtAnotherDesk { number: Number, at: DeskId },
    #[error("call number {number} again before marking it absent")]
    RecallFirst { number: Number, recalls_left: u8 },
    #[error("calling number {number} would run into the booking at this desk")]
    WouldDelayBooking { number: Number, reasons: Vec<Reason> },
    #[error("calling number {number} would break a promise")]
    WouldBreakPromise { number: Number, reasons: Vec<Reason> },
    #[error("this desk cannot give number {number} what it needs")]
    NeedsOtherDesk { number: Number, reasons: Vec<Reason> },
    #[error("the grace period ran out")]
    GraceRanOut { number: Number },
    #[error("there is nothing to undo at desk «{0}»")]
    NothingToUndo(DeskId),
    #[error("the key was used for another request")]
    KeyReused,
    #[error("this was carried out on an earlier day, and what it led to is over")]
    CarriedOutEarlier,
    #[error("the gap overlaps a booking")]
    OverlapsBooking { from: UnixTime, to: UnixTime },
    #[error("the gap overlaps gap {0}")]
    OverlapsGap(GapId),
    #[error("{0} has its ordinary hours")]
    UnknownSpecialDay(Date),
    #[error("there is no absence {0}")]
    UnknownAbsence(AbsenceId),
    #[error("no booking that starts then is under way at desk «{0}»")]
    NoBookingUnderWay(DeskId),
    #[error("the time is in the past")]
    InThePast,
    #[error("the time is outside opening hours")]
    OutsideOpeningHours,
    #[error("the end is not after the start")]
    EndsBeforeItStarts,
    #[error("promises would break")]
    PromisesWouldBreak { preview: Box<Preview> },
    #[error("visits would end unserved")]
    VisitsWouldEnd { preview: Box<Preview> },
    #[error("a reason is required")]
    ReasonRequired,
    #[error("the office still wants the time of this hold")]
    HoldStillWanted,
    #[error("there is no trial {0}")]
    UnknownTrial(TrialId),
    #[error("trial {0} is decided")]
    TrialIsDecided(TrialId),
    #[error("trial {with} runs on some of these days; two at once would blur what either did")]
    TrialsOverlap { with: TrialId },
    #[error("the time before has been told; give the reason when you correct it")]
    BaselineIsSet,
    #[error("the time zone changes only with a new ledger")]
    TimeZoneFixed,
    #[error("desk «{0}» is in use; close its gaps before removing it")]
    DeskInUse(DeskId),
    #[error("{0}")]
    Invalid(String),
    #[error(transparent)]
    UnknownZone(#[from] UnknownZone),
}

/// The stable codes that programs and word lists know refusals by.
macro_rules! codes {
    ($($variant:ident $code:literal,)*) => {
        impl Refusal {
            pub const CODES: &'static [&'static str] = &[$($code),*];

            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code),* }
            }
        }
    };
}

codes! {
    NoTimeToday "no_time_today",
    OfficeClosed "office_closed",
    NobodyWaits "nobody_waits",
    NobodyFits "nobody_fits",
    UnknownTicket "unknown_ticket",
    UnknownDesk "unknown_desk",
    UnknownErrand "unknown_errand",
    UnknownOutcome "unknown_outcome",
    UnknownGap "unknown_gap",
    NoDeskOffersThis "no_desk_offers_this",
    DeskClosed "desk_closed",
    DeskBusy "desk_busy",
    StepOutOfTurn "step_out_of_turn",
    AtAnotherDesk "at_another_desk",
    RecallFirst "recall_first",
    WouldDelayBooking "would_delay_booking",
    WouldBreakPromise "would_break_promise",
    NeedsOtherDesk "needs_other_desk",
    GraceRanOut "grace_ran_out",
    NothingToUndo "nothing_to_undo",
    KeyReused "key_reused",
    CarriedOutEarlier "carried_out_earlier",
    OverlapsBooking "overlaps_booking",
    OverlapsGap "overlaps_gap",
    UnknownSpecialDay "unknown_special_day",
    UnknownAbsence "unknown_absence",
    NoBookingUnderWay "no_booking_under_way",
    InThePast "in_the_past",
    OutsideOpeningHours "outside_opening_hours",
    EndsBeforeItStarts "ends_before_it_starts",
    PromisesWouldBreak "promises_would_break",
    VisitsWouldEnd "visits_would_end",
    ReasonRequired "reason_required",
    HoldStillWanted "hold_still_wanted",
    UnknownTrial "unknown_trial",
    TrialIsDecided "trial_is_decided",
    TrialsOverlap "trials_overlap",
    BaselineIsSet "baseline_is_set",
    TimeZoneFixed "time_zone_fixed",
    DeskInUse "desk_in_use",
    Invalid "invalid",
    UnknownZone "unknown_zone",
}

impl Refusal {
    /// What the refusal gives as its why.
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::NoTimeToday { reasons, .. }
            | Self::NobodyWaits { reasons }
            | Self::NobodyFits { reasons }
            | Self::WouldDelayBooking { reasons, .. }
            | Self::WouldBreakPromise { reasons, .. }
            | Self::NeedsOtherDesk { reasons, .. } => reasons,
            Self::OfficeClosed
            | Self::UnknownTicket(_)
            | Self::UnknownDesk(_)
            | Self::UnknownErrand(_)
            | Self::UnknownOutcome(_)
            | Self::UnknownGap(_)
            | Self::UnknownSpecialDay(_)
            | Self::UnknownAbsence(_)
            | Self::NoDeskOffersThis
            | Self::DeskClosed(_)
            | Self::DeskBusy { .. }
            | Self::StepOutOfTurn { .. }
            | Self::AtAnotherDesk { .. }
            | Self::RecallFirst { .. }
            | Self::GraceRanOut { .. }
            | Self::NothingToUndo(_)
            | Self::KeyReused
            | Self::CarriedOutEarlier
            | Self::TimeZoneFixed
            | Self::DeskInUse(_)
            | Self::OverlapsBooking { .. }
            | Self::OverlapsGap(_)
            | Self::NoBookingUnderWay(_)
            | Self::InThePast
            | Self::OutsideOpeningHours
            | Self::EndsBeforeItStarts
            | Self::PromisesWouldBreak { .. }
            | Self::VisitsWouldEnd { .. }
            | Self::ReasonRequired
            | Self::HoldStillWanted
            | Self::UnknownTrial(_)
            | Self::TrialIsDecided(_)
            | Self::TrialsOverlap { .. }
            | Self::BaselineIsSet
            | Self::Invalid(_)
            | Self::UnknownZone(_) => &[],
        }
    }
}

/// What there is when there is no time within the longest acceptable wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Offer {
    LaterToday { placement: Placement, latest: UnixTime },
    Standby,
    NextDay { placement: Placement, latest: UnixTime },
}
