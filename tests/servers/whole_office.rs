// SPDX-License-Identifier: MPL-2.0
//! A whole office against a real calendar server, with somebody else booking and cancelling in the same calendar,
//! while the office and the server are killed at random moments. The office is a process of its own: event loop,
//! ledger on disk, reconciler and CalDAV adapter, all real.
//!
//! In the end, counted from the office's own ledger: not one minute is both promised and booked, every wanted
//! minute is held, and no hold is an orphan.
//!
//! `MINTUR_OFFICE_KILLS` says how often (20 unless set); a failing run prints its seed, `MINTUR_SEED` repeats it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use appointments::caldav::{CalDav, CalDavSource as Calendar};
use appointments::ical::{DeskBy, Labels, UnlabelledEntries};
use appointments::port::{AppointmentSystem, OccupancyKind, OccupiedTime};
use appointments::reconciler::{CalendarSource, Reconciler, run};
use jiff::civil::{Date, Time, Weekday};
use ledger::SqliteLedger;
use office::calendar::{Zone, next_day};
use office::gap::{Plan, PlanLine, ReleaseRule};
use office::holds::Holding;
use office::names::{DeskId, OfficeId};
use office::policy::Policy;
use office::setup::Setup;
use office::time::{Length, TimeRange, UnixTime, cut};
use runtime::clock::SystemClock;
use runtime::handle::OfficeHandle;
use runtime::{Founding, Opening, open};
use tokio::sync::Notify;

use crate::caldav::{OFFICE, scene, source};
use crate::chaos::setting;
use crate::other::{LONGEST_LOCK, Other};
use crate::server::Make;
use simulation::rng::Rng;

const ADDRESS: &str = "MINTUR_TEST_CALENDAR";
const DATA: &str = "MINTUR_TEST_DATA";
/// Two looks at the least pause, and what a slow machine adds.
const LONGEST_AGREEMENT: Duration = Duration::from_mins(1);
const DESKS: [&str; 2] = ["1", "2"];
/// Kept free at each desk on each of the days.
const LINES: [((i8, i8), (i8, i8)); 3] = [((9, 0), (10, 30)), ((11, 0), (11, 45)), ((13, 0), (15, 0))];

const SETUP: &str = r#"
id = "midtby"
name = "Midtby"
time_zone = "Europe/Copenhagen"
outcomes = ["other_errand_done"]
opening_hours = [
    { weekday = "monday", opens = "08:00", closes = "17:00" },
    { weekday = "tuesday", opens = "08:00", closes = "17:00" },
    { weekday = "wednesday", opens = "08:00", closes = "17:00" },
    { weekday = "thursday", opens = "08:00", closes = "17:00" },
    { weekday = "friday", opens = "08:00", closes = "17:00" },
    { weekday = "saturday", opens = "08:00", closes = "17:00" },
    { weekday = "sunday", opens = "08:00", closes = "17:00" },
]
desks = [
    { id = "1", name = "1" },
    { id = "2", name = "2" },
]

