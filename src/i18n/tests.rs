// SPDX-License-Identifier: MPL-2.0
use super::*;
use office::calendar::Rfc3339;
use office::names::DeskId;
use office::reason::Reason;
use office::setup::Feature;

const ALL: [Language; 3] = [Language::Da, Language::En, Language::Ar];

fn zone() -> Zone {
    Zone::named("Europe/Copenhagen").unwrap()
}

fn at(text: &str) -> Rfc3339 {
    Rfc3339(text.to_owned())
}

fn sentence_of(why: &StampedReason, language: Language) -> String {
    reason(why, language, &zone(), &DeskNames::new())
}

#[test]
fn the_time_is_written_as_the_office_clock_shows_it() {
    let why = Reason::EarliestTime { desk: DeskId::from("3"), start: at("2026-11-23T09:40:00Z") };
    assert_eq!(sentence_of(&why, Language::Da), "Det er den første ledige tid, kl. 10.40.");
    assert_eq!(sentence_of(&why, Language::En), "This is the first free time, 10:40.");
    assert!(sentence_of(&why, Language::Ar).contains("10:40"));
}

#[test]
fn a_desk_is_called_by_its_name() {
    let why: StampedReason = Reason::CaseOverran { desk: DeskId::from("quiet_room") };
    let names = DeskNames::from([(DeskId::from("quiet_room"), "Stillerummet".to_owned())]);
    let said = reason(&why, Language::Da, &zone(), &names);
    assert_eq!(said, "Sagen før jer ved skranke Stillerummet tager længere tid end ventet.");
}

#[test]
fn a_tickets_number_is_a_name_and_never_grouped() {
    let why = Reason::OtherPromiseKept { number: 1204, latest: at("2026-11-23T10:05:00+01:00") };
    assert_eq!(sentence_of(&why, Language::Da), "Vi har lovet nummer 1204 en tid senest kl. 10.05.");
}

#[test]
fn minutes_are_counted_in_the_readers_grammar() {
    let one: StampedReason = Reason::LongerWithoutPhoto { minutes: 1 };
    let many: StampedReason = Reason::LongerWithoutPhoto { minutes: 35 };
    assert_eq!(sentence_of(&one, Language::Da), "Uden pas eller kørekort sætter vi 1 minut af.");
    assert_eq!(sentence_of(&many, Language::Da), "Uden pas eller kørekort sætter vi 35 minutter af.");
}

#[test]
fn a_feature_is_named_by_what_it_means_to_the_citizen() {
    let why: StampedReason = Reason::NeedsDeskFeature { feature: Feature::StepFree };
    assert_eq!(sentence_of(&why, Language::Da), "I skal til en skranke uden trin.");
}

#[test]
fn every_language_has_a_sentence_for_what_citizens_are_told() {
    let start = || at("2026-11-23T09:40:00Z");
    let desk = || DeskId::from("3");
    let reasons: [StampedReason; 9] = [
        Reason::EarliestTime { desk: desk(), start: start() },
        Reason::TimeWentToEarlierTicket { desk: desk() },
        Reason::NoTimeToday { longest_wait_minutes: 90 },
        Reason::ChoseStandby,
        Reason::TimeCameFree { desk: desk(), start: start() },
        Reason::CaseOverran { desk: desk() },
        Reason::MovedToNextDay { start: start() },
        Reason::NotServedToday,
        Reason::OfficeClosed,
    ];
    for language in ALL {
        for why in &reasons {
            let text = sentence_of(why, language);
            assert!(text.contains(' ') && !text.contains('{') && !text.contains('_'), "{language:?}: {text}");
        }
    }
}

#[test]
fn the_lists_have_no_mistakes() {
    for texts in [lists!("da"), lists!("en"), lists!("ar")] {
        for text in texts {
            assert!(FluentResource::try_new(text.to_owned()).is_ok(), "{text}");
        }
    }
}

#[test]
fn a_key_nobody_wrote_has_no_sentence() {
    assert_eq!(sentence("reason-never-heard-of", &[], Language::En), None);
}

#[test]
fn a_kept_place_is_named_by_its_day() {
    assert_eq!(day("2026-11-23", Language::Da).unwrap(), "mandag den 23. november");
    assert_eq!(day("2026-03-04", Language::En).unwrap(), "Wednesday 4 March");
    assert_eq!(day("skranke 03", Language::Da), None);
}
