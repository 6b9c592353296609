//! The JSON we take. A field nobody knows is refused, so that a mistyped one is not silently without effect.

use serde::Deserialize;
use utoipa::ToSchema;

use super::schema;
use office::command::IfFull;
use office::gap::{PlanLine, ReleaseRule};
use office::names::{CompanionRef, DeskId, ErrandId, OutcomeId};
use office::setup::{Features, Identification};
use office::ticket::{Flag, Language, Urgency};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CheckIn)]
pub struct CheckInBody {
    #[schema(value_type = String)]
    pub errand: ErrandId,
    #[schema(schema_with = schema::identification)]
    #[serde(default = "unknown")]
    pub identification: Identification,
    #[schema(schema_with = schema::features)]
    #[serde(default)]
    pub needs: Features,
    #[schema(schema_with = schema::language)]
    #[serde(default)]
    pub language: Language,
    #[schema(schema_with = schema::urgency)]
    #[serde(default)]
    pub urgency: Urgency,
    /// The pseudonym that `POST /companion` answered.
    #[schema(value_type = Option<String>)]
    pub companion: Option<CompanionRef>,
    /// What to do when no start within the longest acceptable wait is possible.
    #[schema(schema_with = schema::if_full)]
    #[serde(default)]
    pub if_full: IfFullBody,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfFullBody {
    #[default]
    Ask,
    LaterToday,
    Standby,
    NextDay,
}

/// Nobody asked: counted on like no photo ID at all.
const fn unknown() -> Identification {
    Identification::Unknown
}

impl From<IfFullBody> for IfFull {
    fn from(body: IfFullBody) -> Self {
        match body {
            IfFullBody::Ask => Self::Ask,
            IfFullBody::LaterToday => Self::LaterToday,
            IfFullBody::Standby => Self::Standby,
            IfFullBody::NextDay => Self::NextDay,
        }
    }
}

/// Which desk calls a chosen ticket.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CallChosen)]
pub struct CalledBody {
    #[schema(value_type = String)]
    pub desk: DeskId,
    pub reason: Option<String>,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Transfer)]
pub struct TransferBody {
    #[schema(value_type = Option<String>)]
    pub desk: Option<DeskId>,
    #[schema(value_type = Option<String>)]
    pub errand: Option<ErrandId>,
    pub reason: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Completion)]
pub struct CompletionBody {
    #[schema(value_type = String)]
    pub outcome: OutcomeId,
    #[schema(schema_with = schema::flags)]
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// The desk that completes: one whose ticket has gone elsewhere is told so.
    #[schema(value_type = Option<String>)]
    pub desk: Option<DeskId>,
    /// What the companion says the errand took them in all; a question nobody has to ask.
    pub companion_minutes: Option<u16>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CompanionCode)]
pub struct CodeBody {
    pub code: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewGap)]
pub struct GapBody {
    #[schema(value_type = String)]
    pub desk: DeskId,
    /// RFC 3339, or the office's clock without an offset.
    pub start: String,
    pub end: String,
    #[schema(schema_with = schema::hold)]
    pub hold: ReleaseRule,
    pub reason: Option<String>,
    #[serde(default)]
    pub force: bool,
}

/// What is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GapChange)]
pub struct GapChangeBody {
    #[schema(value_type = Option<String>)]
    pub desk: Option<DeskId>,
    pub start: Option<String>,
    pub end: Option<String>,
    #[schema(schema_with = schema::hold)]
    pub hold: Option<ReleaseRule>,
    pub reason: Option<String>,
    #[serde(default)]
    pub force: bool,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GapWithdrawal)]
pub struct GapWithdrawalBody {
    pub reason: Option<String>,
    #[serde(default)]
    pub force: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlanChange)]
pub struct PlanBody {
    #[schema(value_type = Vec<super::capacity::WireLine>)]
    pub lines: Vec<PlanLine>,
    pub reason: Option<String>,
    #[serde(default)]
    pub force: bool,
}

/// The policy's own members stand beside these two; those left out stay as they are.
#[derive(Debug, Deserialize)]
pub struct PolicyBody {
    pub reason: Option<String>,
    #[serde(default)]
    pub force: bool,
    #[serde(flatten)]
    pub policy: serde_json::Map<String, serde_json::Value>,
}
