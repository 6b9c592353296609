//! Days to try plans on: drawn ones, the same for every plan, and those that were.

use jiff::civil::{Date, Weekday};

use super::Known;
use crate::demand::Belief;
use crate::history::{History, Visit, interpreted};
use crate::lengths::{self, Learned};
use office::gap::Booking;
use office::names::{DeskId, ErrandId};
use office::setup::{Features, Identification};
use office::ticket::Urgency;
use office::time::{Length, TimeRange, UnixTime, cut, join};
use simulation::engine::whole::Person;
use simulation::rng::Rng;

/// Bookings last so long on the days that are played.
const BOOKING: Length = Length::minutes(20);
/// How far the length of a case spreads around its expected one, as the standard deviation of its logarithm.
const SPREAD: f64 = 0.35;
/// As many visits as are looked back on for what people come for, and when.
const VISITS_LOOKED_AT: usize = 1_000;
/// A drawn hour of arrival is moved by up to this, so that no day is the copy of another.
const MOVED: i64 = 1_200;

/// The opening hours of one date and what is known of those who come.
pub struct World<'a> {
    pub hours: TimeRange,
    begin: UnixTime,
    visits: Vec<&'a Visit>,
    learned: Vec<Learned>,
    known: Known<'a>,
}

/// One day's people, and the seed by which bookings fall away.
#[derive(Clone, Debug)]
pub struct Day {
    pub date: Option<Date>,
    pub people: Vec<Person>,
    pub falling_away: f64,
    pub seed: u64,
}

impl<'a> World<'a> {
    pub fn of(known: &Known<'a>, date: Date) -> Option<Self> {
        let zone = &known.setup.time_zone;
        let hours = known.setup.opening_hours.on(zone, date)?;
        let mut visits: Vec<&Visit> = known.history.visits().rev().take(VISITS_LOOKED_AT).collect();
        visits.retain(|visit| known.setup.errand(&visit.errand).is_some());
        let learned = lengths::learned(known.setup, known.history.visits());
        Some(Self { hours, begin: zone.day(date).start, visits, learned, known: *known })
    }

    /// Days as they are likely to be: a mean from the belief, so many people, each like one who came before.
    pub fn draw(&self, belief: Belief, falling_away: f64, days: usize, seed: u64) -> Vec<Day> {
        let mut dice = Rng::new(seed ^ self.begin.unix().cast_unsigned());
        (0..days)
            .map(|_| {
                let come = belief.draw(&mut dice);
                let mut people: Vec<Person> = (0..come).filter_map(|_| self.someone(&mut dice)).collect();
                people.sort_by_key(|person| person.at);
                Day { date: None, people, falling_away, seed: dice.next() }
            })
            .collect()
    }

    fn someone(&self, dice: &mut Rng) -> Option<Person> {
        let visit = dice.pick(&self.visits).copied();
        let open = self.hours.length().as_seconds();
        let drawn = match visit {
            Some(visit) => self.begin + visit.at + Length::seconds(dice.between(-MOVED, MOVED)),
            None => self.hours.start + Length::seconds(dice.between(0, open - 1)),
        };
        let last = self.hours.end - Length::seconds(60);
        let at = drawn.max(self.hours.start).min(last);
        let errand = match visit {
            Some(visit) => self.known.setup.errand(&visit.errand)?,
            None => dice.pick(&self.known.setup.errands)?,
        };
        let identification = visit.map_or(Identification::None, |visit| visit.identification);
        let needs = visit.map_or(Features::NONE, |visit| visit.needs);
        let expected = self.expected(&errand.id, identification, needs);
        let factor = (SPREAD * dice.normal() - SPREAD * SPREAD / 2.0).exp();
        #[expect(clippy::cast_possible_truncation, reason = "minutes")]
        let takes = Length::seconds((expected * 60.0 * factor) as i64).max(Length::minutes(3));
        Some(Person {
            at,
            errand: errand.id.clone(),
            identification,
            needs,
            urgency: visit.map_or(Urgency::Ordinary, |visit| visit.urgency),
            takes,
        })
    }

    /// In minutes, as learned.
    fn expected(&self, errand: &ErrandId, identification: Identification, needs: Features) -> f64 {
        let photo = identification == Identification::Photo;
        let alike = |one: &&Learned| one.kind.errand == *errand && one.kind.photo == photo;
        let own = self.learned.iter().filter(alike);
        let found = own.clone().find(|one| one.kind.interpreter == interpreted(needs));
        found.or_else(|| own.clone().next()).map_or(20.0, |one| one.learned.expected)
    }

    /// The days of one weekday as they were, moved to the date that is played.
    pub fn seen(&self, history: &History, weekday: Weekday) -> Vec<Day> {
        let days = history.over().filter(|(date, day)| date.weekday() == weekday && day.open);
        let past = days.filter(|(date, _)| *date <= self.known.today);
        past.map(|(date, day)| self.replayed(date, &day.visits)).collect()
    }

    /// One day that was.
    pub fn replayed(&self, date: Date, visits: &[Visit]) -> Day {
        let mut people: Vec<Person> = visits.iter().filter_map(|visit| self.again(visit)).collect();
        people.sort_by_key(|person| person.at);
        Day { date: Some(date), people, falling_away: 0.0, seed: 0 }
    }

    fn again(&self, visit: &Visit) -> Option<Person> {
        let errand = self.known.setup.errand(&visit.errand)?;
        Some(Person {
            at: (self.begin + visit.at).max(self.hours.start).min(self.hours.end - Length::seconds(60)),
            errand: errand.id.clone(),
            identification: visit.identification,
            needs: visit.needs,
            urgency: visit.urgency,
            takes: visit.took.unwrap_or_else(|| errand.expected(visit.identification).0),
        })
    }

    /// A full book: whatever is not kept is booked. That is what keeping time is for.
    pub fn book(&self, kept: &[(DeskId, TimeRange)]) -> Vec<Booking> {
        let desk = |desk: &office::setup::Desk| {
            let here = kept.iter().filter(|(id, _)| *id == desk.id).map(|(_, time)| *time);
            let rest = cut(&join(vec![self.hours]), here);
            let id = desk.id.clone();
            rest.into_iter().flat_map(blocks).map(move |time| Booking::new(id.clone(), time))
        };
        self.known.setup.desks.iter().flat_map(desk).collect()
    }
}

fn blocks(rest: TimeRange) -> impl Iterator<Item = TimeRange> {
    let starts = std::iter::successors(Some(rest.start), |start| Some(*start + BOOKING));
    starts
        .take_while(move |start| *start < rest.end)
        .map(move |start| TimeRange::new(start, (start + BOOKING).min(rest.end)))
}
