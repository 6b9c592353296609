// SPDX-License-Identifier: MPL-2.0
//! Two thousand office days with faults on every run, and every seed that ever failed, again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]

use std::path::PathBuf;

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
        if let Some(failure) = simulation::replay(seed) {
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
    let report =
        simulation::simulate(number("MINTUR_SIM_SEED", SEED), number("MINTUR_SIM_DAYS", DAYS), &|_| {});
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
