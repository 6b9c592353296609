// SPDX-License-Identifier: MPL-2.0
//! A citizen's ticket page.

use serde::Serialize;
use utoipa::ToSchema;

use crate::reason::ReasonJson;
use crate::same_names::same_names;
use crate::time::TimeJson;
use crate::values::{EndingJson, LanguageJson, StateJson};
use crate::words::{LocalizedTextJson, TextLineJson, text_lines};
use office::calendar::Rfc3339;
use office::names::ErrandId;
use office::view::{NextDayPlace, ShownWindow, TicketView, WindowSource};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TicketView"))]
pub struct TicketState {
    pub office: String,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub now: Rfc3339,
    pub number: u32,
    pub state: StateJson,
    pub language: LanguageJson,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub errand: ErrandId,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub checked_in_at: Rfc3339,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub earliest: Option<Rfc3339>,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub latest: Option<Rfc3339>,
    /// When it will probably be called, within what was promised.
    pub window: Option<ShownWindowJson>,
    pub standby: bool,
    /// The open day a place is kept on, `2026-03-04`, when it is not today.
    pub kept_for: Option<String>,
    /// When standing by ends, while it lasts.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub standby_until: Option<Rfc3339>,
    /// A place on the next open day that may be taken instead of standing by.
    pub next_day: Option<NextDayPlaceJson>,
    /// The desk it is called to, or was sent to.
    pub desk_name: Option<String>,
    /// Where to sit meanwhile, in the ticket's language or in Danish.
    pub area: Option<String>,
    pub area_text: Option<LocalizedTextJson>,
    pub reasons: Vec<ReasonJson>,
    pub bring: Vec<TextLineJson>,
    /// When it was marked absent: until when the place is kept, or without a promise until when it may come back.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub absent_until: Option<Rfc3339>,
    pub ending: Option<EndingJson>,
    /// The notice of the day, while the visit is on.
    pub day_notice: Option<LocalizedTextJson>,
}

impl From<TicketView> for TicketState {
    fn from(value: TicketView) -> Self {
        let TicketView {
            office,
            now,
            number,
            state,
            language,
            errand,
            checked_in_at,
            earliest,
            latest,
            window,
            out_until: _,
            standby,
            kept_for,
            standby_until,
            next_day,
            desk_name,
            area,
            reasons,
            desk_names: _,
            bring,
            absent_until,
            ending,
            day_notice,
        } = value;
        Self {
            office,
            now,
            number,
            state: state.into(),
            language: language.into(),
            errand,
            checked_in_at,
            earliest,
            latest,
            window: window.map(Into::into),
            standby,
            kept_for,
            standby_until,
            next_day: next_day.map(Into::into),
            desk_name,
            area: area.as_ref().map(|area| area.shown_in(language).text.to_owned()),
            area_text: area.as_ref().map(Into::into),
            reasons: reasons.into_iter().map(Into::into).collect(),
            bring: text_lines(&bring),
            absent_until,
            ending: ending.map(Into::into),
            day_notice: day_notice.as_ref().map(Into::into),
        }
    }
}

/// A place that is offered on the next open day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "NextDayPlace"))]
#[schema(as = NextDayPlace)]
pub struct NextDayPlaceJson {
    /// `2026-03-04`
    pub date: String,
    pub earliest: TimeJson,
    pub latest: TimeJson,
}

impl From<NextDayPlace> for NextDayPlaceJson {
    fn from(value: NextDayPlace) -> Self {
        let NextDayPlace { date, earliest, latest } = value;
        Self { date, earliest: earliest.into(), latest: latest.into() }
    }
}

/// When a ticket will probably be called, and who says so.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ShownWindow"))]
#[schema(as = ShownWindow)]
pub struct ShownWindowJson {
    pub earliest: TimeJson,
    pub latest: TimeJson,
    pub from: WindowSourceJson,
}

impl From<ShownWindow> for ShownWindowJson {
    fn from(value: ShownWindow) -> Self {
        let ShownWindow { earliest, latest, from } = value;
        Self { earliest: earliest.into(), latest: latest.into(), from: from.into() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "WindowSource"))]
#[schema(as = WindowSource)]
#[serde(rename_all = "snake_case")]
pub enum WindowSourceJson {
    /// The promise itself: nothing was foreseen, or too few past visits say how well.
    Rules,
    /// Days played ahead, corrected by how it went: eight of ten hold.
    Foresight,
}

same_names!(WindowSourceJson, WindowSource { Rules, Foresight });

/// A ticket's view with the page's sentences in the ticket's language.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename = "TicketPageView", type = "TicketView & { texts: TicketTexts }")
)]
pub struct TicketPageState {
    #[serde(flatten)]
    pub ticket: TicketState,
    pub texts: TicketTexts,
}

/// The sentences of a ticket's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TicketTexts {
    pub title: String,
    pub headline: String,
    pub number: String,
    pub window: String,
    pub sure: String,
    pub place: String,
    pub why: Vec<String>,
    /// The notice of the day, and what it is written in.
    pub day_notice: String,
    #[cfg_attr(feature = "typescript", ts(as = "LanguageJson"))]
    pub day_notice_language: &'static str,
    /// That standing by ends, and when.
    pub ends: String,
    /// The place offered on the next open day, with day and time.
    pub offer: String,
    /// What taking it means, and the button's words.
    pub offer_meaning: String,
    pub take: String,
    /// When the offered place begins, in RFC 3339: it goes back with the request.
    pub offered: String,
    pub bring_title: String,
    pub bring: Vec<String>,
    /// What each of its lines is written in: Danish where nobody has translated it.
    #[cfg_attr(feature = "typescript", ts(as = "Vec<LanguageJson>"))]
    pub bring_languages: Vec<&'static str>,
    pub updated: String,
    pub stale: String,
    /// `rtl` or `ltr`.
    #[cfg_attr(feature = "typescript", ts(type = "\"ltr\" | \"rtl\""))]
    pub direction: &'static str,
    #[cfg_attr(feature = "typescript", ts(as = "LanguageJson"))]
    pub language: &'static str,
    /// What the page is about: a ticket's state, `kept` or `standby`.
    #[cfg_attr(feature = "typescript", ts(type = "StateName | \"kept\" | \"standby\""))]
    pub kind: &'static str,
}
