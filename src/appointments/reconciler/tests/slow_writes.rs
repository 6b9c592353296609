// SPDX-License-Identifier: MPL-2.0
//! A server that takes its time over what is written to it, or wants a pause.

use std::time::Instant;

use super::*;
use crate::reconciler::write_batch::BatchClock;

#[test]
fn a_calendar_that_is_slow_to_be_written_to_keeps_no_other_calendars_bookings_back() {
    let (office, lets) = (LocalOffice::new(), Arc::new(Notify::new()));
    let [slow, other] = [1, 2].map(|seed| Arc::new(Mutex::new(World::new(seed))));
    slow.lock().unwrap().writes_wait_for = Some(Arc::clone(&lets));
    let sources = vec![source("slow", &slow, &["1"], 1), source("other", &other, &["2"], 2)];
    let mut reconciler = Reconciler::new(sources, 2);
    let look = |reconciler: &mut Reconciler| {
        office.wait(Length::seconds(31));
        round(reconciler, &office).expect("a round waits for no write");
    };
    let booked = |office: &LocalOffice| {
        let bookings = office.snapshot_now().bookings;
        bookings
            .values()
            .map(|day| day.iter().filter(|booking| booking.desk == "2".into()).count())
            .sum::<usize>()
    };
    look(&mut reconciler);
    for known in 1..=3 {
        let is_booked = || {
            let sold = other.lock().unwrap().public_books(office.now());
            sold.is_some_and(|(desk, _)| desk == "2".into())
        };
        while !is_booked() {}
        look(&mut reconciler);
        assert_eq!(booked(&office), known, "while a hold is being written");
    }
    assert!(slow.lock().unwrap().holds.is_empty());
    assert!(office.snapshot_now().known.iter().all(|hold| hold.desk != "1".into()), "nothing is counted on");
    for _ in 0..10 {
        lets.notify_one();
        look(&mut reconciler);
    }
    let known = office.snapshot_now().known;
    assert!(known.iter().any(|hold| hold.desk == "1".into() && !hold.let_go), "{known:?}");
    nothing_counted_on_is_for_sale(&LocalOffice::clone(&office), &{
        let mut both = World::new(3);
        both.holds = slow.lock().unwrap().holds.clone();
        both.holds.extend(other.lock().unwrap().holds.clone());
        both
    });
}

/// Ten minutes of every quarter of an hour from nine to three, at both desks.
fn office_of_many_gaps() -> LocalOffice {
    let times = (9..15).flat_map(|hour| [0, 15, 30, 45].map(|minute| (hour, minute)));
    let lines = times.flat_map(|(hour, minute)| {
        let (start, end) = (format!("{hour:02}:{minute:02}"), format!("{hour:02}:{:02}", minute + 10));
        ["1", "2"].map(|desk| plan_line("tuesday", desk, &start, &end, ReleaseRule::Hard))
    });
    LocalOffice::that_holds(lines.collect())
}

/// Until everything wanted is held and nothing else.
fn settle(reconciler: &mut Reconciler, office: &LocalOffice, world: &Arc<Mutex<World>>) {
    for _ in 0..60 {
        office.wait(Length::seconds(6));
        round(reconciler, office).expect("every answer comes at once");
        nothing_counted_on_is_for_sale(office, &world.lock().unwrap());
    }
    in_agreement(office, &world.lock().unwrap());
}

#[test]
fn a_slow_calendar_is_read_again_after_a_minute_of_writing() {
    let (office, world) = (office_of_many_gaps(), Arc::new(Mutex::new(World::new(1))));
    world.lock().unwrap().each_write_takes = Duration::from_secs(15);
    let mut reconciler = new_reconciler(&world, 1);
    let (begun, clock) = (Instant::now(), Arc::clone(&world));
    reconciler.clock = BatchClock(Arc::new(move || begun + clock.lock().unwrap().writing_took));
    settle(&mut reconciler, &office, &world);
    let world = world.lock().unwrap();
    assert!(world.holds.len() > 40, "{}", world.holds.len());
    assert_eq!(world.most_writes_since_a_look, 4);
}

#[test]
fn a_calendar_is_read_again_after_forty_holds_were_given_back() {
    let (office, world) = (office_of_many_gaps(), Arc::new(Mutex::new(World::new(1))));
    let mut reconciler = new_reconciler(&world, 1);
    settle(&mut reconciler, &office, &world);
    assert!(world.lock().unwrap().holds.len() > 40);
    world.lock().unwrap().most_writes_since_a_look = 0;
    withdraw_all(&office);
    for _ in 0..2 {
        office.wait(Length::seconds(1));
        round(&mut reconciler, &office);
    }
    settle(&mut reconciler, &office, &world);
    let world = world.lock().unwrap();
    assert_eq!((world.holds.len(), world.most_writes_since_a_look), (0, 40));
}

#[test]
fn a_calendar_that_asks_for_a_pause_while_it_is_written_to_gets_it() {
    let (office, world) = (LocalOffice::new(), Arc::new(Mutex::new(World::new(1))));
    world.lock().unwrap().writes_before_a_pause = Some(1);
    let mut reconciler = new_reconciler(&world, 1);
    let is_lost = |office: &LocalOffice| office.0.lock().unwrap().0.diary_lost().is_some();
    for seconds in [0, 6, 6] {
        office.wait(Length::seconds(seconds));
        // Its webhook does not shorten the pause.
        reconciler.poll_soon();
        round(&mut reconciler, &office);
        assert_eq!((world.lock().unwrap().looks, is_lost(&office)), (1, false), "one pause is polite");
    }
    {
        let mut world = world.lock().unwrap();
        (world.rate_limits, world.writes_before_a_pause) = (false, None);
    }
    settle(&mut reconciler, &office, &world);
}

#[tokio::test]
async fn a_hold_that_is_being_written_is_written_before_the_end_and_no_other_is_begun() {
    let lets = Arc::new(Notify::new());
    let [slow, other] = [1, 2].map(|seed| Arc::new(Mutex::new(World::new(seed))));
    slow.lock().unwrap().writes_wait_for = Some(Arc::clone(&lets));
    let write_came = Arc::clone(&slow.lock().unwrap().write_came);
    // Rounds go on beside the write.
    let sources = vec![source("slow", &slow, &["1", "2"], 1), source("other", &other, &["3"], 2)];
    let (end, asked) = tokio::sync::oneshot::channel::<()>();
    let (office, bell) = (LocalOffice::new(), Notify::new());
    let reconciler = Reconciler::new(sources, 2);
    let running = super::super::run(reconciler, office, &bell, async move { drop(asked.await) });
    let mut running = std::pin::pin!(running);
    tokio::select! {
        () = running.as_mut() => panic!("nobody asked for the end"),
        () = write_came.notified() => {}
    }
    end.send(()).unwrap();
    assert!(futures_util::poll!(running.as_mut()).is_pending(), "a hold is being written");
    lets.notify_one();
    running.await;
    assert_eq!(slow.lock().unwrap().holds.len(), 1);
}
