// SPDX-License-Identifier: MPL-2.0
//! Draws who comes, how long a visit takes and how it ends, from the mix of visitors.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use uuid::Uuid;

use office::command::{CheckIn, Command, IfFull};
use office::names::{CompanionRef, ErrandId, Secret, TicketId};
use office::setup::{Feature, Features, Identification};
use office::ticket::{Flag, Language, Ticket, Urgency};
use office::time::Length;
use simulation::rng::Rng;

/// The mix of visitors; shares are percentages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitorMix {
    pub seed: u64,
    pub visits_on_a_working_day: f64,
    pub visits_at_the_weekend: f64,
    pub errands: BTreeMap<String, ErrandMix>,
    pub without_photo: i64,
    pub interpreter: i64,
    pub step_free: i64,
    pub cannot_wait_long: i64,
    pub with_companion: i64,
    /// The companions, all equally likely.
    #[serde(skip)]
    pub companions: Vec<CompanionRef>,
    pub companion_says_hours: i64,
    /// Range of companion minutes per visit.
    pub companion_minutes: [u16; 2],
    pub certificate: i64,
    pub never_comes_to_the_desk: i64,
    /// Minutes a visitor without a promise waits.
    pub patience_minutes: i64,
    /// Share of unreserved time that is booked.
    pub booked: i64,
    pub booked_minutes: i64,
    /// Same-day cancellations per day.
    pub cancelled: u32,
}

impl VisitorMix {
    pub const fn patience(&self) -> Length {
        Length::minutes(self.patience_minutes)
    }
}

/// Weights of an errand and of its outcomes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrandMix {
    pub weight: i64,
    pub outcomes: BTreeMap<String, i64>,
}

/// Standard deviation of the logarithm of visit lengths.
const SPREAD: f64 = 0.3;
const MAX_VISIT_MINUTES: i64 = 150;

#[derive(Clone, Debug)]
pub struct Visitors<'a> {
    pub mix: &'a VisitorMix,
    pub rng: Rng,
}

impl Visitors<'_> {
    pub fn check_in(&mut self) -> Option<CheckIn> {
        let id = TicketId(self.rng.id());
        let kinds: Vec<(i64, &String)> =
            self.mix.errands.iter().map(|(id, kind)| (kind.weight, id)).collect();
        let errand: ErrandId = self.rng.weighted(&kinds)?.parse().ok()?;
        let photo = !self.rng.percent(self.mix.without_photo);
        let mut needs = Vec::new();
        for (share, need) in
            [(self.mix.interpreter, Feature::Interpreter), (self.mix.step_free, Feature::StepFree)]
        {
            if self.rng.percent(share) {
                needs.push(need);
            }
        }
        let raised = self.rng.percent(self.mix.cannot_wait_long);
        let companion = self.rng.percent(self.mix.with_companion);
        Some(CheckIn {
            ticket: id,
            secret: Secret(self.rng.id()),
            errand,
            identification: if photo { Identification::Photo } else { Identification::None },
            language: if needs.contains(&Feature::Interpreter) { Language::Ar } else { Language::Da },
            needs: Features::of(&needs),
            urgency: if raised { Urgency::Raised } else { Urgency::Ordinary },
            companion: self.companion(id.0).filter(|_| companion),
            witness_on: Vec::new(),
            if_full: if self.rng.percent(60) { IfFull::Standby } else { IfFull::NextDay },
        })
    }

    /// Seconds from the call to the desk; nothing for whoever never comes.
    pub fn way_to_the_desk(&mut self) -> Option<Length> {
        let soon = Length::seconds(self.rng.between(30, 150));
        (!self.rng.percent(self.mix.never_comes_to_the_desk)).then_some(soon)
    }

    /// How long a visit takes that was planned like this.
    pub fn visit_length(&mut self, planned: Length) -> Length {
        let factor = (SPREAD * self.rng.normal() - SPREAD * SPREAD / 2.0).exp();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "a few hours at most"
        )]
        let minutes = (planned.as_seconds() as f64 / 60.0 * factor).round() as i64;
        Length::minutes(minutes.clamp(4, MAX_VISIT_MINUTES))
    }

    pub fn completion(&mut self, ticket: &Ticket) -> Option<Command> {
        let visit = &ticket.visit;
        let kind = self.mix.errands.get(visit.errand.as_str())?;
        let ways: Vec<(i64, &String)> =
            kind.outcomes.iter().map(|(outcome, weight)| (*weight, outcome)).collect();
        let outcome = self.rng.weighted(&ways)?.parse().ok()?;
        let mut flags = BTreeSet::new();
        if visit.needs.iter().any(|need| need == Feature::Interpreter) {
            flags.insert(Flag::InterpreterUsed);
        }
        if visit.identification == Identification::None && self.rng.percent(self.mix.certificate) {
            flags.insert(Flag::InternalResidenceCertificateUsed);
        }
        let says = visit.companion.is_some() && self.rng.percent(self.mix.companion_says_hours);
        let [least, most] = self.mix.companion_minutes.map(i64::from);
        let minutes = self.rng.between(least / 15, most / 15) * 15;
        Some(Command::Complete {
            ticket: ticket.id,
            at: None,
            outcome,
            flags: flags.into_iter().collect(),
            companion_minutes: says.then(|| u16::try_from(minutes).unwrap_or(0)),
        })
    }

    fn companion(&self, ticket: Uuid) -> Option<CompanionRef> {
        let known = u128::try_from(self.mix.companions.len()).ok()?;
        let which = usize::try_from(ticket.as_u128().checked_rem(known)?).ok()?;
        self.mix.companions.get(which).cloned()
    }
}
