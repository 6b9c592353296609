// SPDX-License-Identifier: MPL-2.0
//! The benchmark: `make bench`. What it measures and against which floors: docs/benchmarks.md.
//!
//! The binary starts itself again for everything that must be a process of its own: the office under test,
//! the floors, the crowd of screens, a rebuild. Floor and subject take turns within the same minute, on the
//! same disk, and only their ratio counts: the machine's mood of the hour falls out of it.
//! What never lives here: a figure that is not measured in this run.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]
#![expect(clippy::print_stdout, reason = "a benchmark talks")]

mod bench_office;
mod broadcast;
mod child;
mod content;
mod crowd;
mod diary;
mod figures;
mod floor;
mod foresight;
mod history;
mod http;
mod machine;
mod queue;
mod rebuild;
mod report;
mod screen;
mod start;
mod time;
mod worth;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use report::Report;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How long everything takes, and where it is written.
#[derive(Debug)]
struct Plan {
    quick: bool,
    only: Option<String>,
    json: PathBuf,
    data: PathBuf,
}

impl Plan {
    /// The longer for a run that counts, the shorter for a smoke check.
    const fn pick<T: Copy>(&self, full: T, quick: T) -> T {
        if self.quick { quick } else { full }
    }

    fn wants(&self, part: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only.split(',').any(|one| one == part))
    }
}

fn main() -> ExitCode {
    // cargo itself adds --bench.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    machine::raise_file_limit();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["as-office", data] => bench_office::serve(data),
        ["as-floor", data] => floor::serve(data),
        ["as-crowd", screens, target] => crowd::run(screens, target),
        ["as-rebuild", "office", data] => rebuild::office(data),
        ["as-rebuild", "floor", data] => rebuild::floor(data),
        options => plan(options).and_then(|plan| run(&plan)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn plan(options: &[&str]) -> Outcome<Plan> {
    let target = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target");
    let data = target.join("bench-data");
    let mut plan = Plan { quick: false, only: None, json: target.join("bench.json"), data };
    let mut options = options.iter();
    while let Some(&option) = options.next() {
        let mut value = || options.next().ok_or(format!("{option} takes a value"));
        match option {
            "--quick" => plan.quick = true,
            "--only" => plan.only = Some((*value()?).to_owned()),
            "--json" => plan.json = PathBuf::from(value()?),
            other => {
                return Err(format!(
                    "{other} is not known; there are --quick, --json FILE and --only \
                     queue,content,broadcast,rebuild,start,diary,worth,foresight"
                )
                .into());
            }
        }
    }
    Ok(plan)
}

/// One part of the benchmark.
type Part = fn(&Plan, &mut Report) -> Outcome<()>;

fn run(plan: &Plan) -> Outcome<()> {
    // A ledger of an earlier run has another office's history in it.
    let _ = std::fs::remove_dir_all(&plan.data);
    std::fs::create_dir_all(&plan.data)?;
    let mut report = Report::begin(plan.quick);
    let parts: [(&str, Part); 8] = [
        ("queue", queue::measure),
        ("content", content::measure),
        ("broadcast", broadcast::measure),
        ("rebuild", rebuild::measure),
        ("start", start::measure),
        ("diary", diary::measure),
        ("worth", worth::measure),
        ("foresight", foresight::measure),
    ];
    for (name, measure) in parts {
        if plan.wants(name) {
            println!("… {name}");
            measure(plan, &mut report)?;
        }
    }
    let _ = std::fs::remove_dir_all(&plan.data);
    report.print();
    report.write(&plan.json)?;
    println!("\nwritten to {}", plan.json.display());
    Ok(())
}
