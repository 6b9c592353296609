// SPDX-License-Identifier: MPL-2.0
//! The witness quota, and how much of it a companion has used (rule 13).

use serde::Serialize;
use utoipa::ToSchema;

use office::setup::WitnessQuota;
use office::witness::WitnessUse;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "WitnessUse"))]
#[schema(as = WitnessUse)]
pub struct WitnessUseJson {
    /// How often the companion was a witness in the last `days` days, today among them.
    pub times: u32,
    pub most: u8,
    pub days: u16,
    /// How often the companion may still be one.
    pub left: u32,
    /// The date from which the companion may be a witness again; nothing while the quota is not used up.
    pub again_on: Option<String>,
}

/// How often a companion may be a witness in so many days, the present one among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "WitnessQuota"))]
#[schema(as = WitnessQuota)]
pub struct WitnessQuotaJson {
    pub times: u8,
    pub days: u16,
}

impl WitnessQuotaJson {
    pub const fn of(WitnessQuota { times, days }: WitnessQuota) -> Self {
        Self { times, days }
    }
}

impl From<WitnessUse> for WitnessUseJson {
    fn from(used: WitnessUse) -> Self {
        let WitnessUse { times, quota, again_on } = used;
        let WitnessQuota { times: most, days } = quota;
        let left = u32::from(most).saturating_sub(times);
        Self { times, most, days, left, again_on: again_on.map(|date| date.to_string()) }
    }
}
