// SPDX-License-Identifier: MPL-2.0
//! A clerk says that a booking is over before its time: the citizen is served, or did not come.

use crate::Decided;
use crate::command::{Command, IfFull};
use crate::gap::BookingOutcome;
use crate::holds::Holding;
use crate::refusal::Refusal;
use crate::testing::{Scene, Visitor, ordinary};

fn end(scene: &mut Scene, start: &str) -> Result<Decided, Refusal> {
    let start = scene.moment(start);
    scene.ask(Command::EndBooking { desk: "1".into(), start, outcome: BookingOutcome::DidNotCome })
}

fn waits(scene: &mut Scene) -> crate::names::TicketId {
    scene.check_in(Visitor { if_full: IfFull::Standby, ..ordinary(15) }).unwrap()
}

#[test]
fn the_time_of_a_booked_citizen_who_does_not_come_goes_to_whoever_waits() {
    let mut scene = Scene::new();
    scene.at("9:50").book(&[("1", "10:00", "10:40"), ("1", "10:40", "11:00")]);
    let ticket = waits(&mut scene);
    assert_eq!(scene.at("10:10").call_next("1").unwrap_err().code(), "nobody_fits");
    end(&mut scene, "10:00").unwrap();
    assert_eq!(scene.place(ticket), "1 10:10–10:25");
    assert_eq!(scene.call_next("1").unwrap(), ticket);
}

#[test]
fn the_next_reading_of_the_appointment_system_does_not_bring_an_ended_booking_back() {
    let mut scene = Scene::new();
    let bookings = [("1", "10:00", "10:40"), ("2", "10:00", "10:40")];
    scene.at("9:50").book(&bookings);
    end(scene.at("10:10"), "10:00").unwrap();
    scene.at("10:12").book(&bookings);
    let ticket = waits(&mut scene);
    assert_eq!(scene.call_next("2").unwrap_err().code(), "nobody_fits", "the other desk's booking stands");
    assert_eq!(scene.call_next("1").unwrap(), ticket);
    // Moved in the appointment system, it is a booking again.
    scene.complete(ticket);
    scene.at("10:20").book(&[("1", "10:00", "10:50")]);
    waits(&mut scene);
    assert_eq!(scene.call_next("1").unwrap_err().code(), "nobody_fits");
}

#[test]
fn the_rest_of_an_ended_booking_counts_where_time_has_to_be_held_and_is_not_held_over_the_booking() {
    let mut scene = Scene::new();
    let mut setup = scene.office.setup().clone();
    setup.holding = Some(Holding { days_ahead: 2, desks: vec!["1".into()] });
    scene.ask(Command::ChangeSetup(Box::new(setup))).unwrap();
    scene.at("9:50").book(&[("1", "10:00", "10:40")]);
    let ticket = waits(&mut scene);
    end(scene.at("10:10"), "10:00").unwrap();
    assert_eq!(scene.place(ticket), "1 10:10–10:25");
    assert!(scene.office.wanted_holds(scene.now).is_empty(), "the appointment system has the booking there");
}

#[test]
fn a_late_press_ends_no_other_booking() {
    let mut scene = Scene::new();
    scene.at("9:50").book(&[("1", "10:00", "10:40"), ("1", "10:40", "11:00")]);
    scene.at("10:41");
    assert_eq!(end(&mut scene, "10:00").unwrap_err(), Refusal::NoBookingUnderWay("1".into()));
    assert!(end(&mut scene, "10:40").is_ok());
    assert_eq!(end(&mut scene, "10:40").unwrap_err(), Refusal::NoBookingUnderWay("1".into()), "once");
}
