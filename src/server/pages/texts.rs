// SPDX-License-Identifier: MPL-2.0
//! The ticket page's sentences, in the ticket's language: which key for which slot stands in
//! `kiosk-ui/src/ticket/README.md`.

use fluent_bundle::FluentValue;

use api::live::ticket::TicketTexts;
use office::calendar::{Rfc3339, Zone};
use office::localized_text::{LocalizedText, ShownText, TextLine};
use office::ticket::{Ending, Language, StateName};
use office::view::{ShownWindow, TicketView, WindowSource};

/// Maximum reasons shown to a citizen.
const REASONS: usize = 2;

type Values<'a> = Vec<(&'a str, FluentValue<'a>)>;

pub fn texts(seen: &TicketView, zone: &Zone) -> TicketTexts {
    let sentences = Sentences { seen, zone, kind: TicketPageKind::of(seen) };
    let bring = sentences.bring();
    let bring_title = if bring.is_empty() { String::new() } else { sentences.say("ticket-bring-title", &[]) };
    let notice = seen.day_notice.as_ref().map(|notice| notice.shown_in(seen.language));
    let now = vec![("time", sentences.time(Some(&seen.now)))];
    TicketTexts {
        title: sentences.title(),
        headline: sentences.headline(),
        number: sentences.number(),
        window: sentences.window(),
        sure: sentences.sure(),
        place: sentences.place(),
        why: sentences.why(),
        day_notice: notice.map_or_else(String::new, |notice| notice.text.to_owned()),
        day_notice_language: notice.map_or(seen.language, |notice| notice.language).code(),
        ends: sentences.ends(),
        offer: sentences.offer(),
        offer_meaning: sentences.offer_meaning(),
        take: if seen.next_day.is_some() {
            sentences.say("ticket-next-day-take", &[])
        } else {
            String::new()
        },
        offered: seen.next_day.as_ref().map_or_else(String::new, |place| place.earliest.0.clone()),
        bring_title,
        bring_languages: bring.iter().map(|line| line.language.code()).collect(),
        bring: bring.into_iter().map(|line| line.words).collect(),
        updated: sentences.say("ticket-updated", &now),
        stale: sentences.say("ticket-stale", &now),
        direction: seen.language.direction(),
        language: seen.language.code(),
        kind: sentences.kind.name(),
    }
}

/// What a ticket's page is about: the last part of its texts' keys, and a class of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TicketPageKind {
    Waiting,
    Standby,
    /// A place is kept on another day.
    Kept,
    Called,
    Serving,
    Parked,
    Absent,
    Done,
    Left,
}

impl TicketPageKind {
    fn of(seen: &TicketView) -> Self {
        let moved = seen.ending == Some(Ending::MovedToNextDay);
        match seen.state {
            StateName::Waiting if seen.kept_for.is_some() => Self::Kept,
            // Today is over for it; what counts is the day and time it has.
            StateName::Left if moved && seen.kept_for.is_some() && seen.earliest.is_some() => Self::Kept,
            StateName::Waiting if seen.standby => Self::Standby,
            StateName::Waiting => Self::Waiting,
            StateName::Called => Self::Called,
            StateName::Serving => Self::Serving,
            StateName::Parked => Self::Parked,
            StateName::Absent => Self::Absent,
            StateName::Done => Self::Done,
            StateName::Left => Self::Left,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Standby => "standby",
            Self::Kept => "kept",
            Self::Called => "called",
            Self::Serving => "serving",
            Self::Parked => "parked",
            Self::Absent => "absent",
            Self::Done => "done",
            Self::Left => "left",
        }
    }

    /// Whether the citizen still waits to be called, today or on another day.
    const fn is_ahead(self) -> bool {
        match self {
            Self::Waiting | Self::Standby | Self::Kept => true,
            Self::Called | Self::Serving | Self::Parked | Self::Absent | Self::Done | Self::Left => false,
        }
    }
}

/// The word lists' selector of an ending.
const fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::LeftBeforeCall => "left_before_call",
        Ending::AbsentAtCall => "absent_at_call",
        Ending::MovedToNextDay => "moved_to_next_day",
        Ending::NotServedToday => "not_served_today",
        Ending::OutcomeNotRecorded => "outcome_not_recorded",
    }
}

struct Sentences<'a> {
    seen: &'a TicketView,
    zone: &'a Zone,
    kind: TicketPageKind,
}

impl<'a> Sentences<'a> {
    fn say(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        i18n::sentence(key, values, self.seen.language).unwrap_or_default()
    }

