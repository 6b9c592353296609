// SPDX-License-Identifier: MPL-2.0
//! Advice judged on days that happened: who booked a time for the same day in four real offices stands for who
//! comes unbooked. On the eve of each day the advice sees only the days before it; then the day is played, by
//! the office itself, under the advised plan and under simple ones. Other weeks: `MINTUR_BOOK=DIR`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use forecast::advice::{
    AdviceBudget, AdviceInput, Costs, MIN_DAYS_OBSERVED, NoAdvice, advise, evaluate_plan, spread,
};
use forecast::history::{PastDay, PastVisit, VisitHistory};
use jiff::civil::{Date, Time, Weekday};
use office::calendar::{OpenDay, OpeningHours, Zone};
use office::gap::{Plan, ReleaseRule};
use office::policy::Policy;
use office::setup::{Desk, Direction, Errand, Features, Identification, Setup, WitnessQuota};
use office::ticket::Urgency;
use office::time::Length;

const OFFICES: [&str; 4] = ["brackwede", "heepen", "joellenbeck", "mitte"];
/// Starts lie on five minutes; a service takes three of them.
const STARTS_PER_BOOKING: usize = 3;
/// A longer run that vanishes at once was withdrawn, not booked.
const LONGEST_RUN: usize = 12;

fn books() -> Vec<PathBuf> {
    let folder = std::env::var_os("MINTUR_BOOK")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/book"), PathBuf::from);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
    files.sort();
    files
}

/// The days of one office: every run of neighbouring starts that is taken between two snapshots in opening
/// hours is as many bookings for the same day as fit into it.
fn days(office: &str) -> BTreeMap<Date, PastDay> {
    let mut taken: BTreeMap<Date, BTreeMap<u16, Vec<u16>>> = BTreeMap::new();
    for file in books() {
        for row in csv::Reader::from_path(file).unwrap().records() {
            let row = row.unwrap();
            if &row[0] != office {
                continue;
            }
            let (seen_at, start) = (minute(&row[2]), minute(&row[4]));
            let day = taken.entry(row[1].parse().unwrap()).or_default();
            if &row[3] == "taken" && (8 * 60..16 * 60).contains(&seen_at) && start >= seen_at {
                day.entry(seen_at).or_default().push(start);
            }
        }
    }
    let past = |day: BTreeMap<u16, Vec<u16>>| {
        let visits = day.into_iter().flat_map(|(at, mut starts)| {
            starts.sort_unstable();
            let booked = runs(&starts).into_iter().filter(|run| *run <= LONGEST_RUN);
            let count: usize = booked.map(|run| run.div_ceil(STARTS_PER_BOOKING)).sum();
            std::iter::repeat_n(visit(at), count)
        });
        PastDay { visits: visits.collect(), open: true, ..PastDay::default() }
    };
    taken.into_iter().map(|(date, day)| (date, past(day))).collect()
}

fn minute(clock: &str) -> u16 {
    let (hour, minute) = clock.split_once(':').unwrap();
    hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap()
}

fn runs(starts: &[u16]) -> Vec<usize> {
    let mut runs: Vec<usize> = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        match runs.last_mut().filter(|_| index > 0 && start - starts[index - 1] <= 5) {
            Some(run) => *run += 1,
            None => runs.push(1),
        }
    }
    runs
}

fn visit(at: u16) -> PastVisit {
    PastVisit {
        at: Length::minutes(at.into()),
        errand: "visit".into(),
        identification: Identification::Photo,
        needs: Features::NONE,
        urgency: Urgency::Ordinary,
        took: None,
    }
}

