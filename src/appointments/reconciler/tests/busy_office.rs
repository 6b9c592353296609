// SPDX-License-Identifier: MPL-2.0
//! What calendars answered while the office could take nothing.

use super::*;

/// Desk 1 is in the one calendar, desk 2 in the other; all that the office wants is held there.
struct TwoCalendars {
    office: SometimesFull,
    worlds: [Arc<Mutex<World>>; 2],
    reconciler: Reconciler,
}

impl TwoCalendars {
    fn new() -> Self {
        let worlds = [1, 2].map(|seed| Arc::new(Mutex::new(World::new(seed))));
        let sources =
            ["1", "2"].into_iter().zip(&worlds).map(|(desk, world)| source(desk, world, &[desk], 1));
        let reconciler = Reconciler::new(sources.collect(), 2);
        let gaps = [("1", "10:00", "11:00"), ("1", "13:00", "14:00"), ("2", "10:00", "11:00")];
        let plan = gaps.map(|(desk, from, to)| plan_line("tuesday", desk, from, to, ReleaseRule::Hard));
        let office =
            SometimesFull { office: LocalOffice::that_holds(plan.into()), full: AtomicBool::new(false) };
        let mut calendars = Self { office, worlds, reconciler };
        for _ in 0..4 {
            calendars.round(31);
        }
        calendars.agree();
        calendars
    }

    fn round(&mut self, seconds_later: i64) {
        self.office.office.wait(Length::seconds(seconds_later));
        round(&mut self.reconciler, &self.office).expect("a round waits for one calendar at most");
    }

    fn agree(&self) {
        in_agreement(&self.office.office, &self.both());
    }

    fn both(&self) -> World {
        let mut both = World::new(3);
        for world in &self.worlds {
            both.holds.extend(world.lock().unwrap().holds.clone());
        }
        both
    }

    fn looks(&self) -> [u64; 2] {
        self.worlds.each_ref().map(|world| world.lock().unwrap().looks)
    }
}

#[test]
fn a_look_and_a_write_that_end_together_while_the_office_is_busy_are_both_taken_in() {
    let mut calendars = TwoCalendars::new();
    let times: Vec<TimeRange> =
        calendars.worlds[0].lock().unwrap().holds.values().map(|held| held.time).collect();
    assert_eq!(times.len(), 2);
    withdraw_all(&calendars.office.office);
    let [written, read] = [Arc::new(Notify::new()), Arc::new(Notify::new())];
    calendars.worlds[0].lock().unwrap().writes_wait_for = Some(Arc::clone(&written));
    calendars.worlds[1].lock().unwrap().looks_wait_for = Some(Arc::clone(&read));
    calendars.round(31);
    // Both releases and the look, all over before the next round.
    calendars.worlds[0].lock().unwrap().writes_wait_for = None;
    calendars.worlds[1].lock().unwrap().looks_wait_for = None;
    written.notify_one();
    read.notify_one();
    calendars.office.full.store(true, Ordering::SeqCst);
    calendars.round(1);
    assert_eq!(calendars.worlds[0].lock().unwrap().holds.len(), 0);
    calendars.office.full.store(false, Ordering::SeqCst);
    // What was given back is wanted again before anything was read.
    for time in times {
        let what = Capacity::OpenGap { desk: "1".into(), time, hold: ReleaseRule::Hard };
        let change = CapacityChange { what, force: true, reason: Some("for the test".parse().unwrap()) };
        calendars.office.office.ask("supervisor", Command::ChangeCapacity(change)).unwrap();
    }
    for _ in 0..3 {
        calendars.round(1);
        nothing_counted_on_is_for_sale(&calendars.office.office, &calendars.both());
    }
    let before = calendars.looks();
    for _ in 0..4 {
        calendars.round(31);
    }
    let after = calendars.looks();
    assert!(before[0] < after[0] && before[1] < after[1], "both are read: {before:?}, {after:?}");
    calendars.agree();
}
