// SPDX-License-Identifier: MPL-2.0
//! The effect calculation: from assumptions to hours, full-time equivalents and kroner, each as a range. The sum of
//! direct and indirect effects is shown with its possible overlap.

use serde::Serialize;

use super::assumptions::{Amount, Assumptions};
use statistics::Range;

/// The results, unrounded.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Savings {
    pub direct_hours_per_citizen: Range,
    pub direct_hours_per_year: Range,
    pub direct_fte: Range,
    pub indirect_hours_per_month: Range,
    pub indirect_hours_per_year: Range,
    pub indirect_fte: Range,
    /// Direct and indirect, without the indirect hours of citizens who count as direct ones.
    pub total_hours_per_year: Range,
    /// Hours left out for the overlap; zero if none was stated.
    pub overlap_hours_per_year: Range,
    pub total_fte: Range,
    pub cost_per_citizen_dkk: Range,
    /// Nothing where the hours saved may be zero or less: then no value of an hour is sure to break even.
    pub break_even_hour_value_dkk: Option<Range>,
}

/// Remarks on valid results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectNote {
    /// The cost may be zero, which breaks even at any value of an hour.
    CostMayBeZero,
    /// At one end companions spend more hours than before.
    MayCostHours,
    /// All hours together may be zero or less: a loss, or at one end a loss.
    MaySaveNothing,
}

impl Savings {
    pub fn of(all: &Assumptions) -> Self {
        let citizens = all.citizens_per_year.ends;
        let per_citizen = all.companion_hours_before.ends - all.companion_hours_after.ends;
        let direct = citizens * per_citizen;
        let per_month = all.indirect_cases_per_month.ends * all.indirect_hours_per_case.ends;
        let indirect = per_month * Range::exact(MONTHS);
        let overlap = all.overlap_share.map_or(Range::exact(0.0), |share| share.ends);
        let saved = direct + indirect * (Range::exact(1.0) - overlap);
        let fte = all.hours_per_fte.ends;
        Self {
            direct_hours_per_citizen: per_citizen,
            direct_hours_per_year: direct,
            direct_fte: direct / fte,
            indirect_hours_per_month: per_month,
            indirect_hours_per_year: indirect,
            indirect_fte: indirect / fte,
            total_hours_per_year: saved,
            overlap_hours_per_year: indirect * overlap,
            total_fte: saved / fte,
            cost_per_citizen_dkk: all.cost_dkk.ends / citizens,
            break_even_hour_value_dkk: (saved.low > 0.0).then(|| all.cost_dkk.ends / saved),
        }
    }

    pub fn notes(&self, all: &Assumptions) -> Vec<EffectNote> {
        let cost = (all.cost_dkk.ends.low <= 0.0).then_some(EffectNote::CostMayBeZero);
        let hours = (self.direct_hours_per_citizen.low < 0.0).then_some(EffectNote::MayCostHours);
        let nothing = (self.total_hours_per_year.low <= 0.0).then_some(EffectNote::MaySaveNothing);
        cost.into_iter().chain(hours).chain(nothing).collect()
    }

    /// The total without deducting the overlap.
    pub fn total_fte_if_added(&self, hours_per_fte: Range) -> Range {
        (self.direct_hours_per_year + self.indirect_hours_per_year) / hours_per_fte
    }
}

const MONTHS: f64 = 12.0;

/// The effect at the three-point estimates.
pub fn expected(all: &Assumptions) -> Savings {
    Savings::of(&all.with(|amount| Amount::exact(amount.expected())))
}

impl Assumptions {
    fn with(&self, change: impl Fn(&Amount) -> Amount) -> Self {
        let mut all = self.clone();
        for key in KEYS {
            if let Some(amount) = all.amount_mut(key) {
                *amount = change(amount);
            }
        }
        all
    }

    /// `None` if it was not stated.
    fn amount_mut(&mut self, key: AssumptionKey) -> Option<&mut Amount> {
        Some(match key {
            AssumptionKey::CitizensPerYear => &mut self.citizens_per_year,
            AssumptionKey::CompanionHoursBefore => &mut self.companion_hours_before,
            AssumptionKey::CompanionHoursAfter => &mut self.companion_hours_after,
            AssumptionKey::IndirectCasesPerMonth => &mut self.indirect_cases_per_month,
            AssumptionKey::IndirectHoursPerCase => &mut self.indirect_hours_per_case,
            AssumptionKey::CostDkk => &mut self.cost_dkk,
            AssumptionKey::HoursPerFte => &mut self.hours_per_fte,
            AssumptionKey::OverlapShare => return self.overlap_share.as_mut(),
        })
    }

