// SPDX-License-Identifier: MPL-2.0
//! The history of past days: arrivals, errands, visit lengths, bookings and cancellations. A pure, bounded fold over
//! events.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use office::calendar::Zone;
use office::event::{DayStart, Event, Recorded};
use office::gap::Booking;
use office::names::{ErrandId, TicketId};
use office::setup::{Feature, Features, Identification};
use office::ticket::{Ticket, Urgency};
use office::time::{Length, TimeRange, UnixTime};

/// Days kept; older ones carry almost no weight in a forecast.
const MAX_DAYS: usize = 400;
const MAX_VISITS_PER_DAY: usize = 2_000;

/// One past visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastVisit {
    /// Seconds after the day's first moment.
    pub at: Length,
    pub errand: ErrandId,
    pub identification: Identification,
    pub needs: Features,
    pub urgency: Urgency,
    /// From the call to completion; `None` if no desk completed it.
    pub took: Option<Length>,
}

/// One past day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastDay {
    pub visits: Vec<PastVisit>,
    /// Visits on places kept on an earlier day: they say how long visits take, not how many come.
    pub kept: Vec<PastVisit>,
    /// Bookings in the first diary of the day.
    pub booked: usize,
    /// Of these, those cancelled before or at their start.
    pub cancelled: usize,
    /// The office was open.
    pub open: bool,
}

/// A visit of today, until two errands or an undone step make its length say nothing.
#[derive(Clone, Debug)]
struct UnderWay {
    /// Its place among the day's visits, or among those on kept places.
    index: usize,
    kept: bool,
    called: Option<UnixTime>,
}

#[derive(Clone, Debug, Default)]
pub struct VisitHistory {
    zone: Option<Zone>,
    current_day: Option<(Date, UnixTime)>,
    under_way: BTreeMap<TicketId, UnderWay>,
    first_bookings: Option<BTreeSet<Booking>>,
    cancelled: BTreeSet<Booking>,
    days: BTreeMap<Date, PastDay>,
}

impl PastVisit {
    fn of(ticket: &Ticket, at: Length) -> Self {
        let visit = &ticket.visit;
        Self {
            at,
            errand: visit.errand.clone(),
            identification: visit.identification,
            needs: visit.needs,
            urgency: visit.urgency,
            took: None,
        }
    }
}

impl VisitHistory {
    /// A history of completed days.
    pub fn of(days: BTreeMap<Date, PastDay>) -> Self {
        Self { days, ..Self::default() }
    }

