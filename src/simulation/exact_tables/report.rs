//! What validation found: row by row for people, as JSON for programs.

use std::fmt;

use serde::Serialize;

/// One value of a row: what the table says, what the simulation found, and how far apart they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    pub name: String,
    pub table: f64,
    pub mean: f64,
    pub standard_error: f64,
    /// In standard errors.
    pub deviation: f64,
    /// The standard error is below the part of the value that it may be.
    pub sure_enough: bool,
    pub agrees: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judged {
    pub table: &'static str,
    /// The line in the file, the header being the first.
    pub line: u64,
    #[serde(serialize_with = "as_map")]
    pub inputs: Vec<(String, String)>,
    pub figures: Vec<Figure>,
    pub agrees: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    pub seed: u64,
    pub rows: Vec<Judged>,
    pub agrees: bool,
}

impl Report {
    /// For programs. Always JSON, also when something cannot be written as such.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_else(|error| format!("{{\"error\":\"{error}\"}}"))
    }

    /// The largest deviation of any value, in standard errors.
    pub fn furthest(&self) -> f64 {
        let figures = self.rows.iter().flat_map(|row| &row.figures);
        figures.map(|figure| figure.deviation.abs()).fold(0.0, f64::max)
    }
}

impl fmt::Display for Judged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inputs: Vec<String> = self.inputs.iter().map(|(_, value)| value.clone()).collect();
        let verdict = if self.agrees { "agrees  " } else { "DISAGREES" };
        write!(f, "{verdict} {}:{} {}", self.table, self.line, inputs.join(" "))?;
        for figure in &self.figures {
            let Figure { name, table, mean, standard_error, deviation, sure_enough, .. } = figure;
            write!(
                f,
                "\n    {name}: {table} in the table, {mean:.6} ± {standard_error:.6}, {deviation:+.2} off"
            )?;
            if !sure_enough && deviation.abs() <= super::WITHIN {
                f.write_str(" (no run of bounded length is sure enough)")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.rows {
            writeln!(f, "{row}")?;
        }
        let agreeing = self.rows.iter().filter(|row| row.agrees).count();
        let (all, seed, furthest) = (self.rows.len(), self.seed, self.furthest());
        write!(
            f,
            "{agreeing} of {all} rows agree (seed {seed}); the furthest value is {furthest:.2} standard errors off"
        )
    }
}

fn as_map<S: serde::Serializer>(inputs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(inputs.iter().map(|(name, value)| (name, value)))
}
