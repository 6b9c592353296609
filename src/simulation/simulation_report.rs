// SPDX-License-Identifier: MPL-2.0
//! The report of a simulation: how much was simulated, and the first failure.

use std::fmt;
use std::ops::AddAssign;

use serde::Serialize;

/// How much was simulated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SimulationCounts {
    pub offices: u64,
    pub days: u64,
    pub steps: u64,
    pub events: u64,
    pub check_ins: u64,
    pub calls: u64,
    pub refusals: u64,
    pub repeated: u64,
    pub restarts: u64,
    pub previews: u64,
    pub promises_broken: u64,
    /// Outages of the appointment system while freed time was lent.
    pub silences: u64,
    /// Calls that were refused because freed time could not be confirmed.
    pub unconfirmed: u64,
    /// Calls refused by the office that the exact search shows to be safe.
    pub overcautious: u64,
    /// Calls compared with the exact search.
    pub compared_exactly: u64,
}

impl AddAssign for SimulationCounts {
    fn add_assign(&mut self, other: Self) {
        self.offices += other.offices;
        self.days += other.days;
        self.steps += other.steps;
        self.events += other.events;
        self.check_ins += other.check_ins;
        self.calls += other.calls;
        self.refusals += other.refusals;
        self.repeated += other.repeated;
        self.restarts += other.restarts;
        self.previews += other.previews;
        self.promises_broken += other.promises_broken;
        self.silences += other.silences;
        self.unconfirmed += other.unconfirmed;
        self.overcautious += other.overcautious;
        self.compared_exactly += other.compared_exactly;
    }
}

/// A broken invariant and how to reproduce it: `mintur simulate --seed SEED --days DAYS`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SimulationFailure {
    pub seed: u64,
    pub day: u64,
    /// The first step that failed; every step before it was checked.
    pub step: u64,
    #[serde(rename = "wrong")]
    pub violations: Vec<String>,
    /// The last steps before the failure, oldest first.
    #[serde(rename = "story")]
    pub trace: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SimulationReport {
    pub seed: u64,
    pub counts: SimulationCounts,
    pub seconds: f64,
    pub days_per_second: f64,
    pub failure: Option<SimulationFailure>,
}

impl SimulationReport {
    pub const fn is_sound(&self) -> bool {
        self.failure.is_none()
    }

    /// The report as JSON; a serialization error is reported as a JSON object too.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_else(|error| format!("{{\"error\":\"{error}\"}}"))
    }
}

impl fmt::Display for SimulationReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SimulationCounts { offices, days, steps, events, .. } = self.counts;
        writeln!(f, "seed {}: {days} days in {offices} offices, {steps} steps, {events} events", self.seed)?;
        let SimulationCounts { check_ins, calls, refusals, repeated, .. } = self.counts;
        writeln!(
            f,
            "{check_ins} check-ins, {calls} calls, {refusals} refusals, {repeated} repeated requests"
        )?;
        let SimulationCounts { restarts, previews, promises_broken, .. } = self.counts;
        writeln!(f, "{restarts} restarts, {previews} previews, {promises_broken} promises broken")?;
        let SimulationCounts { silences, unconfirmed, .. } = self.counts;
        writeln!(f, "{silences} silences while freed time was lent, {unconfirmed} calls refused in them")?;
        let SimulationCounts { compared_exactly, overcautious, .. } = self.counts;
        writeln!(f, "{compared_exactly} calls compared exactly, {overcautious} more careful than needed")?;
        writeln!(f, "{:.0} days a second", self.days_per_second)?;
        match &self.failure {
            None => write!(f, "sound: no invariant was broken"),
            Some(failure) => write!(f, "{failure}"),
        }
    }
}

impl fmt::Display for SimulationFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "FAILED: seed {}, day {}, step {}", self.seed, self.day, self.step)?;
        for violation in &self.violations {
            writeln!(f, "  {violation}")?;
        }
        writeln!(f, "what led to it:")?;
        for line in &self.trace {
            writeln!(f, "  {line}")?;
        }
        write!(f, "again: mintur simulate --seed {} --days {}", self.seed, super::DAYS_PER_OFFICE)
    }
}
