// SPDX-License-Identifier: MPL-2.0
//! How long clerks take between two cases, learned from the latest that had somebody to call. A pause is the
//! office's and never a clerk's: which desk it was is not kept.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::time::Length;

/// As many as say something about today.
const MOST_KEPT: usize = 40;
/// With fewer known, the others count as no pause.
const FEWEST: usize = 8;
/// Anything longer is a break.
const LONGEST: Length = Length::minutes(15);

/// In seconds, latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pauses(VecDeque<u16>);

impl Pauses {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn seconds(&self) -> impl Iterator<Item = u16> {
        self.0.iter().copied()
    }

    pub(crate) fn note(&mut self, pause: Length) {
        let Some(seconds) = u16::try_from(pause.as_seconds()).ok().filter(|_| pause <= LONGEST) else {
            return;
        };
        self.0.push_back(seconds);
        while self.0.len() > MOST_KEPT {
            self.0.pop_front();
        }
    }

    /// The pause that a random number falls on, of those that are longer than what has passed of it.
    pub fn drawn(&self, random: u64, passed: Length) -> Length {
        let longer: Vec<Length> = self
            .seconds()
            .map(|pause| Length::seconds(pause.into()))
            .filter(|&pause| pause > passed)
            .collect();
        let none = FEWEST.saturating_sub(self.0.len()).max(usize::from(longer.is_empty()));
        let index = random % u64::try_from(longer.len() + none).unwrap_or(1).max(1);
        usize::try_from(index).ok().and_then(|index| longer.get(index)).copied().unwrap_or(passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(minutes: &[i64]) -> Pauses {
        let mut pauses = Pauses::default();
        for &minutes in minutes {
            pauses.note(Length::minutes(minutes));
        }
        pauses
    }

    #[test]
    fn an_office_that_knows_no_pause_plays_none() {
        assert!((0..20).all(|random| Pauses::default().drawn(random, Length::ZERO) == Length::ZERO));
    }

    #[test]
    fn known_pauses_are_drawn_alike_and_two_alone_count_little() {
        let few = known(&[2, 2]);
        let none = (0..8).filter(|&random| few.drawn(random, Length::ZERO) == Length::ZERO).count();
        assert_eq!(none, 6);
        let many = known(&[1, 2, 3, 1, 2, 3, 1, 2, 3]);
        let sum: i64 = (0..9).map(|random| many.drawn(random, Length::ZERO).as_minutes()).sum();
        assert_eq!(sum, 18);
    }

    #[test]
    fn a_pause_under_way_is_never_over_before_now() {
        let pauses = known(&[1, 2, 3, 1, 2, 3, 1, 2, 3]);
        let passed = Length::seconds(150);
        assert!((0..20).all(|random| pauses.drawn(random, passed) == Length::minutes(3)));
        assert_eq!(
            pauses.drawn(5, Length::minutes(9)),
            Length::minutes(9),
            "longer than any: it may end now"
        );
    }

    #[test]
    fn a_break_is_no_pause_and_the_latest_forty_count() {
        assert!(known(&[16, 240]).is_empty());
        let pauses = known(&[&[5; 50][..], &[1; 40][..]].concat());
        assert!(pauses.seconds().eq([60; 40]));
    }
}
