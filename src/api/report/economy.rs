// SPDX-License-Identifier: MPL-2.0
//! What the period was worth.

use serde::Serialize;
use utoipa::ToSchema;

use crate::report::figure::{CountJson, FigureJson, RangeJson};
use report::business_case::{AssumptionKey, Swing};
use report::economy::{Economy, EffectSummary, Gain, Missing, PresentValue};

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Economy"))]
#[schema(as = Economy)]
pub struct EconomyJson {
    /// What is missing for a result.
    pub missing: Vec<MissingJson>,
    pub hours_per_fte: RangeJson,
    #[serde(rename = "hours_per_fte_is_told")]
    pub hours_per_fte_is_stated: bool,
    pub certificates: CountJson,
    /// Fees saved by citizens; `None` if it would reveal a small count.
    pub fees_spared_dkk: Option<f64>,
    pub certificate_fee_dkk: f64,
    /// Citizens served with a companion, and those of them who got MitID; only the latter compare with the baseline.
    pub accompanied: CountJson,
    pub mitid_accompanied: CountJson,
    /// Mean hours stated by their companions.
    pub companion_hours: FigureJson,
    pub result: Option<GainJson>,
}

impl From<Economy> for EconomyJson {
    fn from(value: Economy) -> Self {
        let Economy {
            missing,
            hours_per_fte,
            hours_per_fte_is_stated,
            certificates,
            fees_spared_dkk,
            certificate_fee_dkk,
            accompanied,
            mitid_accompanied,
            companion_hours,
            result,
        } = value;
        Self {
            missing: missing.into_iter().map(Into::into).collect(),
            hours_per_fte: hours_per_fte.into(),
            hours_per_fte_is_stated,
            certificates: certificates.into(),
            fees_spared_dkk,
            certificate_fee_dkk,
            accompanied: accompanied.into(),
            mitid_accompanied: mitid_accompanied.into(),
            companion_hours: companion_hours.into(),
            result: result.map(Into::into),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Missing"))]
#[serde(rename_all = "snake_case")]
#[schema(as = Missing)]
pub enum MissingJson {
    /// The baseline has not been stated.
    CompanionHoursBefore,
    /// Fewer than five companions stated their time.
    CompanionHoursAfter,
    /// Stated on fewer than five days, so that the mean has no interval.
    CompanionDays,
    Cost,
    /// Fewer than five citizens got MitID with a companion.
    Citizens,
    /// No time of the period has been observed.
    Time,
}

impl From<Missing> for MissingJson {
    fn from(value: Missing) -> Self {
        match value {
            Missing::CompanionHoursBefore => Self::CompanionHoursBefore,
            Missing::CompanionHoursAfter => Self::CompanionHoursAfter,
            Missing::CompanionDays => Self::CompanionDays,
            Missing::Cost => Self::Cost,
            Missing::Citizens => Self::Citizens,
            Missing::Time => Self::Time,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Gain"))]
#[schema(as = Gain)]
pub struct GainJson {
    /// In the period.
    pub hours_saved: RangeJson,
    pub fte_in_period: RangeJson,
    pub cost_in_period_dkk: RangeJson,
    /// Extrapolated to a year.
    pub citizens_per_year: f64,
    pub effect: EffectSummaryJson,
    pub sensitivity: Vec<SwingJson>,
    pub net_present_values: Vec<PresentValueJson>,
    pub discount_rate: f64,
    pub years: u32,
}

impl From<Gain> for GainJson {
    fn from(value: Gain) -> Self {
        let Gain {
            hours_saved,
            fte_in_period,
            cost_in_period_dkk,
            citizens_per_year,
            effect,
            sensitivity,
            net_present_values,
            discount_rate,
            years,
        } = value;
        Self {
            hours_saved: hours_saved.into(),
            fte_in_period: fte_in_period.into(),
            cost_in_period_dkk: cost_in_period_dkk.into(),
            citizens_per_year,
            effect: effect.into(),
            sensitivity: sensitivity.into_iter().map(Into::into).collect(),
            net_present_values: net_present_values.into_iter().map(Into::into).collect(),
            discount_rate,
            years,
        }
    }
}

/// The measured direct effect; the ledger has no data on indirect effects.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "EffectSummary"))]
#[schema(as = EffectSummary)]
pub struct EffectSummaryJson {
    pub direct_hours_per_citizen: RangeJson,
    pub direct_hours_per_year: RangeJson,
    pub direct_fte: RangeJson,
    pub cost_per_citizen_dkk: RangeJson,
    /// Nothing where there may be a loss.
    pub break_even_hour_value_dkk: Option<RangeJson>,
}

impl From<EffectSummary> for EffectSummaryJson {
    fn from(value: EffectSummary) -> Self {
        let EffectSummary {
            direct_hours_per_citizen,
            direct_hours_per_year,
            direct_fte,
            cost_per_citizen_dkk,
            break_even_hour_value_dkk,
        } = value;
        Self {
            direct_hours_per_citizen: direct_hours_per_citizen.into(),
            direct_hours_per_year: direct_hours_per_year.into(),
            direct_fte: direct_fte.into(),
            cost_per_citizen_dkk: cost_per_citizen_dkk.into(),
            break_even_hour_value_dkk: break_even_hour_value_dkk.map(Into::into),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PresentValue"))]
#[schema(as = PresentValue)]
pub struct PresentValueJson {
    pub hour_value_dkk: f64,
    pub value_dkk: RangeJson,
}

impl From<PresentValue> for PresentValueJson {
    fn from(value: PresentValue) -> Self {
        let PresentValue { hour_value_dkk, value_dkk } = value;
        Self { hour_value_dkk, value_dkk: value_dkk.into() }
    }
}

/// The assumptions by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "AssumptionKey"))]
#[serde(rename_all = "snake_case")]
#[schema(as = AssumptionKey)]
pub enum AssumptionKeyJson {
    CitizensPerYear,
    CompanionHoursBefore,
    CompanionHoursAfter,
    IndirectCasesPerMonth,
    IndirectHoursPerCase,
    CostDkk,
    HoursPerFte,
    OverlapShare,
}

impl From<AssumptionKey> for AssumptionKeyJson {
    fn from(value: AssumptionKey) -> Self {
        match value {
            AssumptionKey::CitizensPerYear => Self::CitizensPerYear,
            AssumptionKey::CompanionHoursBefore => Self::CompanionHoursBefore,
            AssumptionKey::CompanionHoursAfter => Self::CompanionHoursAfter,
            AssumptionKey::IndirectCasesPerMonth => Self::IndirectCasesPerMonth,
            AssumptionKey::IndirectHoursPerCase => Self::IndirectHoursPerCase,
            AssumptionKey::CostDkk => Self::CostDkk,
            AssumptionKey::HoursPerFte => Self::HoursPerFte,
            AssumptionKey::OverlapShare => Self::OverlapShare,
        }
    }
}

/// Sensitivity of the results to one assumption, with the others at their expected values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Swing"))]
#[schema(as = Swing)]
pub struct SwingJson {
    pub assumption: AssumptionKeyJson,
    pub moved: RangeJson,
    /// Stated as one number and therefore varied by 10 % either way.
    pub by_tenth: bool,
    pub total_fte: RangeJson,
    /// Nothing where one end has no break-even value.
    pub break_even_hour_value_dkk: Option<RangeJson>,
}

impl From<Swing> for SwingJson {
    fn from(value: Swing) -> Self {
        let Swing { assumption, moved, by_tenth, total_fte, break_even_hour_value_dkk } = value;
        Self {
            assumption: assumption.into(),
            moved: moved.into(),
            by_tenth,
            total_fte: total_fte.into(),
            break_even_hour_value_dkk: break_even_hour_value_dkk.map(Into::into),
        }
    }
}
