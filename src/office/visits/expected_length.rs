// SPDX-License-Identifier: MPL-2.0
//! How long a visit is expected to take.

use crate::lengths::{LearnedLength, Lengths};
use crate::office::Office;
use crate::setup::{Errand, Feature, Features, Identification};
use crate::time::Length;

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