    pub fn add(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::DayStarted(start) => self.day_started(start, recorded.at),
            Event::TicketCheckedIn(ticket) => self.checked_in(ticket, recorded.at),
            Event::TicketCalled { ticket, .. } => {
                if let Some(visit) = self.under_way.get_mut(ticket) {
                    visit.called = Some(recorded.at);
                }
            }
            Event::TicketReturned { ticket, .. }
            | Event::TicketParked { ticket }
            | Event::MarkedAbsent { ticket, .. } => {
                if let Some(visit) = self.under_way.get_mut(ticket) {
                    visit.called = None;
                }
            }
            Event::TicketTransferred { ticket, .. } | Event::StepUndone { ticket, .. } => self.mixed(*ticket),
            Event::TicketCompleted { ticket, .. } => self.completed(*ticket, recorded.at),
            Event::DiaryImported { date, bookings, .. } => self.diary_read(*date, bookings, recorded.at),
            Event::DayEnded { .. }
            | Event::SetupChanged { .. }
            | Event::PolicyChanged { .. }
            | Event::PlanChanged { .. }
            | Event::SpecialDaySet { .. }
            | Event::SpecialDayRemoved { .. }
            | Event::AbsencePlanned { .. }
            | Event::AbsenceCancelled { .. }
            | Event::DeskOpened { .. }
            | Event::DeskLeft { .. }
            | Event::GapOpened { .. }
            | Event::GapChanged { .. }
            | Event::GapEnded { .. }
            | Event::HoldConfirmed { .. }
            | Event::HoldBookedOver { .. }
            | Event::HoldRefused { .. }
            | Event::HoldLetGo { .. }
            | Event::HoldReleased { .. }
            | Event::DiaryLost { .. }
            | Event::DiaryFound
            | Event::TrialPlanned(_)
            | Event::TrialReviewed { .. }
            | Event::TrialDecided { .. }
            | Event::BaselineTold { .. }
            | Event::WindowsTold { .. }
            | Event::LengthsLearned { .. }
            | Event::DayNoticeSet { .. }
            | Event::DayNoticeEnded
            | Event::UrgencyChanged { .. }
            | Event::InquiryCounted { .. }
            | Event::InquiryTakenBack { .. }
            | Event::VisitsRated(_)
            | Event::HelpAsked
            | Event::HelpAnswered
            | Event::BookingEnded { .. }
            | Event::TicketMoved { .. }
            | Event::PromiseBroken { .. }
            | Event::TicketRecalled { .. }
            | Event::CitizenArrived { .. }
            | Event::TicketLeft { .. } => {}
        }
    }

    fn day_started(&mut self, start: &DayStart, at: UnixTime) {
        let zone = &start.setup.time_zone;
        self.current_day = Some((start.date, zone.day(start.date).start));
        self.zone = Some(zone.clone());
        self.under_way.clear();
        (self.first_bookings, self.cancelled) = (None, BTreeSet::new());
        if let Some((_, bookings)) = start.diary.iter().find(|(date, _)| *date == start.date) {
            self.diary_read(start.date, bookings, at);
        }
        self.days.entry(start.date).or_default().open = start.hours().is_some();
        for ticket in start.tickets.iter().filter(|ticket| ticket.kept_for.is_none()) {
            self.comes_back(ticket);
        }
        self.drop_oldest();
    }

    /// Appends later days, read separately from the first event of the following day.
    pub fn append(&mut self, later: Self) {
        if later.current_day.is_some() {
            let mut days = std::mem::take(&mut self.days);
            days.extend(later.days);
            *self = Self { days, ..later };
            self.drop_oldest();
        }
    }

    fn drop_oldest(&mut self) {
        while self.days.len() > MAX_DAYS {
            self.days.pop_first();
        }
    }

    pub const fn days(&self) -> &BTreeMap<Date, PastDay> {
        &self.days
    }

    /// All days but the current one.
    pub fn completed_days(&self) -> impl DoubleEndedIterator<Item = (Date, &PastDay)> {
        let today = self.current_day.map(|(date, _)| date);
        self.days.iter().map(|(date, day)| (*date, day)).filter(move |(date, _)| Some(*date) != today)
    }

    /// Number of visits on each day the office was open.
    pub fn counts(&self) -> Vec<(Date, u32)> {
        let open = self.completed_days().filter(|(_, day)| day.open);
        open.map(|(date, day)| (date, u32::try_from(day.visits.len()).unwrap_or(u32::MAX))).collect()
    }

    /// All visits of completed days, latest last.
    pub fn visits(&self) -> impl DoubleEndedIterator<Item = &PastVisit> {
        self.completed_days().flat_map(|(_, day)| &day.visits)
    }

    /// All visits of completed days that say how long one takes, those on kept places included, latest last.
    pub fn with_kept(&self) -> impl DoubleEndedIterator<Item = &PastVisit> {
        self.completed_days().flat_map(|(_, day)| day.visits.iter().chain(&day.kept))
    }

    /// The same from a date on.
    pub fn with_kept_since(&self, first: Date) -> impl DoubleEndedIterator<Item = &PastVisit> {
        let days = self.completed_days().filter(move |(date, _)| *date >= first);
        days.flat_map(|(_, day)| day.visits.iter().chain(&day.kept))
    }

    /// Bookings cancelled on their own day, and all bookings.
    pub fn cancellations(&self) -> (usize, usize) {
        self.completed_days().fold((0, 0), |(gone, all), (_, day)| (gone + day.cancelled, all + day.booked))
    }

    fn checked_in(&mut self, ticket: &Ticket, at: UnixTime) {
        let Some((date, begin)) = self.current_day else { return };
        let Some(day) = self.days.get_mut(&date).filter(|day| day.visits.len() < MAX_VISITS_PER_DAY) else {
            return;
        };
        let index = day.visits.len();
        self.under_way.insert(ticket.id, UnderWay { index, kept: false, called: None });
        day.visits.push(PastVisit::of(ticket, at - begin));
    }

    /// Somebody has a place that was kept on an earlier day.
    fn comes_back(&mut self, ticket: &Ticket) {
        let Some((date, begin)) = self.current_day else { return };
        let day = self.days.entry(date).or_default();
        let index = day.kept.len();
        self.under_way.insert(ticket.id, UnderWay { index, kept: true, called: None });
        day.kept.push(PastVisit::of(ticket, ticket.waiting_since - begin));
    }

    fn completed(&mut self, ticket: TicketId, at: UnixTime) {
        let Some((date, _)) = self.current_day else { return };
        let Some(&UnderWay { index, kept, called: Some(called) }) = self.under_way.get(&ticket) else {
            return;
        };
        self.note_length(date, index, kept, Some(at - called));
    }

    /// Two errands, or an undone step, which may be the completion: the length is not that of one visit.
    fn mixed(&mut self, ticket: TicketId) {
        if let (Some((date, _)), Some(of)) = (self.current_day, self.under_way.remove(&ticket)) {
            self.note_length(date, of.index, of.kept, None);
        }
    }

    fn note_length(&mut self, date: Date, index: usize, kept: bool, took: Option<Length>) {
        let Some(day) = self.days.get_mut(&date) else { return };
        let visits = if kept { &mut day.kept } else { &mut day.visits };
        if let Some(visit) = visits.get_mut(index) {
            visit.took = took;
        }
    }

    /// Counts each cancelled booking once.
    fn diary_read(&mut self, date: Date, bookings: &[Booking], now: UnixTime) {
        if self.current_day.is_none_or(|(today, _)| today != date) {
            return;
        }
        let now_booked: BTreeSet<Booking> = bookings.iter().cloned().collect();
        let day = self.days.entry(date).or_default();
        match &self.first_bookings {
            None => day.booked = now_booked.len(),
            Some(first) => {
                let ahead = |booking: &&Booking| now < booking.time.end && !self.cancelled.contains(*booking);
                let gone: Vec<Booking> = first
                    .difference(&now_booked)
                    .filter(ahead)
                    .filter(|booking| !covered(booking.time, &booking.desk, &now_booked))
                    .cloned()
                    .collect();
                day.cancelled += gone.len();
                self.cancelled.extend(gone);
            }
        }
        self.first_bookings.get_or_insert(now_booked);
    }
}

