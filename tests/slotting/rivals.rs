// SPDX-License-Identifier: MPL-2.0
//! Other ways to decide, each as simple as it can be said: whenever a desk is free inside a gap, somebody
//! who fits is taken; or a time is given at the door and never changed.

use crate::Cost;
use crate::best::Best;
use crate::day::{Day, Gap, LONGEST_WAIT, Minute, Visitor};

#[derive(Clone, Copy, Debug)]
pub enum Rival {
    /// Whoever came first; if that one does not fit the rest of the gap, nobody.
    StrictlyFirstCome,
    /// Whoever came first of those who fit.
    FirstComeWhoFits,
    /// The highest accumulated priority of those who fit, no promises.
    PriorityWhoFits,
    /// The shortest who fits.
    ShortestFirst,
    /// At the door the earliest hole, for good: a promise without ever moving up or aside.
    FixedAtTheDoor,
    /// The first step of the exact best plan for those who wait, made anew at every free desk; no promises.
    BestForThoseHere,
}

pub const ALL: [Rival; 6] = [
    Rival::StrictlyFirstCome,
    Rival::FirstComeWhoFits,
    Rival::PriorityWhoFits,
    Rival::ShortestFirst,
    Rival::FixedAtTheDoor,
    Rival::BestForThoseHere,
];

impl Rival {
    pub const fn name(self) -> &'static str {
        match self {
            Self::StrictlyFirstCome => "strictly first come",
            Self::FirstComeWhoFits => "first come who fits",
            Self::PriorityWhoFits => "highest priority who fits",
            Self::ShortestFirst => "shortest first",
            Self::FixedAtTheDoor => "earliest hole, fixed at the door",
            Self::BestForThoseHere => "exact plan anew at every call",
        }
    }
}

pub fn play(day: &Day, rival: Rival) -> Cost {
    let waits = if matches!(rival, Rival::FixedAtTheDoor) { at_the_door(day) } else { dispatch(day, rival) };
    let served = waits.iter().flatten().count();
    Cost {
        not_served: u32::try_from(day.visitors.len() - served).unwrap(),
        weighted_minutes: waits
            .iter()
            .zip(&day.visitors)
            .filter_map(|(wait, visitor)| wait.map(|wait| wait * visitor.weight()))
            .sum(),
    }
}

fn dispatch(day: &Day, rival: Rival) -> Vec<Option<Minute>> {
    let mut waits = vec![None; day.visitors.len()];
    let mut free_from = vec![0; day.quiet.len()];
    let last = day.gaps.iter().map(|gap| gap.end).max().unwrap_or(0);
    for minute in 0..last {
        for gap in day.gaps.iter().filter(|gap| gap.start <= minute && minute < gap.end) {
            if free_from[gap.desk] > minute {
                continue;
            }
            let waiting = day.visitors.iter().enumerate().filter(|(index, visitor)| {
                waits[*index].is_none()
                    && visitor.comes <= minute
                    && minute - visitor.comes <= LONGEST_WAIT
                    && day.fits(visitor, gap.desk)
            });
            let fits = |visitor: &Visitor| minute + visitor.minutes <= gap.end;
            let waited = |visitor: &Visitor| minute - visitor.comes;
            let next = match rival {
                Rival::StrictlyFirstCome => waiting.min_by_key(|(_, v)| v.comes).filter(|(_, v)| fits(v)),
                Rival::FirstComeWhoFits => waiting.filter(|(_, v)| fits(v)).min_by_key(|(_, v)| v.comes),
                Rival::PriorityWhoFits => {
                    let fitting = waiting.filter(|(_, v)| fits(v));
                    fitting.max_by_key(|(index, v)| (waited(v) * v.weight(), std::cmp::Reverse(*index)))
                }
                Rival::ShortestFirst | Rival::FixedAtTheDoor => {
                    waiting.filter(|(_, v)| fits(v)).min_by_key(|(_, v)| (v.minutes, v.comes))
                }
                Rival::BestForThoseHere => {
                    let all = day.visitors.iter().enumerate();
                    let here: Vec<(usize, &Visitor)> =
                        all.filter(|(index, v)| waits[*index].is_none() && v.comes <= minute).collect();
                    first_of_best(day, gap.desk, minute, &free_from, &here)
                }
            };
            if let Some((index, visitor)) = next {
                waits[index] = Some(waited(visitor));
                free_from[gap.desk] = minute + visitor.minutes;
            }
        }
    }
    waits
}

fn at_the_door(day: &Day) -> Vec<Option<Minute>> {
    let mut taken: Vec<(usize, Minute, Minute)> = Vec::new();
    let mut waits = Vec::new();
    for visitor in &day.visitors {
        let hole = |start: Minute, desk: usize| {
            let end = start + visitor.minutes;
            day.gaps.iter().any(|gap| gap.desk == desk && gap.start <= start && end <= gap.end)
                && taken.iter().all(|&(at, from, until)| at != desk || end <= from || until <= start)
        };
        let desks = || (0..day.quiet.len()).filter(|&desk| day.fits(visitor, desk));
        let found = (visitor.comes..=visitor.comes + LONGEST_WAIT)
            .find_map(|start| desks().find(|&desk| hole(start, desk)).map(|desk| (desk, start)));
        waits.push(found.map(|(desk, start)| {
            taken.push((desk, start, start + visitor.minutes));
            start - visitor.comes
        }));
    }
    waits
}

/// Whom the best plan for those who wait puts at this desk now, if anybody.
fn first_of_best<'a>(
    day: &'a Day,
    desk: usize,
    minute: Minute,
    free_from: &[Minute],
    here: &[(usize, &'a Visitor)],
) -> Option<(usize, &'a Visitor)> {
    let rest = |without: Option<usize>, free_from: &[Minute]| {
        let gap = |gap: &Gap| Gap { start: gap.start.max(minute).max(free_from[gap.desk]), ..*gap };
        let gaps = day.gaps.iter().map(gap).filter(|gap| gap.start < gap.end).collect();
        let visitors = here.iter().filter(|(index, _)| Some(*index) != without).map(|(_, v)| **v).collect();
        Best::of(&Day { quiet: day.quiet.clone(), gaps, visitors }).unwrap_or_default()
    };
    let best = rest(None, free_from);
    here.iter().copied().find(|(index, visitor)| {
        let end = minute + visitor.minutes;
        let inside = day.gaps.iter().any(|g| g.desk == desk && g.start <= minute && end <= g.end);
        let waited = minute - visitor.comes;
        if !inside || !day.fits(visitor, desk) || waited > LONGEST_WAIT {
            return false;
        }
        let mut after = free_from.to_vec();
        after[desk] = end;
        let mut cost = rest(Some(*index), &after);
        cost.weighted_minutes += waited * visitor.weight();
        cost == best
    })
}