    fn time(&self, at: Option<&Rfc3339>) -> FluentValue<'static> {
        let time = at.and_then(|at| i18n::time_of(&at.0, self.seen.language, self.zone));
        FluentValue::from(time.unwrap_or_default())
    }

    fn desk(&self) -> Values<'a> {
        vec![("desk", FluentValue::from(self.seen.desk_name.as_deref().unwrap_or_default()))]
    }

    fn title(&self) -> String {
        if self.kind == TicketPageKind::Called { self.headline() } else { self.numbered() }
    }

    fn numbered(&self) -> String {
        self.say("ticket-title", &[("number", self.seen.number.to_string().into())])
    }

    /// Named where the desk's stands above it.
    fn number(&self) -> String {
        if self.kind == TicketPageKind::Called { self.numbered() } else { self.seen.number.to_string() }
    }

    fn headline(&self) -> String {
        self.say(&format!("ticket-headline-{}", self.kind.name()), &self.desk())
    }

    fn window(&self) -> String {
        let seen = self.seen;
        let window = || {
            vec![("earliest", self.time(seen.earliest.as_ref())), ("latest", self.time(seen.latest.as_ref()))]
        };
        match self.kind {
            TicketPageKind::Waiting if seen.latest.is_none() => self.say("ticket-window-standby", &[]),
            TicketPageKind::Waiting => match &seen.window {
                Some(expected) => self.expected(expected),
                None => self.say("ticket-window-waiting", &window()),
            },
            TicketPageKind::Kept => {
                let day = seen.kept_for.as_deref().and_then(|day| i18n::day(day, seen.language));
                let mut values = window();
                values.push(("day", day.unwrap_or_default().into()));
                self.say("ticket-window-kept", &values)
            }
            TicketPageKind::Absent => match &seen.absent_until {
                Some(until) => {
                    let key = if seen.latest.is_some() {
                        "ticket-window-absent"
                    } else {
                        "ticket-window-absent-queue"
                    };
                    self.say(key, &[("until", self.time(Some(until)))])
                }
                None => self.say("ticket-window-absent-over", &[]),
            },
            TicketPageKind::Left if seen.next_day.is_some() => self.say("ticket-window-closed", &[]),
            TicketPageKind::Left => {
                let ending = ending(seen.ending.unwrap_or(Ending::LeftBeforeCall));
                self.say("ticket-window-left", &[("ending", ending.into())])
            }
            TicketPageKind::Standby
            | TicketPageKind::Called
            | TicketPageKind::Serving
            | TicketPageKind::Parked
            | TicketPageKind::Done => self.say(&format!("ticket-window-{}", self.kind.name()), &[]),
        }
    }

    /// When they will probably be called, and the promise; or the promise alone.
    fn expected(&self, expected: &ShownWindow) -> String {
        let mut values = vec![
            ("earliest", self.time(Some(&expected.earliest))),
            ("latest", self.time(Some(&expected.latest))),
        ];
        if expected.from == WindowSource::Rules {
            return self.say("ticket-window-waiting", &values);
        }
        values.push(("promised", self.time(self.seen.latest.as_ref())));
        self.say("ticket-window-expected", &values)
    }

    /// How sure a window is that was foreseen. A promise is a promise.
    fn sure(&self) -> String {
        let foreseen = self.seen.window.as_ref().is_some_and(|window| window.from == WindowSource::Foresight);
        if self.kind == TicketPageKind::Waiting && foreseen {
            self.say("ticket-window-sure", &[])
        } else {
            String::new()
        }
    }

    fn place(&self) -> String {
        if !self.kind.is_ahead() || self.kind == TicketPageKind::Kept {
            return String::new();
        }
        let place = match &self.seen.area {
            Some(area) => self.say("ticket-place-area", &[("area", self.own(area).words.into())]),
            None => self.say("ticket-place-anywhere", &[]),
        };
        match &self.seen.out_until {
            Some(until) => {
                format!("{place} {}", self.say("ticket-out-until", &[("time", self.time(Some(until)))]))
            }
            None => place,
        }
    }

    fn why(&self) -> Vec<String> {
        if !self.kind.is_ahead() {
            return Vec::new();
        }
        let reasons = self.seen.reasons.iter().take(REASONS);
        reasons
            .map(|reason| i18n::reason(reason, self.seen.language, self.zone, &self.seen.desk_names))
            .collect()
    }

    /// Standing by ends at closing time, and says so before.
    fn ends(&self) -> String {
        let until = self.seen.standby_until.as_ref();
        until.map_or_else(String::new, |until| {
            self.say("ticket-standby-ends", &[("time", self.time(Some(until)))])
        })
    }

    /// The place on the next open day, said whole before anybody takes it.
    fn offer(&self) -> String {
        let Some(place) = &self.seen.next_day else { return String::new() };
        let day = i18n::day(&place.date, self.seen.language).unwrap_or_default();
        let values = [
            ("day", day.into()),
            ("earliest", self.time(Some(&place.earliest))),
            ("latest", self.time(Some(&place.latest))),
        ];
        self.say("ticket-next-day", &values)
    }

    /// Whoever still stands by gives that up.
    fn offer_meaning(&self) -> String {
        let gives_up = self.seen.next_day.is_some() && self.seen.standby_until.is_some();
        if gives_up { self.say("ticket-next-day-meaning", &[]) } else { String::new() }
    }

    /// What to have at hand. A key that no list has is not shown.
    fn bring(&self) -> Vec<Line> {
        if !self.kind.is_ahead() && self.kind != TicketPageKind::Called {
            return Vec::new();
        }
        let line = |line: &TextLine| match line {
            TextLine::Key(key) => {
                let key = format!("ticket-bring-{}", key.replace('_', "-"));
                let words = i18n::sentence(&key, &[], self.seen.language)?;
                Some(Line { words, language: self.seen.language })
            }
            TextLine::Own(text) => Some(self.own(text)),
        };
        self.seen.bring.iter().filter_map(line).collect()
    }

    /// The office's own words; what nobody has translated says so.
    fn own(&self, text: &LocalizedText) -> Line {
        let ShownText { text, language } = text.shown_in(self.seen.language);
        let words = if language == self.seen.language {
            text.to_owned()
        } else {
            self.say("common-untranslated-text", &[("text", text.into())])
        };
        Line { words, language }
    }
}

struct Line {
    words: String,
    language: Language,
}
