// SPDX-License-Identifier: MPL-2.0
//! The notice of the day: everybody in the hall reads the same sentence, and no old one.

use crate::command::{Command, IfFull};
use crate::day_notice::DayNotice;
use crate::event::Event;
use crate::free_text::FreeText;
use crate::gap::{Plan, ReleaseRule};
use crate::localized_text::LocalizedText;
use crate::refusal::Refusal;
use crate::testing::{Scene, TODAY, Visitor, ordinary, plan_line, zone};
use crate::time::Length;

fn danish(text: &str) -> LocalizedText {
    LocalizedText::danish(FreeText::parse(text).unwrap())
}

fn set(scene: &mut Scene, text: &str, until: &str) -> Result<Vec<Event>, Refusal> {
    let command = Command::SetDayNotice { text: danish(text), until: scene.moment(until) };
    scene.ask(command).map(|decided| decided.events.into_iter().map(|recorded| recorded.event).collect())
}

fn shown(scene: &Scene) -> Option<String> {
    let texts = [
        scene.office.kiosk(scene.now).day_notice.map(|notice| notice.text),
        scene.board().day_notice.map(|notice| notice.text),
        scene.office.supervisor(scene.now).day_notice.map(|notice| notice.text),
    ];
    assert!(texts.windows(2).all(|pair| pair[0] == pair[1]), "every screen says the same: {texts:?}");
    texts.into_iter().next().flatten().map(|text| text.da.to_string())
}

#[test]
fn kiosk_board_supervisor_and_phone_say_one_sentence_until_its_time_is_over() {
    let mut scene = Scene::new();
    scene.at("9:00");
    let ticket = scene.check_in(Visitor { if_full: IfFull::Standby, ..ordinary(20) }).unwrap();
    let on_phone = |scene: &Scene| scene.office.ticket_view(ticket, scene.now).unwrap().day_notice;
    assert_eq!((shown(&scene), on_phone(&scene)), (None, None));

    set(&mut scene, "MitID er nede", "12:00").unwrap();
    assert_eq!(shown(&scene).as_deref(), Some("MitID er nede"));
    assert_eq!(on_phone(&scene), Some(danish("MitID er nede")));

    scene.at("11:59");
    assert_eq!(shown(&scene).as_deref(), Some("MitID er nede"));
    scene.at("12:00");
    assert_eq!((shown(&scene), on_phone(&scene)), (None, None));
    let ended = scene.ledger.iter().filter(|recorded| recorded.event == Event::DayNoticeEnded);
    assert_eq!(ended.map(|recorded| recorded.at).collect::<Vec<_>>(), [scene.moment("12:00")]);
}

#[test]
fn a_new_notice_takes_the_place_of_the_one_before_and_can_be_taken_down() {
    let mut scene = Scene::new();
    scene.at("9:00");
    set(&mut scene, "MitID er nede", "12:00").unwrap();
    set(&mut scene, "MitID virker igen", "10:00").unwrap();
    assert_eq!(shown(&scene).as_deref(), Some("MitID virker igen"));
    assert_eq!(set(&mut scene, "MitID virker igen", "10:00").unwrap(), [], "it stands there already");

    scene.ask(Command::RemoveDayNotice).unwrap();
    assert_eq!(shown(&scene), None);
    assert!(scene.ask(Command::RemoveDayNotice).unwrap().events.is_empty(), "there is none to take down");
    scene.at("12:00");
    assert_eq!(shown(&scene), None);
}

#[test]
fn a_notice_is_short_and_for_today() {
    let mut scene = Scene::new();
    scene.at("9:00");
    let most = "æ".repeat(DayNotice::MOST_CHARACTERS);
    set(&mut scene, &most, "12:00").unwrap();
    let long = set(&mut scene, &format!("{most}æ"), "12:00");
    assert!(matches!(long, Err(Refusal::Invalid(_))), "{long:?}");
    assert_eq!(set(&mut scene, "i morges", "8:00"), Err(Refusal::InThePast));
    let midnight = zone().day(scene.office.date()).end;
    let later = Command::SetDayNotice { text: danish("i morgen"), until: midnight + Length::seconds(1) };
    assert!(matches!(scene.ask(later), Err(Refusal::Invalid(_))));
    scene.ask(Command::SetDayNotice { text: danish("i dag"), until: midnight }).unwrap();
    assert_eq!(shown(&scene).as_deref(), Some("i dag"));

    scene.now = midnight;
    scene.advance();
    assert_eq!(shown(&scene), None, "yesterday's sentence is not today's");
}

#[test]
fn whoever_has_left_or_comes_another_day_does_not_read_it() {
    let tomorrow = Plan(vec![plan_line("wednesday", "1", "9:00", "10:00", ReleaseRule::Hard)]);
    let mut scene = Scene::on(TODAY, tomorrow);
    scene.at("9:00");
    let leaves = scene.check_in(Visitor { if_full: IfFull::Standby, ..ordinary(20) }).unwrap();
    let comes_tomorrow = scene.check_in(Visitor { if_full: IfFull::NextDay, ..ordinary(20) }).unwrap();
    set(&mut scene, "MitID er nede", "12:00").unwrap();
    let on_phone = |scene: &Scene, ticket| scene.office.ticket_view(ticket, scene.now).unwrap().day_notice;
    assert_eq!(on_phone(&scene, leaves), Some(danish("MitID er nede")));
    assert_eq!(on_phone(&scene, comes_tomorrow), None);
    scene.ask(Command::Depart { ticket: leaves }).unwrap();
    assert_eq!(on_phone(&scene, leaves), None);
}
