// SPDX-License-Identifier: MPL-2.0
//! `mintur business-case`: the effect calculation of the seed from its assumptions, as a table or as JSON.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::failure::Failure;
use super::say;
use i18n::{self, between, number};
use office::ticket::Language;
use report::assumptions::{Amount, Assumptions};
use report::business_case::{
    AssumptionKey, EffectNote, KEYS, Savings, Swing, expected, net_present_value, sensitivity,
};
use statistics::Range;

#[derive(Debug, Args)]
pub(super) struct BusinessCaseArgs {
    /// Assumptions (TOML); config/business-case.toml is an example with the source of each value
    #[arg(long, value_name = "FILE")]
    assumptions: PathBuf,
    /// Print JSON, unrounded, instead of the table
    #[arg(long)]
    json: bool,
    /// Language of the table
    #[arg(long, value_enum, default_value_t = TableLanguage::Da)]
    language: TableLanguage,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum TableLanguage {
    Da,
    En,
}

/// Values of an hour to show where none is stated.
const HOUR_VALUES: [f64; 4] = [100.0, 200.0, 300.0, 400.0];
const LARGEST_FILE: u64 = 1 << 20;

pub(super) fn run(args: &BusinessCaseArgs) -> Result<(), Failure> {
    let file = args.assumptions.display();
    let unreadable = |error: std::io::Error| Failure::new(format!("{file}: cannot be read: {error}"));
    if std::fs::metadata(&args.assumptions).map_err(unreadable)?.len() > LARGEST_FILE {
        return Err(Failure::new(format!(
            "{file}: is larger than 1 MiB; name the file with the assumptions"
        )));
    }
    let text = std::fs::read_to_string(&args.assumptions).map_err(unreadable)?;
    let all = Assumptions::parse(&text).map_err(|wrong| {
        let lines = wrong.iter().map(|wrong| match wrong.line {
            0 => format!("{file}: {}", wrong.what),
            line => format!("{file}:{line}: {}", wrong.what),
        });
        Failure::new(lines.collect::<Vec<_>>().join("\n"))
    })?;
    let case = BusinessCase { likely: expected(&all), effect: Savings::of(&all), all };
    say(&if args.json {
        case.json().to_string()
    } else {
        let language = match args.language {
            TableLanguage::Da => Language::Da,
            TableLanguage::En => Language::En,
        };
        Table { case: &case, language, lines: Vec::new() }.written()
    })
}

struct BusinessCase {
    all: Assumptions,
    effect: Savings,
    likely: Savings,
}

impl BusinessCase {
    /// Net present value for each value of an hour: the stated one, or several.
    fn present_values(&self) -> Vec<(Range, Range)> {
        let stated = self.all.hour_value_dkk.map(|value| vec![value.ends]);
        let values = stated.unwrap_or_else(|| HOUR_VALUES.map(Range::exact).to_vec());
        values.into_iter().map(|value| (value, net_present_value(&self.all, &self.effect, value))).collect()
    }

    /// The sum in which the citizens that are left out are counted twice.
    fn if_added(&self) -> Option<Range> {
        self.all.overlap_share?;
        Some(self.effect.total_fte_if_added(self.all.hours_per_fte.ends))
    }

    /// How the sum treats a citizen who is in both effects.
    fn overlap_word(&self) -> &'static str {
        if self.all.overlap_share.is_some() { "worth-overlap-left-out" } else { "worth-overlap-unknown" }
    }

