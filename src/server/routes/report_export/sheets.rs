// SPDX-License-Identifier: MPL-2.0
//! What has columns of its own: week by week, and unit by unit; and the same as rows for the one list.

use super::rows::{CellValue, Rows, Table};
use super::{name, word, word_of};
use office::ticket::Language;
use report::report::Report;
use report::units::Unit;
use report::weeks::Week;

pub(super) fn weeks(report: &Report, language: Language) -> Table {
    let mut columns = vec![word("worth-column-week", language), word("worth-citizens", language)];
    let measure =
        |measured: &report::report::Measured| word_of("worth-measure", &name(measured.measure), language);
    columns.extend(report.measures.iter().map(measure));
    columns.push(word("worth-mean-late", language));
    let row = |week: &Week| {
        let mut row = vec![CellValue::Text(week.monday.clone()), CellValue::count(week.citizens, language)];
        row.extend(week.measures.iter().map(|measured| CellValue::optional(measured.figure.value)));
        row.push(CellValue::optional(week.mean_late_minutes));
        row
    };
    Table { name: word("worth-sheet-weeks", language), columns, rows: report.weeks.iter().map(row).collect() }
}

pub(super) fn week_rows(rows: &mut Rows, report: &Report) {
    for week in &report.weeks {
        let language = rows.language;
        let called = |what: String| format!("{}: {what}", week.monday);
        let section = "worth-sheet-weeks";
        rows.value(section, called(rows.word("worth-citizens")), CellValue::count(week.citizens, language));
        for measured in &week.measures {
            let what = called(rows.measure(measured.measure));
            rows.value(section, what, CellValue::optional(measured.figure.value));
        }
        rows.value(
            section,
            called(rows.word("worth-mean-late")),
            CellValue::optional(week.mean_late_minutes),
        );
    }
}

fn unit_name(unit: &Unit, language: Language) -> String {
    unit.unit.clone().unwrap_or_else(|| word("worth-no-unit", language))
}

pub(super) fn units(report: &Report, language: Language) -> Table {
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
            CellValue::Text(unit_name(unit, language)),
            CellValue::count(unit.citizens, language),
            CellValue::count(unit.served, language),
            CellValue::count(unit.mitid, language),
            CellValue::optional(unit.companion_hours.value),
            CellValue::optional(unit.wait_minutes.value),
        ]
    };
    Table {
        name: word("worth-sheet-units", language),
        columns: columns.map(|key| word(key, language)).to_vec(),
        rows: report.units.iter().map(row).collect(),
    }
}

pub(super) fn unit_rows(rows: &mut Rows, report: &Report) {
    let section = "worth-sheet-units";
    for unit in &report.units {
        let (language, unit_name) = (rows.language, unit_name(unit, rows.language));
        let called = |what: String| format!("{unit_name}: {what}");
        for (key, count) in [
            ("worth-citizens", unit.citizens),
            ("worth-served", unit.served),
            ("worth-got-mitid", unit.mitid),
        ] {
            rows.value(section, called(rows.word(key)), CellValue::count(count, language));
        }
        let hours = called(rows.word("worth-measure-companion-hours"));
        rows.figure(section, hours, &unit.companion_hours);
        rows.figure(section, called(rows.word("worth-measure-wait-minutes")), &unit.wait_minutes);
    }
}
