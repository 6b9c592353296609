// SPDX-License-Identifier: MPL-2.0
//! Capacity changes, diary imports and changes of the setup.

use jiff::civil::Date;

use super::Workload;
use crate::scenario;
use office::Office;
use office::calendar::next_day;
use office::command::{Capacity, CapacityChange, Command};
use office::free_text::FreeText;
use office::gap::{Booking, BookingChange, DiaryChange, Plan, ReleaseRule};
use office::names::GapId;
use office::setup::{Feature, Features};
use office::time::{Length, TimeRange, UnixTime};

impl Workload {
    pub(super) fn capacity_change(&mut self, office: &Office, now: UnixTime) -> CapacityChange {
        let what = match self.rng.weighted(&[(45, 0), (25, 1), (18, 2), (4, 3), (5, 4)]) {
            Some(1) => self.change_gap(office, now),
            Some(2) => Capacity::WithdrawGap { gap: self.gap(office) },
            Some(3) => Capacity::SetPlan(self.plan(office)),
            Some(4) => {
                let mut policy = scenario::policy(&mut self.rng);
                if self.rng.percent(10) {
                    policy.promise_minutes = 0;
                }
                Capacity::ChangePolicy(Box::new(policy.into()))
            }
            _ => self.open_gap(office, now),
        };
        let reason = match self.rng.between(0, 3) {
            0 => None,
            1 => FreeText::parse_optional(Some("  ")).ok().flatten(),
            _ => FreeText::parse("two people are ill").ok(),
        };
        CapacityChange { what, force: self.rng.percent(55), reason }
    }

    fn plan(&mut self, office: &Office) -> Plan {
        let mut plan = scenario::plan(&mut self.rng, office.setup());
        if self.rng.percent(15)
            && let Some(line) = plan.0.first().cloned()
        {
            plan.0.push(line);
        }
        plan
    }

    fn open_gap(&mut self, office: &Office, now: UnixTime) -> Capacity {
        let desk = self.desk(office);
        let hold = self.hold();
        let ahead = self.rng.weighted(&[(7, 0), (2, 24 * 60), (1, 13 * 60)]).unwrap_or(0);
        let start = UnixTime::from_unix(now.unix() / 300 * 300) + Length::minutes(ahead);
        let start = start + Length::minutes(5 * self.rng.between(-1, 30));
        let minutes = if self.rng.percent(3) { 13 * 60 } else { 5 * self.rng.between(0, 24) };
        let start = if self.rng.percent(10) { self.near_midnight(office) } else { start };
        Capacity::OpenGap { desk, time: TimeRange::new(start, start + Length::minutes(minutes)), hold }
    }

    /// Near the end of the day, where dates and clocks change.
    fn near_midnight(&mut self, office: &Office) -> UnixTime {
        let day = office.setup().time_zone.day(office.date());
        let back = 5 * self.rng.between(-36, 12);
        day.end - Length::minutes(back)
    }

    fn hold(&mut self) -> ReleaseRule {
        if self.rng.percent(45) { ReleaseRule::Hard } else { ReleaseRule::Soft }
    }

    fn gap(&mut self, office: &Office) -> GapId {
        let open: Vec<GapId> = office.gaps().filter(|gap| gap.is_open()).map(|gap| gap.id).collect();
        let all: Vec<GapId> = office.gaps().map(|gap| gap.id).collect();
        let from = if self.rng.percent(92) { open } else { all };
        self.rng.pick(&from).copied().unwrap_or(GapId(999_999))
    }

    fn change_gap(&mut self, office: &Office, now: UnixTime) -> Capacity {
        let gap = self.gap(office);
        let time = office.gap(gap).map_or(TimeRange::new(now, now + Length::minutes(30)), |gap| gap.time);
        let mut shift = |from: UnixTime, share| {
            self.rng.percent(share).then(|| from + Length::minutes(5 * self.rng.between(-6, 6)))
        };
        let (start, end) = (shift(time.start, 40), shift(time.end, 60));
        let desk = self.rng.percent(25).then(|| self.desk(office));
        let hold = self.rng.percent(25).then(|| self.hold());
        Capacity::ChangeGap { gap, desk, start, end, hold }
    }

