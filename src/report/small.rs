//! Counts so small that they point at people: they are not told, and they cannot be worked out from what is
//! told around them, neither from a sum, nor from a share, nor from the rest of a row.

use std::collections::BTreeMap;

use serde::Serialize;

use super::day::{Day, End, Visit};
use super::report::{name, visits};
use office::ticket::Ending;

/// Counts below this are never told.
pub const FEWEST_TOLD: u64 = 5;

/// A count, or the word that it is too small to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
#[serde(rename_all = "snake_case")]
pub enum Count {
    Told(#[cfg_attr(feature = "typescript", ts(type = "number"))] u64),
    UnderFive,
    /// By it a smaller count could be worked out.
    Hidden,
}

/// One line of a table of counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Cell {
    pub name: String,
    pub count: Count,
}

/// Nobody is not a few people.
pub const fn is_few(count: u64) -> bool {
    0 < count && count < FEWEST_TOLD
}

impl Count {
    pub const fn of(count: u64) -> Self {
        if is_few(count) { Self::UnderFive } else { Self::Told(count) }
    }

    /// Part of a whole that is told: the rest of it is not told either when it is small.
    pub const fn part(part: u64, whole: u64) -> Self {
        match Self::of(part) {
            Self::Told(_) if is_few(whole.abs_diff(part)) => Self::Hidden,
            count => count,
        }
    }

    pub const fn is_told(self) -> bool {
        matches!(self, Self::Told(_))
    }
}

/// Which cells of a table are hidden when its sums are told. A cell has parts (with, without); those with a
/// few in any part are hidden, and then the smallest others, until at least two are hidden together and what
/// is left of each sum is not small either.
pub fn hidden<const N: usize>(cells: &[[u64; N]]) -> Vec<bool> {
    let mut hidden: Vec<bool> = cells.iter().map(|cell| cell.iter().any(|&part| is_few(part))).collect();
    let size = |at: &usize| cells[*at].iter().sum::<u64>();
    while exposed(cells, &hidden) {
        let open = (0..cells.len()).filter(|at| !hidden[*at] && size(at) > 0);
        let Some(next) = open.min_by_key(size) else { break };
        hidden[next] = true;
    }
    hidden
}

fn exposed<const N: usize>(cells: &[[u64; N]], hidden: &[bool]) -> bool {
    let within = || cells.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(cell, _)| cell);
    let left = |part: usize| within().map(|cell| cell[part]).sum();
    within().count() == 1 || (0..N).any(|part| is_few(left(part)))
}

/// Cells whose sum is told. «Under five» is said only where it leaves open which of one to four it is.
pub fn counts(cells: &[u64]) -> Vec<Count> {
    let hidden = hidden(&cells.iter().map(|&count| [count]).collect::<Vec<_>>());
    let untold: Vec<u64> =
        cells.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(&count, _)| count).collect();
    let may_say = is_few(cells.iter().sum()) || leaves_open(&untold);
    let told = |(&count, hidden): (&u64, &bool)| match (*hidden, Count::of(count)) {
        (false, _) => Count::Told(count),
        (true, Count::UnderFive) if may_say => Count::UnderFive,
        (true, _) => Count::Hidden,
    };
    cells.iter().zip(&hidden).map(told).collect()
}

/// Whether each small count could still be one, two, three or four, for whoever knows their sum and which of
/// them are small.
fn leaves_open(untold: &[u64]) -> bool {
    let sum: u64 = untold.iter().sum();
    let few = untold.iter().filter(|count| is_few(**count)).count() as u64;
    let others = untold.len() as u64 - few;
    let (least, most) =
        (FEWEST_TOLD * others + few.saturating_sub(1), (FEWEST_TOLD - 1) * few.saturating_sub(1));
    sum >= least + FEWEST_TOLD - 1 && (others > 0 || sum <= most + 1)
}

/// How many came. Not told where it would tell how few of them were not served.
pub fn citizens(days: &[&Day]) -> Count {
    let came = visits(days).filter(|visit| !visit.carried).count() as u64;
    let over = visits(days).filter(|visit| visit.is_over()).count() as u64;
    let served = visits(days).filter(|visit| visit.is_served()).count() as u64;
    match Count::part(came, served) {
        Count::Told(_) => Count::part(came, over),
        count => count,
    }
}

/// How many were served with a companion. Not told where it would tell how few came without one, or how few
/// of them went without MitID.
pub fn accompanied(days: &[&Day]) -> Count {
    let count = |wanted: fn(&Visit) -> bool| visits(days).filter(|visit| wanted(visit)).count() as u64;
    let came = count(|visit| visit.is_served() && visit.is_accompanied());
    let with_mitid = count(Visit::got_mitid_accompanied);
    match Count::part(came, count(Visit::is_served)) {
        Count::Told(_) => Count::part(came, with_mitid),
        count => count,
    }
}

