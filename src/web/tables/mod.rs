//! The report's numbers as tables: one long list for programs, the same in sheets for people. A number that
//! is not told stays empty here too.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::office::ticket::Language;
use crate::words;
use crate::worth::figure::{Count, Figure};
use crate::worth::report::{Cell, Measured, Report, Unit, Week};

/// A value in a table.
enum Value {
    Text(String),
    Number(f64),
    Nothing,
}

struct Table {
    name: String,
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

pub fn csv(report: &Report, language: Language) -> Result<String, csv::Error> {
    let danish = language == Language::Da;
    let mut out =
        csv::WriterBuilder::new().delimiter(if danish { b';' } else { b',' }).from_writer(Vec::new());
    let table = figures(report, language);
    out.write_record(&table.columns)?;
    for row in &table.rows {
        out.write_record(row.iter().map(|value| match value {
            Value::Text(text) => harmless(text),
            Value::Number(number) if danish => number.to_string().replace('.', ","),
            Value::Number(number) => number.to_string(),
            Value::Nothing => String::new(),
        }))?;
    }
    let bytes =
        out.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))?;
    // The mark tells spreadsheets that this is UTF-8.
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

pub fn workbook(report: &Report, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold().set_text_wrap();
    for table in [figures(report, language), weeks(report, language), units(report, language)] {
        let sheet = book.add_worksheet();
        sheet.set_name(table.name.chars().take(31).collect::<String>())?;
        for (column, name) in (0..).zip(&table.columns) {
            sheet.write_with_format(0, column, name.as_str(), &bold)?;
        }
        for (row, values) in (1..).zip(&table.rows) {
            for (column, value) in (0..).zip(values) {
                match value {
                    Value::Text(text) => drop(sheet.write(row, column, harmless(text))?),
                    Value::Number(number) => drop(sheet.write(row, column, *number)?),
                    Value::Nothing => {}
                }
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofit();
    }
    book.save_to_buffer()
}

/// A spreadsheet would take a text that begins like this for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn word(key: &str, language: Language) -> String {
    words::sentence(key, &[], language).unwrap_or_else(|| key.to_owned())
}

/// The word for an id; an office's own outcomes are called what it calls them.
fn word_or(prefix: &str, id: &str, language: Language) -> String {
    words::sentence(&format!("{prefix}-{}", id.replace('_', "-")), &[], language)
        .unwrap_or_else(|| id.replace('_', " "))
}

fn count(count: Count, language: Language) -> Value {
    match count {
        #[expect(clippy::cast_precision_loss, reason = "a count of visits")]
        Count::Told(count) => Value::Number(count as f64),
        Count::UnderFive => Value::Text(word("worth-under-five", language)),
        Count::Hidden => Value::Text(word("worth-hidden", language)),
    }
}

fn optional(number: Option<f64>) -> Value {
    number.map_or(Value::Nothing, Value::Number)
}

struct Rows {
    language: Language,
    rows: Vec<Vec<Value>>,
}

impl Rows {
    fn row(&mut self, section: &str, name: String, value: Value, low: Value, high: Value, n: Value) {
        let section = Value::Text(word(section, self.language));
        self.rows.push(vec![section, Value::Text(name), value, low, high, n]);
    }

    fn count(&mut self, section: &str, key: &str, of: Count) {
        let (name, value) = (word(key, self.language), count(of, self.language));
        self.row(section, name, value, Value::Nothing, Value::Nothing, Value::Nothing);
    }

    fn number(&mut self, section: &str, key: &str, of: Option<f64>) {
        let name = word(key, self.language);
        self.row(section, name, optional(of), Value::Nothing, Value::Nothing, Value::Nothing);
    }

    fn figure(&mut self, section: &str, name: String, figure: &Figure) {
        let low = optional(figure.interval.map(|range| range.low));
        let high = optional(figure.interval.map(|range| range.high));
        #[expect(clippy::cast_precision_loss, reason = "a count of visits")]
        let n = match figure.n {
            Some(n) => Value::Number(n as f64),
            None => Value::Text(word("worth-under-five", self.language)),
        };
        self.row(section, name, optional(figure.value), low, high, n);
    }

    fn cells(&mut self, section: &str, prefix: &str, cells: &[Cell]) {
        for cell in cells {
            let (name, value) =
                (word_or(prefix, &cell.name, self.language), count(cell.count, self.language));
            self.row(section, name, value, Value::Nothing, Value::Nothing, Value::Nothing);
        }
    }
}

fn measure_word(measured: &Measured, language: Language) -> String {
    word_or("worth-measure", &name(measured.measure), language)
}

pub(super) fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "minutes and bookings of a period")]
fn figures(report: &Report, language: Language) -> Table {
    let mut rows = Rows { language, rows: Vec::new() };
    let whole = |minutes: i64| Some(minutes as f64);
    rows.count("worth-section-results", "worth-citizens", report.citizens);
    rows.count("worth-section-results", "worth-served", report.served);
    for measured in &report.measures {
        rows.figure("worth-section-results", measure_word(measured, language), &measured.figure);
    }
    for (key, figure) in [
        ("worth-wait-half", &report.waits.half),
        ("worth-wait-four-of-five", &report.waits.four_of_five),
        ("worth-wait-nine-of-ten", &report.waits.nine_of_ten),
        ("worth-wait-within-15", &report.waits.within_15),
        ("worth-wait-within-30", &report.waits.within_30),
    ] {
        rows.figure("worth-section-waits", word(key, language), figure);
    }
    rows.cells("worth-section-outcomes", "common-outcome", &report.outcomes);
    rows.cells("worth-section-endings", "worth-ending", &report.endings);
    let gaps = &report.gaps;
    for (key, minutes) in [
        ("worth-gap-held", gaps.held),
        ("worth-gap-used", gaps.used),
        ("worth-gap-unused", gaps.unused),
        ("worth-gap-released", gaps.released),
        ("worth-gap-withdrawn", gaps.withdrawn),
        ("worth-gap-lent", gaps.lent_used),
        ("worth-clerk-minutes", report.clerk_minutes),
    ] {
        rows.number("worth-section-gaps", key, whole(minutes));
    }
    rows.count("worth-section-promises", "worth-promises-kept", report.promises.kept);
    rows.count("worth-section-promises", "worth-promises-broken", report.promises.broken);
    rows.cells("worth-section-promises", "worth-cause", &report.promises.causes);
    let harm = &report.no_harm;
    rows.number("worth-section-no-harm", "worth-bookings", Some(harm.bookings as f64));
    rows.count("worth-section-no-harm", "worth-bookings-touched", harm.touched);
    rows.figure("worth-section-no-harm", word("worth-mean-late", language), &harm.mean_late_minutes);
    rows.figure("worth-section-no-harm", word("worth-late-half", language), &harm.late_half);
    rows.figure("worth-section-no-harm", word("worth-late-nine-of-ten", language), &harm.late_nine_of_ten);
    rows.number("worth-section-no-harm", "worth-bookings-lost", harm.bookings_lost);
    economy(&mut rows, report);
    let columns = ["section", "figure", "value", "low", "high", "n"];
    Table {
        name: word("worth-sheet-figures", language),
        columns: columns.map(|column| word(&format!("worth-column-{column}"), language)).to_vec(),
        rows: rows.rows,
    }
}

