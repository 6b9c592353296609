// SPDX-License-Identifier: MPL-2.0
//! The kiosk.

use serde::Serialize;

use crate::day_notice::DayNoticeJson;
use crate::values::{FeatureJson, LanguageJson};
use crate::words::OfficeWordsJson;
use office::calendar::Rfc3339;
use office::names::ErrandId;
use office::view::KioskView;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "KioskView"))]
pub struct KioskState {
    pub office: String,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub now: Rfc3339,
    pub open: bool,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub opens_at: Option<Rfc3339>,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub closes_at: Option<Rfc3339>,
    pub day_notice: Option<DayNoticeJson>,
    /// The earliest start the shortest errand would get now, within the longest acceptable wait.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub first_free: Option<Rfc3339>,
    #[cfg_attr(feature = "typescript", ts(type = "Array<string>"))]
    pub errands: Vec<ErrandId>,
    /// What the office calls its own errands.
    pub words: OfficeWordsJson,
    /// Needs some desk here can meet.
    pub needs: Vec<FeatureJson>,
    /// Those that one desk can meet together: whoever chose one is not led to where nobody can help.
    pub needs_together: Vec<Vec<FeatureJson>>,
    pub languages: Vec<LanguageJson>,
    /// When somebody at this office's kiosk asked for help, until a clerk answers.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub help_asked_at: Option<Rfc3339>,
    /// Some appointment system does not answer: there may be less time than usual.
    pub diary_silent: bool,
}

impl From<KioskView> for KioskState {
    fn from(value: KioskView) -> Self {
        let KioskView {
            office,
            now,
            open,
            opens_at,
            closes_at,
            day_notice,
            first_free,
            errands,
            words,
            needs,
            needs_together,
            languages,
            help_asked_at,
            diary_silent,
        } = value;
        Self {
            office,
            now,
            open,
            opens_at,
            closes_at,
            day_notice: day_notice.map(Into::into),
            first_free,
            errands,
            words: (&words).into(),
            needs: needs.into_iter().map(Into::into).collect(),
            needs_together: needs_together
                .into_iter()
                .map(|inner| inner.into_iter().map(Into::into).collect())
                .collect(),
            languages: languages.into_iter().map(Into::into).collect(),
            help_asked_at,
            diary_silent,
        }
    }
}
