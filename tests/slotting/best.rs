// SPDX-License-Identifier: MPL-2.0
//! The best that could have been done by somebody who knew the whole day: exact, by dynamic programming over
//! sets of visitors. Within one gap the state is who has been served in it and until when it is taken; of
//! equal sets and ends only the cheapest survives. Gaps are then joined by sets.

use std::collections::BTreeMap;

use crate::Cost;
use crate::day::{Day, Gap, LONGEST_WAIT, Minute};

pub struct Best;

/// More states than any of these days has; a day beyond it is skipped and counted.
const MOST_STATES: usize = 400_000;

impl Best {
    pub fn of(day: &Day) -> Option<Cost> {
        let sets = 1_usize << day.visitors.len();
        let mut best: Vec<Option<u32>> = vec![None; sets];
        best[0] = Some(0);
        for gap in &day.gaps {
            let within = cheapest_in(day, *gap)?;
            let mut next = best.clone();
            for (set, cost) in within.iter().enumerate().skip(1) {
                let Some(cost) = cost else { continue };
                for before in (0..sets).filter(|before| before & set == 0) {
                    if let Some(sum) = best[before].map(|sum| sum + cost) {
                        let known = &mut next[before | set];
                        *known = Some(known.map_or(sum, |known| known.min(sum)));
                    }
                }
            }
            best = next;
        }
        let everybody = u32::try_from(day.visitors.len()).ok()?;
        let costs = best.iter().enumerate().filter_map(|(set, minutes)| {
            let not_served = everybody - set.count_ones();
            minutes.map(|weighted_minutes| Cost { not_served, weighted_minutes })
        });
        costs.min()
    }
}

/// For every set of visitors the least weighted wait when exactly they are served in this gap.
fn cheapest_in(day: &Day, gap: Gap) -> Option<Vec<Option<u32>>> {
    let sets = 1_usize << day.visitors.len();
    // For each set: the cheapest cost by when the gap is free again.
    let mut ends: Vec<BTreeMap<Minute, u32>> = vec![BTreeMap::new(); sets];
    ends[0].insert(gap.start, 0);
    let mut states = 1;
    for set in 0..sets {
        for (free, cost) in ends[set].clone() {
            for (index, visitor) in day.visitors.iter().enumerate() {
                let start = free.max(visitor.comes);
                let end = start + visitor.minutes;
                let possible = set & (1 << index) == 0
                    && day.fits(visitor, gap.desk)
                    && end <= gap.end
                    && start - visitor.comes <= LONGEST_WAIT;
                if !possible {
                    continue;
                }
                let cost = cost + (start - visitor.comes) * visitor.weight();
                let known = ends[set | 1 << index].entry(end).or_insert_with(|| {
                    states += 1;
                    cost
                });
                *known = (*known).min(cost);
            }
            if states > MOST_STATES {
                return None;
            }
        }
    }
    Some(ends.iter().map(|by_end| by_end.values().min().copied()).collect())
}