/// How many of each outcome. Their sum is the served, and those with MitID have a sum of their own where
/// their share is told.
pub fn outcomes(days: &[&Day]) -> Vec<Cell> {
    let served = visits(days).filter(|visit| visit.is_served()).count() as u64;
    let mitid = visits(days).filter(|visit| visit.got_mitid()).count() as u64;
    let of = |wanted: &dyn Fn(&Visit) -> bool| {
        let wanted = visits(days).filter(|visit| wanted(visit));
        wanted.filter_map(|visit| visit.outcome().map(ToString::to_string)).collect::<Vec<_>>()
    };
    if Count::part(mitid, served).is_told() {
        sorted([cells(of(&Visit::got_mitid)), cells(of(&|visit| !visit.got_mitid()))].concat())
    } else {
        sorted(cells(of(&|_| true)))
    }
}

/// How many left without being served, by how. A visit that was moved is not over and has no part in the sum.
pub fn endings(days: &[&Day]) -> Vec<Cell> {
    let of = |moved: bool| {
        let ended = visits(days).filter_map(|visit| match visit.end {
            End::Left(ending) => Some(ending),
            End::Served(_) | End::Open => None,
        });
        let wanted = ended.filter(|ending| (*ending == Ending::MovedToNextDay) == moved);
        wanted.map(|ending| name(&ending)).collect::<Vec<_>>()
    };
    let moved = of(true).len() as u64;
    let moved = (moved > 0).then(|| Cell { name: name(&Ending::MovedToNextDay), count: Count::of(moved) });
    sorted([cells(of(false)), moved.into_iter().collect()].concat())
}

/// How many promises were broken by each cause.
pub fn causes(days: &[&Day]) -> Vec<Cell> {
    sorted(cells(days.iter().flat_map(|day| &day.broken).map(|broken| name(&broken.cause)).collect()))
}

fn cells(names: Vec<String>) -> Vec<Cell> {
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for name in names {
        *counted.entry(name).or_default() += 1;
    }
    let told = counts(&counted.values().copied().collect::<Vec<_>>());
    counted.into_keys().zip(told).map(|(name, count)| Cell { name, count }).collect()
}

/// The largest first; the order of those that are not told must not tell them.
fn sorted(mut cells: Vec<Cell>) -> Vec<Cell> {
    cells.sort_by_key(|cell| match cell.count {
        Count::Told(count) => (0, std::cmp::Reverse(count), cell.name.clone()),
        Count::Hidden | Count::UnderFive => (1, std::cmp::Reverse(0), cell.name.clone()),
    });
    cells
}

#[cfg(test)]
mod tests {
    use super::Count::{Hidden, Told, UnderFive};
    use super::*;

    #[test]
    fn a_count_of_a_few_people_is_not_told_and_cannot_be_worked_out() {
        assert_eq!((Count::of(0), Count::of(4), Count::of(5)), (Told(0), UnderFive, Told(5)));
        assert_eq!((Count::part(9, 12), Count::part(9, 9), Count::part(9, 14)), (Hidden, Told(9), Told(9)));
        // The smallest other goes with a lonely small one.
        assert_eq!(counts(&[20, 3, 9]), [Told(20), UnderFive, Hidden]);
        // Two of one each have the sum two: a third goes with them.
        assert_eq!(counts(&[20, 1, 1, 9]), [Told(20), UnderFive, UnderFive, Hidden]);
        assert_eq!(counts(&[20, 3, 2]), [Told(20), UnderFive, UnderFive]);
        assert_eq!(counts(&[20, 0, 7]), [Told(20), Told(0), Told(7)]);
    }

    #[test]
    fn what_is_said_of_a_hidden_count_does_not_tell_it() {
        // Of six, «under five» and «at least five» could only be one and five; of eight, twice four.
        assert_eq!(counts(&[5, 1]), [Hidden, Hidden]);
        assert_eq!(counts(&[30, 4, 4]), [Told(30), Hidden, Hidden]);
        assert_eq!(counts(&[1, 2]), [UnderFive, UnderFive]);
    }

    #[test]
    fn no_small_count_of_any_small_table_can_be_worked_out() {
        let told_apart = |cells: &[u64]| {
            let told = counts(cells);
            let sum: u64 = cells.iter().sum();
            let alike = |other: &[u64]| other.iter().sum::<u64>() == sum && counts(other) == told;
            let tables = (0..12_u64.pow(3)).map(|n| [n % 12, n / 12 % 12, n / 144]);
            let alike: Vec<[u64; 3]> = tables.filter(|other| alike(other)).collect();
            let known = |at: usize| alike.iter().all(|other| other[at] == cells[at]);
            (0..3).any(|at| is_few(cells[at]) && known(at))
        };
        for n in 0..12_u64.pow(3) {
            let cells = [n % 12, n / 12 % 12, n / 144];
            let sum: u64 = cells.iter().sum();
            assert!(
                !(FEWEST_TOLD..=11).contains(&sum) || !told_apart(&cells),
                "{cells:?}: {:?}",
                counts(&cells)
            );
        }
    }

    #[test]
    fn a_table_with_and_without_hides_both_ways() {
        // Three without in the first: the second goes with it, so that 8 of 20 are left of both sums.
        assert_eq!(hidden(&[[9, 3], [5, 8], [30, 20]]), [true, true, false]);
        assert_eq!(hidden(&[[9, 0], [5, 8]]), [false, false]);
    }
}
