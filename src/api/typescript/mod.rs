// SPDX-License-Identifier: MPL-2.0
//! The TypeScript file of the screens: every type of a request, an answer, a live message and a problem, and the
//! limits of what can be typed.

mod collector;

use std::collections::BTreeMap;
use std::error::Error;

use serde_json::json;

use crate::advice::{AdviceProgressResponse, AdviceResponse, CostsQuery};
use crate::answers::{
    BookingEndBody, BookingEndResponse, CompanionCodeBody, CompanionResponse, HelpResponse, InquiryResponse,
    LeavingBody, StaffingResponse,
};
use crate::busy::BusyResponse;
use crate::closures::{AbsenceBody, ClosuresResponse, SpecialDayBody};
use crate::companions::{CompanionResetBody, EnrolledCompanionsResponse, EnrolmentBody, GivenProofResponse};
use crate::condition::OfficeConditionResponse;
use crate::day_notice::{DayNoticeBody, DayNoticeResponse};
use crate::description::OfficeResponse;
use crate::desk_queue::{CallPreviewResponse, DeskQueueResponse};
use crate::devices::{
    DeviceBody, DevicesResponse, PairingBody, PairingCodeResponse, PairingOutcomeResponse, PairingSecretBody,
    PendingPairingResponse,
};
use crate::gap::{GapBody, GapChangeBody, GapWithdrawalBody, GapsResponse, PreviewResponse};
use crate::ledger::LedgerResponse;
use crate::live::ticket::{TicketState, TicketTexts};
use crate::live::{Heartbeat, HeartbeatAnswer, LiveMessage, LiveState};
use crate::people::{
    PeopleResponse, PersonBody, PersonChangeBody, PersonWithCodeResponse, SecurityEventsResponse,
    SessionEndResponse, SessionResponse, SignInBody, SignInMethodsResponse, SignInResponse,
};
use crate::plan::{PlanBody, PlanResponse};
use crate::problem::{ProblemResponse, codes};
use crate::report::{EvidenceResponse, ReportResponse, ReportWithNoteResponse};
use crate::screen_access::ScreenAccessResponse;
use crate::settings::PolicyBody;
use crate::sources::SourcesResponse;
use crate::ticket::{
    CallBody, CallResponse, CheckInBody, CompletionBody, NextDayBody, TransferBody, UrgencyBody,
};
use crate::time::WeekdayJson;
use crate::trials::{BaselineBody, DecisionBody, ReviewBody, TrialBody, TrialsResponse};
use crate::values::{FeatureJson, LanguageJson};
use crate::voiding::{CheckInDevicesResponse, VoidedTicketsResponse, VoidingBody, WithdrawnCheckInResponse};
use collector::TypeScript;
use forecast::advice::Costs;
use office::command::MOST_COMPANION_MINUTES;
use office::day_notice::DayNotice;
use office::free_text::FreeText;
use office::policy::Policy;
use office::setup_words::STAFF_LANGUAGES;
use office::trial::Measure;

/// The whole file, not yet formatted.
///
/// # Errors
/// If two different types share a name.
pub fn file() -> Result<String, Box<dyn Error>> {
    let mut all = TypeScript::default();
    requests(&mut all);
    answers(&mut all);
    all.add::<LiveMessage<'static>>().add::<LiveState>().add::<Heartbeat>().add::<HeartbeatAnswer>();
    all.add::<TicketState>().add::<TicketTexts>();
    limits(&mut all)?;
    Ok(all.write()?)
}

