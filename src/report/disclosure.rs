// SPDX-License-Identifier: MPL-2.0
//! Statistical disclosure control. Small counts are suppressed, and so are further counts from which they could be
//! derived through a sum, a share or the rest of a row (secondary suppression).

use std::collections::BTreeMap;

use serde::Serialize;

use super::day_summary::{DaySummary, VisitEnd, VisitSummary};
use super::report::{name, visits};
use office::rating::Ratings;
use office::ticket::Ending;

/// How visits went, as their citizens said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatingCounts {
    /// How many said so.
    pub n: Count,
    /// Nothing where none did.
    pub answers: Vec<CountCell>,
}

/// Smallest count that is disclosed, other than zero.
pub const DISCLOSURE_THRESHOLD: u64 = 5;

/// A count, or why it is suppressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    #[serde(rename = "told")]
    Disclosed(u64),
    UnderFive,
    /// Secondary suppression: a smaller count could be derived from it.
    #[serde(rename = "hidden")]
    Suppressed,
}

/// One line of a table of counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CountCell {
    pub name: String,
    pub count: Count,
}

/// Whether a count must be suppressed; zero is not small.
pub const fn is_small(count: u64) -> bool {
    0 < count && count < DISCLOSURE_THRESHOLD
}

impl Count {
    pub const fn of(count: u64) -> Self {
        if is_small(count) { Self::UnderFive } else { Self::Disclosed(count) }
    }

    /// Part of a disclosed whole; suppressed as well if the remainder is small.
    pub const fn part(part: u64, whole: u64) -> Self {
        match Self::of(part) {
            Self::Disclosed(_) if is_small(whole.abs_diff(part)) => Self::Suppressed,
            count => count,
        }
    }

    pub const fn is_disclosed(self) -> bool {
        matches!(self, Self::Disclosed(_))
    }
}

/// The cells to suppress in a table with disclosed sums. Cells with a small part are suppressed, then the smallest
/// others, until at least two are suppressed and their sum is not small in any part.
pub fn suppressed_cells<const N: usize>(cells: &[[u64; N]]) -> Vec<bool> {
    let mut suppressed_cells: Vec<bool> =
        cells.iter().map(|cell| cell.iter().any(|&part| is_small(part))).collect();
    let size = |at: &usize| cells[*at].iter().sum::<u64>();
    while exposed(cells, &suppressed_cells) {
        let open = (0..cells.len()).filter(|at| !suppressed_cells[*at] && size(at) > 0);
        let Some(next) = open.min_by_key(size) else { break };
        suppressed_cells[next] = true;
    }
    suppressed_cells
}

fn exposed<const N: usize>(cells: &[[u64; N]], suppressed_cells: &[bool]) -> bool {
    let within = || {
        cells
            .iter()
            .zip(suppressed_cells)
            .filter(|(_, suppressed_cells)| **suppressed_cells)
            .map(|(cell, _)| cell)
    };
    let left = |part: usize| within().map(|cell| cell[part]).sum();
    within().count() == 1 || (0..N).any(|part| is_small(left(part)))
}

/// The counts of cells with a disclosed sum. `UnderFive` is used only where it does not reveal the value.
pub fn counts(cells: &[u64]) -> Vec<Count> {
    let suppressed_cells = suppressed_cells(&cells.iter().map(|&count| [count]).collect::<Vec<_>>());
    let suppressed: Vec<u64> = cells
        .iter()
        .zip(&suppressed_cells)
        .filter(|(_, suppressed_cells)| **suppressed_cells)
        .map(|(&count, _)| count)
        .collect();
    let may_say = is_small(cells.iter().sum()) || is_ambiguous(&suppressed);
    let disclosed = |(&count, suppressed_cells): (&u64, &bool)| match (*suppressed_cells, Count::of(count)) {
        (false, _) => Count::Disclosed(count),
        (true, Count::UnderFive) if may_say => Count::UnderFive,
        (true, _) => Count::Suppressed,
    };
    cells.iter().zip(&suppressed_cells).map(disclosed).collect()
}

