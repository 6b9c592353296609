// SPDX-License-Identifier: MPL-2.0
//! The JSON of a business case, unrounded.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{BusinessCase, note_word};
use office::free_text::FreeText;
use office::ticket::Language;
use report::assumptions::Amount;
use report::business_case::{AssumptionKey, EffectNote, KEYS, Savings, Swing, sensitivity};
use statistics::Range;

#[derive(Serialize)]
pub(super) struct BusinessCaseJson<'c> {
    #[serde(flatten)]
    effect: Savings,
    notes: Vec<NoteJson>,
    assumptions: BTreeMap<AssumptionKey, AmountJson>,
    hours_per_fte: Range,
    three_point_estimate: EstimateJson,
    sensitivity: Vec<Swing>,
    net_present_value: PresentValuesJson,
    benefit_owners: OwnersJson<'c>,
    total_adds_direct_and_indirect: OverlapJson,
}

#[derive(Serialize)]
struct NoteJson {
    code: EffectNote,
    text: Option<String>,
}

#[derive(Serialize)]
struct AmountJson {
    low: f64,
    high: f64,
    likely: Option<f64>,
}

/// The results where each assumption is one number: one number each.
#[derive(Serialize)]
struct EstimateJson {
    direct_hours_per_citizen: f64,
    direct_hours_per_year: f64,
    direct_fte: f64,
    indirect_hours_per_month: f64,
    indirect_hours_per_year: f64,
    indirect_fte: f64,
    total_hours_per_year: f64,
    overlap_hours_per_year: f64,
    total_fte: f64,
    cost_per_citizen_dkk: f64,
    break_even_hour_value_dkk: Option<f64>,
}

#[derive(Serialize)]
struct PresentValuesJson {
    discount_rate: f64,
    years: u32,
    hour_value_is_stated: bool,
    values: Vec<PresentValueJson>,
}

#[derive(Serialize)]
struct PresentValueJson {
    hour_value_dkk: Range,
    net_present_value_dkk: Range,
}

#[derive(Serialize)]
struct OwnersJson<'c> {
    direct: Option<&'c FreeText>,
    indirect: Option<&'c FreeText>,
    cost: Option<&'c FreeText>,
}

/// How the sum treats citizens who are in both effects.
#[derive(Serialize)]
struct OverlapJson {
    overlap_share: Option<Range>,
    overlap_is_left_out: bool,
    hours_left_out_per_year: Range,
    total_fte_if_added: Option<Range>,
    warning: Option<String>,
}

impl<'c> BusinessCaseJson<'c> {
    pub(super) fn of(case: &'c BusinessCase) -> Self {
        let BusinessCase { all, effect, likely } = case;
        Self {
            effect: *effect,
            notes: effect.notes(all).into_iter().map(NoteJson::of).collect(),
            assumptions: KEYS
                .into_iter()
                .filter_map(|key| Some((key, AmountJson::of(all.amount(key)?))))
                .collect(),
            hours_per_fte: all.hours_per_fte.ends,
            three_point_estimate: EstimateJson::of(likely),
            sensitivity: sensitivity(all),
            net_present_value: PresentValuesJson::of(case),
            benefit_owners: OwnersJson {
                direct: all.owners.direct.as_ref(),
                indirect: all.owners.indirect.as_ref(),
                cost: all.owners.cost.as_ref(),
            },
            total_adds_direct_and_indirect: OverlapJson::of(case),
        }
    }
}

impl NoteJson {
    fn of(note: EffectNote) -> Self {
        Self { code: note, text: i18n::sentence(note_word(note), &[], Language::En) }
    }
}

impl AmountJson {
    const fn of(amount: Amount) -> Self {
        Self { low: amount.ends.low, high: amount.ends.high, likely: amount.likely }
    }
}

impl EstimateJson {
    fn of(likely: &Savings) -> Self {
        Self {
            direct_hours_per_citizen: likely.direct_hours_per_citizen.low,
            direct_hours_per_year: likely.direct_hours_per_year.low,
            direct_fte: likely.direct_fte.low,
            indirect_hours_per_month: likely.indirect_hours_per_month.low,
            indirect_hours_per_year: likely.indirect_hours_per_year.low,
            indirect_fte: likely.indirect_fte.low,
            total_hours_per_year: likely.total_hours_per_year.low,
            overlap_hours_per_year: likely.overlap_hours_per_year.low,
            total_fte: likely.total_fte.low,
            cost_per_citizen_dkk: likely.cost_per_citizen_dkk.low,
            break_even_hour_value_dkk: likely.break_even_hour_value_dkk.map(|value| value.low),
        }
    }
}

impl PresentValuesJson {
    fn of(case: &BusinessCase) -> Self {
        let values = case.present_values().into_iter();
        Self {
            discount_rate: case.all.discount_rate,
            years: case.all.years,
            hour_value_is_stated: case.all.hour_value_dkk.is_some(),
            values: values
                .map(|(hour, value)| PresentValueJson { hour_value_dkk: hour, net_present_value_dkk: value })
                .collect(),
        }
    }
}

impl OverlapJson {
    fn of(case: &BusinessCase) -> Self {
        Self {
            overlap_share: case.all.overlap_share.map(|share| share.ends),
            overlap_is_left_out: case.all.overlap_share.is_some(),
            hours_left_out_per_year: case.effect.overlap_hours_per_year,
            total_fte_if_added: case.if_added(),
            warning: i18n::sentence(case.overlap_word(), &[], Language::En),
        }
    }
}
