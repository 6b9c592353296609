// SPDX-License-Identifier: MPL-2.0
//! A day of one desk with gaps, in the real office: walk-ins check in at the start of a slot, no-shows free their
//! slot, which the office lends, and the clerk calls next.

use jiff::civil::{Date, Time, Weekday, date};

use super::Simulation;
use super::importance_sampling::Proposals;
use crate::engine::full_day::{DayScenario, FullDay, SimulatedVisitor, VisitResult};
use crate::estimate::{Batches, as_f64};
use crate::rng::Rng;
use office::calendar::{OpenDay, OpeningHours, Zone};
use office::gap::{Booking, Plan, PlanLine, ReleaseRule};
use office::policy::Policy;
use office::setup::{Desk, Direction, Errand, Features, Identification, Setup, WitnessQuota};
use office::ticket::Urgency;
use office::time::{Length, TimeRange, UnixTime};

const DAYS_PER_BATCH: usize = 50;
const MAX_BATCHES: usize = 32_768;
/// Slots lie inside one day, on whole minutes.
const DAY_MINUTES: usize = 23 * 60;
const MAX_SLOT_MINUTES: usize = 30;
/// With more than so many expected before a gap, it is seldom unused.
const MANY_BEFORE_GAP: f64 = 2.3;
/// Of so many some arrival_factor at the same time.
const SOME_ARRIVALS: f64 = 4.0;
/// Fewer than this staying no_show_factor in a day is seldom.
const FEW_NO_SHOWS: f64 = 0.5;
const TODAY: Date = date(2026, 3, 3);

#[derive(Clone, Debug)]
pub(crate) struct GapDayModel {
    pub slots: usize,
    pub walk_ins: f64,
    pub no_show: f64,
    /// Counted from 1, in order.
    pub gaps: Vec<usize>,
}

pub(crate) struct GapDaySimulation {
    model: GapDayModel,
    arrivals: Proposals,
    /// The last slot at whose start they may be more or fewer than usual.
    until: usize,
    no_shows: Proposals,
    morning: FullDay,
    opens: UnixTime,
    slot: Length,
    /// The slots that are booked, with their booking.
    booked: Vec<(usize, Booking)>,
}

impl GapDayModel {
    /// Fewer arrival_factor before the first gap where one unused is rare, and more where somebody who
    /// waits is; and until
    /// which slot.
    fn arrivals(&self) -> (Proposals, usize) {
        let slots = as_f64(self.slots);
        let first = self.gaps.first().copied().unwrap_or(0);
        let before_first = self.walk_ins / slots * as_f64(first);
        if before_first > MANY_BEFORE_GAP {
            return (Proposals::nominal_and([1.0 / before_first]), first);
        }
        let mostly_free = as_f64(self.gaps.len()) + self.no_show * self.booked() >= slots / 2.0;
        let more = (mostly_free && self.walk_ins < SOME_ARRIVALS).then_some(SOME_ARRIVALS / self.walk_ins);
        (Proposals::nominal_and(more), self.slots)
    }

    /// More stay no_show_factor where hardly anybody does and nobody else makes room.
    fn no_shows(&self) -> Proposals {
        let no_show_factor = self.no_show * self.booked();
        Proposals::nominal_and(
            (self.gaps.is_empty() && (1e-9..FEW_NO_SHOWS).contains(&no_show_factor))
                .then(|| FEW_NO_SHOWS / no_show_factor),
        )
    }

    fn booked(&self) -> f64 {
        as_f64(self.slots - self.gaps.len())
    }

    pub const MAX_SLOTS: usize = DAY_MINUTES;
}

impl GapDaySimulation {
    pub fn new(model: &GapDayModel) -> Result<Self, String> {
        let minutes = (DAY_MINUTES / model.slots).clamp(1, MAX_SLOT_MINUTES);
        let slot = Length::minutes(i64::try_from(minutes).unwrap_or(1));
        let (setup, opens) = setup(minutes)?;
        let start_of = |number: usize| opens + times(slot, number - 1);
        let desk = setup.desks[0].id.clone();
        let zone = setup.time_zone.clone();
        let line = |&gap: &usize| PlanLine {
            weekday: TODAY.weekday(),
            desk: desk.clone(),
            start: zone.time(start_of(gap)),
            end: zone.time(start_of(gap) + slot),
            hold: ReleaseRule::Hard,
        };
        let plan = Plan(model.gaps.iter().map(line).collect());
        let booked: Vec<(usize, Booking)> = (1..=model.slots)
            .filter(|number| model.gaps.binary_search(number).is_err())
            .map(|number| {
                let time = TimeRange::new(start_of(number), start_of(number) + slot);
                (number, Booking::new(desk.clone(), time))
            })
            .collect();
        let bookings = booked.iter().map(|(_, booking)| booking.clone()).collect();
        let begin = zone.day(TODAY).start;
        let morning = FullDay::new(setup, policy(), plan, bookings, begin)?;
        let (arrivals, until) = model.arrivals();
        Ok(Self {
            model: model.clone(),
            arrivals,
            until,
            no_shows: model.no_shows(),
            morning,
            opens,
            slot,
            booked,
        })
    }

    fn start_of(&self, number: usize) -> UnixTime {
        self.opens + times(self.slot, number - 1)
    }

