// SPDX-License-Identifier: MPL-2.0
//! Two thousand office days with faults on every run, and every seed that ever failed, again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]

use std::path::PathBuf;

use forecast::history::{PastVisit, VisitHistory};
use jiff::civil::Date;
use office::event::Recorded;
use office::time::Length;
use report::day_summaries::DaySummaries;
use simulation::ledger_count::{DayFigures, LedgerCount};
use simulation::{self, SimulationFailure};

/// Days of an ordinary run; `MINTUR_SIM_DAYS` asks for more.
const DAYS: u64 = 2_000;
const SEED: u64 = 20_261_122;

#[test]
fn every_seed_that_ever_failed_is_sound_now() {
    let mut replayed = 0;
    for entry in std::fs::read_dir(seeds()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "seed") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let seed = text.lines().next().and_then(|line| line.trim().parse().ok());
        let seed = seed.unwrap_or_else(|| panic!("{} does not begin with a seed", path.display()));
        if let Some(failure) = simulation::replay(seed, Box::new(Counted::default())) {
            panic!("{}:\n{failure}", path.display());
        }
        replayed += 1;
    }
    println!("{replayed} saved seeds replayed");
}

#[test]
fn office_days_with_faults_break_no_invariant() {
    let number =
        |name, otherwise| std::env::var(name).map_or(otherwise, |text: String| text.parse().unwrap());
    let report = simulation::simulate_read_by(
        &|| Box::new(Counted::default()),
        number("MINTUR_SIM_SEED", SEED),
        number("MINTUR_SIM_DAYS", DAYS),
        &|_| {},
    );
    println!("{report}");
    if let Some(failure) = &report.failure {
        save(failure);
        panic!("{failure}");
    }
    let few = report.counts.overcautious * 500 <= report.counts.compared_exactly;
    assert!(few, "calls pass over whom they could take: {report}");
    let met = report.counts.silences > 0 && report.counts.unconfirmed > 0;
    assert!(met || report.counts.days < DAYS, "no silence was met: {report}");
    assert!(report.counts.days >= DAYS.min(number("MINTUR_SIM_DAYS", DAYS)), "{report}");
}

/// The same seed plays the same days: a failure can be looked at again.
#[test]
fn a_seed_plays_the_same_days_again() {
    let play = || simulation::simulate(7, 12, &|_| {}).counts;
    assert_eq!(play(), play());
}

fn save(failure: &SimulationFailure) {
    let path = seeds().join(format!("{}.seed", failure.seed));
    std::fs::write(path, format!("{}\n{failure}\n", failure.seed)).unwrap();
}

fn seeds() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/seeds")
}

/// The report and the history, which count from the ledger alone.
#[derive(Default)]
struct Counted {
    days: DaySummaries,
    history: VisitHistory,
    seq: u64,
}

impl LedgerCount for Counted {
    fn read(&mut self, recorded: &Recorded) {
        self.seq += 1;
        self.days.add(self.seq, recorded);
        self.history.add(recorded);
    }

    fn differs(&mut self, day: &DayFigures) -> Vec<String> {
        let (reported, learned) = (self.reported(day.date), self.learned(day.date));
        let mut differ = Vec::new();
        for (who, figures) in [("the report", reported), ("the history", learned)] {
            let ours = Some(named(day, who == "the report"));
            if figures != ours {
                differ.push(format!("{who} has {figures:?} of {}, and it was {ours:?}", day.date));
            }
        }
        differ
    }
}

/// Figures by name.
type Named = Vec<(&'static str, String)>;

fn named(day: &DayFigures, of_report: bool) -> Named {
    if !of_report {
        let (lengths, kept) = (&day.lengths, &day.lengths_on_kept_places);
        return vec![("lengths", format!("{lengths:?}")), ("on kept places", format!("{kept:?}"))];
    }
    vec![
        ("delays", format!("{:?}", day.delays)),
        ("bookings", day.bookings.to_string()),
        ("gaps", format!("{:?}", day.gaps)),
        ("promises kept", day.promises_kept.to_string()),
        ("promises missed", day.promises_missed.to_string()),
        ("served", day.served.to_string()),
    ]
}

impl Counted {
    fn reported(&self, date: Date) -> Option<Named> {
        let days = self.days.between(date, date);
        let day = days.first()?;
        let mut delays: Vec<i64> = day.touched.iter().map(|touched| touched.late_seconds).collect();
        delays.sort_unstable();
        let kept = |as_told| day.visits.iter().filter(|visit| visit.kept == Some(as_told)).count();
        let gaps = day.gaps.iter().map(|gap| (gap.used, gap.how)).collect();
        let served = day.visits.iter().filter(|visit| visit.is_served()).count();
        let bookings = usize::try_from(day.bookings).unwrap_or(usize::MAX);
        let (promises_kept, promises_missed) = (kept(true), kept(false));
        let figures = DayFigures {
            date,
            delays,
            bookings,
            gaps,
            promises_kept,
            promises_missed,
            served,
            lengths: Vec::new(),
            lengths_on_kept_places: Vec::new(),
        };
        Some(named(&figures, true))
    }

    fn learned(&self, date: Date) -> Option<Named> {
        let day = self.history.days().get(&date)?;
        let took = |visits: &[PastVisit]| {
            let mut took: Vec<i64> =
                visits.iter().filter_map(|visit| visit.took).map(Length::as_seconds).collect();
            took.sort_unstable();
            format!("{took:?}")
        };
        Some(vec![("lengths", took(&day.visits)), ("on kept places", took(&day.kept))])
    }
}