    fn json(&self) -> Value {
        let mut out = match serde_json::to_value(self.effect) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        let assumptions: Map<String, Value> = KEYS
            .into_iter()
            .filter_map(|key| {
                let amount = self.all.amount(key)?;
                let ends =
                    json!({ "low": amount.ends.low, "high": amount.ends.high, "likely": amount.likely });
                Some((name(key), ends))
            })
            .collect();
        let note = |note| json!({ "code": note, "text": i18n::sentence(note_word(note), &[], Language::En) });
        let notes: Vec<Value> = self.effect.notes(&self.all).into_iter().map(note).collect();
        out.insert("notes".to_owned(), json!(notes));
        out.insert("assumptions".to_owned(), Value::Object(assumptions));
        out.insert("hours_per_fte".to_owned(), json!(self.all.hours_per_fte.ends));
        let mut estimate = serde_json::to_value(self.likely).unwrap_or_default();
        for result in estimate.as_object_mut().into_iter().flat_map(Map::values_mut) {
            *result = result.get("low").cloned().unwrap_or_default();
        }
        out.insert("three_point_estimate".to_owned(), estimate);
        out.insert("sensitivity".to_owned(), json!(sensitivity(&self.all)));
        let present = self
            .present_values()
            .into_iter()
            .map(|(hour, value)| json!({ "hour_value_dkk": hour, "net_present_value_dkk": value }));
        out.insert("net_present_value".to_owned(), json!({
            "discount_rate": self.all.discount_rate, "years": self.all.years,
            "hour_value_is_stated": self.all.hour_value_dkk.is_some(), "values": present.collect::<Vec<_>>(),
        }));
        let owners = &self.all.owners;
        out.insert(
            "benefit_owners".to_owned(),
            json!({
                "direct": owners.direct, "indirect": owners.indirect, "cost": owners.cost,
            }),
        );
        out.insert(
            "total_adds_direct_and_indirect".to_owned(),
            json!({
                "overlap_share": self.all.overlap_share.map(|share| share.ends),
                "overlap_is_left_out": self.all.overlap_share.is_some(),
                "hours_left_out_per_year": self.effect.overlap_hours_per_year,
                "total_fte_if_added": self.if_added(),
                "warning": i18n::sentence(self.overlap_word(), &[], Language::En),
            }),
        );
        Value::Object(out)
    }
}

fn name(key: AssumptionKey) -> String {
    serde_json::to_value(key).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

const fn note_word(note: EffectNote) -> &'static str {
    match note {
        EffectNote::CostMayBeZero => "worth-note-cost-may-be-zero",
        EffectNote::MayCostHours => "worth-note-may-cost-hours",
        EffectNote::MaySaveNothing => "worth-note-may-save-nothing",
    }
}

struct Table<'c> {
    case: &'c BusinessCase,
    language: Language,
    lines: Vec<String>,
}

const FIRST_COLUMN: usize = 46;