fn economy(rows: &mut Rows, report: &Report) {
    let (section, language) = ("worth-section-economy", rows.language);
    let economy = &report.economy;
    rows.count(section, "worth-accompanied", economy.accompanied);
    rows.count(section, "worth-certificates", economy.certificates);
    rows.number(section, "worth-fees-spared", economy.fees_spared_dkk);
    let mut range = |key: &str, range: crate::worth::range::Range| {
        let name = word(key, language);
        rows.row(
            section,
            name,
            Value::Nothing,
            Value::Number(range.low),
            Value::Number(range.high),
            Value::Nothing,
        );
    };
    range("worth-assumption-hours-per-fte", economy.hours_per_fte);
    if let Some(gain) = &economy.result {
        range("worth-hours-per-citizen", gain.effect.direct_hours_per_citizen);
        range("worth-hours-saved", gain.hours_saved);
        range("worth-fte-in-period", gain.fte_in_period);
        range("worth-direct-hours", gain.effect.direct_hours_per_year);
        range("worth-direct-fte-year", gain.effect.direct_fte);
        range("worth-cost-per-citizen", gain.effect.cost_per_citizen_dkk);
        range("worth-break-even", gain.effect.break_even_hour_value_dkk);
    }
}

fn weeks(report: &Report, language: Language) -> Table {
    let mut columns = vec![word("worth-column-week", language), word("worth-citizens", language)];
    columns.extend(report.measures.iter().map(|measured| measure_word(measured, language)));
    columns.push(word("worth-mean-late", language));
    let row = |week: &Week| {
        let mut row = vec![Value::Text(week.monday.clone()), count(week.citizens, language)];
        row.extend(week.measures.iter().map(|measured| optional(measured.figure.value)));
        row.push(optional(week.mean_late_minutes));
        row
    };
    Table { name: word("worth-sheet-weeks", language), columns, rows: report.weeks.iter().map(row).collect() }
}

fn units(report: &Report, language: Language) -> Table {
    let columns = [
        "worth-column-unit",
        "worth-citizens",
        "worth-served",
        "worth-got-mitid",
        "worth-measure-companion-hours",
        "worth-measure-wait-minutes",
    ];
    let row = |unit: &Unit| {
        vec![
            Value::Text(unit.unit.clone().unwrap_or_else(|| word("worth-no-unit", language))),
            count(unit.citizens, language),
            count(unit.served, language),
            count(unit.mitid, language),
            optional(unit.companion_hours.value),
            optional(unit.wait_minutes.value),
        ]
    };
    Table {
        name: word("worth-sheet-units", language),
        columns: columns.map(|key| word(key, language)).to_vec(),
        rows: report.units.iter().map(row).collect(),
    }
}