/// Whether other bookings cover the time now: then the booking was moved, not cancelled.
fn covered(time: TimeRange, desk: &office::names::DeskId, bookings: &BTreeSet<Booking>) -> bool {
    bookings.iter().any(|booking| booking.desk == *desk && booking.time.overlaps(time))
}

/// Whether a visit had an interpreter.
pub fn has_interpreter(needs: Features) -> bool {
    needs.covers(Features::of(&[Feature::Interpreter]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use office::command::{Command, IfFull};
    use office::gap::{Plan, ReleaseRule};
    use office::testing::{Scene, TODAY, Visitor, ordinary, plan_line};

    #[test]
    fn a_visit_on_a_kept_place_says_how_long_it_took_and_not_that_somebody_came() {
        let plan = Plan(vec![plan_line("wednesday", "1", "9:00", "10:00", ReleaseRule::Hard)]);
        let mut scene = Scene::on(TODAY, plan);
        let kept = Visitor { if_full: IfFull::NextDay, ..ordinary(30) };
        let ticket = scene.at("17:00").check_in(kept).unwrap();
        scene.now = scene.moment("18:00") + Length::minutes(15 * 60);
        scene.advance();
        scene.ask(Command::OpenDesk { desk: "1".into() }).unwrap();
        assert_eq!(scene.at("9:00").call_next("1").unwrap(), ticket);
        scene.at("9:25").complete(ticket);
        scene.now = scene.now + Length::minutes(24 * 60);
        scene.advance();
        let mut history = VisitHistory::default();
        scene.ledger.iter().for_each(|recorded| history.add(recorded));
        assert_eq!(history.counts().iter().map(|(_, came)| *came).collect::<Vec<_>>(), [1, 0]);
        let took: Vec<Length> = history.with_kept().filter_map(|visit| visit.took).collect();
        assert_eq!(took, [Length::minutes(25)]);
    }

    #[test]
    fn a_completion_that_was_taken_back_says_nothing_of_how_long_a_visit_takes() {
        let mut scene = Scene::new();
        scene.gap("1", "9:00", "10:00");
        let ticket = scene.at("9:00").check_in(ordinary(30)).unwrap();
        scene.call_next("1").unwrap();
        scene.at("9:02").complete(ticket);
        scene.ask(Command::Undo { desk: "1".into() }).unwrap();
        scene.at("9:25").complete(ticket);
        scene.now = scene.now + Length::minutes(24 * 60);
        scene.advance();
        let mut history = VisitHistory::default();
        scene.ledger.iter().for_each(|recorded| history.add(recorded));
        assert_eq!(history.with_kept().filter_map(|visit| visit.took).count(), 0);
    }
}
