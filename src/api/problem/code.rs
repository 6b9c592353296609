// SPDX-License-Identifier: MPL-2.0
//! The stable codes of problems that are not refusals of the rules.

use http::StatusCode;

macro_rules! codes {
    ($($name:ident $code:literal $status:ident $title:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($name),* }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status),* }
            }

            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }
        }
    };
}

codes! {
    BadJson "bad_json" BAD_REQUEST "The body is not JSON";
    BadRequest "bad_request" BAD_REQUEST "The request is not what this address takes";
    Unauthorized "unauthorized" UNAUTHORIZED "A token is needed";
    SessionEnded "session_ended" UNAUTHORIZED "The session has ended";
    SignInWrong "sign_in_wrong" UNAUTHORIZED "Name, password or code is wrong";
    SecondFactorWrong "second_factor_wrong" UNAUTHORIZED "The code of the second factor is wrong";
    CrossSite "cross_site" FORBIDDEN "The request came from another site";
    Forbidden "forbidden" FORBIDDEN "This token may not do this";
    FigureSuppressed "figure_is_not_told" FORBIDDEN "Too few lie behind the figure";
    OtherUnit "other_unit" FORBIDDEN "The companion is of another unit";
    UnknownAddress "unknown_address" NOT_FOUND "There is nothing at this address";
    UnknownOffice "unknown_office" NOT_FOUND "There is no such office";
    CompanionCodeUnknown "unknown_code" NOT_FOUND "No companion has this code";
    UnknownTicket "unknown_ticket" NOT_FOUND "There is no such ticket";
    UnknownDesk "unknown_desk" NOT_FOUND "There is no such desk";
    UnknownGap "unknown_gap" NOT_FOUND "There is no such gap";
    UnknownSpecialDay "unknown_special_day" NOT_FOUND "The day has its ordinary hours";
    UnknownAbsence "unknown_absence" NOT_FOUND "There is no such absence";
    UnknownTrial "unknown_trial" NOT_FOUND "There is no such trial";
    UnknownPerson "unknown_person" NOT_FOUND "There is no such person";
    PeriodHasNoData "period_has_no_data" NOT_FOUND "Nothing was recorded in this period";
    UnknownPairing "unknown_pairing" NOT_FOUND "No screen shows this code";
    UnknownDevice "unknown_device" NOT_FOUND "There is no such device";
    UnknownEnrolment "unknown_enrolment" NOT_FOUND "No such companion is enrolled";
    UnknownHost "unknown_host" MISDIRECTED_REQUEST "The server does not answer to this name";
    MethodNotAllowed "method_not_allowed" METHOD_NOT_ALLOWED "This address does not take this method";
    CheckInWithdrawn "check_in_withdrawn" CONFLICT "The check-in was withdrawn";
    NameTaken "name_taken" CONFLICT "Somebody has this name already";
    LastAdministrator "last_administrator" CONFLICT "This is the last administrator";
    FromProvider "from_provider" CONFLICT "The identity provider vouches for this person";
    PairingCodeUsed "pairing_code_used" CONFLICT "The code was used already";
    PairingIsForOtherScreen "pairing_is_for_other_screen" CONFLICT "The screen with this code shows another page";
    DeviceNameTaken "device_name_taken" CONFLICT "There is a device of this name";
    CompanionTaken "companion_taken" CONFLICT "There is a companion of this reference";
    CompanionDisabled "companion_disabled" CONFLICT "The companion is disabled";
    CompanionInAccessFile "companion_in_access_file" CONFLICT "The companion stands in the access file";
    CardTaken "card_taken" CONFLICT "Another companion has this card";
    TooManyCompanions "too_many_companions" CONFLICT "The office has as many companions as it can have";
    TooSlow "too_slow" REQUEST_TIMEOUT "The request took too long";
    BodyTooLarge "body_too_large" PAYLOAD_TOO_LARGE "The body is too large";
    UnsupportedMediaType "unsupported_media_type" UNSUPPORTED_MEDIA_TYPE "The body must be JSON";
    Invalid "invalid" UNPROCESSABLE_ENTITY "A value cannot be used";
    PeriodIsReversed "period_is_reversed" UNPROCESSABLE_ENTITY "The period ends before it begins";
    PeriodIsAhead "period_is_ahead" UNPROCESSABLE_ENTITY "The period has not begun";
    UnknownCompanion "unknown_companion" UNPROCESSABLE_ENTITY "The office knows no such companion";
    LooksLikeCpr "looks_like_cpr" UNPROCESSABLE_ENTITY "The text looks like a CPR number";
    TextTooLong "text_too_long" UNPROCESSABLE_ENTITY "The text is too long";
    TextEmpty "text_empty" UNPROCESSABLE_ENTITY "The text is empty";
    TextHasControlCharacters "text_has_control_characters" UNPROCESSABLE_ENTITY "The text has characters that cannot be kept";
    PasswordRefused "password_refused" UNPROCESSABLE_ENTITY "The password cannot be chosen";
    TooManyPairings "too_many_pairings" TOO_MANY_REQUESTS "Too many screens wait for a code";
    TooManyTries "too_many_tries" TOO_MANY_REQUESTS "Too many wrong codes";
    TooManyRequests "too_many_requests" TOO_MANY_REQUESTS "Too many requests";
    TooManyCheckIns "too_many_check_ins" TOO_MANY_REQUESTS "Too many tickets from one device";
    TooManyLiveViews "too_many_live_views" TOO_MANY_REQUESTS "Too many live views are open";
    Internal "internal" INTERNAL_SERVER_ERROR "Something went wrong in the server";
    AdviceUnderWay "advice_under_way" SERVICE_UNAVAILABLE "The days are still being played";
    ReportIsBeingMade "report_is_being_made" SERVICE_UNAVAILABLE "The ledger is being read";
    Busy "busy" SERVICE_UNAVAILABLE "The office has more requests than it can take";
    DiskFull "disk_full" SERVICE_UNAVAILABLE "The disk of the server is full";
    Stopped "stopped" SERVICE_UNAVAILABLE "The office has stopped";
}

