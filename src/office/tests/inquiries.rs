// SPDX-License-Identifier: MPL-2.0
//! A clerk counts with one touch that somebody only asked; the queue and everybody in it stay as they are.

use crate::command::Command;
use crate::event::Event;
use crate::testing::{Scene, ordinary};

fn count(scene: &mut Scene, desk: &str) -> Result<(), &'static str> {
    scene.ask(Command::CountInquiry { desk: desk.parse().unwrap() }).map(drop).map_err(|no| no.code())
}

fn take_back(scene: &mut Scene, desk: &str) -> Result<(), &'static str> {
    scene.ask(Command::TakeBackInquiry { desk: desk.parse().unwrap() }).map(drop).map_err(|no| no.code())
}

fn told(scene: &Scene) -> usize {
    scene.events(|event| matches!(event, Event::InquiryCounted { .. })).len()
}

#[test]
fn somebody_who_only_asked_is_counted_and_nobody_who_waits_notices() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:45");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    let (place, promise) = (scene.place(ticket), scene.promise(ticket));
    count(&mut scene, "1").unwrap();
    count(&mut scene, "1").unwrap();
    assert_eq!(told(&scene), 2);
    assert_eq!((scene.place(ticket), scene.promise(ticket)), (place, promise));
    assert_eq!(count(&mut scene, "9"), Err("unknown_desk"));
}

#[test]
fn a_wrong_touch_is_taken_back_once_at_its_desk_and_only_while_that_can_be() {
    let mut scene = Scene::new();
    scene.at("9:00");
    assert_eq!(take_back(&mut scene, "1"), Err("nothing_to_undo"));
    count(&mut scene, "1").unwrap();
    assert_eq!(take_back(&mut scene, "2"), Err("nothing_to_undo"), "another desk's");
    take_back(&mut scene, "1").unwrap();
    assert_eq!(take_back(&mut scene, "1"), Err("nothing_to_undo"), "once");
    count(&mut scene, "1").unwrap();
    scene.at("9:05");
    assert_eq!(take_back(&mut scene, "1"), Err("nothing_to_undo"), "too late");
}