fn setup() -> Setup {
    let hours = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday]
        .map(|weekday| OpenDay {
            weekday,
            opens: Time::constant(8, 0, 0, 0),
            closes: Time::constant(17, 0, 0, 0),
        });
    let desk = |number: usize| Desk {
        id: number.to_string().parse().unwrap(),
        name: number.to_string(),
        area: None,
        direction: Direction::Ahead,
        features: Features::NONE,
    };
    Setup {
        id: "book".into(),
        name: "Book".to_owned(),
        holding: None,
        witness: WitnessQuota::default(),
        time_zone: Zone::named("Europe/Berlin").unwrap(),
        opening_hours: OpeningHours(hours.to_vec()),
        desks: (1..=6).map(desk).collect(),
        errands: vec![Errand {
            id: "visit".into(),
            name: None,
            icon: None,
            minutes: 20,
            minutes_without_photo: 20,
            likely_minutes: 25,
            likely_minutes_without_photo: 25,
            features_without_photo: Features::NONE,
            briefing: vec![],
            briefing_without_photo: vec![],
            bring: vec![],
            bring_without_photo: vec![],
        }],
        outcomes: vec![office::names::OutcomeId::from("done").into()],
    }
}

#[derive(Default)]
struct Sum {
    cost: f64,
    turned_away: f64,
    unused: f64,
    waited: f64,
}

#[test]
fn advice_costs_less_than_simple_plans_on_days_that_happened() {
    let (setup, policy, plan) = (setup(), Policy::default(), Plan::default());
    let costs = Costs { turned_away: 4.0, ..Costs::default() };
    let names = ["advice", "as yesterday", "fixed: two", "fixed: first ten days' mean", "none"];
    let mut sums: Vec<Sum> = names.iter().map(|_| Sum::default()).collect();
    let (mut played, mut came) = (0, 0);
    // All days take minutes; every fourth already tells.
    let every = if std::env::var_os("MINTUR_ADVICE_ALL").is_some() { 1 } else { 4 };
    for office in OFFICES {
        let all = days(office);
        let dates: Vec<Date> = all.keys().copied().collect();
        let beginning: usize = all.values().take(MIN_DAYS_OBSERVED).map(|day| day.visits.len()).sum();
        for eve in (MIN_DAYS_OBSERVED..dates.len()).step_by(every) {
            let date = dates[eve];
            let before: BTreeMap<Date, PastDay> =
                all.range(..date).map(|(d, past)| (*d, past.clone())).collect();
            let history = VisitHistory::of(before);
            let today = date.checked_sub(jiff::Span::new().days(1)).unwrap();
            let known = AdviceInput { setup: &setup, policy: &policy, plan: &plan, history: &history, today };
            let Ok(advice) = advise(
                &known,
                costs,
                AdviceBudget { days: 60, ahead: 1, ..AdviceBudget::default() },
                &|_, _| {},
            ) else {
                continue;
            };
            let Some(of_day) = advice.weekdays.iter().find(|day| day.date == date) else { continue };
            let yesterday = all[&dates[eve - 1]].visits.len();
            let spread = |gaps| spread(&known, date, gaps, ReleaseRule::Hard);
            let plans = [
                of_day.points[of_day.best].lines.clone(),
                spread(yesterday),
                spread(2),
                spread((beginning + MIN_DAYS_OBSERVED / 2) / MIN_DAYS_OBSERVED),
                Vec::new(),
            ];
            played += 1;
            came += all[&date].visits.len();
            for (sum, lines) in sums.iter_mut().zip(plans) {
                let day = evaluate_plan(&known, date, &lines, &all[&date].visits, costs).unwrap();
                sum.cost += day.cost;
                sum.turned_away += day.turned_away;
                sum.unused += day.unused_minutes;
                sum.waited += day.wait_minutes;
            }
        }
    }
    let days = f64::from(played);
    println!("{played} days, {came} people");
    println!("{:<28} {:>10} {:>12} {:>12} {:>8}", "a day", "cost, h", "turned away", "unused, min", "wait");
    for (name, sum) in names.iter().zip(&sums) {
        println!(
            "{name:<28} {:>10.2} {:>12.2} {:>12.1} {:>8.1}",
            sum.cost / days,
            sum.turned_away / days,
            sum.unused / days,
            sum.waited / days
        );
    }
    assert!(played >= 4, "too few days to judge");
    for (name, sum) in names.iter().zip(&sums).skip(1) {
        assert!(sums[0].cost < sum.cost, "{name} would have cost less");
    }
}

