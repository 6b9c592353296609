// SPDX-License-Identifier: MPL-2.0
//! The table of a business case, in Danish or English.

use super::{BusinessCase, name, note_word};
use i18n::{between, number};
use office::ticket::Language;
use report::assumptions::Amount;
use report::business_case::{AssumptionKey, KEYS, Swing, sensitivity};
use statistics::Range;

pub(super) struct BusinessCaseTable<'c> {
    case: &'c BusinessCase,
    language: Language,
    lines: Vec<String>,
}

const FIRST_COLUMN: usize = 46;

impl<'c> BusinessCaseTable<'c> {
    pub(super) const fn of(case: &'c BusinessCase, language: Language) -> Self {
        Self { case, language, lines: Vec::new() }
    }

    pub(super) fn written(mut self) -> String {
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
        self.hours();
        self.full_time_equivalents();
        let effect = self.case.effect;
        let (label, cost) = (self.word("worth-cost-per-citizen"), self.kroner(effect.cost_per_citizen_dkk));
        self.row(&label, &cost);
        let (label, even) =
            (self.word("worth-break-even"), self.break_even(effect.break_even_hour_value_dkk));
        self.row(&label, &even);
    }

    fn hours(&mut self) {
        let effect = self.case.effect;
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
    }

    fn full_time_equivalents(&mut self) {
        let effect = self.case.effect;
        let fte = self.denominator();
        let years = [
            ("worth-direct-fte", effect.direct_fte),
            ("worth-indirect-fte", effect.indirect_fte),
            ("worth-total-fte", effect.total_fte),
        ];
        for (key, range) in years {
            let (label, text) = (self.word(key), format!("{} {fte}", self.ends(range, 1)));
            self.row(&label, &text);
        }
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