/// Whether each small count could still be any of 1 to 4, given the sum and which counts are small.
fn is_ambiguous(suppressed: &[u64]) -> bool {
    let sum: u64 = suppressed.iter().sum();
    let few = suppressed.iter().filter(|count| is_small(**count)).count() as u64;
    let others = suppressed.len() as u64 - few;
    let (least, most) = (
        DISCLOSURE_THRESHOLD * others + few.saturating_sub(1),
        (DISCLOSURE_THRESHOLD - 1) * few.saturating_sub(1),
    );
    sum >= least + DISCLOSURE_THRESHOLD - 1 && (others > 0 || sum <= most + 1)
}

/// Number of citizens. Suppressed where it would reveal a small number not served.
pub fn citizens(days: &[&DaySummary]) -> Count {
    let came = visits(days).filter(|visit| !visit.carried).count() as u64;
    let over = visits(days).filter(|visit| visit.is_over()).count() as u64;
    let served = visits(days).filter(|visit| visit.is_served()).count() as u64;
    match Count::part(came, served) {
        Count::Disclosed(_) => Count::part(came, over),
        count => count,
    }
}

/// Number served with a companion. Suppressed where it would reveal a small number without companion or without
/// MitID.
pub fn accompanied(days: &[&DaySummary]) -> Count {
    let count = |wanted: fn(&VisitSummary) -> bool| visits(days).filter(|visit| wanted(visit)).count() as u64;
    let came = count(|visit| visit.is_served() && visit.is_accompanied());
    let with_mitid = count(VisitSummary::succeeded_accompanied);
    match Count::part(came, count(VisitSummary::is_served)) {
        Count::Disclosed(_) => Count::part(came, with_mitid),
        count => count,
    }
}

/// Number of visits by outcome. They sum to the number served; outcomes with MitID have a disclosed sum of their own
/// where their share is disclosed.
pub fn outcomes(days: &[&DaySummary]) -> Vec<CountCell> {
    let served = visits(days).filter(|visit| visit.is_served()).count() as u64;
    let mitid = visits(days).filter(|visit| visit.succeeded()).count() as u64;
    let of = |wanted: &dyn Fn(&VisitSummary) -> bool| {
        let wanted = visits(days).filter(|visit| wanted(visit));
        wanted.filter_map(|visit| visit.outcome().map(ToString::to_string)).collect::<Vec<_>>()
    };
    if Count::part(mitid, served).is_disclosed() {
        sorted([cells(of(&VisitSummary::succeeded)), cells(of(&|visit| !visit.succeeded()))].concat())
    } else {
        sorted(cells(of(&|_| true)))
    }
}

/// Number not served, by ending. Visits moved to the next day are not part of the sum.
pub fn endings(days: &[&DaySummary]) -> Vec<CountCell> {
    let of = |moved: bool| {
        let ended = visits(days).filter_map(|visit| match visit.end {
            VisitEnd::Left(ending) => Some(ending),
            VisitEnd::Served { .. } | VisitEnd::Open => None,
        });
        let wanted = ended.filter(|ending| (*ending == Ending::MovedToNextDay) == moved);
        wanted.map(|ending| name(&ending)).collect::<Vec<_>>()
    };
    let moved = of(true).len() as u64;
    let moved =
        (moved > 0).then(|| CountCell { name: name(&Ending::MovedToNextDay), count: Count::of(moved) });
    sorted([cells(of(false)), moved.into_iter().collect()].concat())
}

/// Number of broken promises by cause.
pub fn causes(days: &[&DaySummary]) -> Vec<CountCell> {
    sorted(cells(days.iter().flat_map(|day| &day.broken).map(|broken| name(&broken.cause)).collect()))
}

/// How visits went. The answers sum to their number.
pub fn ratings(days: &[&DaySummary]) -> RatingCounts {
    let all = days.iter().fold(Ratings::default(), |sum, day| sum.with(day.ratings));
    let counted = [all.good, all.so_so, all.bad].map(u64::from);
    let n = Count::of(u64::from(all.total()));
    let named = ["good", "so_so", "bad"].into_iter().zip(counts(&counted));
    let answers = named.map(|(name, count)| CountCell { name: name.to_owned(), count });
    RatingCounts { n, answers: if all.total() == 0 { Vec::new() } else { answers.collect() } }
}

