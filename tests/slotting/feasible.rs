// SPDX-License-Identifier: MPL-2.0
//! Whether everyone who was promised a start can begin in time, decided exactly by dynamic programming over sets of
//! people: of equal sets, only the one that leaves the current gap free earliest matters.

use crate::day::{Gap, Minute};

/// One who was promised a start, or would be.
#[derive(Clone, Debug)]
pub struct Promised {
    pub minutes: Minute,
    pub latest: Minute,
    /// Whether each desk has what this one needs.
    pub fits: Vec<bool>,
}

/// More people than this are not decided.
const MOST_PEOPLE: usize = 16;

/// Whether all of them can begin in time in these gaps; nothing where there are too many to decide.
pub fn all_can_begin(gaps: &[Gap], people: &[Promised]) -> Option<bool> {
    if people.len() > MOST_PEOPLE {
        return None;
    }
    let sets = 1_usize << people.len();
    // Per set: whether it fits into the gaps looked at so far.
    let mut reached = vec![false; sets];
    reached[0] = true;
    for gap in gaps {
        // Per set: when this gap is free again at the earliest.
        let mut ends: Vec<Option<Minute>> =
            reached.iter().map(|&reached| reached.then_some(gap.start)).collect();
        for set in 0..sets {
            let Some(start) = ends[set] else { continue };
            for (index, person) in people.iter().enumerate().filter(|(index, _)| set & (1 << index) == 0) {
                let end = start + person.minutes;
                if person.fits[gap.desk] && start <= person.latest && end <= gap.end {
                    let after = &mut ends[set | 1 << index];
                    *after = Some(after.map_or(end, |known| known.min(end)));
                }
            }
        }
        for (set, end) in ends.iter().enumerate() {
            reached[set] |= end.is_some();
        }
    }
    Some(reached[sets - 1])
}
