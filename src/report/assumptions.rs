// SPDX-License-Identifier: MPL-2.0
//! Assumptions of a business case: numbers with a low and a high end, read from a TOML file. Invalid or contradictory
//! numbers are rejected with the line, the key and a remedy.

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use office::free_text::FreeText;
use statistics::Range;

/// One assumption: its ends, and optionally the most likely value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    pub ends: Range,
    pub likely: Option<f64>,
}

impl Amount {
    pub const fn exact(value: f64) -> Self {
        Self { ends: Range::exact(value), likely: None }
    }

    /// The three-point estimate (low + 4 · likely + high) / 6; without a likeliest value, the middle.
    pub fn expected(&self) -> f64 {
        let Range { low, high } = self.ends;
        self.likely.map_or_else(|| self.ends.middle(), |likely| (low + 4.0 * likely + high) / 6.0)
    }
}

/// All assumptions; optional ones may be left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumptions {
    pub citizens_per_year: Amount,
    pub companion_hours_before: Amount,
    pub companion_hours_after: Amount,
    pub indirect_cases_per_month: Amount,
    pub indirect_hours_per_case: Amount,
    pub cost_dkk: Amount,
    pub hours_per_fte: Amount,
    /// What the second and later years cost; left out, as much as the first.
    pub running_cost_dkk: Option<Amount>,
    /// What a saved hour is worth to the municipality; left out, net present value is a table over it.
    pub hour_value_dkk: Option<Amount>,
    /// The share of indirect cases whose citizen is among the direct ones; left out, unknown.
    pub overlap_share: Option<Amount>,
    pub discount_rate: f64,
    pub years: u32,
    pub owners: Owners,
}

/// Who has the gain, and who bears the cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owners {
    pub direct: Option<FreeText>,
    pub indirect: Option<FreeText>,
    pub cost: Option<FreeText>,
}

/// The official rate of 3.5 % a year, and a short horizon.
pub const DISCOUNT_RATE: f64 = 0.035;
pub const YEARS: u32 = 4;

const REQUIRED: [&str; 7] = [
    "citizens_per_year",
    "companion_hours_before",
    "companion_hours_after",
    "indirect_cases_per_month",
    "indirect_hours_per_case",
    "cost_dkk",
    "hours_per_fte",
];
const OPTIONAL: [&str; 8] = [
    "running_cost_dkk",
    "hour_value_dkk",
    "overlap_share",
    "discount_rate",
    "years",
    "direct_owner",
    "indirect_owner",
    "cost_owner",
];
/// Hours saved, which may be hours lost; nothing else may be below zero.
const SAVED: &str = "indirect_hours_per_case";
/// Larger numbers are treated as typing errors.
const MOST: f64 = 1e12;
/// Hours of an effective full-time year: some 1,075 with citizens, 1,924 before holidays are taken off.
const FTE: Range = Range::of(500.0, 2_000.0);

/// A problem and its remedy. Line 0 stands for the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssumptionProblem {
    pub line: usize,
    pub what: String,
}

impl Assumptions {
    /// # Errors
    /// Every problem in the text, by line.
    pub fn parse(text: &str) -> Result<Self, Vec<AssumptionProblem>> {
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            vec![AssumptionProblem { line: line(text, at), what: error.message().to_owned() }]
        })?;
        let mut reader = Reader { text, table: table.into_inner(), problems: Vec::new() };
        reader.refuse_unknown();
        let read = reader.read();
        let Reader { mut problems, .. } = reader;
        match read {
            Some(assumptions) if problems.is_empty() => Ok(assumptions),
            _ => {
                problems.sort_by_key(|problem| problem.line);
                Err(problems)
            }
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    table: DeTable<'t>,
    problems: Vec<AssumptionProblem>,
}