    fn play(&self, rng: &mut Rng) -> [f64; 7] {
        let GapDayModel { slots, walk_ins, no_show, gaps } = &self.model;
        let per_slot = walk_ins / as_f64(*slots);
        let (arrival_factor, no_show_factor) = (self.arrivals.draw(rng), self.no_shows.draw(rng));
        let mut arrival_slots = Vec::new();
        for number in 1..=*slots {
            let mean = if number <= self.until { arrival_factor * per_slot } else { per_slot };
            arrival_slots.extend((0..rng.poisson(mean)).map(|_| number));
        }
        let mut freed = Vec::new();
        for (number, booking) in &self.booked {
            if rng.chance(no_show_factor * *no_show) {
                freed.push((self.start_of(*number), booking.clone()));
            }
        }
        let weight = self.weight(&arrival_slots, freed.len());
        let visitors: Vec<SimulatedVisitor> =
            arrival_slots.iter().map(|&number| self.person(number)).collect();
        let until = self.opens + times(self.slot, *slots) - Length::seconds(1);
        let script =
            DayScenario { visitors: &visitors, freed: &freed, patience: Length::minutes(2_000), until };
        let results = if visitors.is_empty() { Vec::new() } else { self.morning.play(&script) };
        let called: Vec<Option<usize>> = results.iter().map(|result| self.called_in(result)).collect();
        let served = called.iter().flatten().count();
        let waited: usize = called
            .iter()
            .zip(&arrival_slots)
            .map(|(called, came)| called.map_or(slots + 1 - came, |slot| slot - came))
            .sum();
        let used = gaps.iter().filter(|gap| called.contains(&Some(**gap))).count();
        let lateness: f64 = arrival_slots.iter().map(|&came| as_f64(came)).sum();
        let arrival_factor = as_f64(arrival_slots.len());
        [
            weight * as_f64(served) / walk_ins,
            weight * as_f64(waited) / walk_ins,
            weight * as_f64(gaps.len() - used),
            weight * arrival_factor - walk_ins,
            weight * lateness - walk_ins * (as_f64(*slots) + 1.0) / 2.0,
            weight * as_f64(freed.len()) - no_show * as_f64(self.booked.len()),
            weight - 1.0,
        ]
    }

    /// What a day counts for on which so many came and stayed no_show_factor.
    fn weight(&self, arrival_slots: &[usize], stayed_away: usize) -> f64 {
        let GapDayModel { slots, walk_ins, no_show, .. } = &self.model;
        let early = as_f64(arrival_slots.iter().filter(|&&at| at <= self.until).count());
        let expected = walk_ins * as_f64(self.until) / as_f64(*slots);
        let (no_show_factor, booked) = (as_f64(stayed_away), as_f64(self.booked.len()));
        let came = self.arrivals.weight(|factor| early * factor.ln() + expected * (1.0 - factor));
        let stayed = self.no_shows.weight(|factor| {
            let there = (-factor * no_show).ln_1p() - (-no_show).ln_1p();
            if factor > 1.0 { no_show_factor * factor.ln() + (booked - no_show_factor) * there } else { 0.0 }
        });
        came * stayed
    }

    fn person(&self, number: usize) -> SimulatedVisitor {
        SimulatedVisitor {
            at: self.start_of(number),
            errand: "visit".into(),
            identification: Identification::Photo,
            needs: Features::NONE,
            urgency: Urgency::Ordinary,
            takes: self.slot,
        }
    }

    fn called_in(&self, result: &VisitResult) -> Option<usize> {
        let (_, at) = result.called?;
        usize::try_from((at - self.opens).as_seconds() / self.slot.as_seconds() + 1).ok()
    }
}

impl Simulation for GapDaySimulation {
    /// How many arrival_factor, how late, how many stay no_show_factor, and what the days count for.
    /// Nothing that already is the
    /// outcome: a mean without an error of its own could not be held against a rounded value.
    fn controls(&self) -> usize {
        4
    }

    fn add_batch(&mut self, rng: &mut Rng, batches: &mut Batches) {
        let mut sums = [0.0; 7];
        for _ in 0..DAYS_PER_BATCH {
            let day = self.play(rng);
            sums.iter_mut().zip(day).for_each(|(sum, part)| *sum += part / as_f64(DAYS_PER_BATCH));
        }
        batches.add(&sums[..3], &sums[3..]);
    }

    fn max_batches(&self) -> usize {
        MAX_BATCHES
    }
}

fn times(slot: Length, count: usize) -> Length {
    Length::seconds(slot.as_seconds() * i64::try_from(count).unwrap_or(0))
}

/// Nobody is put first for having waited long, and nothing slips.
fn policy() -> Policy {
    Policy { longest_wait_minutes: 2_000, slack_minutes: 0, lend_freed: true, ..Policy::default() }
}

fn setup(minutes: usize) -> Result<(Setup, UnixTime), String> {
    let zone = Zone::named("Europe/Copenhagen").map_err(|error| error.to_string())?;
    let opens = Time::constant(0, 30, 0, 0);
    let hours = OpenDay { weekday: Weekday::Tuesday, opens, closes: Time::constant(23, 59, 0, 0) };
    let minutes = u16::try_from(minutes).unwrap_or(1);
    let begin = zone.moment(TODAY, opens);
    let setup = Setup {
        id: "table".into(),
        name: "Table".to_owned(),
        time_zone: zone,
        holding: None,
        witness: WitnessQuota::default(),
        opening_hours: OpeningHours(vec![hours]),
        desks: vec![Desk {
            id: "1".into(),
            name: "1".to_owned(),
            area: None,
            direction: Direction::Ahead,
            features: Features::NONE,
        }],
        errands: vec![Errand {
            id: "visit".into(),
            name: None,
            icon: None,
            minutes,
            minutes_without_photo: minutes,
            likely_minutes: minutes,
            likely_minutes_without_photo: minutes,
            features_without_photo: Features::NONE,
            briefing: Vec::new(),
            briefing_without_photo: Vec::new(),
            bring: Vec::new(),
            bring_without_photo: Vec::new(),
        }],
        outcomes: vec![office::names::OutcomeId::from("done").into()],
    };
    Ok((setup, begin))
}
