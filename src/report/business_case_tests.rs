// SPDX-License-Identifier: MPL-2.0
use super::*;

const SEED: &str = include_str!("../../config/business-case.toml");

fn seed() -> Assumptions {
    Assumptions::parse(SEED).unwrap()
}

fn near(range: Range, low: f64, high: f64) {
    assert!((range.low - low).abs() < 1e-9 && (range.high - high).abs() < 1e-9, "{range:?}");
}

/// To so many decimals, as the seed prints them.
fn rounded(range: Range) -> (f64, f64) {
    ((range.low * 10.0).round() / 10.0, (range.high * 10.0).round() / 10.0)
}

#[test]
fn the_seeds_own_figures_come_out() {
    let effect = Savings::of(&seed());
    near(effect.direct_hours_per_citizen, 6.0, 8.0);
    near(effect.direct_hours_per_year, 1_500.0, 2_000.0);
    near(effect.indirect_hours_per_month, 30.0, 64.0);
    near(effect.indirect_hours_per_year, 360.0, 768.0);
    near(effect.cost_per_citizen_dkk, 400.0, 400.0);
    assert_eq!(rounded(effect.direct_fte), (1.4, 1.9));
    assert_eq!(rounded(effect.indirect_fte), (0.3, 0.7));
    assert_eq!(rounded(effect.total_fte), (1.7, 2.6));
    near(effect.break_even_hour_value_dkk.unwrap(), 100_000.0 / 2_768.0, 100_000.0 / 1_860.0);
}

#[test]
fn an_office_hour_norm_of_1924_would_not_give_the_seeds_figures() {
    let text = SEED.replace("hours_per_fte = 1075", "hours_per_fte = 1924");
    let effect = Savings::of(&Assumptions::parse(&text).unwrap());
    assert_eq!(rounded(effect.direct_fte), (0.8, 1.0));
}

#[test]
fn every_end_of_every_assumption_is_counted_on() {
    let text = "citizens_per_year = { low = 200, high = 250 }\ncompanion_hours_before = { low = 10, high = 12 }\n\
        companion_hours_after = { low = 3, high = 5 }\nindirect_cases_per_month = 2\nindirect_hours_per_case = 5\n\
        cost_dkk = { low = 80000, high = 100000 }\nhours_per_fte = { low = 1000, high = 1600 }\n";
    let effect = Savings::of(&Assumptions::parse(text).unwrap());
    near(effect.direct_hours_per_citizen, 5.0, 9.0);
    near(effect.direct_hours_per_year, 1_000.0, 2_250.0);
    near(effect.direct_fte, 1_000.0 / 1_600.0, 2.25);
    near(effect.total_fte, 1_120.0 / 1_600.0, 2.37);
    near(effect.cost_per_citizen_dkk, 320.0, 500.0);
    near(effect.break_even_hour_value_dkk.unwrap(), 80_000.0 / 2_370.0, 100_000.0 / 1_120.0);
}

#[test]
fn contradictions_are_refused_with_the_line_and_the_key() {
    let cases = [
        (
            "companion_hours_before = { low = 10, high = 12 }",
            "companion_hours_before = { low = 12, high = 10 }",
            "low end above",
        ),
        ("citizens_per_year = 250", "citizens_per_year = 0", "is 0 and must be above zero"),
        ("citizens_per_year = 250", "citizens_per_year = 7000000", "how many citizens come in a year"),
        ("hours_per_fte = 1075", "hours_per_fte = 0", "is 0, and no effective full-time year"),
        ("hours_per_fte = 1075", "hours_per_fte = 1", "write hours from 500 to 2000"),
        ("hours_per_fte = 1075", "hours_per_fte = { low = 1000, high = 2500 }", "is 1000 to 2500"),
        ("companion_hours_after = 4", "companion_hours_after = 100000", "is 100000, above"),
        (
            "indirect_cases_per_month = { low = 5, high = 8 }",
            "indirect_cases_per_month = 1e6",
            "cases a month",
        ),
        ("discount_rate = 0.035", "discount_rate = { low = 0.02, high = 0.05 }", "one number"),
        ("cost_dkk = 100000", "cost_dkk = -1", "is -1, below zero"),
        ("cost_dkk = 100000", "cost_dkk = \"meget\"", "not a number"),
        ("cost_dkk = 100000", "cost_dkk = { low = 1 }", "both ends"),
        ("cost_dkk = 100000", "cost_dkk = nan", "not a number"),
    ];
    for (right, wrong, said) in cases {
        let line = SEED.lines().position(|line| line == right).unwrap() + 1;
        let key = right.split(' ').next().unwrap();
        let complaints = Assumptions::parse(&SEED.replace(right, wrong)).unwrap_err();
        assert_eq!(complaints[0].line, line, "{wrong}");
        assert!(complaints.iter().all(|wrong| wrong.what.contains(key)), "{complaints:?}");
        assert!(complaints.iter().any(|wrong| wrong.what.contains(said)), "{complaints:?}");
    }
}

