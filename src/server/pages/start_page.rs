// SPDX-License-Identifier: MPL-2.0
//! Where somebody begins who tries out a demo: its screens, with one sentence each. A real office has no such page.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use fluent_bundle::FluentValue;
use serde::Deserialize;

use crate::pages::plain_page::{CSS, PlainPage, escaped, language_of, languages};
use crate::pages::ui::{filled, page};
use crate::state::{AppState, DemoScreens, OfficeState};
use office::names::DeskId;
use office::setup_words::STAFF_LANGUAGES;
use office::ticket::Language;

const TEMPLATE: &str = include_str!("../../../kiosk-ui/src/plain/start.html");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

#[derive(Deserialize)]
pub struct StartPageQuery {
    lang: Option<String>,
}

/// The start page of a demo; elsewhere the kiosk.
pub async fn start(
    State(state): State<Arc<AppState>>,
    Query(StartPageQuery { lang }): Query<StartPageQuery>,
    headers: HeaderMap,
) -> Response {
    let demo = state.offices.values().find_map(|office| Some((office, office.hosted.demo.as_ref()?)));
    let Some((office, demo)) = demo else { return Redirect::temporary("/kiosk").into_response() };
    let sentences = Sentences { language: language_of(lang.as_deref(), &headers), office, demo };
    let desks = office.hosted.handle.read(|office, _| {
        office.setup().desks.iter().map(|desk| (desk.id.clone(), desk.name.clone())).collect::<Vec<_>>()
    });
    let desks = desks.await.unwrap_or_default();
    page(StatusCode::OK, sentences.html(&desks), POLICY)
}

struct Sentences<'a> {
    language: Language,
    office: &'a OfficeState,
    demo: &'a DemoScreens,
}

impl Sentences<'_> {
    fn say(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        escaped(&i18n::sentence(key, values, self.language).unwrap_or_default())
    }

    fn html(&self, desks: &[(DeskId, String)]) -> String {
        let around = PlainPage { language: self.language, nonce: "", is_embedded: false };
        filled(TEMPLATE, |slot| {
            Some(Cow::Owned(match slot {
                "CSS" => return Some(Cow::Borrowed(CSS)),
                "LANGUAGES" => languages(self.language),
                "DEMO" => self.say("start-demo", &[]),
                "CLOCK" => self.clock(),
                "LIVELY" if self.demo.lively => self.say("start-lively", &[]),
                "LIVELY" => String::new(),
                "SCREENS" => self.screens(desks),
                _ => return around.slot(slot, "start-title"),
            }))
        })
    }

    fn clock(&self) -> String {
        let (now, zone) = (self.office.hosted.handle.now(), &self.office.hosted.zone);
        let day = i18n::day(&zone.date(now).to_string(), self.language).unwrap_or_default();
        let time = i18n::time(now, self.language, zone);
        self.say("start-clock", &[("day", day.into()), ("time", time.into())])
    }

    fn screens(&self, desks: &[(DeskId, String)]) -> String {
        // The screens of staff have fewer languages, and Danish without being asked.
        let staff = if STAFF_LANGUAGES.contains(&self.language) { self.language } else { Language::En };
        let staff = if staff == Language::Da { String::new() } else { format!("?lang={}", staff.code()) };
        let all = format!("?lang={}", self.language.code());
        let code: [(&str, FluentValue<'_>); 1] = [("code", self.demo.code.as_str().into())];
        let desk = |(id, name): &(DeskId, String)| {
            let name = self.say("start-desk", &[("desk", name.as_str().into())]);
            link(&format!("/desk/{id}{staff}"), &name)
        };
        let desks: Vec<String> = desks.iter().map(desk).collect();
        let link_to = |address: &str, key: &str| link(address, &self.say(key, &[]));
        let rows = [
            (link_to("/kiosk", "start-kiosk"), self.say("start-kiosk-more", &code)),
            (self.say("start-phone", &[]), self.say("start-phone-more", &[])),
            (link_to(&format!("/board{staff}"), "start-board"), self.say("start-board-more", &[])),
            (desks.join(" "), self.say("start-desk-more", &[])),
            (
                link_to(&format!("/supervisor{staff}"), "start-supervisor"),
                self.say("start-supervisor-more", &[]),
            ),
            (link_to(&format!("/report{staff}"), "start-report"), self.say("start-report-more", &[])),
            (
                link_to(&format!("/busy/{}{all}", self.office.id), "start-busy"),
                self.say("start-busy-more", &[]),
            ),
        ];
        let row =
            |(name, more): &(String, String)| format!("<li><p class=\"name\">{name}</p><p>{more}</p></li>");
        rows.iter().map(row).collect()
    }
}

fn link(address: &str, text: &str) -> String {
    format!("<a href=\"{}\">{text}</a>", escaped(address))
}
