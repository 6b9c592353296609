// SPDX-License-Identifier: MPL-2.0
//! Calendars that fail beside calendars that do not, and entries that are gone without a reason.

use super::*;
use crate::port::{
    AppointmentSystem, Capabilities, Deletions, Entry, ForeignId, OccupancyKind, OccupiedTime, Snapshot,
    SourceError, SystemFuture,
};
use office::names::DeskId;
/// A read-only calendar of one desk that lists what there is and never says what is gone.
#[derive(Default)]
struct Listing {
    entries: Vec<(&'static str, TimeRange)>,
    unreadable: Vec<&'static str>,
    silent: bool,
    /// Answers nothing before this is notified.
    hangs: Option<Arc<Notify>>,
    looks: u32,
}

struct Published(Arc<Mutex<Listing>>, &'static str);

impl AppointmentSystem for Published {
    fn capabilities(&self) -> Capabilities {
        let least_pause = Duration::from_secs(5);
        Capabilities {
            can_hold: false,
            can_follow: false,
            deletions: Deletions::Unsaid,
            compare_and_set: false,
            least_pause,
        }
    }

    fn snapshot(&mut self, _: TimeRange) -> SystemFuture<'_, Snapshot> {
        let mut listing = self.0.lock().unwrap();
        listing.looks += 1;
        if listing.silent {
            return Box::pin(async { Err(SourceError::Unreachable("silent".to_owned())) });
        }
        let desk = Some(DeskId::from(self.1));
        let entries = listing.entries.iter().map(|(id, time)| Entry {
            id: ForeignId((*id).to_owned()),
            etag: None,
            occupied: vec![OccupiedTime { desk: desk.clone(), time: *time, kind: OccupancyKind::Booking }],
        });
        let unreadable = listing.unreadable.iter().map(|id| ForeignId((*id).to_owned())).collect();
        let (entries, hangs) = (entries.collect(), listing.hangs.clone());
        Box::pin(async move {
            if let Some(hangs) = hangs {
                hangs.notified().await;
            }
            Ok(Snapshot { entries, cursor: None, problems: Vec::new(), unreadable })
        })
    }

    fn changes<'a>(
        &'a mut self,
        _: &'a crate::port::Cursor,
        _: TimeRange,
    ) -> SystemFuture<'a, crate::port::Changes> {
        Box::pin(async { Err(SourceError::CursorExpired) })
    }
}

struct Calendars {
    office: LocalOffice,
    listings: [Arc<Mutex<Listing>>; 2],
    reconciler: Reconciler,
}

impl Calendars {
    /// A calendar for desk 1 and one for desk 2.
    fn new() -> Self {
        let listings: [Arc<Mutex<Listing>>; 2] = Default::default();
        let office = LocalOffice::with(setup(), Plan(Vec::new()));
        let reconciler = Self::started(&listings);
        Self { office, listings, reconciler }
    }

    fn started(listings: &[Arc<Mutex<Listing>>; 2]) -> Reconciler {
        let sources = ["1", "2"].into_iter().zip(listings).enumerate().map(|(index, (desk, listing))| {
            let system = Box::new(Published(Arc::clone(listing), desk));
            let every = Duration::from_secs(30);
            CalendarSource::new(format!("desk {desk}"), system, vec![desk.into()], every, index as u64)
        });
        Reconciler::new(sources.collect(), 2)
    }

    fn restart(&mut self) {
        self.reconciler = Self::started(&self.listings);
    }

    /// Half a minute later.
    fn look(&mut self) -> Vec<String> {
        self.office.wait(Length::seconds(31));
        round(&mut self.reconciler, &self.office).unwrap();
        self.booked()
    }

    fn booked(&self) -> Vec<String> {
        let snapshot = self.office.snapshot_now();
        let today = snapshot.bookings.get(&snapshot.zone.date(snapshot.now));
        let bookings = today.into_iter().flat_map(|today| today.iter());
        let hour = |at: UnixTime| snapshot.zone.time(at).hour();
        bookings.map(|booking| format!("{} at {}", booking.desk, hour(booking.time.start))).collect()
    }

    fn at(&self, hour: i64) -> TimeRange {
        let start = self.office.snapshot_now().zone.day(jiff::civil::date(2026, 3, 3)).start;
        let start = start + Length::minutes(hour * 60);
        TimeRange::new(start, start + Length::minutes(30))
    }

    fn put(&self, calendar: usize, id: &'static str, hour: i64) {
        let time = self.at(hour);
        self.listings[calendar].lock().unwrap().entries.push((id, time));
    }

    fn told(&self, calendar: usize) -> Vec<String> {
        let problems = self.reconciler.sources[calendar].problems().iter();
        problems.map(|problem| problem.text.clone()).collect()
    }
}