#[test]
fn a_missing_and_an_unknown_key_are_both_named() {
    let complaints = Assumptions::parse(&SEED.replace("cost_dkk =", "cost_kr =")).unwrap_err();
    let said: Vec<&str> = complaints.iter().map(|wrong| wrong.what.as_str()).collect();
    assert!(said.iter().any(|what| what.contains("«cost_dkk» is missing")), "{said:?}");
    assert!(said.iter().any(|what| what.contains("unknown key «cost_kr»")), "{said:?}");
}

#[test]
fn a_loss_is_a_result_without_a_break_even_value() {
    let with = |after: &str, per_case: &str| {
        let text = SEED.replace("companion_hours_after = 4", &format!("companion_hours_after = {after}"));
        let text = text.replace(
            "indirect_hours_per_case = { low = 6, high = 8 }",
            &format!("indirect_hours_per_case = {per_case}"),
        );
        let all = Assumptions::parse(&text).unwrap();
        let effect = Savings::of(&all);
        (effect.notes(&all), effect)
    };
    // By hand: 250 · (10 − 12) + 360 and 250 · (12 − 4) + 768 hours.
    let (notes, effect) = with("{ low = 4, high = 12 }", "{ low = 6, high = 8 }");
    near(effect.total_hours_per_year, -140.0, 2_768.0);
    assert_eq!(effect.break_even_hour_value_dkk, None);
    assert_eq!(notes, [EffectNote::MayCostHours, EffectNote::MaySaveNothing]);
    // A loss at both ends: 250 · (10 − 16) + 360 and 250 · (12 − 16) + 768.
    let (_, effect) = with("16", "{ low = 6, high = 8 }");
    near(effect.total_hours_per_year, -1_140.0, -232.0);
    near(effect.total_fte, -1_140.0 / 1_075.0, -232.0 / 1_075.0);
    assert_eq!(effect.break_even_hour_value_dkk, None);
    // Hours saved for a case may be hours lost: 60 to 96 cases a year, each −2 to 1 hours.
    let (_, effect) = with("4", "{ low = -2, high = 1 }");
    near(effect.indirect_hours_per_year, -192.0, 96.0);
    near(effect.total_hours_per_year, 1_308.0, 2_096.0);
    assert!(effect.break_even_hour_value_dkk.is_some());
    // With eleven hours the indirect ones still outweigh it.
    assert!(with("{ low = 4, high = 11 }", "{ low = 6, high = 8 }").1.break_even_hour_value_dkk.is_some());
}

#[test]
fn an_owner_is_a_unit_and_never_a_citizens_number() {
    for (owner, said) in [
        ("010190-1234", "looks like a CPR number"),
        ("Center \u{202e} for Mestring", "reading direction"),
        (" ", "empty"),
    ] {
        for key in ["direct_owner", "indirect_owner", "cost_owner"] {
            let text: Vec<&str> = SEED.lines().filter(|line| !line.starts_with(key)).collect();
            let text = format!("{key} = \"{owner}\"\n{}", text.join("\n"));
            let problems = Assumptions::parse(&text).unwrap_err();
            assert!(problems[0].what.contains(said) && !problems[0].what.contains("010190"), "{problems:?}");
        }
    }
}

