// SPDX-License-Identifier: MPL-2.0
//! The page that says how busy an office is: for everybody, whole without a script, and the one page that other sites
//! may frame, since it knows nobody and nothing can be done on it.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use fluent_bundle::FluentValue;
use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;

use crate::busy_now::{BusyNow, busy_now};
use crate::pages::plain_page::{CSS, PlainPage, escaped, language_of, languages};
use crate::pages::screens::page_not_found;
use crate::pages::ui::{filled, page};
use crate::state::AppState;
use forecast::usual_load::HourLoad;
use office::calendar::{Rfc3339, Zone};
use office::ticket::Language;
use office::view::{BusyView, HeadCount};

const TEMPLATE: &str = include_str!("../../../kiosk-ui/src/plain/busy.html");

#[derive(Deserialize)]
pub struct BusyQuery {
    lang: Option<String>,
    /// Within another site's page: without what that page says itself.
    embed: Option<String>,
}

pub async fn busy(
    State(state): State<Arc<AppState>>,
    Path(office): Path<String>,
    Query(BusyQuery { lang, embed }): Query<BusyQuery>,
    headers: HeaderMap,
) -> Response {
    let Ok(office) = state.office(&office) else { return page_not_found() };
    let language = language_of(lang.as_deref(), &headers);
    let sentences = Sentences { language, zone: &office.hosted.zone };
    let (status, texts) = match busy_now(office).await {
        Ok(now) => (StatusCode::OK, sentences.texts(&now)),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, sentences.unknown()),
    };
    let nonce = Uuid::new_v4().simple().to_string();
    let around = PlainPage { language, nonce: &nonce, is_embedded: embed.is_some() };
    page(status, html(&texts, &around), &policy(&nonce))
}

#[derive(Default)]
struct Texts {
    office: String,
    answer: String,
    window: String,
    note: String,
    hours: String,
    day_notice: String,
    day_notice_language: &'static str,
    usual_title: String,
    /// Markup.
    usual: String,
    updated: String,
}

struct Sentences<'a> {
    language: Language,
    zone: &'a Zone,
}

impl Sentences<'_> {
    fn say(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        i18n::sentence(key, values, self.language).unwrap_or_default()
    }

    fn time(&self, at: &Rfc3339) -> FluentValue<'static> {
        i18n::time_of(&at.0, self.language, self.zone).unwrap_or_default().into()
    }

    fn unknown(&self) -> Texts {
        Texts { answer: self.say("busy-unknown", &[]), ..Texts::default() }
    }

    fn texts(&self, now: &BusyNow) -> Texts {
        let view = &now.view;
        let notice = view.day_notice.as_ref().map(|notice| notice.text.shown_in(self.language));
        let usual_title = now.usual.as_ref().map(|(date, _)| {
            let weekday = i18n::weekday(date.weekday(), self.language);
            self.say("busy-usual", &[("weekday", weekday.into())])
        });
        Texts {
            office: view.office.clone(),
            answer: self.answer(view),
            window: self.window(view),
            note: if view.next.is_some() { self.say("busy-next-note", &[]) } else { String::new() },
            hours: self.hours(view),
            day_notice: notice.map_or_else(String::new, |notice| notice.text.to_owned()),
            day_notice_language: notice.map_or(self.language, |notice| notice.language).code(),
            usual_title: usual_title.unwrap_or_default(),
            usual: now.usual.as_ref().map_or_else(String::new, |usual| self.usual(usual, view)),
            updated: self.say("busy-updated", &[("time", self.time(&view.now))]),
        }
    }

    fn answer(&self, view: &BusyView) -> String {
        match view.waiting {
            None => self.say("busy-closed", &[]),
            Some(HeadCount { at_most: 0, .. }) => self.say("busy-waiting-nobody", &[]),
            Some(HeadCount { at_least, at_most }) if at_least == at_most => {
                self.say("busy-waiting", &[("count", at_least.into())])
            }
            Some(HeadCount { at_most, .. }) => {
                self.say("busy-waiting-few", &[("count", (at_most + 1).into())])
            }
        }
    }

    fn window(&self, view: &BusyView) -> String {
        match &view.next {
            Some(next) => {
                let values = [("earliest", self.time(&next.earliest)), ("latest", self.time(&next.latest))];
                self.say("busy-next", &values)
            }
            None if view.open => self.say("busy-next-none", &[]),
            None => String::new(),
        }
    }

    fn hours(&self, view: &BusyView) -> String {
        if view.open {
            let closes = view.closes_at.as_ref();
            return closes.map_or_else(String::new, |at| self.say("busy-open", &[("time", self.time(at))]));
        }
        let Some(opens) = &view.opens_at else { return String::new() };
        let date = |at: &Rfc3339| at.0.get(..10).unwrap_or_default().to_owned();
        if date(opens) == date(&view.now) {
            return self.say("busy-opens-today", &[("time", self.time(opens))]);
        }
        let day = i18n::day(&date(opens), self.language).unwrap_or_default();
        self.say("busy-opens-day", &[("day", day.into()), ("time", self.time(opens))])
    }

    /// A bar for each hour, with its words: nobody needs to see the bars.
    fn usual(&self, (date, hours): &(Date, Vec<HourLoad>), view: &BusyView) -> String {
        // With only a special gap still open, the hours are those of another day.
        let is_today = view.open && view.now.0.starts_with(&date.to_string());
        let now = is_today.then(|| view.now.0.get(11..13)).flatten();
        let mut rows = String::new();
        for HourLoad { hour, percent } in hours {
            let values = [("from", hour.to_string().into()), ("to", (hour + 1).to_string().into())];
            let is_now = now.is_some_and(|now| now.parse() == Ok(*hour));
            rows.extend([
                if is_now { "<li aria-current=\"time\">" } else { "<li>" },
                "<span class=\"hour\">",
                &escaped(&self.say("busy-hour", &values)),
                "</span> <span class=\"bar\" aria-hidden=\"true\"><span style=\"inline-size:",
                &percent.to_string(),
                "%\"></span></span> <span class=\"load\">",
                &escaped(&self.say(load_words(*percent), &[])),
                "</span></li>",
            ]);
        }
        rows
    }
}

const fn load_words(percent: u8) -> &'static str {
    match percent {
        0..=30 => "busy-load-few",
        31..=70 => "busy-load-some",
        71.. => "busy-load-most",
    }
}

fn html(texts: &Texts, around: &PlainPage<'_>) -> String {
    filled(TEMPLATE, |slot| {
        let text = match slot {
            "CSS" => return Some(Cow::Borrowed(CSS)),
            "USUAL" => return Some(Cow::Borrowed(texts.usual.as_str())),
            "LANGUAGES" if around.is_embedded => "",
            "LANGUAGES" => return Some(Cow::Owned(languages(around.language))),
            "OFFICE_NAME" => &texts.office,
            "ANSWER" => &texts.answer,
            "WINDOW" => &texts.window,
            "NOTE" => &texts.note,
            "HOURS" => &texts.hours,
            "DAY_NOTICE" => &texts.day_notice,
            "DAY_NOTICE_LANG" => texts.day_notice_language,
            "USUAL_TITLE" => &texts.usual_title,
            "UPDATED" => &texts.updated,
            _ => return around.slot(slot, "busy-title"),
        };
        Some(Cow::Owned(escaped(text)))
    })
}

/// Any site may frame it.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src data:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    )
}
