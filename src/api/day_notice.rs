// SPDX-License-Identifier: MPL-2.0
//! The notice of the day: one sentence for everybody in the hall, until a given time.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::time::TimeJson;
use crate::words::LocalizedTextJson;
use office::view::DayNoticeView;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DayNotice"))]
#[schema(as = DayNotice)]
pub struct DayNoticeJson {
    pub text: LocalizedTextJson,
    /// When it ends by itself.
    pub until: TimeJson,
}

impl From<DayNoticeView> for DayNoticeJson {
    fn from(notice: DayNoticeView) -> Self {
        let DayNoticeView { text, until } = notice;
        Self { text: (&text).into(), until: until.into() }
    }
}

/// What is shown now; nothing where nobody has written anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DayNoticeResponse {
    pub notice: Option<DayNoticeJson>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DayNoticeRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = NewDayNotice)]
pub struct DayNoticeBody {
    /// At most 120 characters, as in the other languages.
    #[schema(example = "MitID er nede. Vi kan ikke hjælpe med MitID i dag.")]
    pub da: String,
    pub en: Option<String>,
    pub ar: Option<String>,
    /// RFC 3339, or the office's clock without an offset; today.
    pub until: String,
}