    /// An import of one whole day.
    pub(super) fn diary(&mut self, office: &Office, now: UnixTime) -> Command {
        let mut date = office.date();
        for _ in 0..self.rng.weighted(&[(6, 0), (3, 1), (1, 2)]).unwrap_or(0) {
            date = next_day(date);
        }
        let mut bookings = office.bookings(date).to_vec();
        if bookings.is_empty() || self.rng.percent(10) {
            bookings = self.whole_day(office, date);
        } else {
            bookings.retain(|_| !self.rng.percent(12));
            for _ in 0..self.rng.between(0, 2) {
                bookings.extend(self.booking(office, date, now));
            }
            if office.setup().holding.is_some() && self.rng.percent(15) {
                bookings
                    .extend(self.booking(office, date, now).map(|taken| Booking { closed: true, ..taken }));
            }
        }
        Command::ImportDiary { date, bookings: bookings.into() }
    }

    /// A change that the supervisor makes to a day. Draws from its own stream, so that the seeds of other offices stay
    /// valid.
    pub(super) fn diary_by_hand(&mut self, office: &Office, now: UnixTime) -> Command {
        std::mem::swap(&mut self.rng, &mut self.by_hand_rng);
        let command = self.diary_change(office, now);
        std::mem::swap(&mut self.rng, &mut self.by_hand_rng);
        command
    }

    fn diary_change(&mut self, office: &Office, now: UnixTime) -> Command {
        let date = if self.rng.percent(80) { office.date() } else { next_day(office.date()) };
        if self.rng.percent(20) {
            let bookings = self.whole_day(office, date);
            return Command::ChangeDiary { date, change: DiaryChange::Replace(bookings.into()) };
        }
        let cancelled = self.rng.pick(office.bookings(date)).cloned().map(BookingChange::Cancelled);
        let booked = self.booking(office, date, now).map(BookingChange::Booked);
        let changes = [cancelled, booked].into_iter().flatten().filter(|_| self.rng.percent(70)).collect();
        Command::ChangeDiary { date, change: DiaryChange::Update(changes) }
    }

    fn whole_day(&mut self, office: &Office, date: Date) -> Vec<Booking> {
        let setup = office.setup();
        let zone = &setup.time_zone;
        let hours = setup.opening_hours.on(zone, date).unwrap_or_else(|| {
            let day = zone.day(date);
            TimeRange::new(day.start, day.start + Length::minutes(6 * 60))
        });
        let mut bookings = Vec::new();
        for desk in &setup.desks {
            let mut start = hours.start + Length::minutes(5 * self.rng.between(0, 12));
            while start < hours.end {
                let end = start + Length::minutes(5 * self.rng.between(2, 9));
                if end <= hours.end && self.rng.percent(60) {
                    bookings.push(Booking::new(desk.id.clone(), TimeRange::new(start, end)));
                }
                start = end + Length::minutes(5 * self.rng.between(0, 9));
            }
        }
        bookings
    }

    fn booking(&mut self, office: &Office, date: Date, now: UnixTime) -> Option<Booking> {
        let today = date == office.date();
        let day = office.setup().time_zone.day(date);
        let from = if today { now.max(day.start) } else { day.start + Length::minutes(8 * 60) };
        let from = UnixTime::from_unix(from.unix() / 300 * 300);
        let start = from + Length::minutes(5 * self.rng.between(-6, 60));
        let minutes = if self.rng.percent(2) { 0 } else { 5 * self.rng.between(1, 9) };
        let time = TimeRange::new(start, start + Length::minutes(minutes));
        let desk = self.desk(office);
        (day.covers(time) || self.rng.percent(3)).then_some(Booking::new(desk, time))
    }

    /// Changes the length of an errand, or a desk's features or name.
    pub(super) fn setup(&mut self, office: &Office) -> Command {
        let mut setup = office.setup().clone();
        let minutes = u16::try_from(self.rng.between(1, 12)).unwrap_or(5) * 5;
        match self.rng.between(0, 2) {
            0 => {
                if let Some(errand) = setup.errands.first_mut() {
                    (errand.minutes, errand.likely_minutes) = (minutes, minutes + 5);
                }
            }
            1 => {
                let features = scenario::some_features(&mut self.rng, 50);
                if let Some(desk) = setup.desks.last_mut() {
                    desk.features = features.union(Features::of(&[Feature::WithoutPhoto]));
                }
            }
            _ => {
                if let Some(desk) = setup.desks.first_mut() {
                    desk.name.push('a');
                    desk.name.truncate(3);
                }
            }
        }
        Command::ChangeSetup(Box::new(setup))
    }
}