impl Reader<'_> {
    fn read(&mut self) -> Option<Assumptions> {
        let amounts = REQUIRED.map(|key| self.required(key));
        let running_cost_dkk = self.amount("running_cost_dkk");
        let hour_value_dkk = self.amount("hour_value_dkk");
        let overlap_share = self.amount("overlap_share");
        let rate = self.single("discount_rate", DISCOUNT_RATE);
        let years = self.single("years", f64::from(YEARS));
        let owners = Owners {
            direct: self.words("direct_owner"),
            indirect: self.words("indirect_owner"),
            cost: self.words("cost_owner"),
        };
        let [citizens, before, after, cases, hours, cost, fte] = amounts;
        let assumptions = Assumptions {
            citizens_per_year: citizens?,
            companion_hours_before: before?,
            companion_hours_after: after?,
            indirect_cases_per_month: cases?,
            indirect_hours_per_case: hours?,
            cost_dkk: cost?,
            hours_per_fte: fte?,
            running_cost_dkk,
            hour_value_dkk,
            overlap_share,
            discount_rate: rate,
            years: whole_years(years),
            owners,
        };
        self.check(&assumptions, years);
        Some(assumptions)
    }

    /// Checks the numbers by their meaning and against each other.
    fn check(&mut self, all: &Assumptions, years: f64) {
        self.check_sizes(all);
        if let Some(share) = all.overlap_share.map(|share| share.ends).filter(|share| share.high > 1.0) {
            let what = format!("is {share}, and it is a share; write 0 to 1, such as 0.25");
            self.report("overlap_share", &what);
        }
        if !(0.0..=0.5).contains(&all.discount_rate) {
            let what =
                format!("is {}, and it is a rate a year; write 0 to 0.5, such as 0.035", all.discount_rate);
            self.report("discount_rate", &what);
        }
        if years.fract() != 0.0 || !(1.0..=30.0).contains(&years) {
            self.report(
                "years",
                &format!("is {years}; write a whole number of years from 1 to 30, such as 4"),
            );
        }
    }

    /// Rejects implausible sizes, which would give plausible-looking results.
    fn check_sizes(&mut self, all: &Assumptions) {
        let citizens = all.citizens_per_year.ends;
        if citizens.low <= 0.0 {
            let what = format!(
                "is {citizens} and must be above zero; write how many citizens come in a year, such as 250"
            );
            self.report("citizens_per_year", &what);
        }
        let fte = all.hours_per_fte.ends;
        let of_a_year = FTE.low <= fte.low && fte.high <= FTE.high;
        if !of_a_year {
            let what = format!(
                "is {fte}, and no effective full-time year has so many hours; write hours from {} to {}, such as 1075",
                FTE.low, FTE.high
            );
            self.report("hours_per_fte", &what);
        }
        let most_hours = if of_a_year { fte.high } else { FTE.high };
        let a_citizen = "hours spent on one citizen, such as 10";
        let stated = |amount: Option<Amount>| amount.map(|amount| amount.ends);
        for (key, ends, most, instead) in [
            ("citizens_per_year", Some(citizens), 6e6, "how many citizens come in a year, such as 250"),
            ("companion_hours_before", Some(all.companion_hours_before.ends), most_hours, a_citizen),
            ("companion_hours_after", Some(all.companion_hours_after.ends), most_hours, a_citizen),
            (
                "indirect_cases_per_month",
                Some(all.indirect_cases_per_month.ends),
                5e5,
                "cases a month, such as 5",
            ),
            ("indirect_hours_per_case", Some(all.indirect_hours_per_case.ends), most_hours, a_citizen),
            ("cost_dkk", Some(all.cost_dkk.ends), 1e9, "kroner a year, such as 100000"),
            ("running_cost_dkk", stated(all.running_cost_dkk), 1e9, "kroner a year, such as 60000"),
            ("hour_value_dkk", stated(all.hour_value_dkk), 1e4, "kroner for one hour, such as 300"),
        ] {
            if let Some(ends) = ends.filter(|ends| ends.high > most) {
                self.report(key, &format!("is {ends}, above {most}, which cannot be; write {instead}"));
            }
        }
    }

    /// A single number without ends.
    fn single(&mut self, key: &str, otherwise: f64) -> f64 {
        let Some(Amount { ends, .. }) = self.amount(key) else { return otherwise };
        if !ends.is_exact() {
            self.report(key, &format!("is {ends}; it is one number, such as {otherwise}"));
        }
        ends.low
    }

    fn required(&mut self, key: &str) -> Option<Amount> {
        if self.table.contains_key(key) {
            return self.amount(key);
        }
        let what = format!("«{key}» is missing; write {key} = … or {key} = {{ low = …, high = … }}");
        self.problems.push(AssumptionProblem { line: 0, what });
        None
    }

    fn amount(&mut self, key: &str) -> Option<Amount> {
        let value = self.table.get(key)?.clone();
        let read = match value.get_ref() {
            DeValue::Table(ends) => three_points(ends),
            _ => number(value).map(Amount::exact),
        };
        let least = if key == SAVED { f64::NEG_INFINITY } else { 0.0 };
        let checked = read.and_then(|amount| sensible(amount, least));
        checked.map_err(|what| self.report(key, &what)).ok()
    }

    fn words(&mut self, key: &str) -> Option<FreeText> {
        let value = self.table.get(key)?.clone();
        let words = match String::deserialize(ValueDeserializer::from(value)) {
            Ok(words) => FreeText::parse(&words).map_err(|error| error.to_string()),
            Err(_) => Err("write it in quotes".to_owned()),
        };
        words.map_err(|why| self.report(key, &format!("is the name of a unit: {why}"))).ok()
    }

    fn refuse_unknown(&mut self) {
        let known = |key: &str| REQUIRED.contains(&key) || OPTIONAL.contains(&key);
        let unknown: Vec<(usize, String)> = self
            .table
            .keys()
            .filter(|key| !known(key.get_ref()))
            .map(|key| (line(self.text, key.span().start), key.get_ref().to_string()))
            .collect();
        for (line, key) in unknown {
            let what =
                format!("unknown key «{key}»; the keys are {}, {}", REQUIRED.join(", "), OPTIONAL.join(", "));
            self.problems.push(AssumptionProblem { line, what });
        }
    }

    fn report(&mut self, key: &str, what: &str) {
        let at = self.table.get_key_value(key).map(|(key, _)| line(self.text, key.span().start));
        self.problems.push(AssumptionProblem { line: at.unwrap_or(0), what: format!("«{key}» {what}") });
    }
}