impl Code {
    /// Seconds to wait before the same request is worth sending again.
    pub const fn retry_after(self) -> Option<u16> {
        match self {
            Self::Busy | Self::TooManyRequests | Self::ReportIsBeingMade | Self::AdviceUnderWay => Some(1),
            Self::TooManyLiveViews => Some(10),
            Self::TooManyTries | Self::TooManyCheckIns | Self::TooManyPairings => Some(60),
            Self::BadJson
            | Self::BadRequest
            | Self::Unauthorized
            | Self::SessionEnded
            | Self::SignInWrong
            | Self::SecondFactorWrong
            | Self::CrossSite
            | Self::Forbidden
            | Self::FigureSuppressed
            | Self::OtherUnit
            | Self::UnknownAddress
            | Self::UnknownOffice
            | Self::CompanionCodeUnknown
            | Self::UnknownTicket
            | Self::UnknownDesk
            | Self::UnknownGap
            | Self::UnknownSpecialDay
            | Self::UnknownAbsence
            | Self::UnknownTrial
            | Self::UnknownPerson
            | Self::PeriodHasNoData
            | Self::UnknownPairing
            | Self::UnknownDevice
            | Self::UnknownEnrolment
            | Self::UnknownHost
            | Self::MethodNotAllowed
            | Self::CheckInWithdrawn
            | Self::NameTaken
            | Self::LastAdministrator
            | Self::FromProvider
            | Self::PairingCodeUsed
            | Self::PairingIsForOtherScreen
            | Self::DeviceNameTaken
            | Self::CompanionTaken
            | Self::CompanionDisabled
            | Self::CompanionInAccessFile
            | Self::CardTaken
            | Self::TooManyCompanions
            | Self::TooSlow
            | Self::BodyTooLarge
            | Self::UnsupportedMediaType
            | Self::Invalid
            | Self::PeriodIsReversed
            | Self::PeriodIsAhead
            | Self::UnknownCompanion
            | Self::LooksLikeCpr
            | Self::TextTooLong
            | Self::TextEmpty
            | Self::TextHasControlCharacters
            | Self::PasswordRefused
            | Self::Internal
            | Self::DiskFull
            | Self::Stopped => None,
        }
    }
}
