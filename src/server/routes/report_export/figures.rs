// SPDX-License-Identifier: MPL-2.0
//! What was measured: the period, what is recommended, results, waits, weekdays, gaps, promises, no harm, and
//! how it was before.

use super::rows::{CellValue, Rows};
use super::{Heading, name, outcome_name, word_of};
use office::trial::StatedFigure;
use report::report::Report;
use statistics::Range;

pub(super) fn rows(rows: &mut Rows, report: &Report, of: Heading<'_>) {
    heading(rows, report, of.office);
    results(rows, report);
    waits(rows, report);
    for cell in &report.outcomes {
        let count = CellValue::count(cell.count, rows.language);
        rows.value("worth-section-outcomes", outcome_name(&cell.name, of), count);
    }
    rows.cells("worth-section-endings", "worth-ending", &report.endings);
    rows.count("worth-section-ratings", "worth-ratings", report.ratings.n);
    rows.cells("worth-section-ratings", "worth-rating", &report.ratings.answers);
    gaps(rows, report);
    weekdays(rows, report);
    rows.count("worth-section-promises", "worth-promises-kept", report.promises.kept);
    rows.count("worth-section-promises", "worth-promises-broken", report.promises.broken);
    rows.cells("worth-section-promises", "worth-cause", &report.promises.causes);
    no_harm(rows, report);
    before(rows, report);
}

#[expect(clippy::cast_precision_loss, reason = "a count of days")]
fn heading(rows: &mut Rows, report: &Report, office: &str) {
    let section = "worth-section-report";
    rows.text(section, rows.word("worth-office"), office);
    rows.text(section, rows.word("report-from"), &report.from);
    rows.text(section, rows.word("report-to"), &report.to);
    rows.number(section, "worth-open-days", Some(report.open_days as f64));
    let recommended = &report.recommendation;
    let reason = recommended.decided.as_ref().map(|verdict| verdict.reason.clone()).unwrap_or_default();
    let key = format!("report-advice-{}", name(recommended.advice).replace('_', "-"));
    let said = i18n::sentence(&key, &[("reason", reason.into())], rows.language).unwrap_or(key);
    rows.text(section, rows.word("worth-recommendation"), &said);
}

fn results(rows: &mut Rows, report: &Report) {
    rows.count("worth-section-results", "worth-citizens", report.citizens);
    rows.count("worth-section-results", "worth-served", report.served);
    rows.count("worth-section-results", "worth-inquiries", report.inquiries);
    for measured in &report.measures {
        let called = rows.measure(measured.measure);
        rows.figure("worth-section-results", called, &measured.figure);
    }
}

fn waits(rows: &mut Rows, report: &Report) {
    for (key, figure) in [
        ("worth-wait-half", &report.waits.half),
        ("worth-wait-four-of-five", &report.waits.four_of_five),
        ("worth-wait-nine-of-ten", &report.waits.nine_of_ten),
        ("worth-wait-within-15", &report.waits.within_15),
        ("worth-wait-within-30", &report.waits.within_30),
    ] {
        rows.figure("worth-section-waits", rows.word(key), figure);
    }
    for waits in &report.class_waits {
        let class = word_of("report-class", &name(waits.class), rows.language);
        for (key, figure) in
            [("worth-wait-half", &waits.half), ("worth-wait-nine-of-ten", &waits.nine_of_ten)]
        {
            rows.figure("worth-section-waits", format!("{class}: {}", rows.word(key)), figure);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "minutes of a period")]
fn gaps(rows: &mut Rows, report: &Report) {
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
        rows.number("worth-section-gaps", key, Some(minutes as f64));
    }
}

fn weekdays(rows: &mut Rows, report: &Report) {
    let section = "worth-section-weekdays";
    for day in &report.weekdays {
        let weekday = i18n::weekday(day.weekday, rows.language);
        let called = |rows: &Rows, key: &str| format!("{weekday}: {}", rows.word(key));
        rows.figure(section, called(rows, "worth-measure-citizens-per-day"), &day.citizens);
        rows.value(section, called(rows, "report-weekday-held-column"), CellValue::number(day.held));
        rows.value(section, called(rows, "report-weekday-used-column"), CellValue::number(day.used));
    }
}

#[expect(clippy::cast_precision_loss, reason = "minutes and bookings of a period")]
fn no_harm(rows: &mut Rows, report: &Report) {
    let (section, harm) = ("worth-section-no-harm", &report.no_harm);
    rows.number(section, "worth-bookings", Some(harm.bookings as f64));
    rows.count(section, "worth-bookings-touched", harm.touched);
    rows.count(section, "worth-bookings-not-come", harm.not_come);
    rows.number(section, "worth-late-minutes", harm.late_minutes.map(|minutes| minutes as f64));
    rows.figure(section, rows.word("worth-mean-late"), &harm.mean_late_minutes);
    rows.figure(section, rows.word("worth-late-half"), &harm.late_half);
    rows.figure(section, rows.word("worth-late-nine-of-ten"), &harm.late_nine_of_ten);
    rows.number(section, "worth-bookings-lost", harm.bookings_lost);
    rows.number(section, "worth-usual-booking", harm.usual_booking_minutes.map(|minutes| minutes as f64));
}

fn before(rows: &mut Rows, report: &Report) {
    let section = "worth-section-before";
    let Some(before) = &report.baseline else {
        let none = rows.word("worth-not-recorded");
        return rows.text(section, rows.word("worth-before-source"), &none);
    };
    rows.text(section, rows.word("report-from"), &before.from);
    rows.text(section, rows.word("report-to"), &before.to);
    for (key, figure) in [
        ("worth-assumption-companion-hours-before", before.companion_hours),
        ("worth-before-delay", before.booked_delay_minutes),
    ] {
        if let Some(StatedFigure { low, high, .. }) = figure {
            rows.range(section, rows.word(key), Range::of(low, high));
        }
    }
    rows.text(section, rows.word("worth-before-source"), &before.source);
}
