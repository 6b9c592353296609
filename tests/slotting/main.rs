// SPDX-License-Identifier: MPL-2.0
//! How good slotting is: thousands of small random days through the real office, which knows only what has
//! happened so far, compared with the best anybody could have done who knew the whole day beforehand.
//! The bounds are what was measured, with a margin; a change that makes slotting worse fails here.
//! `docs/decisions/0005-slotting-online.md` has the figures and what they mean.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]

mod best;
mod day;
mod feasible;
mod online;
mod rivals;

use best::Best;
use day::Day;

const DAYS: u64 = 3_000;
const CROWDED_DAYS: u64 = 1_500;

/// Sums over all days of what a way of slotting cost compared with the best.
#[derive(Default)]
struct Regret {
    days: u32,
    tickets: u32,
    /// Those of days on which as many were served as could be.
    compared: u32,
    not_served: u32,
    minutes: f64,
    worst_minutes: f64,
    worst_not_served: u32,
    as_good: u32,
}

/// What a day cost: tickets not served, and minutes waited by those who were, weighted by their class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    pub not_served: u32,
    pub weighted_minutes: u32,
}

impl Regret {
    /// Weighted minutes are compared only on days with equally many served: waits of different people are not.
    fn add(&mut self, cost: Cost, best: Cost, tickets: u32) {
        self.days += 1;
        self.tickets += tickets;
        let more = cost.not_served - best.not_served;
        self.not_served += more;
        self.worst_not_served = self.worst_not_served.max(more);
        if more == 0 {
            self.compared += tickets;
            let minutes = f64::from(cost.weighted_minutes - best.weighted_minutes);
            self.minutes += minutes;
            self.worst_minutes = self.worst_minutes.max(minutes / f64::from(tickets));
        }
        self.as_good += u32::from(cost == best);
    }

    fn per_ticket(&self) -> f64 {
        self.minutes / f64::from(self.compared)
    }

    fn not_served_share(&self) -> f64 {
        f64::from(self.not_served) / f64::from(self.tickets)
    }

    fn summary(&self, name: &str) -> String {
        format!(
            "{name:<34} {:>6.2} {:>6.1} {:>8.2} % {:>6} {:>8.1} %",
            self.per_ticket(),
            self.worst_minutes,
            100.0 * self.not_served_share(),
            self.worst_not_served,
            100.0 * f64::from(self.as_good) / f64::from(self.days),
        )
    }
}

#[test]
fn slotting_comes_close_to_the_best_that_hindsight_could_do() {
    let mut ours = Regret::default();
    let mut rivals = rivals::ALL.map(|rival| (rival, Regret::default()));
    let (mut broken, mut out_of_time, mut tickets) = (0, 0, 0);
    for seed in 1..=DAYS {
        let day = Day::random(seed);
        let Some(best) = Best::of(&day) else {
            out_of_time += 1;
            continue;
        };
        let count = u32::try_from(day.visitors.len()).unwrap();
        tickets += count;
        let played = online::play(&day);
        broken += played.promises_broken;
        assert!(played.cost >= best, "day {seed}: {played:?} beats the best, {best:?}");
        ours.add(played.cost, best, count);
        for (rival, regret) in &mut rivals {
            let cost = rivals::play(&day, *rival);
            assert!(cost >= best, "day {seed}: {rival:?} {cost:?} beats the best, {best:?}");
            regret.add(cost, best, count);
        }
    }
    println!("{} days, {tickets} tickets, {out_of_time} days too hard for the exact search", ours.days);
    println!(
        "{:<34} {:>6} {:>6} {:>10} {:>6} {:>10}",
        "regret per ticket", "mean", "worst", "unserved", "worst", "as good"
    );
    println!("{}", ours.summary("this office"));
    for (rival, regret) in &rivals {
        println!("{}", regret.summary(rival.name()));
    }
    println!("{broken} promises broken on days where everything took exactly as long as expected");
    assert_eq!(out_of_time, 0);
    assert_eq!(broken, 0, "with exact lengths every promise can be kept");
    assert!(ours.per_ticket() < 4.8, "{}", ours.summary("this office"));
    assert!(ours.not_served_share() < 0.016, "{}", ours.summary("this office"));
}

#[test]
fn a_newcomer_is_told_no_only_where_no_order_would_keep_every_promise_and_no_desk_idles_beside_one_who_fits()
{
    let (mut decided, mut wrong, mut undecided, mut idle_beside, mut broken) = (0, 0, 0, 0, 0);
    let days = (1..=DAYS).map(Day::random).chain((1..=CROWDED_DAYS).map(Day::crowded));
    for day in days {
        let played = online::play(&day);
        decided += played.noes.decided;
        wrong += played.noes.wrong;
        undecided += played.noes.undecided;
        idle_beside += played.idle_beside;
        broken += played.promises_broken;
    }
    let share = 100.0 * f64::from(wrong) / f64::from(decided);
    println!(
        "{decided} noes decided, {wrong} wrong ({share:.2} %), {undecided} with too many promises to decide"
    );
    println!("{idle_beside} minutes of a desk idle beside somebody who fits, {broken} promises broken");
    assert!(decided > 1_000, "{decided}");
    assert!(1_000 * wrong <= 2 * decided, "{share:.2} %");
    assert_eq!((idle_beside, broken), (0, 0));
}