#[test]
fn a_dead_calendar_keeps_no_other_calendars_bookings_back() {
    let mut calendars = Calendars::new();
    calendars.put(0, "a", 10);
    calendars.listings[1].lock().unwrap().silent = true;
    assert_eq!(calendars.look(), ["1 at 10"], "at a fresh start");
    calendars.listings[1].lock().unwrap().silent = false;
    calendars.put(1, "b", 11);
    calendars.office.wait(Length::minutes(5));
    assert_eq!(calendars.look(), ["1 at 10", "2 at 11"]);
    calendars.listings[1].lock().unwrap().silent = true;
    calendars.restart();
    calendars.put(0, "c", 12);
    assert_eq!(
        calendars.look(),
        ["1 at 10", "1 at 12", "2 at 11"],
        "what the ledger knew of the dead one stays"
    );
    assert!(
        calendars.office.0.lock().unwrap().0.diary_lost().is_some(),
        "and the supervisor sees the silence"
    );
}

#[test]
fn a_calendar_that_hangs_keeps_no_other_calendars_bookings_back_at_a_start_or_later() {
    let mut calendars = Calendars::new();
    let answers = Arc::new(Notify::new());
    calendars.put(0, "a", 10);
    calendars.put(1, "b", 11);
    calendars.listings[1].lock().unwrap().hangs = Some(Arc::clone(&answers));
    assert_eq!(calendars.look(), ["1 at 10"], "at a fresh start");
    calendars.put(0, "c", 12);
    assert_eq!(calendars.look(), ["1 at 10", "1 at 12"], "and later, while the same look is under way");
    assert_eq!(calendars.listings[1].lock().unwrap().looks, 1);
    assert!(calendars.office.0.lock().unwrap().0.diary_lost().is_some(), "desk 2 was never read");
    answers.notify_one();
    assert_eq!(calendars.look(), ["1 at 10", "1 at 12", "2 at 11"]);
    assert!(calendars.office.0.lock().unwrap().0.diary_lost().is_none());
}

#[test]
fn what_is_gone_without_a_reason_is_reported_and_keeps_its_time_until_the_next_full_look() {
    let mut calendars = Calendars::new();
    calendars.put(0, "a", 10);
    calendars.put(0, "b", 11);
    assert_eq!(calendars.look(), ["1 at 10", "1 at 11"]);
    calendars.listings[0].lock().unwrap().entries.remove(0);
    assert_eq!(calendars.look(), ["1 at 10", "1 at 11"]);
    assert_eq!(
        calendars.told(0),
        ["1 entries are missing without a reason; their time is kept until the next full look"]
    );
    assert_eq!(calendars.look(), ["1 at 11"], "it is not there the second time either");
    assert_eq!(calendars.told(0), [""; 0]);
    calendars.listings[0].lock().unwrap().entries.clear();
    assert_eq!(calendars.look(), ["1 at 11"]);
    calendars.put(0, "b", 14);
    assert_eq!(calendars.look(), ["1 at 14"], "an entry that is back is where it says");
}

/// Its index was behind, or a part of the answer was lost, in the moment of our start.
#[test]
fn a_first_look_after_a_start_that_lacks_what_the_ledger_knew_frees_nothing_before_a_second_one() {
    let mut calendars = Calendars::new();
    for (id, hour) in [("a", 10), ("b", 11)] {
        calendars.put(0, id, hour);
    }
    calendars.put(1, "c", 12);
    let all = ["1 at 10", "1 at 11", "2 at 12"];
    assert_eq!(calendars.look(), all);
    calendars.restart();
    let gone = calendars.listings[0].lock().unwrap().entries.remove(0);
    assert_eq!(calendars.look(), all, "a part of the calendar");
    assert_eq!(
        calendars.told(0),
        ["1 entries are missing without a reason; their time is kept until the next full look"]
    );
    assert_eq!(calendars.told(1), [""; 0]);
    calendars.listings[0].lock().unwrap().entries.push(gone);
    assert_eq!(calendars.look(), all, "it is back");
    assert_eq!(calendars.told(0), [""; 0]);
    calendars.restart();
    calendars.listings[0].lock().unwrap().entries.clear();
    assert_eq!(calendars.look(), all);
    assert_eq!(calendars.look(), ["2 at 12"], "it is not there the second time either");
}

#[test]
fn what_could_not_be_read_before_a_start_and_cannot_be_read_after_it_keeps_its_time() {
    let mut calendars = Calendars::new();
    calendars.put(0, "a", 10);
    assert_eq!(calendars.look(), ["1 at 10"]);
    {
        let mut listing = calendars.listings[0].lock().unwrap();
        listing.entries.clear();
        listing.unreadable.push("a");
    }
    assert_eq!(calendars.look(), ["1 at 10"]);
    calendars.restart();
    for _ in 0..4 {
        assert_eq!(calendars.look(), ["1 at 10"]);
    }
    calendars.listings[0].lock().unwrap().unreadable.clear();
    calendars.look();
    assert_eq!(calendars.look(), [""; 0]);
}

