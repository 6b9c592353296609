// SPDX-License-Identifier: MPL-2.0
//! The validation report, as text and as JSON.

use std::fmt;

use serde::Serialize;

/// One value of a row: the table's, the simulated one, and their deviation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueResult {
    pub name: String,
    pub table: f64,
    pub mean: f64,
    pub standard_error: f64,
    /// In standard errors.
    pub deviation: f64,
    /// The standard error is within its limit.
    #[serde(rename = "sure_enough")]
    pub precise_enough: bool,
    pub agrees: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RowResult {
    pub table: &'static str,
    /// Line in the file; the header is line 1.
    pub line: u64,
    #[serde(serialize_with = "as_map")]
    pub inputs: Vec<(String, String)>,
    pub figures: Vec<ValueResult>,
    pub agrees: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValidationReport {
    pub seed: u64,
    pub rows: Vec<RowResult>,
    pub agrees: bool,
}

impl ValidationReport {
    /// The report as JSON; a serialization error is reported as a JSON object too.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_else(|error| format!("{{\"error\":\"{error}\"}}"))
    }

    /// The largest deviation of any value, in standard errors.
    pub fn max_deviation(&self) -> f64 {
        let figures = self.rows.iter().flat_map(|row| &row.figures);
        figures.map(|figure| figure.deviation.abs()).fold(0.0, f64::max)
    }
}

impl fmt::Display for RowResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inputs: Vec<String> = self.inputs.iter().map(|(_, value)| value.clone()).collect();
        let verdict = if self.agrees { "agrees  " } else { "DISAGREES" };
        write!(f, "{verdict} {}:{} {}", self.table, self.line, inputs.join(" "))?;
        for figure in &self.figures {
            let ValueResult { name, table, mean, standard_error, deviation, precise_enough, .. } = figure;
            write!(
                f,
                "\n    {name}: {table} in the table, {mean:.6} ± {standard_error:.6}, {deviation:+.2} off"
            )?;
            if !precise_enough && deviation.abs() <= super::MAX_DEVIATION {
                f.write_str(" (no run of bounded length is sure enough)")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for ValidationReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.rows {
            writeln!(f, "{row}")?;
        }
        let agreeing = self.rows.iter().filter(|row| row.agrees).count();
        let (all, seed, max_deviation) = (self.rows.len(), self.seed, self.max_deviation());
        write!(
            f,
            "{agreeing} of {all} rows agree (seed {seed}); the max_deviation value is {max_deviation:.2} standard errors off"
        )
    }
}

fn as_map<S: serde::Serializer>(inputs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(inputs.iter().map(|(name, value)| (name, value)))
}
