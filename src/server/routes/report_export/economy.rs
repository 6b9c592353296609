// SPDX-License-Identifier: MPL-2.0
//! The economy: what was saved and what it cost, or what is missing; what moves it most, and the present value.

use super::name;
use super::rows::Rows;
use i18n::{self, number};
use report::economy::Gain;
use report::report::Report;

const SECTION: &str = "worth-section-economy";

pub(super) fn rows(rows: &mut Rows, report: &Report) {
    let economy = &report.economy;
    rows.count(SECTION, "worth-accompanied", economy.accompanied);
    rows.count(SECTION, "worth-mitid-accompanied", economy.mitid_accompanied);
    rows.figure(SECTION, rows.word("worth-companion-hours-now"), &economy.companion_hours);
    rows.count(SECTION, "worth-certificates", economy.certificates);
    rows.number(SECTION, "worth-fees-spared", economy.fees_spared_dkk);
    rows.range(SECTION, rows.word("worth-assumption-hours-per-fte"), economy.hours_per_fte);
    if !economy.hours_per_fte_is_stated {
        let assumed = rows.word("report-fte-assumed");
        rows.text(SECTION, rows.word("worth-note"), &assumed);
    }
    for missing in &economy.missing {
        let what = rows.word(&format!("report-missing-{}", name(missing).replace('_', "-")));
        rows.text(SECTION, rows.word("worth-missing"), &what);
    }
    if let Some(gain) = &economy.result {
        gained(rows, gain);
    }
    let indirect = rows.word("report-indirect");
    rows.text(SECTION, rows.word("worth-note"), &indirect);
}

fn gained(rows: &mut Rows, gain: &Gain) {
    for (key, range) in [
        ("worth-hours-per-citizen", gain.effect.direct_hours_per_citizen),
        ("worth-hours-saved", gain.hours_saved),
        ("worth-fte-in-period", gain.fte_in_period),
        ("report-cost-in-period", gain.cost_in_period_dkk),
        ("worth-direct-hours", gain.effect.direct_hours_per_year),
        ("worth-direct-fte-year", gain.effect.direct_fte),
        ("worth-cost-per-citizen", gain.effect.cost_per_citizen_dkk),
    ] {
        rows.range(SECTION, rows.word(key), range);
    }
    match gain.effect.break_even_hour_value_dkk {
        Some(value) => rows.range(SECTION, rows.word("worth-break-even"), value),
        None => rows.text(SECTION, rows.word("worth-break-even"), &rows.word("worth-break-even-none")),
    }
    rows.number(SECTION, "worth-assumption-citizens-per-year", Some(gain.citizens_per_year));
    for swing in &gain.sensitivity {
        let assumption = rows.word(&format!("worth-assumption-{}", name(swing.assumption).replace('_', "-")));
        let by = if swing.by_tenth { " ±10 %" } else { "" };
        let fte = format!("{assumption}{by}: {}", rows.word("worth-direct-fte-year"));
        rows.range("worth-section-sensitivity", fte, swing.total_fte);
        let even = format!("{assumption}{by}: {}", rows.word("worth-break-even"));
        if let Some(value) = swing.break_even_hour_value_dkk {
            rows.range("worth-section-sensitivity", even, value);
        }
    }
    let rate = number(gain.discount_rate * 100.0, 1, rows.language);
    for present in &gain.net_present_values {
        let hour = number(present.hour_value_dkk, 0, rows.language);
        let values = [("years", gain.years.into()), ("rate", rate.clone().into()), ("hour", hour.into())];
        let called = i18n::sentence("report-present-value", &values, rows.language).unwrap_or_default();
        rows.range("worth-section-present-value", called, present.value_dkk);
    }
}