/// An old entry is damaged for good: after a start it may be any booking that only the ledger knows.
#[test]
fn a_booking_cancelled_during_a_stop_is_free_after_a_day_though_another_entry_can_never_be_read() {
    let mut calendars = Calendars::new();
    calendars.put(0, "a", 10 + 48);
    calendars.listings[0].lock().unwrap().unreadable.push("from years ago");
    let booked = |calendars: &mut Calendars| {
        calendars.look();
        let bookings = calendars.office.snapshot_now().bookings;
        bookings.values().map(|day| day.iter().count()).sum::<usize>()
    };
    assert_eq!(booked(&mut calendars), 1);
    calendars.restart();
    calendars.listings[0].lock().unwrap().entries.clear();
    for _ in 0..3 {
        assert_eq!(booked(&mut calendars), 1, "it may be the damaged one");
        assert_eq!(
            calendars.told(0),
            [
                "1 bookings that were known before the start are missing; their time is kept as long as entries cannot be \
              read, 20 hours at most"
            ]
        );
    }
    calendars.office.wait(Length::minutes(20 * 60));
    booked(&mut calendars);
    assert_eq!(booked(&mut calendars), 0);
    assert_eq!(calendars.told(0), [""; 0]);
    calendars.restart();
    assert_eq!(booked(&mut calendars), 0, "and after one more start");
}

#[test]
fn an_entry_that_can_no_longer_be_read_keeps_its_time() {
    let mut calendars = Calendars::new();
    calendars.put(0, "a", 10);
    assert_eq!(calendars.look(), ["1 at 10"]);
    {
        let mut listing = calendars.listings[0].lock().unwrap();
        listing.entries.clear();
        listing.unreadable.push("a");
    }
    for _ in 0..4 {
        assert_eq!(calendars.look(), ["1 at 10"]);
    }
    calendars.listings[0].lock().unwrap().unreadable.clear();
    calendars.look();
    assert_eq!(calendars.look(), [""; 0]);
}

#[test]
fn what_is_missing_is_looked_for_again_soon() {
    let mut calendars = Calendars::new();
    calendars.put(0, "a", 10);
    calendars.look();
    calendars.listings[0].lock().unwrap().entries.clear();
    calendars.look();
    let looks = calendars.listings[0].lock().unwrap().looks;
    calendars.office.wait(Length::seconds(6));
    round(&mut calendars.reconciler, &calendars.office).unwrap();
    assert_eq!(calendars.listings[0].lock().unwrap().looks, looks + 1);
    assert_eq!(calendars.booked(), [""; 0]);
}

/// Desk 1's calendar is silent at a fresh start, and a plan reserves time there.
#[test]
fn nothing_is_promised_at_a_desk_whose_calendar_was_never_read() {
    let listings: [Arc<Mutex<Listing>>; 2] = Default::default();
    listings[0].lock().unwrap().silent = true;
    let plan = Plan(vec![plan_line("tuesday", "1", "10:00", "11:00", ReleaseRule::Hard)]);
    let office = LocalOffice::with(setup(), plan);
    let mut calendars = Calendars { office, reconciler: Calendars::started(&listings), listings };
    calendars.look();
    let minutes_left = |calendars: &Calendars| {
        let local = calendars.office.0.lock().unwrap();
        local.0.supervisor(local.1).figures.gap_minutes_left
    };
    assert_eq!(minutes_left(&calendars), 0);
    calendars.listings[0].lock().unwrap().silent = false;
    calendars.office.wait(Length::minutes(5));
    calendars.look();
    assert_eq!(minutes_left(&calendars), 60);
}

/// A server whose sync token counts seconds: a second change in one of them is in no answer about changes.
#[test]
fn a_booking_that_the_servers_cursor_missed_is_found_within_ten_minutes() {
    let (office, world) = (LocalOffice::new(), Arc::new(Mutex::new(World::new(1))));
    let mut reconciler = new_reconciler(&world, 1);
    round(&mut reconciler, &office);
    let booked = |office: &LocalOffice| {
        let snapshot = office.snapshot_now();
        snapshot.bookings.values().map(|day| day.iter().count()).sum::<usize>()
    };
    let before = booked(&office);
    assert!(world.lock().unwrap().public_books_unseen(office.snapshot_now().now).is_some());
    office.wait(Length::minutes(5));
    round(&mut reconciler, &office);
    assert_eq!(booked(&office), before, "the cursor says that nothing changed");
    office.wait(Length::minutes(6));
    round(&mut reconciler, &office);
    assert_eq!(booked(&office), before + 1);
}
