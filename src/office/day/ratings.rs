// SPDX-License-Identifier: MPL-2.0
//! How visits went, written down several at a time.

use crate::decide::Decision;
use crate::event::Event;
use crate::office::Office;
use crate::rating::Ratings;
use crate::refusal::Refusal;

impl Office {
    pub(crate) fn decide_ratings(ratings: Ratings) -> Result<Decision, Refusal> {
        if ratings.total() < Ratings::LEAST {
            let least = Ratings::LEAST;
            return Err(Refusal::Invalid(format!(
                "fewer than {least} answers at once would point at somebody"
            )));
        }
        Ok(Decision::nothing(vec![Event::VisitsRated(ratings)]))
    }
}
