// SPDX-License-Identifier: MPL-2.0
//! Days to evaluate plans on: sampled days, the same for every plan, and observed days.

use jiff::civil::{Date, Weekday};

use super::AdviceInput;
use crate::demand::DemandEstimate;
use crate::history::{PastVisit, VisitHistory, has_interpreter};
use crate::lengths::{self, KindLengths};
use office::gap::Booking;
use office::names::{DeskId, ErrandId};
use office::setup::{Features, Identification};
use office::ticket::Urgency;
use office::time::{Length, TimeRange, UnixTime, cut, join};
use simulation::engine::full_day::SimulatedVisitor;
use simulation::rng::Rng;

/// Length of a booking on simulated days.
const BOOKING_LENGTH: Length = Length::minutes(20);
/// Standard deviation of the logarithm of a visit's length.
const SPREAD: f64 = 0.35;
/// Latest visits that arrivals are sampled from.
const MAX_VISITS_SAMPLED: usize = 1_000;
/// Maximum shift of a sampled arrival time, so that no day repeats another.
const MAX_SHIFT_SECONDS: i64 = 1_200;

/// Opening hours of one date and the visits to sample from.
pub struct DayModel<'a> {
    pub hours: TimeRange,
    begin: UnixTime,
    visits: Vec<&'a PastVisit>,
    learned: Vec<KindLengths>,
    input: AdviceInput<'a>,
}

/// The visitors of one day, and the seed for its cancellations.
#[derive(Clone, Debug)]
pub struct SampledDay {
    pub date: Option<Date>,
    pub visitors: Vec<SimulatedVisitor>,
    pub cancellation_share: f64,
    pub seed: u64,
}

impl<'a> DayModel<'a> {
    pub fn of(input: &AdviceInput<'a>, date: Date) -> Option<Self> {
        let zone = &input.setup.time_zone;
        let hours = input.setup.opening_hours.on(zone, date)?;
        let mut visits: Vec<&PastVisit> = input.history.visits().rev().take(MAX_VISITS_SAMPLED).collect();
        visits.retain(|visit| input.setup.errand(&visit.errand).is_some());
        let learned = lengths::learned(input.setup, input.history.with_kept());
        Some(Self { hours, begin: zone.day(date).start, visits, learned, input: *input })
    }

    /// Samples days: a count from the estimate, and visitors like past ones.
    pub fn draw(
        &self,
        belief: DemandEstimate,
        cancellation_share: f64,
        days: usize,
        seed: u64,
    ) -> Vec<SampledDay> {
        let mut rng = Rng::new(seed ^ self.begin.unix().cast_unsigned());
        (0..days)
            .map(|_| {
                let come = belief.draw(&mut rng);
                let mut visitors: Vec<SimulatedVisitor> =
                    (0..come).filter_map(|_| self.sampled_visitor(&mut rng)).collect();
                visitors.sort_by_key(|person| person.at);
                SampledDay { date: None, visitors, cancellation_share, seed: rng.next() }
            })
            .collect()
    }

    fn sampled_visitor(&self, rng: &mut Rng) -> Option<SimulatedVisitor> {
        let visit = rng.pick(&self.visits).copied();
        let open = self.hours.length().as_seconds();
        let drawn = match visit {
            Some(visit) => {
                self.begin + visit.at + Length::seconds(rng.between(-MAX_SHIFT_SECONDS, MAX_SHIFT_SECONDS))
            }
            None => self.hours.start + Length::seconds(rng.between(0, open - 1)),
        };
        let last = self.hours.end - Length::seconds(60);
        let at = drawn.max(self.hours.start).min(last);
        let errand = match visit {
            Some(visit) => self.input.setup.errand(&visit.errand)?,
            None => rng.pick(&self.input.setup.errands)?,
        };
        let identification = visit.map_or(Identification::None, |visit| visit.identification);
        let needs = visit.map_or(Features::NONE, |visit| visit.needs);
        let expected = self.expected(&errand.id, identification, needs);
        let factor = (SPREAD * rng.normal() - SPREAD * SPREAD / 2.0).exp();
        #[expect(clippy::cast_possible_truncation, reason = "minutes")]
        let takes = Length::seconds((expected * 60.0 * factor) as i64).max(Length::minutes(3));
        Some(SimulatedVisitor {
            at,
            errand: errand.id.clone(),
            identification,
            needs,
            urgency: visit.map_or(Urgency::Ordinary, |visit| visit.urgency),
            takes,
        })
    }

    /// Learned length in minutes.
    fn expected(&self, errand: &ErrandId, identification: Identification, needs: Features) -> f64 {
        let photo = identification == Identification::Photo;
        let alike = |one: &&KindLengths| one.kind.errand == *errand && one.kind.photo == photo;
        let own = self.learned.iter().filter(alike);
        let found = own.clone().find(|one| one.kind.interpreter == has_interpreter(needs));
        found.or_else(|| own.clone().next()).map_or(20.0, |one| one.learned.expected)
    }

    /// The observed days of one weekday, moved to the simulated date.
    pub fn observed_days(&self, history: &VisitHistory, weekday: Weekday) -> Vec<SampledDay> {
        let days = history.completed_days().filter(|(date, day)| date.weekday() == weekday && day.open);
        let past = days.filter(|(date, _)| *date <= self.input.today);
        past.map(|(date, day)| self.replayed_day(date, &day.visits)).collect()
    }

    /// One observed day.
    pub fn replayed_day(&self, date: Date, visits: &[PastVisit]) -> SampledDay {
        let mut visitors: Vec<SimulatedVisitor> =
            visits.iter().filter_map(|visit| self.replayed_visitor(visit)).collect();
        visitors.sort_by_key(|person| person.at);
        SampledDay { date: Some(date), visitors, cancellation_share: 0.0, seed: 0 }
    }

    fn replayed_visitor(&self, visit: &PastVisit) -> Option<SimulatedVisitor> {
        let errand = self.input.setup.errand(&visit.errand)?;
        Some(SimulatedVisitor {
            at: (self.begin + visit.at).max(self.hours.start).min(self.hours.end - Length::seconds(60)),
            errand: errand.id.clone(),
            identification: visit.identification,
            needs: visit.needs,
            urgency: visit.urgency,
            takes: visit.took.unwrap_or_else(|| errand.expected(visit.identification).0),
        })
    }

    /// A full diary: all time that is not reserved is booked.
    pub fn bookings(&self, reserved: &[(DeskId, TimeRange)]) -> Vec<Booking> {
        let desk = |desk: &office::setup::Desk| {
            let here = reserved.iter().filter(|(id, _)| *id == desk.id).map(|(_, time)| *time);
            let rest = cut(&join(vec![self.hours]), here);
            let id = desk.id.clone();
            rest.into_iter().flat_map(blocks).map(move |time| Booking::new(id.clone(), time))
        };
        self.input.setup.desks.iter().flat_map(desk).collect()
    }
}

fn blocks(rest: TimeRange) -> impl Iterator<Item = TimeRange> {
    let starts = std::iter::successors(Some(rest.start), |start| Some(*start + BOOKING_LENGTH));
    starts
        .take_while(move |start| *start < rest.end)
        .map(move |start| TimeRange::new(start, (start + BOOKING_LENGTH).min(rest.end)))
}
