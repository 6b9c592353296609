// SPDX-License-Identifier: MPL-2.0
//! Trials (prøvehandlinger): a dated change of policy with a hypothesis, measures and a decision, and what
//! is known of the time before it. The office keeps them so that today knows which trial runs; what they
//! came to is reckoned elsewhere, from the ledger.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::free_text::FreeText;
use crate::time::UnixTime;

/// A trial's number, in the order they were planned.
pub type TrialId = u32;

/// What an office knows of its trials, and of the time before them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trials {
    pub list: Vec<Trial>,
    pub baseline: Option<Baseline>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    pub id: TrialId,
    /// What is believed, so that it can turn out wrong.
    pub hypothesis: FreeText,
    /// The unit or role that answers for it; never a person.
    pub owner: FreeText,
    /// Which policy is changed, in the office's own words.
    pub change: FreeText,
    /// The day it was written down; ledgers of before do not say.
    #[serde(default, rename = "told_on", skip_serializing_if = "Option::is_none")]
    pub stated_on: Option<Date>,
    pub first_day: Date,
    /// The last day, when that is settled from the start.
    pub last_day: Option<Date>,
    pub targets: Vec<Target>,
    /// The days on which somebody is reminded to look at it.
    pub reviews: Vec<Date>,
    pub reviewed: Vec<Review>,
    pub verdict: Option<Verdict>,
}

/// How much of what is enough.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub measure: Measure,
    pub value: f64,
}

/// What the ledger can measure of every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    CitizensPerDay,
    WaitMinutes,
    ServedShare,
    MitidShare,
    PromisesKeptShare,
    GapUsedShare,
    CompanionHours,
    BookingsTouchedShare,
}

impl Measure {
    pub const ALL: [Self; 8] = [
        Self::CitizensPerDay,
        Self::WaitMinutes,
        Self::ServedShare,
        Self::MitidShare,
        Self::PromisesKeptShare,
        Self::GapUsedShare,
        Self::CompanionHours,
        Self::BookingsTouchedShare,
    ];

    /// Whether a smaller value is the better one.
    pub const fn wants_less(self) -> bool {
        matches!(self, Self::WaitMinutes | Self::CompanionHours | Self::BookingsTouchedShare)
    }

    /// Whether it is a share of something, from 0 to 1.
    pub const fn is_share(self) -> bool {
        !matches!(self, Self::WaitMinutes | Self::CompanionHours | Self::CitizensPerDay)
    }

    pub const fn reaches(self, value: f64, target: f64) -> bool {
        if self.wants_less() { value <= target } else { value >= target }
    }
}

/// Somebody looked at the trial, and what they saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub on: Date,
    pub note: Option<FreeText>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub on: Date,
    pub at: UnixTime,
    pub decision: TrialDecision,
    pub reason: FreeText,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialDecision {
    Stop,
    Adjust,
    Scale,
}

/// How it was before, as somebody told it: the ledger cannot know. Entered once, with its source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    pub from: Date,
    pub to: Date,
    /// Hours a companion spent on one citizen's errand.
    pub companion_hours: Option<StatedFigure>,
    /// Minutes a booked citizen was called late.
    pub booked_delay_minutes: Option<StatedFigure>,
    /// What the arrangement costs the office in a year.
    pub cost_dkk: Option<StatedFigure>,
    pub hours_per_fte: Option<StatedFigure>,
    /// What a citizen pays for the certificate that the internal one spares them.
    pub certificate_fee_dkk: Option<StatedFigure>,
    pub source: FreeText,
}

/// A number somebody told, with how sure they are of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedFigure {
    pub low: f64,
    pub high: f64,
    /// How many cases it was counted on; nothing for an estimate.
    #[serde(default)]
    pub n: Option<u32>,
}

impl Trials {
    pub fn trial(&self, id: TrialId) -> Option<&Trial> {
        self.list.iter().find(|trial| trial.id == id)
    }

    pub(crate) fn trial_mut(&mut self, id: TrialId) -> Option<&mut Trial> {
        self.list.iter_mut().find(|trial| trial.id == id)
    }

    pub const fn is_empty(&self) -> bool {
        self.list.is_empty() && self.baseline.is_none()
    }

    /// How many trials somebody should look at today.
    pub fn reviews_due(&self, today: Date) -> u32 {
        let due = self.list.iter().filter(|trial| trial.review_due(today).is_some());
        u32::try_from(due.count()).unwrap_or(u32::MAX)
    }
}

impl Trial {
    /// The day it was written down, where it had begun before that: what was seen by then was not foreseen.
    pub fn planned_after_start(&self) -> Option<Date> {
        self.stated_on.filter(|on| self.first_day < *on)
    }

    /// The last day it covers: when it was decided, or as planned; nothing while that is open.
    pub fn ends_on(&self) -> Option<Date> {
        self.verdict.as_ref().map(|verdict| verdict.on).or(self.last_day)
    }

    pub fn overlaps(&self, first: Date, last: Option<Date>) -> bool {
        let before_its_end = self.ends_on().is_none_or(|end| first <= end);
        before_its_end && last.is_none_or(|last| self.first_day <= last)
    }

    /// The earliest review day that has come and on or after which nobody has looked.
    pub fn review_due(&self, today: Date) -> Option<Date> {
        if self.verdict.is_some() {
            return None;
        }
        let looked = self.reviewed.iter().map(|review| review.on).max();
        self.reviews.iter().copied().filter(|&day| day <= today && looked.is_none_or(|on| on < day)).min()
    }
}
