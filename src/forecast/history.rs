//! What the days before tell: who came when and for what, how long it took, what was booked and what fell away.
//! A pure fold over events, bounded; it knows no ledger and no clock.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use office::calendar::Zone;
use office::event::{Event, Recorded};
use office::gap::Booking;
use office::names::{ErrandId, TicketId};
use office::setup::{Feature, Features, Identification};
use office::ticket::{Ticket, Urgency};
use office::time::{Length, TimeRange, UnixTime};

/// Older days say little, and a year of them is enough.
const MOST_DAYS: usize = 400;
const MOST_VISITS_A_DAY: usize = 2_000;

/// Somebody who came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Seconds after the day's first moment.
    pub at: Length,
    pub errand: ErrandId,
    pub identification: Identification,
    pub needs: Features,
    pub urgency: Urgency,
    /// From the call to the end, when a desk completed it.
    pub took: Option<Length>,
}

/// One day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    pub visits: Vec<Visit>,
    /// Booked when the diary was first seen that day.
    pub booked: usize,
    /// Of them, those that fell away before they began or when they should have.
    pub fell_away: usize,
    /// The office was open.
    pub open: bool,
}

#[derive(Clone, Debug, Default)]
pub struct History {
    zone: Option<Zone>,
    begin: Option<(Date, UnixTime)>,
    under_way: BTreeMap<TicketId, (usize, Option<UnixTime>)>,
    first_seen: Option<BTreeSet<Booking>>,
    gone: BTreeSet<Booking>,
    days: BTreeMap<Date, Past>,
}

impl History {
    /// Days known from elsewhere, all of them over.
    pub fn of(days: BTreeMap<Date, Past>) -> Self {
        Self { days, ..Self::default() }
    }

    pub fn add(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::DayStarted(start) => {
                let zone = &start.setup.time_zone;
                let open = start.setup.opening_hours.on(zone, start.date).is_some();
                self.begin = Some((start.date, zone.day(start.date).start));
                self.zone = Some(zone.clone());
                self.under_way.clear();
                (self.first_seen, self.gone) = (None, BTreeSet::new());
                if let Some((_, bookings)) = start.diary.iter().find(|(date, _)| *date == start.date) {
                    self.see_bookings(start.date, bookings, recorded.at);
                }
                self.days.entry(start.date).or_default().open = open;
                while self.days.len() > MOST_DAYS {
                    self.days.pop_first();
                }
            }
            Event::TicketCheckedIn(ticket) => self.came(ticket, recorded.at),
            Event::TicketCalled { ticket, .. } => {
                if let Some((_, called)) = self.under_way.get_mut(ticket) {
                    *called = Some(recorded.at);
                }
            }
            Event::TicketReturned { ticket } | Event::TicketParked { ticket } => {
                if let Some((_, called)) = self.under_way.get_mut(ticket) {
                    *called = None;
                }
            }
            Event::TicketTransferred { ticket, .. } | Event::StepUndone { ticket, .. } => {
                // Two errands, or a step that was none: its length says nothing about either.
                self.under_way.remove(ticket);
            }
            Event::TicketCompleted { ticket, .. } => self.completed(*ticket, recorded.at),
            Event::DiaryImported { date, bookings } => self.see_bookings(*date, bookings, recorded.at),
            _ => {}
        }
    }

    pub const fn days(&self) -> &BTreeMap<Date, Past> {
        &self.days
    }

    /// Without the day that is still going on, which changes with every event.
    pub fn over(&self) -> impl DoubleEndedIterator<Item = (Date, &Past)> {
        let today = self.begin.map(|(date, _)| date);
        self.days.iter().map(|(date, day)| (*date, day)).filter(move |(date, _)| Some(*date) != today)
    }

    /// How many came on each day the office was open.
    pub fn counts(&self) -> Vec<(Date, u32)> {
        let open = self.over().filter(|(_, day)| day.open);
        open.map(|(date, day)| (date, u32::try_from(day.visits.len()).unwrap_or(u32::MAX))).collect()
    }

    /// All visits, the latest last.
    pub fn visits(&self) -> impl DoubleEndedIterator<Item = &Visit> {
        self.over().flat_map(|(_, day)| &day.visits)
    }

    /// The share of bookings that fell away on their own day, and how many there were.
    pub fn fell_away(&self) -> (usize, usize) {
        self.over().fold((0, 0), |(gone, all), (_, day)| (gone + day.fell_away, all + day.booked))
    }

    fn came(&mut self, ticket: &Ticket, at: UnixTime) {
        let Some((date, begin)) = self.begin else { return };
        let Some(day) = self.days.get_mut(&date).filter(|day| day.visits.len() < MOST_VISITS_A_DAY) else {
            return;
        };
        self.under_way.insert(ticket.id, (day.visits.len(), None));
        let visit = &ticket.visit;
        day.visits.push(Visit {
            at: at - begin,
            errand: visit.errand.clone(),
            identification: visit.identification,
            needs: visit.needs,
            urgency: visit.urgency,
            took: None,
        });
    }

    fn completed(&mut self, ticket: TicketId, at: UnixTime) {
        let Some((date, _)) = self.begin else { return };
        if let Some((place, Some(called))) = self.under_way.remove(&ticket)
            && let Some(visit) = self.days.get_mut(&date).and_then(|day| day.visits.get_mut(place))
        {
            visit.took = Some(at - called);
        }
    }

    /// A booking falls away once, however often the diary is read.
    fn see_bookings(&mut self, date: Date, bookings: &[Booking], now: UnixTime) {
        if self.begin.is_none_or(|(today, _)| today != date) {
            return;
        }
        let now_booked: BTreeSet<Booking> = bookings.iter().cloned().collect();
        let day = self.days.entry(date).or_default();
        match &self.first_seen {
            None => day.booked = now_booked.len(),
            Some(first) => {
                let ahead = |booking: &&Booking| now < booking.time.end && !self.gone.contains(*booking);
                let gone: Vec<Booking> = first
                    .difference(&now_booked)
                    .filter(ahead)
                    .filter(|booking| !covered(booking.time, &booking.desk, &now_booked))
                    .cloned()
                    .collect();
                day.fell_away += gone.len();
                self.gone.extend(gone);
            }
        }
        self.first_seen.get_or_insert(now_booked);
    }
}

/// Whether other bookings now hold the time: then nobody stayed away, the diary was cut anew.
fn covered(time: TimeRange, desk: &office::names::DeskId, bookings: &BTreeSet<Booking>) -> bool {
    bookings.iter().any(|booking| booking.desk == *desk && booking.time.overlaps(time))
}

/// Whether a visit had an interpreter.
pub fn interpreted(needs: Features) -> bool {
    needs.covers(Features::of(&[Feature::Interpreter]))
}
