// SPDX-License-Identifier: MPL-2.0
//! The report's numbers as tables: one long list for programs, the same in sheets for people. A number that
//! is not shown stays empty here too.

mod economy;
mod figures;
mod rows;
mod sheets;
mod trials;

use std::str::FromStr;

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use office::names::OutcomeId;
use office::ticket::Language;
use report::day_summaries::OutcomeNames;
use report::report::Report;
use rows::{CellValue, Rows, Table};

/// Whose report it is, and in which language it is written.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'h> {
    pub office: &'h str,
    /// What it calls its own outcomes.
    pub outcome_names: &'h OutcomeNames,
    pub language: Language,
}

/// Everything in one list.
pub fn csv(report: &Report, heading: Heading<'_>) -> Result<String, csv::Error> {
    let danish = heading.language == Language::Da;
    let mut out =
        csv::WriterBuilder::new().delimiter(if danish { b';' } else { b',' }).from_writer(Vec::new());
    let mut rows = Rows::new(heading.language);
    figures::rows(&mut rows, report, heading);
    economy::rows(&mut rows, report);
    trials::rows(&mut rows, report);
    sheets::unit_rows(&mut rows, report);
    sheets::week_rows(&mut rows, report);
    method(&mut rows);
    let table = rows.table("worth-sheet-figures");
    out.write_record(&table.columns)?;
    for row in &table.rows {
        out.write_record(row.iter().map(|value| match value {
            CellValue::Text(text) => harmless(text),
            CellValue::Number(number) if danish => number.to_string().replace('.', ","),
            CellValue::Number(number) => number.to_string(),
            CellValue::Nothing => String::new(),
        }))?;
    }
    let bytes =
        out.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))?;
    // The mark tells spreadsheets that this is UTF-8.
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

/// A sheet for each part.
pub fn workbook(report: &Report, heading: Heading<'_>) -> Result<Vec<u8>, XlsxError> {
    let language = heading.language;
    let part = |name: &str, fill: &dyn Fn(&mut Rows)| {
        let mut rows = Rows::new(language);
        fill(&mut rows);
        rows.table(name)
    };
    let tables = [
        part("worth-sheet-figures", &|rows| figures::rows(rows, report, heading)),
        part("worth-section-economy", &|rows| economy::rows(rows, report)),
        part("worth-section-trials", &|rows| trials::rows(rows, report)),
        sheets::weeks(report, language),
        sheets::units(report, language),
        part("worth-section-method", &method),
    ];
    let mut book = Workbook::new();
    let bold = Format::new().set_bold().set_text_wrap();
    for table in tables {
        write(book.add_worksheet(), &table, &bold)?;
    }
    book.save_to_buffer()
}

fn write(sheet: &mut rust_xlsxwriter::Worksheet, table: &Table, bold: &Format) -> Result<(), XlsxError> {
    sheet.set_name(table.name.chars().take(31).collect::<String>())?;
    for (column, name) in (0..).zip(&table.columns) {
        sheet.write_with_format(0, column, name.as_str(), bold)?;
    }
    for (row, values) in (1..).zip(&table.rows) {
        for (column, value) in (0..).zip(values) {
            match value {
                CellValue::Text(text) => drop(sheet.write(row, column, harmless(text))?),
                CellValue::Number(number) => drop(sheet.write(row, column, *number)?),
                CellValue::Nothing => {}
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    Ok(())
}

/// How the figures are made, line by line.
fn method(rows: &mut Rows) {
    for (at, line) in (1..).zip(rows.word("report-method-text").lines()) {
        rows.text("worth-section-method", format!("{at}"), line);
    }
}

/// A spreadsheet would take a text that begins like this for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn word(key: &str, language: Language) -> String {
    i18n::sentence(key, &[], language).unwrap_or_else(|| key.to_owned())
}

/// The word of a value that has one in the lists.
fn word_of(prefix: &str, name: &str, language: Language) -> String {
    word(&format!("{prefix}-{}", name.replace('_', "-")), language)
}

/// An outcome as the office calls it, or by the word that ships for it.
fn outcome_name(id: &str, heading: Heading<'_>) -> String {
    let (own, language) =
        (OutcomeId::from_str(id).ok().and_then(|id| heading.outcome_names.get(&id)), heading.language);
    let Some(own) = own else {
        let key = format!("common-outcome-{}", id.replace('_', "-"));
        return i18n::sentence(&key, &[], language)
            .unwrap_or_else(|| word("common-unnamed-outcome", language));
    };
    let shown = own.shown_in(language);
    if shown.language == language {
        return shown.text.to_owned();
    }
    let text = [("text", shown.text.into())];
    i18n::sentence("common-untranslated-text", &text, language).unwrap_or_else(|| shown.text.to_owned())
}

/// The name a value has in JSON.
fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
