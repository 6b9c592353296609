// SPDX-License-Identifier: MPL-2.0
//! Each trial with what was tried, its targets, what came of them, and what was decided.

use super::name;
use super::rows::{CellValue, Rows};
use report::report::Report;
use report::trial::{Comparison, TrialResult};

const SECTION: &str = "worth-section-trials";

pub(super) fn rows(rows: &mut Rows, report: &Report) {
    for trial in &report.trials {
        add_trial(rows, trial);
    }
    if report.trials.is_empty() {
        let none = rows.word("report-no-trials");
        rows.text(SECTION, rows.word("worth-trial-hypothesis"), &none);
    }
}

fn add_trial(rows: &mut Rows, trial: &TrialResult) {
    let called = |rows: &Rows, key: &str| format!("{}: {}", trial.id, rows.word(key));
    let state = rows.word(&format!("report-trial-{}", name(trial.state).replace('_', "-")));
    for (key, text) in [
        ("worth-trial-hypothesis", &trial.hypothesis),
        ("worth-trial-owner", &trial.owner),
        ("worth-trial-change", &trial.change),
        ("worth-trial-first-day", &trial.first_day),
        ("worth-trial-compared-to", &trial.compared_to),
        ("worth-trial-state", &state),
    ] {
        rows.text(SECTION, called(rows, key), text);
    }
    if let Some(verdict) = &trial.verdict {
        let decision = rows.word(&format!("report-decision-{}", name(verdict.decision)));
        let decided = format!("{decision}, {}: {}", verdict.on, verdict.reason);
        rows.text(SECTION, called(rows, "worth-trial-decision"), &decided);
    }
    for comparison in &trial.comparisons {
        add_comparison(rows, trial.id, comparison);
    }
}

fn add_comparison(rows: &mut Rows, id: u32, of: &Comparison) {
    let measure = rows.measure(of.measure);
    let called = |rows: &Rows, key: &str| format!("{id}: {measure}, {}", rows.word(key));
    rows.value(SECTION, called(rows, "report-target"), CellValue::number(of.target));
    rows.figure(SECTION, called(rows, "report-before"), &of.before);
    rows.figure(SECTION, called(rows, "report-during"), &of.during);
    if let Some(difference) = of.difference {
        rows.range(SECTION, called(rows, "report-difference"), difference);
    }
    let seen = rows.word(&format!("report-seen-{}", name(of.verdict).replace('_', "-")));
    rows.text(SECTION, called(rows, "report-seen"), &seen);
}
