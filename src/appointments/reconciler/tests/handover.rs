// SPDX-License-Identifier: MPL-2.0
//! Bookings on their way from the calendars to the office.

use super::*;

#[test]
fn bookings_that_the_office_could_not_take_are_handed_over_again() {
    let office = SometimesFull { office: LocalOffice::new(), full: AtomicBool::new(true) };
    let world = Arc::new(Mutex::new(World::new(1)));
    let now = office.now();
    let (desk, time) = loop {
        if let Some(booked) = world.lock().unwrap().public_books(now) {
            break booked;
        }
    };
    let mut reconciler = new_reconciler(&world, 1);
    assert!(round(&mut reconciler, &office).is_some());
    let date = office.office.snapshot_now().zone.date(time.start);
    let is_known = || {
        let local = office.office.0.lock().unwrap();
        local.0.bookings(date).iter().any(|booking| booking.desk == desk && booking.time == time)
    };
    assert!(!is_known(), "the mailbox was full");
    office.full.store(false, Ordering::SeqCst);
    office.office.wait(Length::seconds(1));
    assert!(round(&mut reconciler, &office).is_some());
    assert!(is_known(), "though the calendar had nothing new");
}

#[test]
fn a_system_that_asks_for_pauses_again_and_again_is_silent() {
    let office = LocalOffice::new();
    let world = Arc::new(Mutex::new(World::new(1)));
    let mut reconciler = new_reconciler(&world, 1);
    for _ in 0..5 {
        round(&mut reconciler, &office);
    }
    world.lock().unwrap().rate_limits = true;
    let lost = |office: &LocalOffice| office.0.lock().unwrap().0.diary_lost();
    office.wait(Length::seconds(31));
    round(&mut reconciler, &office);
    assert_eq!(lost(&office), None, "one pause is polite");
    office.wait(Length::seconds(21));
    round(&mut reconciler, &office);
    assert!(lost(&office).is_some(), "nothing was read for a minute");
}
