// SPDX-License-Identifier: MPL-2.0
//! What the run found: a table for people, JSON for programs, and each aim with whether it was met.

use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use crate::figures::{Ratio, Slice, middle};
use crate::{Outcome, machine};

#[derive(Debug)]
pub struct Report {
    quick: bool,
    machine: Value,
    rows: Vec<Row>,
    aims: Vec<Aim>,
}

/// Subject and floor, measured in turns.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    subject: Slice,
    floor: Slice,
    throughput: Ratio,
    p95: Ratio,
}

#[derive(Debug, Serialize)]
struct Aim {
    what: String,
    value: f64,
    limit: f64,
    met: bool,
}

/// At least 0.7 of the floor's throughput.
const LEAST_THROUGHPUT: f64 = 0.7;
/// At most 1.5 times its p95.
const MOST_P95: f64 = 1.5;

impl Report {
    pub fn begin(quick: bool) -> Self {
        Self { quick, machine: machine::facts(), rows: Vec::new(), aims: Vec::new() }
    }

    /// Slices of subject and floor, in the order they were measured, held to the aims for both.
    pub fn compare(&mut self, name: &str, subject: &[Slice], floor: &[Slice]) {
        let (throughput, p95) = self.show(name, subject, floor);
        self.at_least(&format!("{name}: throughput of the floor's"), throughput.median, LEAST_THROUGHPUT);
        self.at_most(&format!("{name}: p95 over the floor's"), p95.median, MOST_P95);
    }

    /// The same without an aim.
    pub fn show(&mut self, name: &str, subject: &[Slice], floor: &[Slice]) -> (Ratio, Ratio) {
        let throughput = Ratio::of(subject, floor, |slice| slice.per_second);
        let p95 = Ratio::of(subject, floor, |slice| slice.p95);
        let row =
            Row { name: name.to_owned(), subject: middle(subject), floor: middle(floor), throughput, p95 };
        row.print();
        self.rows.push(row);
        (throughput, p95)
    }

    pub fn at_least(&mut self, what: &str, value: f64, limit: f64) {
        self.aim(what, value, limit, value >= limit);
    }

    pub fn at_most(&mut self, what: &str, value: f64, limit: f64) {
        self.aim(what, value, limit, value <= limit);
    }

    fn aim(&mut self, what: &str, value: f64, limit: f64, met: bool) {
        self.aims.push(Aim { what: what.to_owned(), value, limit, met });
    }

    pub fn print(&self) {
        println!("\n{}", serde_json::to_string(&self.machine).unwrap_or_default());
        println!(
            "\nmicroseconds; cpu is the server's, for each; ratios are subject over floor, slice by slice"
        );
        self.rows.iter().for_each(Row::print);
        println!();
        for Aim { what, value, limit, met } in &self.aims {
            println!("{} {what}: {value:.2} (aim {limit})", if *met { "met   " } else { "MISSED" });
        }
    }

    pub fn write(&self, file: &Path) -> Outcome<()> {
        let all = json!({
            "quick": self.quick, "machine": self.machine, "rows": self.rows, "aims": self.aims,
        });
        Ok(std::fs::write(file, serde_json::to_vec_pretty(&all)?)?)
    }
}

impl Row {
    fn print(&self) {
        let line = |who: &str, slice: &Slice| {
            let Slice { n, p50, p95, p99, per_second, cpu } = slice;
            println!(
                "  {who:8} n {n:8}  p50 {p50:9.0}  p95 {p95:9.0}  p99 {p99:9.0}  {per_second:9.1}/s  cpu {cpu:7.1}"
            );
        };
        let Self { name, throughput, p95, .. } = self;
        println!(
            "{name}: throughput {:.2} ({:.2}–{:.2}), p95 {:.2} ({:.2}–{:.2})",
            throughput.median, throughput.least, throughput.most, p95.median, p95.least, p95.most
        );
        line("subject", &self.subject);
        line("floor", &self.floor);
    }
}
