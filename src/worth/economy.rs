//! The economy of a period: what was measured, set against what was told of the time before. Where either
//! is missing nothing is reckoned, and it is said what is missing.

use serde::Serialize;

use super::assumptions::{Amount, Assumptions, DISCOUNT_RATE, Owners, YEARS};
use super::business_case::{Effect, Swing, net_present_value, sensitivity};
use super::figure::{Count, FEWEST_TOLD, Figure};
use super::range::Range;
use super::report::{Material, visits};
use crate::office::trial::{Baseline, Measure, Told};

/// The seed's own numbers, for what an office has not told: printed with every result.
pub const HOURS_PER_FTE: f64 = 1_075.0;
pub const CERTIFICATE_FEE_DKK: f64 = 84.0;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Economy {
    /// What must be known first; empty when everything is.
    pub missing: Vec<Missing>,
    pub hours_per_fte: Range,
    pub hours_per_fte_is_told: bool,
    pub certificates: Count,
    /// What citizens did not have to pay; nothing where it would tell a small count.
    pub fees_spared_dkk: Option<f64>,
    pub certificate_fee_dkk: f64,
    /// Citizens who were served together with a companion.
    pub accompanied: Count,
    pub result: Option<Gain>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// What it was before has not been told.
    CompanionHoursBefore,
    /// Fewer than five companions have said how long it took.
    CompanionHoursAfter,
    Cost,
    /// Fewer than five citizens were served with a companion.
    Citizens,
    /// By these numbers nothing may have been saved.
    Saving,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Gain {
    /// In the period.
    pub hours_saved: Range,
    pub fte_in_period: Range,
    pub cost_in_period_dkk: Range,
    /// If the whole year were like the period.
    pub citizens_per_year: f64,
    pub effect: EffectTold,
    pub sensitivity: Vec<Swing>,
    pub net_present_values: Vec<PresentValue>,
    pub discount_rate: f64,
    pub years: u32,
}

/// The contract's results, for the measured direct effect alone: the ledger sees no indirect one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct EffectTold {
    pub direct_hours_per_citizen: Range,
    pub direct_hours_per_year: Range,
    pub direct_fte: Range,
    pub cost_per_citizen_dkk: Range,
    pub break_even_hour_value_dkk: Range,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct PresentValue {
    pub hour_value_dkk: f64,
    pub value_dkk: Range,
}

const HOUR_VALUES: [f64; 3] = [100.0, 200.0, 300.0];
const DAYS_OF_A_YEAR: f64 = 365.25;

impl Economy {
    pub fn of(material: &Material<'_>, baseline: Option<&Baseline>) -> Self {
        let days = &material.days;
        let certificates = visits(days).filter(|visit| visit.spared_the_fee()).count() as u64;
        let told = |of: fn(&Baseline) -> Option<Told>| {
            baseline.and_then(of).map(|told| Range::of(told.low, told.high))
        };
        let fee = told(|all| all.certificate_fee_dkk).map_or(CERTIFICATE_FEE_DKK, Range::middle);
        let accompanied =
            visits(days).filter(|visit| visit.is_served() && visit.companion.is_some()).count() as u64;
        let hours_told = told(|all| all.hours_per_fte);
        let fte = hours_told.unwrap_or(Range::exact(HOURS_PER_FTE));
        let after = Figure::measure(Measure::CompanionHours, days);
        let before = told(|all| all.companion_hours);
        let cost = told(|all| all.cost_dkk);
        let mut missing = Vec::new();
        let mut lacks = |is_missing: bool, what: Missing| {
            if is_missing {
                missing.push(what);
            }
        };
        lacks(before.is_none(), Missing::CompanionHoursBefore);
        lacks(after.value.is_none(), Missing::CompanionHoursAfter);
        lacks(cost.is_none(), Missing::Cost);
        lacks(accompanied < FEWEST_TOLD, Missing::Citizens);
        let result = match (before, after.value, cost) {
            (Some(before), Some(mean), Some(cost)) if accompanied >= FEWEST_TOLD => {
                let after = after.interval.unwrap_or(Range::exact(mean));
                gain(material, accompanied, before, after, cost, fte)
            }
            _ => None,
        };
        if missing.is_empty() && result.is_none() {
            missing.push(Missing::Saving);
        }
        let certificates_told = Count::of(certificates);
        #[expect(clippy::cast_precision_loss, reason = "a count of visits")]
        let spared = matches!(certificates_told, Count::Told(_)).then_some(certificates as f64 * fee);
        Self {
            missing,
            hours_per_fte: fte,
            hours_per_fte_is_told: hours_told.is_some(),
            certificates: certificates_told,
            fees_spared_dkk: spared,
            certificate_fee_dkk: fee,
            accompanied: Count::of(accompanied),
            result,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of visits")]
fn gain(
    material: &Material<'_>,
    citizens: u64,
    before: Range,
    after: Range,
    cost: Range,
    fte: Range,
) -> Option<Gain> {
    let to = material.to.min(material.today);
    let days = f64::from(material.from.until(to).ok()?.get_days() + 1);
    let a_year = DAYS_OF_A_YEAR / days;
    let amount = |ends: Range| Amount { ends, likely: None };
    let all = Assumptions {
        citizens_per_year: Amount::exact(citizens as f64 * a_year),
        companion_hours_before: amount(before),
        companion_hours_after: amount(after),
        indirect_cases_per_month: Amount::exact(0.0),
        indirect_hours_per_case: Amount::exact(0.0),
        cost_dkk: amount(cost),
        hours_per_fte: amount(fte),
        running_cost_dkk: None,
        hour_value_dkk: None,
        overlap_share: None,
        discount_rate: DISCOUNT_RATE,
        years: YEARS,
        owners: Owners::default(),
    };
    let effect = Effect::of(&all).ok()?;
    let hours = effect.direct_hours_per_year / Range::exact(a_year);
    let present = |value: f64| PresentValue {
        hour_value_dkk: value,
        value_dkk: net_present_value(&all, &effect, Range::exact(value)),
    };
    let measured = |swing: &Swing| (swing.moved.high - swing.moved.low).abs() > 0.0;
    Some(Gain {
        hours_saved: hours,
        fte_in_period: hours / fte,
        cost_in_period_dkk: cost / Range::exact(a_year),
        citizens_per_year: citizens as f64 * a_year,
        effect: EffectTold {
            direct_hours_per_citizen: effect.direct_hours_per_citizen,
            direct_hours_per_year: effect.direct_hours_per_year,
            direct_fte: effect.direct_fte,
            cost_per_citizen_dkk: effect.cost_per_citizen_dkk,
            break_even_hour_value_dkk: effect.break_even_hour_value_dkk,
        },
        sensitivity: sensitivity(&all).into_iter().filter(measured).collect(),
        net_present_values: HOUR_VALUES.map(present).to_vec(),
        discount_rate: all.discount_rate,
        years: all.years,
    })
}