    pub fn amount(&self, key: AssumptionKey) -> Option<Amount> {
        self.clone().amount_mut(key).copied()
    }
}

/// The assumptions by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AssumptionKey {
    CitizensPerYear,
    CompanionHoursBefore,
    CompanionHoursAfter,
    IndirectCasesPerMonth,
    IndirectHoursPerCase,
    CostDkk,
    HoursPerFte,
    OverlapShare,
}

pub const KEYS: [AssumptionKey; 8] = [
    AssumptionKey::CitizensPerYear,
    AssumptionKey::CompanionHoursBefore,
    AssumptionKey::CompanionHoursAfter,
    AssumptionKey::IndirectCasesPerMonth,
    AssumptionKey::IndirectHoursPerCase,
    AssumptionKey::CostDkk,
    AssumptionKey::HoursPerFte,
    AssumptionKey::OverlapShare,
];

/// Sensitivity of the results to one assumption, with the others at their expected values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Swing {
    pub assumption: AssumptionKey,
    pub moved: Range,
    /// Stated as one number and therefore varied by 10 % either way.
    pub by_tenth: bool,
    pub total_fte: Range,
    /// Nothing where one end has no break-even value.
    pub break_even_hour_value_dkk: Option<Range>,
}

/// Sensitivities, largest first.
pub fn sensitivity(all: &Assumptions) -> Vec<Swing> {
    let mut swings: Vec<Swing> = KEYS.into_iter().filter_map(|key| swing(all, key)).collect();
    let width = |range: Range| (range.high - range.low).abs();
    let even = |swing: &Swing| swing.break_even_hour_value_dkk.map_or(f64::INFINITY, width);
    swings.sort_by(|a, b| {
        let by_fte = width(b.total_fte).total_cmp(&width(a.total_fte));
        by_fte.then(even(b).total_cmp(&even(a)))
    });
    swings
}

fn swing(all: &Assumptions, key: AssumptionKey) -> Option<Swing> {
    let amount = all.amount(key)?;
    let by_tenth = amount.ends.is_exact();
    let most = if key == AssumptionKey::OverlapShare { 1.0 } else { f64::INFINITY };
    let tenth = || Range::of(amount.ends.low * 0.9, (amount.ends.high * 1.1).min(most));
    let moved = if by_tenth { tenth() } else { amount.ends };
    let at = |value: f64| {
        let mut one = all.with(|amount| Amount::exact(amount.expected()));
        *one.amount_mut(key)? = Amount::exact(value);
        Some(Savings::of(&one))
    };
    let (low, high) = (at(moved.low)?, at(moved.high)?);
    let between = |a: f64, b: f64| Range::of(a.min(b), a.max(b));
    Some(Swing {
        assumption: key,
        moved,
        by_tenth,
        total_fte: between(low.total_fte.low, high.total_fte.low),
        break_even_hour_value_dkk: low
            .break_even_hour_value_dkk
            .zip(high.break_even_hour_value_dkk)
            .map(|(low, high)| between(low.low, high.low)),
    })
}

/// Net present value for a value of an hour: gains and costs of each year, discounted from its start. Σ
/// (gain − cost) ÷ (1 + rate)^t for t = 0 … years − 1.
pub fn net_present_value(all: &Assumptions, effect: &Savings, hour_value_dkk: Range) -> Range {
    let gain = effect.total_hours_per_year * hour_value_dkk;
    let later = all.running_cost_dkk.unwrap_or(all.cost_dkk).ends;
    let mut sum = Range::exact(0.0);
    let mut discount = 1.0;
    for year in 0..all.years {
        let cost = if year == 0 { all.cost_dkk.ends } else { later };
        sum = sum + (gain - cost) * Range::exact(discount);
        discount /= 1.0 + all.discount_rate;
    }
    sum
}

#[cfg(test)]
#[path = "business_case_tests.rs"]
mod tests;