fn three_points(ends: &DeTable<'_>) -> Result<Amount, String> {
    if let Some(key) = ends.keys().find(|key| !["low", "likely", "high"].contains(&key.get_ref().as_ref())) {
        return Err(format!("has the end «{}»; the ends are low, high and perhaps likely", key.get_ref()));
    }
    let end = |name: &str| ends.get(name).cloned().map(number).transpose();
    let (Some(low), Some(high)) = (end("low")?, end("high")?) else {
        return Err("needs both ends: { low = …, high = … }".to_owned());
    };
    Ok(Amount { ends: Range::of(low, high), likely: end("likely")? })
}

fn number(value: Spanned<DeValue<'_>>) -> Result<f64, String> {
    f64::deserialize(ValueDeserializer::from(value))
        .map_err(|_| "is not a number; write a number or { low = …, high = … }".to_owned())
}

fn sensible(amount: Amount, least: f64) -> Result<Amount, String> {
    let Range { low, high } = amount.ends;
    let all = [Some(low), Some(high), amount.likely];
    if all.iter().flatten().any(|value| !value.is_finite() || value.abs() > MOST) {
        return Err(format!("is {}, not a number that can be used; write a plain number", amount.ends));
    }
    if all.iter().flatten().any(|value| *value < least) {
        return Err(format!("is {}, below zero, which it cannot be; write zero or more", amount.ends));
    }
    if low > high {
        return Err(format!("has its low end above its high end: {}; change the two about", amount.ends));
    }
    if let Some(likely) = amount.likely.filter(|likely| !(low..=high).contains(likely)) {
        return Err(format!(
            "has a likeliest value outside its ends: {likely}, not {low} to {high}; write one within"
        ));
    }
    Ok(amount)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be 1 to 30 before it is used"
)]
fn whole_years(years: f64) -> u32 {
    years.clamp(1.0, 30.0) as u32
}

fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or("").matches('\n').count() + 1
}
