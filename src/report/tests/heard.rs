// SPDX-License-Identifier: MPL-2.0
//! Who only asked, and how visits went: counted by day, and shown only where the counts point at nobody.

use office::command::Command;
use office::gap::BookingOutcome;
use office::rating::Ratings;
use office::testing::Scene;

use super::{followed, report, today_of};
use crate::disclosure::Count;
use crate::evidence::FigureEvidence;

fn count(scene: &mut Scene, times: usize) {
    for _ in 0..times {
        scene.ask(Command::CountInquiry { desk: "1".into() }).unwrap();
    }
}

#[test]
fn who_only_asked_is_counted_without_those_taken_back_and_not_shown_below_five() {
    let mut scene = Scene::new();
    count(&mut scene, 5);
    scene.ask(Command::TakeBackInquiry { desk: "1".into() }).unwrap();
    let day = today_of(&scene);
    assert_eq!(report(&[&day]).inquiries, Count::UnderFive);
    assert_eq!(followed(&day, "inquiries", None), FigureEvidence::Suppressed);
    count(&mut scene, 2);
    let day = today_of(&scene);
    assert_eq!(report(&[&day]).inquiries, Count::Disclosed(6));
    let FigureEvidence::Events(behind) = followed(&day, "inquiries", None) else { panic!("suppressed") };
    assert_eq!(behind.len(), 6);
}

#[test]
fn how_visits_went_is_added_up_and_a_small_count_is_withheld_with_another() {
    let mut scene = Scene::new();
    let nobody = report(&[&today_of(&scene)]).ratings;
    assert_eq!((nobody.n, nobody.answers), (Count::Disclosed(0), Vec::new()));
    for ratings in [Ratings { good: 5, so_so: 0, bad: 0 }, Ratings { good: 6, so_so: 1, bad: 9 }] {
        scene.ask(Command::RecordRatings(ratings)).unwrap();
    }
    let ratings = report(&[&today_of(&scene)]).ratings;
    let counts: Vec<(&str, Count)> =
        ratings.answers.iter().map(|cell| (cell.name.as_str(), cell.count)).collect();
    assert_eq!(ratings.n, Count::Disclosed(21));
    assert_eq!(
        counts,
        [("good", Count::Disclosed(11)), ("so_so", Count::UnderFive), ("bad", Count::Suppressed)]
    );
}

#[test]
fn bookings_whose_citizen_did_not_come_are_counted_and_those_who_were_done_early_are_not() {
    let mut scene = Scene::new();
    let hours = ["9", "10", "11", "12", "13", "14"].map(|hour| (format!("{hour}:00"), format!("{hour}:30")));
    let bookings: Vec<(&str, &str, &str)> =
        hours.iter().map(|(from, to)| ("1", from.as_str(), to.as_str())).collect();
    scene.book(&bookings);
    for (nth, (from, _)) in hours.iter().enumerate() {
        let start = scene.moment(from);
        let outcome = if nth == 0 { BookingOutcome::Served } else { BookingOutcome::DidNotCome };
        scene
            .at(&from.replace(":00", ":10"))
            .ask(Command::EndBooking { desk: "1".into(), start, outcome })
            .unwrap();
    }
    let day = today_of(&scene);
    assert_eq!(report(&[&day]).no_harm.not_come, Count::Disclosed(5));
    let FigureEvidence::Events(behind) = followed(&day, "bookings_not_come", None) else {
        panic!("suppressed")
    };
    assert_eq!(behind.len(), 5);
}
