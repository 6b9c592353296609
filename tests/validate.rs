// SPDX-License-Identifier: MPL-2.0
//! The engine that looks ahead against exact tables, through the program itself: the tables carried here,
//! rows nobody tuned to with values worked out in this file, and files that are no tables.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_precision_loss,
    clippy::format_collect,
    reason = "a test that cannot go on says so; small counts, and tables written line by line"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn validate(folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mintur"))
        .args(["validate", "--json", "--tables"])
        .arg(folder)
        .output()
        .unwrap()
}

fn rows(output: &Output) -> Vec<Value> {
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON on standard output");
    report["rows"].as_array().unwrap().clone()
}

#[test]
fn every_row_of_the_exact_tables_agrees() {
    let output = validate(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables"));
    let rows = rows(&output);
    let apart: Vec<&Value> = rows.iter().filter(|row| row["agrees"] != true).collect();
    assert!(apart.is_empty(), "{apart:#?}");
    assert_eq!(rows.len(), 84);
    assert!(output.status.success());
    for figure in rows.iter().flat_map(|row| row["figures"].as_array().unwrap()) {
        let value = |name: &str| figure[name].as_f64().unwrap();
        assert!((value("mean") - value("table")).abs() <= 4.0 * value("standard_error"), "{figure}");
    }
}

const ERLANG_C: &str = "servers,utilisation,probability_of_waiting,mean_wait_in_mean_services\n";
const PRIORITY: &str = "queue,load_per_class,priority_rate_per_class,mean_wait_per_class_in_mean_services\n";
const GAP_DAY: &str = "slots_in_day,walk_ins_per_day,booked_no_show_probability,gap_slots,\
                       share_served_same_day,mean_wait_slots_per_arrival,unused_gaps\n";
const SESSION: &str =
    "booked_per_slot,no_show_probability,mean_wait_per_show,mean_tardiness,mean_idle_in_session\n";

/// A folder of tables, each the carried one unless it is given.
fn folder(tables: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let small = [
        ("erlang_c.csv", format!("{ERLANG_C}1,0.5,0.500000,1.000000\n")),
        ("accumulating_priority.csv", format!("{PRIORITY}M/D/1,0.4|0.4,1|2,2.50000|1.50000\n")),
        ("gap_day.csv", format!("{GAP_DAY}16,1,0,8,0.3935,4.9588,0.6065\n")),
        ("appointment_session.csv", format!("{SESSION}1|1|1|1|1|1|1|1,0,0.887188,1.682638,1.682638\n")),
    ];
    for (name, text) in small {
        let given = tables.iter().find(|(other, _)| *other == name).map(|(_, text)| (*text).to_owned());
        fs::write(folder.path().join(name), given.unwrap_or(text)).unwrap();
    }
    folder
}

/// Erlang's delay formula.
fn erlang_c(servers: u32, utilisation: f64) -> (f64, f64) {
    let load = f64::from(servers) * utilisation;
    let blocked = (1..=servers).fold(1.0, |b, n| load * b / (f64::from(n) + load * b));
    let waits = blocked / (1.0 - utilisation * (1.0 - blocked));
    (waits, waits / (f64::from(servers) * (1.0 - utilisation)))
}

/// The distribution of the number waiting carried from slot to slot.
fn gap_day(slots: usize, walk_ins: f64, no_show: f64, gaps: &[usize]) -> (f64, f64, f64) {
    const MOST: usize = 80;
    let mean = walk_ins / slots as f64;
    let poisson: Vec<f64> = (0..MOST)
        .scan(1.0, |term, k| {
            if k > 0 {
                *term *= mean / k as f64;
            }
            Some(*term * (-mean).exp())
        })
        .collect();
    let mut waiting = vec![0.0; MOST];
    waiting[0] = 1.0;
    let (mut served, mut waited, mut unused) = (0.0, 0.0, 0.0);
    for slot in 1..=slots {
        let come: Vec<f64> = (0..MOST).map(|n| (0..=n).map(|k| waiting[n - k] * poisson[k]).sum()).collect();
        let serves = if gaps.contains(&slot) { 1.0 } else { no_show };
        unused += if gaps.contains(&slot) { come[0] } else { 0.0 };
        served += serves * (1.0 - come[0]);
        waiting = (0..MOST)
            .map(|n| {
                let kept = if n == 0 { come[0] } else { come[n] * (1.0 - serves) };
                kept + come.get(n + 1).map_or(0.0, |more| more * serves)
            })
            .collect();
        waited += waiting.iter().enumerate().map(|(n, p)| n as f64 * p).sum::<f64>();
    }
    (served / walk_ins, waited / walk_ins, unused)
}

#[test]
fn rows_nobody_tuned_to_agree() {
    let erlang: String = [(1, 0.35), (2, 0.62), (7, 0.85), (12, 0.92), (10, 0.75), (1, 0.97)]
        .iter()
        .map(|&(servers, utilisation)| {
            let (waits, wait) = erlang_c(servers, utilisation);
            format!("{servers},{utilisation},{waits:.6},{wait:.6}\n")
        })
        .collect();
    let days: [(usize, f64, f64, &[usize]); 5] = [
        (24, 3.0, 0.07, &[5, 6, 20]),
        (8, 2.0, 0.3, &[8]),
        (16, 4.0, 0.1, &[]),
        (48, 6.0, 0.0, &[10, 20, 30, 40, 48]),
        (16, 1.5, 1.0, &[1]),
    ];
    let gaps: String = days
        .iter()
        .map(|&(slots, walk_ins, no_show, gaps)| {
            let (share, wait, unused) = gap_day(slots, walk_ins, no_show, gaps);
            let named: Vec<String> = gaps.iter().map(usize::to_string).collect();
            format!("{slots},{walk_ins},{no_show},{},{share:.4},{wait:.4},{unused:.4}\n", named.join("|"))
        })
        .collect();
    // From the queueing reference, section 3: theory for a case that is not among the carried rows.
    let priority = format!("{PRIORITY}M/M/4,0.8|0.1,1|4,2.12906|0.69195\n");
    let folder = folder(&[
        ("erlang_c.csv", &format!("{ERLANG_C}{erlang}")),
        ("gap_day.csv", &format!("{GAP_DAY}{gaps}")),
        ("accumulating_priority.csv", &priority),
    ]);
    let output = validate(folder.path());
    let rows = rows(&output);
    let apart: Vec<&Value> = rows.iter().filter(|row| row["agrees"] != true).collect();
    assert!(apart.is_empty() && output.status.success(), "{apart:#?}");
}

/// One who comes at the start of the first of eight slots and one at the fifth, each absent with this probability.
fn two_in_a_session(absent: f64) -> (f64, f64, f64) {
    let (there, over) = (1.0 - absent, (-4.0_f64).exp());
    let wait = there * there * over / (2.0 * there);
    let both = (1.0 - over) * over + over * 6.0 * over;
    let tardy = there * there * both + there * absent * (over * over + over);
    (wait, tardy, 8.0 - 2.0 * there + tardy)
}

/// Rows of things that hardly ever happen, as the tables print them.
fn rare_rows() -> [(&'static str, String); 4] {
    let calm = [(10, 0.2), (20, 0.1), (8, 0.3), (12, 0.25), (2, 0.01), (6, 0.35)];
    let erlang: String = calm
        .iter()
        .map(|&(servers, utilisation)| {
            let (waits, wait) = erlang_c(servers, utilisation);
            format!("{servers},{utilisation},{waits:.6},{wait:.6}\n")
        })
        .collect();
    // With one rate for all it is first come first served.
    let priority: String = [(6, 0.1, 0.1), (10, 0.15, 0.1), (1, 0.02, 0.01)]
        .iter()
        .map(|&(servers, one, other)| {
            let (_, wait) = erlang_c(servers, one + other);
            format!("M/M/{servers},{one}|{other},1|1,{wait:.5}|{wait:.5}\n")
        })
        .collect();
    let every: Vec<usize> = (1..=16).collect();
    let days: [(usize, f64, f64, &[usize]); 7] = [
        (16, 8.0, 0.0, &[8]),
        (16, 6.0, 0.0, &[16]),
        (16, 12.0, 0.1, &[4, 12]),
        (16, 40.0, 0.0, &[16]),
        (16, 1.0, 0.0, &every),
        (16, 4.0, 0.0, &[]),
        (16, 2.0, 0.001, &[]),
    ];
    let gaps: String = days
        .iter()
        .map(|&(slots, walk_ins, no_show, gaps)| {
            let (share, wait, unused) = gap_day(slots, walk_ins, no_show, gaps);
            let named: Vec<String> = gaps.iter().map(usize::to_string).collect();
            format!("{slots},{walk_ins},{no_show},{},{share:.4},{wait:.4},{unused:.4}\n", named.join("|"))
        })
        .collect();
    let mut sessions = format!("1|0|0|0|0|0|0|0,0,0.000000,{:.6},{:.6}\n", rest(8.0), 7.0 + rest(8.0));
    sessions.extend([0.0, 0.001, 0.1].map(|absent| {
        let (wait, tardy, idle) = two_in_a_session(absent);
        format!("1|0|0|0|1|0|0|0,{absent},{wait:.6},{tardy:.6},{idle:.6}\n")
    }));
    [
        ("erlang_c.csv", format!("{ERLANG_C}{erlang}")),
        ("accumulating_priority.csv", format!("{PRIORITY}{priority}")),
        ("gap_day.csv", format!("{GAP_DAY}{gaps}")),
        ("appointment_session.csv", format!("{SESSION}{sessions}")),
    ]
}

/// How much of one service of mean one lies beyond a moment.
fn rest(beyond: f64) -> f64 {
    (-beyond).exp()
}

#[test]
fn rows_of_what_hardly_ever_happens_agree() {
    let rare = rare_rows();
    let named: Vec<(&str, &str)> = rare.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let output = validate(folder(&named).path());
    let rows = rows(&output);
    let apart: Vec<&Value> = rows.iter().filter(|row| row["agrees"] != true).collect();
    assert!(apart.is_empty() && output.status.success(), "{apart:#?}");
    assert_eq!(rows.len(), 6 + 3 + 7 + 4);
}

#[test]
fn a_wrong_value_is_found_in_ordinary_rows_and_in_rare_ones() {
    let days = "16,8,0,8,0.1227,7.3956,0.0366\n16,2,0,8,0.3161,5.6555,0.3753\n";
    let folder = folder(&[
        (
            "erlang_c.csv",
            &format!(
                "{ERLANG_C}2,0.7,0.576471,1.060784\n2,0.7,0.576471,0.980000\n2,0.7,0.588000,0.960784\n\
                 10,0.2,0.000096,0.000006\n10,0.2,0.000024,0.000006\n10,0.2,0.000048,0.000012\n\
                 10,0.2,0.000000,0.000000\n20,0.1,0.000001,0.000000\n"
            ),
        ),
        ("gap_day.csv", &format!("{GAP_DAY}{days}")),
        ("appointment_session.csv", &format!("{SESSION}1|0|0|0|0|0|0|0,0,0.000000,0.000671,7.000335\n")),
    ]);
    let output = validate(folder.path());
    assert!(!output.status.success());
    let rows = rows(&output);
    let believed: Vec<&Value> =
        rows.iter().filter(|row| row["table"] != "accumulating_priority" && row["agrees"] == true).collect();
    assert!(believed.is_empty(), "{believed:#?}");
    assert!(rows[0]["figures"][1]["deviation"].as_f64().unwrap() < -4.0);
}

#[test]
fn a_file_that_is_no_table_is_refused_with_its_line_and_what_is_wrong() {
    let hostile = [
        ("erlang_c.csv", "servers,utilisation\n1,0.5\n".to_owned(), "probability_of_waiting"),
        ("erlang_c.csv", format!("{ERLANG_C}1,1.2,0.5,1\n"), "utilisation is 1.2"),
        ("erlang_c.csv", format!("{ERLANG_C}1,NaN,0.5,1\n"), "utilisation is NaN"),
        ("erlang_c.csv", format!("{ERLANG_C}1e300,0.5,0.5,1\n"), "servers is 1e300"),
        ("erlang_c.csv", format!("{ERLANG_C}2.5,0.5,0.5,1\n"), "whole number"),
        ("erlang_c.csv", format!("{ERLANG_C}1,0.5\n"), "erlang_c.csv:2"),
        ("erlang_c.csv", ERLANG_C.to_owned(), "no rows"),
        ("erlang_c.csv", String::new(), "is missing"),
        ("accumulating_priority.csv", format!("{PRIORITY}M/M/0,0.4,1,1\n"), "M/M/c"),
        ("accumulating_priority.csv", format!("{PRIORITY}M/G/1,0.4,1,1\n"), "M/M/c"),
        ("accumulating_priority.csv", format!("{PRIORITY}M/M/1,0.6|0.6,1|2,1|1\n"), "add up"),
        ("accumulating_priority.csv", format!("{PRIORITY}M/M/1,0.4|0.4,1,1|1\n"), "one of each"),
        ("gap_day.csv", format!("{GAP_DAY}16,1,0,17,0.4,5,0.6\n"), "gap_slots is 17"),
        ("gap_day.csv", format!("{GAP_DAY}16,1,0,8|8,0.4,5,0.6\n"), "every slot once"),
        ("gap_day.csv", format!("{GAP_DAY}99999999999,1,0,8,0.4,5,0.6\n"), "slots_in_day"),
        ("gap_day.csv", format!("{GAP_DAY}16,-1,0,8,0.4,5,0.6\n"), "walk_ins_per_day is -1"),
        ("appointment_session.csv", format!("{SESSION}1|x|1,0,1,1,1\n"), "no number"),
        ("appointment_session.csv", format!("{SESSION}0|0,0,1,1,1\n"), "somebody has to come"),
        ("appointment_session.csv", format!("{SESSION}1|1,1.5,1,1,1\n"), "no_show_probability is 1.5"),
    ];
    for (name, text, said) in hostile {
        let folder = folder(&[(name, &text)]);
        let output = validate(folder.path());
        let problem = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{name} was believed: {text}");
        assert!(problem.contains(name) && problem.contains(said), "{text}\n said «{problem}»");
        assert_eq!(problem.trim_end().lines().count(), 1, "{problem}");
    }
    let nowhere = validate(Path::new("tests/no-such-folder"));
    assert!(!nowhere.status.success());
}

#[test]
fn a_missing_table_is_reported_after_the_others_were_checked() {
    let folder = folder(&[]);
    fs::remove_file(folder.path().join("gap_day.csv")).unwrap();
    let output = validate(folder.path());
    assert_eq!(rows(&output).len(), 3);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("gap_day.csv is missing"));
}
