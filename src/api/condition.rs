// SPDX-License-Identifier: MPL-2.0
//! What is wrong with the running of an office, for those who can mend it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::time::TimeJson;
use crate::values::LanguageJson;
use office::setup_words::Untranslated;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "OfficeCondition"))]
#[schema(as = OfficeCondition)]
pub struct OfficeConditionResponse {
    pub not_ready: Option<NotReadyJson>,
    /// The last jump ahead of the machine's clock, for a day.
    pub clock_jump: Option<ClockJumpJson>,
    /// Why the office goes on with its earlier setup instead of the configuration's.
    pub setup_refused: Option<SetupRefusedJson>,
    /// What is wrong with the configuration file as it was last read anew; what was read before applies.
    pub configuration_refused: Option<String>,
    /// What is wrong with the access file as it was last read anew; the earlier one applies.
    pub access_refused: Option<String>,
    /// What is wrong with the server's certificate, if it has one.
    pub certificate: Option<CertificateConditionJson>,
    /// Boards that are connected and whose browser lets them play no sound.
    pub silent_boards: Vec<String>,
    /// Texts of the office that some of their readers get in Danish instead of their own language.
    pub untranslated: Vec<UntranslatedJson>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "NotReady"))]
#[schema(as = NotReady)]
pub struct NotReadyJson {
    pub code: NotReadyCode,
    /// What the server's log says of it, where it says more.
    pub detail: Option<String>,
}

/// A jump ahead that was followed. Nothing tells a wrong clock from one that is set right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ClockJump"))]
#[schema(as = ClockJump)]
pub struct ClockJumpJson {
    pub to: TimeJson,
    pub minutes: u64,
}

/// Why an office takes no requests, or not as it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum NotReadyCode {
    Starting,
    Stopped,
    /// Its ledger could not be used when the server started.
    NotOpened,
    /// The machine's time was far from the ledger's last moment when the server started.
    ClockAtStart,
    DiskFull,
    /// The clock was set back: time stands still until it has caught up.
    ClockBehind,
    /// The clock jumped far ahead and is not followed.
    ClockFarAhead,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SetupRefused"))]
#[schema(as = SetupRefused)]
pub struct SetupRefusedJson {
    /// A code of the refusals.
    pub code: String,
    pub desk: Option<String>,
    pub detail: String,
}

/// A text that is not in every language its readers choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Untranslated"))]
#[schema(as = Untranslated)]
pub struct UntranslatedJson {
    pub text: String,
    pub missing: Vec<LanguageJson>,
}

impl From<&Untranslated> for UntranslatedJson {
    fn from(value: &Untranslated) -> Self {
        let Untranslated { text, missing, .. } = value;
        Self {
            text: text.da.to_string(),
            missing: missing.iter().map(|language| (*language).into()).collect(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "CertificateCondition"))]
#[schema(as = CertificateCondition)]
pub struct CertificateConditionJson {
    pub code: CertificateCode,
    /// When it ends.
    pub ends: TimeJson,
    /// Why the files could not be used as they were last read.
    pub detail: Option<String>,
}

/// What is wrong with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CertificateCode {
    /// The new files cannot be used, and the earlier certificate applies.
    Refused,
    EndsSoon,
    EndsTomorrow,
    Ended,
    NotYet,
}

/// Whether a board's browser lets it play sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Sound"))]
#[schema(as = Sound)]
#[serde(rename_all = "snake_case")]
pub enum SoundJson {
    Allowed,
    Blocked,
}
