// SPDX-License-Identifier: MPL-2.0
//! The economy of a period: measured values against the stated baseline. Without either there is no result, only
//! what is missing.

use serde::Serialize;

use super::assumptions::{Amount, Assumptions, DISCOUNT_RATE, Owners, YEARS};
use super::business_case::{Savings, Swing, net_present_value, sensitivity};
use super::day_summary::DaySummary;
use super::disclosure::{self, Count, DISCLOSURE_THRESHOLD};
use super::figure::{Figure, whole};
use super::report::{Material, visits};
use office::trial::{Baseline, StatedFigure};
use statistics::Range;
use statistics::intervals::{self, RatioPart};

/// Defaults for values the office has not stated; shown with every result.
pub const HOURS_PER_FTE: f64 = 1_075.0;
pub const CERTIFICATE_FEE_DKK: f64 = 84.0;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Economy {
    /// What is missing for a result.
    pub missing: Vec<Missing>,
    pub hours_per_fte: Range,
    pub hours_per_fte_is_stated: bool,
    pub certificates: Count,
    /// Fees saved by citizens; `None` if it would reveal a small count.
    pub fees_spared_dkk: Option<f64>,
    pub certificate_fee_dkk: f64,
    /// Citizens served with a companion, and those of them who got MitID; only the latter compare with the baseline.
    pub accompanied: Count,
    pub mitid_accompanied: Count,
    /// Mean hours stated by their companions.
    pub companion_hours: Figure,
    pub result: Option<Gain>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
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

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gain {
    /// In the period.
    pub hours_saved: Range,
    pub fte_in_period: Range,
    pub cost_in_period_dkk: Range,
    /// Extrapolated to a year.
    pub citizens_per_year: f64,
    pub effect: EffectSummary,
    pub sensitivity: Vec<Swing>,
    pub net_present_values: Vec<PresentValue>,
    pub discount_rate: f64,
    pub years: u32,
}

/// The measured direct effect, a loss where it is negative; the ledger has no data on indirect effects.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct EffectSummary {
    pub direct_hours_per_citizen: Range,
    pub direct_hours_per_year: Range,
    pub direct_fte: Range,
    pub cost_per_citizen_dkk: Range,
    /// `None` where there may be a loss.
    pub break_even_hour_value_dkk: Option<Range>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PresentValue {
    pub hour_value_dkk: f64,
    pub value_dkk: Range,
}

const HOUR_VALUES: [f64; 3] = [100.0, 200.0, 300.0];

impl Economy {
    pub fn of(material: &Material<'_>, baseline: Option<&Baseline>) -> Self {
        let days = &material.days;
        let certificates = visits(days).filter(|visit| visit.saved_the_fee()).count() as u64;
        let stated = |of: fn(&Baseline) -> Option<StatedFigure>| {
            baseline.and_then(of).map(|figure| Range::of(figure.low, figure.high))
        };
        let fee = stated(|all| all.certificate_fee_dkk).map_or(CERTIFICATE_FEE_DKK, Range::middle);
        let citizens = visits(days).filter(|visit| visit.succeeded_accompanied()).count() as u64;
        let hours_stated = stated(|all| all.hours_per_fte);
        let fte = hours_stated.unwrap_or(Range::exact(HOURS_PER_FTE));
        let after = hours_now(days);
        let before = stated(|all| all.companion_hours);
        let cost = stated(|all| all.cost_dkk);
        let mut missing = Vec::new();
        let mut lacks = |is_missing: bool, what: Missing| {
            if is_missing {
                missing.push(what);
            }
        };
        lacks(before.is_none(), Missing::CompanionHoursBefore);
        lacks(after.value.is_none(), Missing::CompanionHoursAfter);
        lacks(after.value.is_some() && after.interval.is_none(), Missing::CompanionDays);
        lacks(cost.is_none(), Missing::Cost);
        lacks(citizens < DISCLOSURE_THRESHOLD, Missing::Citizens);
        let a_year = material.share_of_a_year();
        lacks(a_year.is_none(), Missing::Time);
        let result = match (before, after.interval, cost, a_year) {
            (Some(before), Some(after), Some(cost), Some(share)) if citizens >= DISCLOSURE_THRESHOLD => {
                Some(gain(share, citizens, before, after, cost, fte))
            }
            _ => None,
        };
        let served = visits(days).filter(|visit| visit.is_served()).count() as u64;
        let disclosed = Count::part(certificates, served);
        #[expect(clippy::cast_precision_loss, reason = "a count of visits")]
        let spared = matches!(disclosed, Count::Disclosed(_)).then_some(certificates as f64 * fee);
        Self {
            missing,
            hours_per_fte: fte,
            hours_per_fte_is_stated: hours_stated.is_some(),
            certificates: disclosed,
            fees_spared_dkk: spared,
            certificate_fee_dkk: fee,
            accompanied: disclosure::accompanied(days),
            mitid_accompanied: Count::of(citizens),
            companion_hours: after,
            result,
        }
    }
}

/// Mean hours stated by companions whose citizen got MitID.
fn hours_now(days: &[&DaySummary]) -> Figure {
    let said = |day: &&DaySummary| -> RatioPart {
        let of = day.visits.iter().filter(|visit| visit.succeeded_accompanied());
        of.filter_map(|visit| visit.companion_minutes).fold(RatioPart::default(), |sum, minutes| {
            RatioPart::new(sum.numerator + f64::from(minutes) / 60.0, sum.denominator + 1.0)
        })
    };
    let parts: Vec<RatioPart> = days.iter().map(said).collect();
    Figure::ratio(&parts, whole(intervals::total(&parts).denominator))
}

#[expect(clippy::cast_precision_loss, reason = "a count of visits")]
fn gain(share_of_a_year: f64, citizens: u64, before: Range, after: Range, cost: Range, fte: Range) -> Gain {
    let a_year = 1.0 / share_of_a_year;
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
    let effect = Savings::of(&all);
    let hours = effect.direct_hours_per_year / Range::exact(a_year);
    let present = |value: f64| PresentValue {
        hour_value_dkk: value,
        value_dkk: net_present_value(&all, &effect, Range::exact(value)),
    };
    let measured = |swing: &Swing| (swing.moved.high - swing.moved.low).abs() > 0.0;
    Gain {
        hours_saved: hours,
        fte_in_period: hours / fte,
        cost_in_period_dkk: cost / Range::exact(a_year),
        citizens_per_year: citizens as f64 * a_year,
        effect: EffectSummary {
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
    }
}