#[test]
fn what_may_cost_hours_or_costs_nothing_is_said_beside_the_result() {
    let with = |right: &str, changed: &str| {
        let all = Assumptions::parse(&SEED.replace(right, changed)).unwrap();
        let effect = Savings::of(&all);
        (effect.notes(&all), effect)
    };
    assert_eq!(with("cost_dkk = 100000", "cost_dkk = 100000").0, []);
    let (notes, effect) = with("cost_dkk = 100000", "cost_dkk = 0");
    assert_eq!(notes, [EffectNote::CostMayBeZero]);
    near(effect.break_even_hour_value_dkk.unwrap(), 0.0, 0.0);
    let (notes, effect) = with("companion_hours_after = 4", "companion_hours_after = { low = 4, high = 11 }");
    assert_eq!(notes, [EffectNote::MayCostHours]);
    near(effect.direct_hours_per_citizen, -1.0, 8.0);
}

#[test]
fn what_moves_the_result_most_stands_first() {
    let swings = sensitivity(&seed());
    assert_eq!(swings.len(), KEYS.len() - 1, "the seed states no overlap");
    let width = |swing: &Swing| swing.total_fte.high - swing.total_fte.low;
    assert!(swings.windows(2).all(|pair| width(&pair[0]) >= width(&pair[1])));
    // 250 citizens times two hours is the widest end of the seed.
    assert_eq!(swings[0].assumption, AssumptionKey::CompanionHoursBefore);
    near(swings[0].total_fte, (1_500.0 + 546.0) / 1_075.0, (2_000.0 + 546.0) / 1_075.0);
}

#[test]
fn a_stated_overlap_is_left_out_of_the_total_the_break_even_and_the_present_value() {
    let with = |share: &str| Assumptions::parse(&format!("overlap_share = {share}\n{SEED}")).unwrap();
    // By hand: 1,500 + 360 · 0.75 and 2,000 + 768 · 0.75 hours.
    let all = with("0.25");
    let effect = Savings::of(&all);
    near(effect.indirect_hours_per_year, 360.0, 768.0);
    near(effect.overlap_hours_per_year, 90.0, 192.0);
    near(effect.total_hours_per_year, 1_770.0, 2_576.0);
    near(effect.total_fte, 1_770.0 / 1_075.0, 2_576.0 / 1_075.0);
    near(effect.break_even_hour_value_dkk.unwrap(), 100_000.0 / 2_576.0, 100_000.0 / 1_770.0);
    near(effect.total_fte_if_added(all.hours_per_fte.ends), 1_860.0 / 1_075.0, 2_768.0 / 1_075.0);
    let years = 1.0 + 1.0 / 1.035 + 1.0 / 1.035_f64.powi(2) + 1.0 / 1.035_f64.powi(3);
    let value = net_present_value(&all, &effect, Range::exact(200.0));
    near(value, (1_770.0 * 200.0 - 100_000.0) * years, (2_576.0 * 200.0 - 100_000.0) * years);
    // All the same citizens at one end, none at the other: from the direct hours alone to all of them.
    let unsure = with("{ low = 0, high = 1 }");
    near(Savings::of(&unsure).total_hours_per_year, 1_500.0, 2_768.0);
    assert!(sensitivity(&unsure).iter().any(|swing| swing.assumption == AssumptionKey::OverlapShare));
    near(Savings::of(&with("1")).total_hours_per_year, 1_500.0, 2_000.0);
}

#[test]
fn net_present_value_is_zero_where_an_hour_is_worth_the_break_even() {
    let all = seed();
    let effect = expected(&all);
    let even = effect.break_even_hour_value_dkk.unwrap();
    let value = net_present_value(&all, &effect, even);
    assert!(value.low.abs() < 1e-6 && value.high.abs() < 1e-6, "{value:?}");
    // Four years, by hand: (2296 · 200 − 100000) · (1 + 1/1.035 + 1/1.035² + 1/1.035³).
    let value = net_present_value(&all, &effect, Range::exact(200.0));
    let years = 1.0 + 1.0 / 1.035 + 1.0 / 1.035_f64.powi(2) + 1.0 / 1.035_f64.powi(3);
    near(value, (2_296.0 * 200.0 - 100_000.0) * years, (2_296.0 * 200.0 - 100_000.0) * years);
}