fn cells(names: Vec<String>) -> Vec<CountCell> {
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for name in names {
        *counted.entry(name).or_default() += 1;
    }
    let disclosed = counts(&counted.values().copied().collect::<Vec<_>>());
    counted.into_keys().zip(disclosed).map(|(name, count)| CountCell { name, count }).collect()
}

/// Largest first; suppressed cells are ordered by name, so that their order reveals nothing.
fn sorted(mut cells: Vec<CountCell>) -> Vec<CountCell> {
    cells.sort_by_key(|cell| match cell.count {
        Count::Disclosed(count) => (0, std::cmp::Reverse(count), cell.name.clone()),
        Count::Suppressed | Count::UnderFive => (1, std::cmp::Reverse(0), cell.name.clone()),
    });
    cells
}

#[cfg(test)]
mod tests {
    use super::Count::{Disclosed, Suppressed, UnderFive};
    use super::*;

    #[test]
    fn a_small_count_is_suppressed_and_cannot_be_derived() {
        assert_eq!((Count::of(0), Count::of(4), Count::of(5)), (Disclosed(0), UnderFive, Disclosed(5)));
        assert_eq!(
            (Count::part(9, 12), Count::part(9, 9), Count::part(9, 14)),
            (Suppressed, Disclosed(9), Disclosed(9))
        );
        // The smallest other goes with a lonely small one.
        assert_eq!(counts(&[20, 3, 9]), [Disclosed(20), UnderFive, Suppressed]);
        // Two of one each have the sum two: a third goes with them.
        assert_eq!(counts(&[20, 1, 1, 9]), [Disclosed(20), UnderFive, UnderFive, Suppressed]);
        assert_eq!(counts(&[20, 3, 2]), [Disclosed(20), UnderFive, UnderFive]);
        assert_eq!(counts(&[20, 0, 7]), [Disclosed(20), Disclosed(0), Disclosed(7)]);
    }

    #[test]
    fn the_label_of_a_suppressed_count_does_not_reveal_it() {
        // Of six, «under five» and «at least five» could only be one and five; of eight, twice four.
        assert_eq!(counts(&[5, 1]), [Suppressed, Suppressed]);
        assert_eq!(counts(&[30, 4, 4]), [Disclosed(30), Suppressed, Suppressed]);
        assert_eq!(counts(&[1, 2]), [UnderFive, UnderFive]);
    }

    #[test]
    fn no_small_count_of_any_small_table_can_be_derived() {
        let identified = |cells: &[u64]| {
            let disclosed = counts(cells);
            let sum: u64 = cells.iter().sum();
            let alike = |other: &[u64]| other.iter().sum::<u64>() == sum && counts(other) == disclosed;
            let tables = (0..12_u64.pow(3)).map(|n| [n % 12, n / 12 % 12, n / 144]);
            let alike: Vec<[u64; 3]> = tables.filter(|other| alike(other)).collect();
            let known = |at: usize| alike.iter().all(|other| other[at] == cells[at]);
            (0..3).any(|at| is_small(cells[at]) && known(at))
        };
        for n in 0..12_u64.pow(3) {
            let cells = [n % 12, n / 12 % 12, n / 144];
            let sum: u64 = cells.iter().sum();
            assert!(
                !(DISCLOSURE_THRESHOLD..=11).contains(&sum) || !identified(&cells),
                "{cells:?}: {:?}",
                counts(&cells)
            );
        }
    }

    #[test]
    fn a_table_with_two_parts_suppresses_both() {
        // Three without in the first: the second goes with it, so that 8 of 20 are left of both sums.
        assert_eq!(suppressed_cells(&[[9, 3], [5, 8], [30, 20]]), [true, true, false]);
        assert_eq!(suppressed_cells(&[[9, 0], [5, 8]]), [false, false]);
    }
}