[[errands]]
id = "new_mitid"
minutes = 15
minutes_without_photo = 30
likely_minutes = 20
likely_minutes_without_photo = 40
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_and_its_calendar_killed_at_random_moments_sell_no_minute_twice() {
    let kills = setting("MINTUR_OFFICE_KILLS").unwrap_or(20);
    let seed = setting("MINTUR_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("whole office: {kills} kills, seed {seed}");
    let mut chance = Rng::new(seed);
    let mut scene = scene(Make::Radicale).await;
    let data = tempfile::tempdir().unwrap();
    let mut office = Office::start(&scene.other.calendar, data.path());
    let mut public = Public::new(&scene.other);
    for kill in 0..kills {
        for _ in 0..chance.below(6) {
            public.does_something(&scene.other, &mut chance).await;
        }
        // The moment is what is random here; nothing is waited for.
        tokio::time::sleep(Duration::from_millis(chance.below(600))).await;
        if kill % 3 != 1 {
            office.kill();
        }
        if kill % 3 != 0 {
            scene.server.kill();
            tokio::time::sleep(Duration::from_millis(chance.below(200))).await;
            scene.server.run().await;
        }
        if kill % 3 != 1 {
            office = Office::start(&scene.other.calendar, data.path());
        }
    }
    let held = agree(&mut public, seed).await;
    office.kill();
    let booked: Vec<&(DeskId, TimeRange)> = public.bookings.values().collect();
    let handle = whole(data.path());
    let (promised, wanted) = handle
        .read(|office, now| {
            let counted = office.known_holds().filter(|hold| !hold.let_go);
            let counted: BTreeSet<_> = counted.map(|hold| (hold.desk.clone(), hold.time)).collect();
            let wanted = office.wanted_holds(now).into_iter();
            (counted, wanted.map(|request| (request.desk, request.time)).collect::<BTreeSet<_>>())
        })
        .await
        .unwrap();
    let twice: i64 = promised
        .iter()
        .flat_map(|(desk, time)| {
            booked.iter().filter(move |(other, _)| other == desk).map(|b| b.1.overlap(*time))
        })
        .filter(|both| !both.is_empty())
        .map(|both| both.length().as_minutes())
        .sum();
    assert_eq!(twice, 0, "double-sold minutes, seed {seed}");
    assert_eq!(promised, held, "what the office counts on stands in the calendar, seed {seed}");
    assert_eq!(wanted, held, "every wanted gap is held, and nothing else, seed {seed}");
    println!(
        "whole office: {kills} kills, {} bookings made, {} of them over a hold, {} cancelled, {} holds at the \
         end, 0 minutes sold twice, seed {seed}",
        public.made,
        public.over_a_hold,
        public.cancelled,
        held.len()
    );
    assert!(public.made > 5 && held.len() > 5, "hardly anything happened");
}

/// Not a test: the process that the test above starts and kills.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the office of another test, which starts it"]
async fn the_office_as_a_process() {
    let (Ok(address), Ok(data)) = (std::env::var(ADDRESS), std::env::var(DATA)) else {
        panic!("started by nobody");
    };
    let handle = whole(Path::new(&data));
    let desks = DESKS.map(DeskId::from).to_vec();
    let system = Box::new(CalDav::new(calendar(&address)).unwrap());
    let source =
        CalendarSource::new("tider".to_owned(), system, desks, Duration::ZERO, u64::from(std::process::id()));
    run(Reconciler::new(vec![source], 4), handle, &Notify::new(), std::future::pending()).await;
}

/// The office as its ledger has it, founded if there is none.
fn whole(data: &Path) -> OfficeHandle {
    let id = OfficeId::from(OFFICE);
    let ledger = SqliteLedger::open(data, &id).unwrap();
    let opening = Opening {
        ledger: Box::new(ledger),
        clock: Arc::new(SystemClock::new()),
        effects: Vec::new(),
        found: Box::new(founding),
    };
    open(opening).unwrap()
}

fn founding(now: UnixTime) -> Founding {
    let mut setup: Setup = toml::from_str(SETUP).unwrap();
    setup.check().unwrap();
    setup.holding = Some(Holding { days_ahead: 4, desks: DESKS.map(DeskId::from).to_vec() });
    let plan = dates(now).into_iter().flat_map(|date| {
        DESKS
            .into_iter()
            .flat_map(move |desk| LINES.map(|(start, end)| line(date.weekday(), desk, start, end)))
    });
    Founding { setup, policy: Policy::default(), plan: Plan(plan.collect()), staffed: Vec::new() }
}

fn line(weekday: Weekday, desk: &str, start: (i8, i8), end: (i8, i8)) -> PlanLine {
    let time = |(hour, minute)| Time::new(hour, minute, 0, 0).unwrap();
    PlanLine {
        weekday,
        desk: desk.parse().unwrap(),
        start: time(start),
        end: time(end),
        hold: ReleaseRule::Hard,
    }
}

fn zone() -> Zone {
    Zone::named("Europe/Copenhagen").unwrap()
}

/// The two days with gaps: far enough off that midnight may pass.
fn dates(now: UnixTime) -> [Date; 2] {
    let second = next_day(next_day(zone().date(now)));
    [second, next_day(second)]
}

fn now() -> UnixTime {
    UnixTime::from_unix(jiff::Timestamp::now().as_second())
}

/// One calendar for both desks.
fn calendar(address: &str) -> Calendar {
    let labels = DESKS.map(|desk| (format!("Skranke {desk}"), DeskId::from(desk)));
    Calendar {
        desks: DeskBy::Category(Labels::new(labels.clone(), UnlabelledEntries::EveryDesk)),
        labels: labels.into_iter().map(|(label, desk)| (desk, label)).collect(),
        ..source(address)
    }
}

struct Office(Child);

impl Office {
    fn start(address: &str, data: &Path) -> Self {
        let process = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "whole_office::the_office_as_a_process"])
            .env(ADDRESS, address)
            .env(DATA, data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self(process)
    }

    fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Whoever books at the public's page or behind a counter.
struct Public {
    page: CalDav,
    dates: [Date; 2],
    bookings: BTreeMap<String, (DeskId, TimeRange)>,
    made: u32,
    over_a_hold: u32,
    cancelled: u32,
}

impl Public {
    fn new(other: &Other) -> Self {
        let page = CalDav::new(calendar(&other.calendar)).unwrap();
        let (bookings, dates) = (BTreeMap::new(), dates(now()));
        Self { page, dates, bookings, made: 0, over_a_hold: 0, cancelled: 0 }
    }

    fn window(&self) -> TimeRange {
        TimeRange::new(zone().day(self.dates[0]).start, zone().day(self.dates[1]).end)
    }

    async fn taken(&mut self) -> Vec<OccupiedTime> {
        let since = Instant::now();
        // A server that was killed while it wrote may fail once and read well after that.
        let snapshot = loop {
            match self.page.snapshot(self.window()).await {
                Ok(snapshot) => break snapshot,
                Err(error) => assert!(since.elapsed() < LONGEST_LOCK, "{error}"),
            }
        };
        snapshot.entries.into_iter().flat_map(|entry| entry.occupied).collect()
    }

    async fn does_something(&mut self, other: &Other, chance: &mut Rng) {
        if chance.below(3) == 0
            && let Some(name) = self.bookings.keys().next().cloned()
        {
            other.delete(&name).await;
            self.bookings.remove(&name);
            self.cancelled += 1;
            return;
        }
        let below = |chance: &mut Rng, end| i64::try_from(chance.below(end)).unwrap();
        let date = self.dates[usize::try_from(chance.below(2)).unwrap()];
        let desk = DeskId::from(DESKS[usize::try_from(chance.below(2)).unwrap()]);
        let start = zone().day(date).start + Length::minutes(480 + 10 * below(chance, 48));
        let time = TimeRange::new(start, start + Length::minutes(10 * (1 + below(chance, 3))));
        let taken = self.taken().await;
        let here = |taken: &&OccupiedTime| taken.desk.as_ref() == Some(&desk) && taken.time.overlaps(time);
        let held = taken.iter().filter(here).any(|taken| matches!(taken.kind, OccupancyKind::Hold(_)));
        let booked = taken.iter().filter(here).any(|taken| taken.kind == OccupancyKind::Booking);
        // The public books what is free; a clerk now and then books over a hold.
        if booked || held && chance.below(3) != 0 {
            return;
        }
        let name = format!("aftale-{}", self.made);
        let utc = |moment: UnixTime| {
            jiff::Timestamp::from_second(moment.unix()).unwrap().strftime("%Y%m%dT%H%M%SZ").to_string()
        };
        let event = crate::other::booking(&name, &utc(time.start), &utc(time.end));
        let event = event.replace("END:VEVENT", &format!("CATEGORIES:Skranke {desk}\nEND:VEVENT"));
        other.put_until_taken(&name, &event).await;
        self.bookings.insert(name, (desk, time));
        self.made += 1;
        self.over_a_hold += u32::from(held);
    }

    /// What must be held when all is quiet: every gap without what is booked in it.
    fn wanted(&self) -> BTreeSet<(DeskId, TimeRange)> {
        let mut wanted = BTreeSet::new();
        for (date, desk) in self.dates.iter().flat_map(|date| DESKS.map(|desk| (*date, DeskId::from(desk)))) {
            for (start, end) in LINES {
                let at = |(hour, minute)| zone().moment(date, Time::new(hour, minute, 0, 0).unwrap());
                let booked =
                    self.bookings.values().filter(|(other, _)| *other == desk).map(|(_, time)| *time);
                let pieces = cut(&[TimeRange::new(at(start), at(end))], booked);
                wanted.extend(pieces.into_iter().map(|piece| (desk.clone(), piece)));
            }
        }
        wanted
    }
}

/// Waits until the calendar holds exactly what it should, and says what that is.
async fn agree(public: &mut Public, seed: u64) -> BTreeSet<(DeskId, TimeRange)> {
    let wanted = public.wanted();
    let since = Instant::now();
    loop {
        let held: Vec<_> = public
            .taken()
            .await
            .into_iter()
            .filter(|taken| matches!(taken.kind, OccupancyKind::Hold(_)))
            .map(|taken| (taken.desk.unwrap(), taken.time))
            .collect();
        let each_once: BTreeSet<_> = held.iter().cloned().collect();
        if each_once == wanted && held.len() == wanted.len() {
            return each_once;
        }
        let much = since.elapsed() > LONGEST_AGREEMENT;
        assert!(!much, "no agreement, seed {seed}: held {held:?}\nwanted {wanted:?}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
