// SPDX-License-Identifier: MPL-2.0
//! The weekly pattern of reserved time.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::reserved::ReleaseRuleJson;
use crate::time::{ClockTimeJson, WeekdayJson};
use office::gap::{Plan, PlanLine};
use office::names::InvalidId;

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PlanRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = PlanChange)]
pub struct PlanBody {
    pub lines: Vec<PlanLineJson>,
    pub reason: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
    pub force: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Plan"))]
#[schema(as = Plan)]
pub struct PlanResponse {
    pub lines: Vec<PlanLineJson>,
}

impl From<&Plan> for PlanResponse {
    fn from(plan: &Plan) -> Self {
        Self { lines: lines(plan) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PlanLine"))]
#[serde(deny_unknown_fields)]
#[schema(as = PlanLine)]
pub struct PlanLineJson {
    pub weekday: WeekdayJson,
    pub desk: String,
    pub start: ClockTimeJson,
    pub end: ClockTimeJson,
    pub hold: ReleaseRuleJson,
}

impl From<&PlanLine> for PlanLineJson {
    fn from(value: &PlanLine) -> Self {
        let PlanLine { weekday, desk, start, end, hold } = value;
        Self {
            weekday: (*weekday).into(),
            desk: desk.to_string(),
            start: ClockTimeJson(*start),
            end: ClockTimeJson(*end),
            hold: (*hold).into(),
        }
    }
}

impl TryFrom<PlanLineJson> for PlanLine {
    type Error = InvalidId;

    fn try_from(value: PlanLineJson) -> Result<Self, InvalidId> {
        let PlanLineJson { weekday, desk, start, end, hold } = value;
        Ok(Self {
            weekday: weekday.into(),
            desk: desk.parse()?,
            start: start.0,
            end: end.0,
            hold: hold.into(),
        })
    }
}

pub(crate) fn lines(plan: &Plan) -> Vec<PlanLineJson> {
    plan.0.iter().map(Into::into).collect()
}
