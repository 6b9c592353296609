// SPDX-License-Identifier: MPL-2.0
//! The rows of a list: section, figure, value, from, to, and on how many it was counted.

use super::{name, word, word_of};
use office::ticket::Language;
use office::trial::Measure;
use report::disclosure::{Count, CountCell};
use report::figure::Figure;
use statistics::Range;

/// A value in a table.
pub(super) enum CellValue {
    Text(String),
    Number(f64),
    Nothing,
}

impl CellValue {
    /// As many digits as the number is worth; what is smaller than a thousandth is nothing.
    pub(super) fn number(value: f64) -> Self {
        let scale = match value.abs() {
            size if size >= 100_000.0 => 1.0,
            size if size >= 10.0 => 10.0,
            size if size >= 1.0 => 100.0,
            _ => 1_000.0,
        };
        // Adding zero makes of a negative zero a plain one.
        Self::Number((value * scale).round() / scale + 0.0)
    }

    pub(super) fn optional(value: Option<f64>) -> Self {
        value.map_or(Self::Nothing, Self::number)
    }

    #[expect(clippy::cast_precision_loss, reason = "a count of visits")]
    pub(super) fn count(count: Count, language: Language) -> Self {
        match count {
            Count::Disclosed(count) => Self::Number(count as f64),
            Count::UnderFive => Self::Text(word("worth-under-five", language)),
            Count::Suppressed => Self::Text(word("worth-hidden", language)),
        }
    }
}

pub(super) struct Table {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<CellValue>>,
}

pub(super) struct Rows {
    pub language: Language,
    rows: Vec<Vec<CellValue>>,
}

impl Rows {
    pub(super) const fn new(language: Language) -> Self {
        Self { language, rows: Vec::new() }
    }

    pub(super) fn table(self, called: &str) -> Table {
        let columns = ["section", "figure", "value", "low", "high", "n"];
        let columns = columns.map(|column| word(&format!("worth-column-{column}"), self.language)).to_vec();
        Table { name: word(called, self.language), columns, rows: self.rows }
    }

    pub(super) fn word(&self, key: &str) -> String {
        word(key, self.language)
    }

    pub(super) fn measure(&self, measure: Measure) -> String {
        word_of("worth-measure", &name(measure), self.language)
    }

    fn row(&mut self, section: &str, figure: String, [value, low, high, n]: [CellValue; 4]) {
        let section = CellValue::Text(self.word(section));
        self.rows.push(vec![section, CellValue::Text(figure), value, low, high, n]);
    }

    pub(super) fn value(&mut self, section: &str, figure: String, value: CellValue) {
        self.row(section, figure, [value, CellValue::Nothing, CellValue::Nothing, CellValue::Nothing]);
    }

    pub(super) fn text(&mut self, section: &str, figure: String, text: &str) {
        self.value(section, figure, CellValue::Text(text.to_owned()));
    }

    pub(super) fn count(&mut self, section: &str, key: &str, of: Count) {
        self.value(section, self.word(key), CellValue::count(of, self.language));
    }

    pub(super) fn number(&mut self, section: &str, key: &str, of: Option<f64>) {
        self.value(section, self.word(key), CellValue::optional(of));
    }

    pub(super) fn range(&mut self, section: &str, figure: String, range: Range) {
        let ends = [
            CellValue::Nothing,
            CellValue::number(range.low),
            CellValue::number(range.high),
            CellValue::Nothing,
        ];
        self.row(section, figure, ends);
    }

    #[expect(clippy::cast_precision_loss, reason = "a count of visits")]
    pub(super) fn figure(&mut self, section: &str, called: String, figure: &Figure) {
        let low = CellValue::optional(figure.interval.map(|range| range.low));
        let high = CellValue::optional(figure.interval.map(|range| range.high));
        let n = match figure.n {
            Some(n) => CellValue::Number(n as f64),
            None => CellValue::Text(self.word("worth-hidden")),
        };
        self.row(section, called, [CellValue::optional(figure.value), low, high, n]);
    }

    pub(super) fn cells(&mut self, section: &str, prefix: &str, cells: &[CountCell]) {
        for cell in cells {
            let called = word_of(prefix, &cell.name, self.language);
            self.value(section, called, CellValue::count(cell.count, self.language));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_digits_it_is_worth() {
        let shown = |value| match CellValue::number(value) {
            CellValue::Number(number) => number.to_string(),
            CellValue::Text(_) | CellValue::Nothing => String::new(),
        };
        assert_eq!(shown(0.000_000_000_173), "0");
        assert_eq!(shown(-0.000_2), "0");
        assert_eq!(shown(0.861_23), "0.861");
        assert_eq!((shown(4.183_3), shown(53.763_44)), ("4.18".to_owned(), "53.8".to_owned()));
        assert_eq!(shown(413_212.718), "413213");
    }
}