fn requests(all: &mut TypeScript) {
    all.add::<BaselineBody>()
        .add::<CallBody>()
        .add::<CheckInBody>()
        .add::<VoidingBody>()
        .add::<CompanionCodeBody>()
        .add::<CompanionResetBody>()
        .add::<CompletionBody>()
        .add::<CostsQuery>()
        .add::<DecisionBody>()
        .add::<DeviceBody>()
        .add::<EnrolmentBody>()
        .add::<GapBody>()
        .add::<GapChangeBody>()
        .add::<GapWithdrawalBody>()
        .add::<LeavingBody>()
        .add::<PersonBody>()
        .add::<PersonChangeBody>()
        .add::<PairingBody>()
        .add::<PairingSecretBody>()
        .add::<PlanBody>()
        .add::<SpecialDayBody>()
        .add::<AbsenceBody>()
        .add::<BookingEndBody>()
        .add::<DayNoticeBody>()
        .add::<PolicyBody>()
        .add::<ReviewBody>()
        .add::<SignInBody>()
        .add::<TransferBody>()
        .add::<NextDayBody>()
        .add::<TrialBody>()
        .add::<UrgencyBody>();
}

fn answers(all: &mut TypeScript) {
    all.add::<AdviceProgressResponse>()
        .add::<AdviceResponse>()
        .add::<BusyResponse>()
        .add::<CallPreviewResponse>()
        .add::<CallResponse>()
        .add::<CheckInDevicesResponse>()
        .add::<CompanionResponse>()
        .add::<DeskQueueResponse>()
        .add::<DevicesResponse>()
        .add::<EnrolledCompanionsResponse>()
        .add::<EvidenceResponse>()
        .add::<GapsResponse>()
        .add::<ClosuresResponse>()
        .add::<DayNoticeResponse>()
        .add::<GivenProofResponse>()
        .add::<HelpResponse>()
        .add::<InquiryResponse>()
        .add::<LedgerResponse>()
        .add::<OfficeConditionResponse>()
        .add::<OfficeResponse>()
        .add::<PeopleResponse>()
        .add::<PersonWithCodeResponse>()
        .add::<PairingCodeResponse>()
        .add::<PairingOutcomeResponse>()
        .add::<PendingPairingResponse>()
        .add::<PlanResponse>()
        .add::<PreviewResponse>()
        .add::<ProblemResponse>()
        .add::<ReportResponse>()
        .add::<ReportWithNoteResponse>()
        .add::<SecurityEventsResponse>()
        .add::<SessionEndResponse>()
        .add::<SessionResponse>()
        .add::<SignInMethodsResponse>()
        .add::<SignInResponse>()
        .add::<ScreenAccessResponse>()
        .add::<SourcesResponse>()
        .add::<StaffingResponse>()
        .add::<BookingEndResponse>()
        .add::<TrialsResponse>()
        .add::<VoidedTicketsResponse>()
        .add::<WithdrawnCheckInResponse>();
    all.add_names("ProblemCode", codes());
}

fn limits(all: &mut TypeScript) -> serde_json::Result<()> {
    let policy = Policy::RANGES.map(|(name, least, most)| (name, json!({ "least": least, "most": most })));
    let costs = Costs::RANGES.map(|(name, least, most)| (name, json!({ "least": least, "most": most })));
    let Costs { turned_away, waiting_hour, unused_hour } = Costs::default();
    let usual =
        json!({ "turned_away": turned_away, "waiting_hour": waiting_hour, "unused_hour": unused_hour });
    let shares: Vec<Measure> = Measure::ALL.into_iter().filter(|measure| measure.is_share()).collect();
    all.add_list::<FeatureJson>("features")
        .add_list::<LanguageJson>("languages")
        .add_list::<WeekdayJson>("weekdays")
        .add_constant("staffLanguages", &STAFF_LANGUAGES)?
        .add_constant("shareMeasures", &shares)?
        .add_constant("policyRanges", &BTreeMap::from(policy))?
        .add_constant("costRanges", &BTreeMap::from(costs))?
        .add_constant("usualCosts", &usual)?
        .add_constant("mostTextCharacters", &FreeText::MOST_CHARACTERS)?
        .add_constant("mostNoticeCharacters", &DayNotice::MOST_CHARACTERS)?
        .add_constant("mostCompanionMinutes", &MOST_COMPANION_MINUTES)?;
    Ok(())
}
