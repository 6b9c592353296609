//! What a simulation found: how much was played, and the first thing that was wrong.

use std::fmt;
use std::ops::AddAssign;

use serde::Serialize;

/// How much was played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
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
    /// How often the appointment system fell silent while freed time was lent.
    pub silences: u64,
    /// Calls that were refused because freed time could not be confirmed.
    pub unconfirmed: u64,
    /// Calls where the exact search saw no promise in danger and the office was more careful than needed.
    pub overcautious: u64,
    /// Calls compared with the exact search.
    pub compared_exactly: u64,
}

impl AddAssign for Counts {
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

/// Something that must never happen, and where to find it again: `mintur simulate --seed SEED --days DAYS`
/// plays the same office to the same step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    pub seed: u64,
    pub day: u64,
    /// Also the length of the shortest prefix that fails: every step before it was found sound.
    pub step: u64,
    pub wrong: Vec<String>,
    /// The last steps before it, oldest first.
    pub story: Vec<String>,
}

/// The outcome of a simulation.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    pub seed: u64,
    pub counts: Counts,
    pub seconds: f64,
    pub days_per_second: f64,
    pub failure: Option<Failure>,
}

impl Report {
    pub const fn is_sound(&self) -> bool {
        self.failure.is_none()
    }

    /// For programs. Always JSON, also when something cannot be written as such.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_else(|error| format!("{{\"error\":\"{error}\"}}"))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { offices, days, steps, events, .. } = self.counts;
        writeln!(f, "seed {}: {days} days in {offices} offices, {steps} steps, {events} events", self.seed)?;
        let Counts { check_ins, calls, refusals, repeated, .. } = self.counts;
        writeln!(
            f,
            "{check_ins} check-ins, {calls} calls, {refusals} refusals, {repeated} repeated requests"
        )?;
        let Counts { restarts, previews, promises_broken, .. } = self.counts;
        writeln!(f, "{restarts} restarts, {previews} previews, {promises_broken} promises broken")?;
        let Counts { silences, unconfirmed, .. } = self.counts;
        writeln!(f, "{silences} silences while freed time was lent, {unconfirmed} calls refused in them")?;
        let Counts { compared_exactly, overcautious, .. } = self.counts;
        writeln!(f, "{compared_exactly} calls compared exactly, {overcautious} more careful than needed")?;
        writeln!(f, "{:.0} days a second", self.days_per_second)?;
        match &self.failure {
            None => write!(f, "sound: no invariant was broken"),
            Some(failure) => write!(f, "{failure}"),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "FAILED: seed {}, day {}, step {}", self.seed, self.day, self.step)?;
        for wrong in &self.wrong {
            writeln!(f, "  {wrong}")?;
        }
        writeln!(f, "what led to it:")?;
        for line in &self.story {
            writeln!(f, "  {line}")?;
        }
        write!(f, "again: mintur simulate --seed {} --days {}", self.seed, super::DAYS_PER_OFFICE)
    }
}
