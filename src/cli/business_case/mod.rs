// SPDX-License-Identifier: MPL-2.0
//! `mintur business-case`: the effect calculation of the seed from its assumptions, as a table or as JSON.

mod json;
mod table;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::{say, say_json};
use json::BusinessCaseJson;
use office::ticket::Language;
use report::assumptions::Assumptions;
use report::business_case::{AssumptionKey, EffectNote, Savings, expected, net_present_value};
use statistics::Range;
use table::BusinessCaseTable;

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
    if args.json {
        return say_json(&BusinessCaseJson::of(&case));
    }
    let language = match args.language {
        TableLanguage::Da => Language::Da,
        TableLanguage::En => Language::En,
    };
    say(&BusinessCaseTable::of(&case, language).written())
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