impl Table<'_> {
    fn written(mut self) -> String {
        self.assumptions();
        self.results();
        self.overlap();
        self.estimate();
        self.swings();
        self.present_value();
        self.owners();
        self.lines.join("\n")
    }

    fn word(&self, key: &str) -> String {
        i18n::sentence(key, &[], self.language).unwrap_or_else(|| key.to_owned())
    }

    fn ends(&self, range: Range, decimals: usize) -> String {
        between(range.low, range.high, decimals, self.language)
    }

    fn kroner(&self, range: Range) -> String {
        format!("{} kr.", self.ends(range, 0))
    }

    fn break_even(&self, range: Option<Range>) -> String {
        range.map_or_else(|| self.word("worth-break-even-none"), |range| self.kroner(range))
    }

    fn heading(&mut self, key: &str) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        let heading = self.word(key);
        self.lines.push(heading);
    }

    fn row(&mut self, label: &str, value: &str) {
        let air = FIRST_COLUMN.saturating_sub(label.chars().count());
        self.lines.push(format!("  {label}{} {value}", " ".repeat(air)));
    }

    fn denominator(&self) -> String {
        let hours = self.ends(self.case.all.hours_per_fte.ends, 0);
        i18n::sentence("worth-fte-of", &[("hours", hours.into())], self.language).unwrap_or_default()
    }

    fn label(&self, key: AssumptionKey) -> String {
        self.word(&format!("worth-assumption-{}", name(key).replace('_', "-")))
    }

    fn assumptions(&mut self) {
        self.heading("worth-assumptions");
        for key in KEYS {
            let Some(Amount { ends, .. }) = self.case.all.amount(key) else { continue };
            let whole = ends.low.fract() == 0.0 && ends.high.fract() == 0.0;
            let (label, text) = (self.label(key), self.ends(ends, if whole { 0 } else { 2 }));
            self.row(&label, &text);
        }
    }

    fn results(&mut self) {
        self.heading("worth-results");
        let effect = self.case.effect;
        let fte = self.denominator();
        let hours = [
            ("worth-hours-per-citizen", effect.direct_hours_per_citizen, 1),
            ("worth-direct-hours", effect.direct_hours_per_year, 0),
            ("worth-indirect-hours-month", effect.indirect_hours_per_month, 0),
            ("worth-indirect-hours", effect.indirect_hours_per_year, 0),
            ("worth-total-hours", effect.total_hours_per_year, 0),
        ];
        for (key, range, decimals) in hours {
            let decimals = if range.low.fract() == 0.0 && range.high.fract() == 0.0 { 0 } else { decimals };
            let (label, text) =
                (self.word(key), format!("{} {}", self.ends(range, decimals), self.word("worth-hours-unit")));
            self.row(&label, &text);
        }
        let years = [
            ("worth-direct-fte", effect.direct_fte),
            ("worth-indirect-fte", effect.indirect_fte),
            ("worth-total-fte", effect.total_fte),
        ];
        for (key, range) in years {
            let (label, text) = (self.word(key), format!("{} {fte}", self.ends(range, 1)));
            self.row(&label, &text);
        }
        let (label, cost) = (self.word("worth-cost-per-citizen"), self.kroner(effect.cost_per_citizen_dkk));
        self.row(&label, &cost);
        let (label, even) =
            (self.word("worth-break-even"), self.break_even(effect.break_even_hour_value_dkk));
        self.row(&label, &even);
    }

    fn overlap(&mut self) {
        if let Some(added) = self.case.if_added() {
            let hours = self.ends(self.case.effect.overlap_hours_per_year, 0);
            let (label, unit) = (self.word("worth-overlap-hours"), self.word("worth-hours-unit"));
            self.row(&label, &format!("{hours} {unit}"));
            let label = self.word("worth-total-if-added");
            let text = format!("{} {}", self.ends(added, 1), self.denominator());
            self.row(&label, &text);
        }
        let notes = self.case.effect.notes(&self.case.all).into_iter().map(note_word);
        for key in notes.chain([self.case.overlap_word()]) {
            let note = self.word(key);
            self.lines.push(format!("  {note}"));
        }
    }

    fn estimate(&mut self) {
        self.heading("worth-estimate");
        let likely = self.case.likely;
        let label = self.word("worth-total-fte");
        let text = format!("{} {}", number(likely.total_fte.low, 2, self.language), self.denominator());
        self.row(&label, &text);
        let label = self.word("worth-break-even");
        let text = self.break_even(likely.break_even_hour_value_dkk);
        self.row(&label, &text);
    }

    fn swings(&mut self) {
        self.heading("worth-sensitivity");
        for swing in sensitivity(&self.case.all) {
            let Swing { assumption, by_tenth, total_fte, break_even_hour_value_dkk, .. } = swing;
            let mut label = self.label(assumption);
            if by_tenth {
                label.push_str(" ±10 %");
            }
            let text = format!(
                "{} {} · {}",
                self.ends(total_fte, 2),
                self.word("worth-fte-unit"),
                self.break_even(break_even_hour_value_dkk)
            );
            self.row(&label, &text);
        }
    }

    fn present_value(&mut self) {
        let all = &self.case.all;
        let rate = number(all.discount_rate * 100.0, 1, self.language);
        let values = [("years", u64::from(all.years).into()), ("rate", rate.into())];
        let heading = i18n::sentence("worth-present-value", &values, self.language).unwrap_or_default();
        self.lines.extend([String::new(), heading]);
        for (hour, value) in self.case.present_values() {
            let label = self.ends(hour, 0);
            let label = i18n::sentence("worth-hour-value", &[("value", label.into())], self.language);
            let text = format!("{} kr.", self.ends(value, 0));
            self.row(&label.unwrap_or_default(), &text);
        }
        if all.hour_value_dkk.is_none() {
            let missing = self.word("worth-hour-value-missing");
            self.lines.push(format!("  {missing}"));
        }
    }

    fn owners(&mut self) {
        self.heading("worth-owners");
        let owners = self.case.all.owners.clone();
        for (key, owner) in [
            ("worth-owner-direct", owners.direct),
            ("worth-owner-indirect", owners.indirect),
            ("worth-owner-cost", owners.cost),
        ] {
            let owner = owner.map(|owner| owner.to_string());
            let (label, text) = (self.word(key), owner.unwrap_or_else(|| self.word("worth-owner-missing")));
            self.row(&label, &text);
        }
    }
}