#[test]
fn nonsensical_costs_and_too_little_data_get_a_sentence_and_no_number() {
    let (setup, policy, plan) = (setup(), Policy::default(), Plan::default());
    let all = days("mitte");
    let few = VisitHistory::of(all.iter().take(3).map(|(date, past)| (*date, past.clone())).collect());
    let today = *all.keys().last().unwrap();
    let known = AdviceInput { setup: &setup, policy: &policy, plan: &plan, history: &few, today };
    let ask = |costs| advise(&known, costs, AdviceBudget::default(), &|_, _| {}).unwrap_err();
    assert_eq!(ask(Costs::default()), NoAdvice::TooLittle { seen: 3, needed: MIN_DAYS_OBSERVED });
    for wrong in [f64::NAN, -1.0, 0.0, 1e9, f64::INFINITY] {
        let said = ask(Costs { turned_away: wrong, ..Costs::default() });
        assert!(said.to_string().contains("it may be 0.1 to 100 clerk hours"), "{said}");
    }
}

#[test]
fn more_is_kept_where_turning_someone_away_costs_more_and_the_same_seed_advises_the_same() {
    let (setup, policy, plan) = (setup(), Policy::default(), Plan::default());
    let history = VisitHistory::of(days("heepen"));
    let today = *history.days().keys().last().unwrap();
    let known = AdviceInput { setup: &setup, policy: &policy, plan: &plan, history: &history, today };
    let effort = AdviceBudget { days: 100, ..AdviceBudget::default() };
    let ask =
        |turned_away| advise(&known, Costs { turned_away, ..Costs::default() }, effort, &|_, _| {}).unwrap();
    let reserved = |advice: &forecast::advice::Advice| {
        advice.weekdays.iter().map(|day| day.points[day.best].reserved_minutes).sum::<f64>()
    };
    let (cheap, dear) = (ask(0.2), ask(20.0));
    assert!(reserved(&cheap) < reserved(&dear), "{} and {}", reserved(&cheap), reserved(&dear));
    assert_eq!(dear, ask(20.0));
    for day in &dear.weekdays {
        assert!(day.points.iter().any(|point| point.on_the_curve));
        assert!(day.points.iter().all(|point| point.turned_away.is_finite() && point.cost >= 0.0));
    }
}

#[test]
fn other_lengths_are_tried_and_the_next_best_is_shown_with_the_error_of_the_difference() {
    let (setup, policy, plan) = (setup(), Policy::default(), Plan::default());
    let history = VisitHistory::of(days("heepen"));
    let today = *history.days().keys().last().unwrap();
    let known = AdviceInput { setup: &setup, policy: &policy, plan: &plan, history: &history, today };
    let effort = AdviceBudget { days: 200, ..AdviceBudget::default() };
    let advice = advise(&known, Costs::default(), effort, &|_, _| {}).unwrap();
    for day in &advice.weekdays {
        let lengths: BTreeSet<i32> = day.points.iter().map(|point| point.minutes).collect();
        assert!(lengths.len() >= 2 && day.points.len() <= 20, "{lengths:?} of {} plans", day.points.len());
        let best = &day.points[day.best];
        let second = day.against_second.expect("there is another plan");
        let other = &day.points[second.point];
        assert!(second.dearer >= 0.0 && (second.dearer - (other.cost - best.cost)).abs() < 1e-6);
        assert!(second.low <= second.dearer && second.dearer <= second.high);
        let apart = 1.96 * (best.cost_error.powi(2) + other.cost_error.powi(2)).sqrt();
        assert!((second.high - second.low) / 2.0 < apart, "the same days say more: {second:?}");
        assert_eq!(second.is_sure(), second.low > 0.0);
        let present = day.against_present.expect("the present plan keeps nothing, and is not the best");
        assert!(present.is_sure() && present.point == day.present, "{present:?}");
        let most = day.points.iter().map(|point| point.reserved_minutes).fold(0.0, f64::max);
        assert_eq!(day.at_the_edge, best.reserved_minutes >= most);
    }
}
