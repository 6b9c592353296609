// SPDX-License-Identifier: MPL-2.0
//! Learned lengths as the office knows them: told to it once a day, carried over with the day. Windows are
//! always played with them; places are planned with them only where the office's policy says so.

use serde::{Deserialize, Serialize};

use crate::names::ErrandId;
use crate::office::Office;
use crate::setup::{Errand, Feature, Features, Identification};
use crate::time::Length;

/// Every errand of an office with and without photo ID, with and without interpreter.
pub const MOST_LENGTHS: usize = 256;
const MINUTES: std::ops::RangeInclusive<u16> = 1..=480;

/// One kind of visit: what is configured, drawn towards what past visits took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearnedLength {
    pub errand: ErrandId,
    pub photo: bool,
    pub interpreter: bool,
    /// The visits it was learned from.
    pub visits: u32,
    pub minutes: u16,
    pub likely_minutes: u16,
}

/// How long a visit is expected to take, and what nine of ten stay within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    pub expected: Length,
    pub likely: Length,
}

impl LearnedLength {
    /// # Errors
    /// What cannot be.
    pub fn check(&self) -> Result<(), String> {
        let errand = &self.errand;
        if !MINUTES.contains(&self.minutes) || !MINUTES.contains(&self.likely_minutes) {
            return Err(format!("errand «{errand}»: lengths are 1 to 480 minutes"));
        }
        if self.likely_minutes < self.minutes {
            return Err(format!("errand «{errand}»: the likely length is at least the expected one"));
        }
        Ok(())
    }
}

impl Office {
    pub fn learned_lengths(&self) -> &[LearnedLength] {
        &self.lengths
    }

    /// As past visits say; as configured where none were seen. Without one seen with an interpreter, as without.
    pub fn learned_length(&self, errand: &Errand, papers: Identification, needs: Features) -> Lengths {
        let photo = papers == Identification::Photo;
        let interpreter = needs.covers(Features::of(&[Feature::Interpreter]));
        let kind = |with| {
            let mut known = self.lengths.iter();
            known.find(|one| one.errand == errand.id && one.photo == photo && one.interpreter == with)
        };
        kind(interpreter).or_else(|| kind(false)).map_or_else(
            || configured(errand, papers),
            |one| Lengths {
                expected: Length::minutes(one.minutes.into()),
                likely: Length::minutes(one.likely_minutes.into()),
            },
        )
    }

    /// The length places are planned with.
    pub(crate) fn planned_length(&self, errand: &Errand, papers: Identification, needs: Features) -> Lengths {
        if self.policy.plan_with_learned {
            self.learned_length(errand, papers, needs)
        } else {
            configured(errand, papers)
        }
    }
}

fn configured(errand: &Errand, papers: Identification) -> Lengths {
    Lengths { expected: errand.expected(papers).0, likely: errand.likely(papers) }
}
