// SPDX-License-Identifier: MPL-2.0
//! How an office is set up, whole.

use serde::Serialize;
use utoipa::ToSchema;

use crate::description::OpenHoursJson;
use crate::values::{DirectionJson, FeatureJson, feature_list};
use crate::witness::WitnessQuotaJson;
use crate::words::{IconJson, LocalizedTextJson, TextLineJson, text_lines};
use office::holds::Holding;
use office::outcome::Outcome;
use office::setup::{Desk, Errand, Setup};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Setup"))]
#[schema(as = Setup)]
pub struct SetupJson {
    pub id: String,
    pub name: String,
    pub time_zone: String,
    pub opening_hours: Vec<OpenHoursJson>,
    pub desks: Vec<SetupDeskJson>,
    pub errands: Vec<SetupErrandJson>,
    pub outcomes: Vec<OutcomeJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub holding: Option<HoldingJson>,
    pub witness: WitnessQuotaJson,
}

impl From<&Setup> for SetupJson {
    fn from(value: &Setup) -> Self {
        let Setup { id, name, time_zone, opening_hours, desks, errands, outcomes, holding, witness } = value;
        Self {
            id: id.to_string(),
            name: name.clone(),
            time_zone: time_zone.name().to_owned(),
            opening_hours: opening_hours.0.iter().copied().map(Into::into).collect(),
            desks: desks.iter().map(Into::into).collect(),
            errands: errands.iter().map(Into::into).collect(),
            outcomes: outcomes.iter().map(Into::into).collect(),
            holding: holding.as_ref().map(Into::into),
            witness: WitnessQuotaJson::of(*witness),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SetupDesk"))]
#[schema(as = SetupDesk)]
pub struct SetupDeskJson {
    pub id: String,
    pub name: String,
    pub area: Option<LocalizedTextJson>,
    pub direction: DirectionJson,
    pub features: Vec<FeatureJson>,
}

impl From<&Desk> for SetupDeskJson {
    fn from(value: &Desk) -> Self {
        let Desk { id, name, area, direction, features } = value;
        Self {
            id: id.to_string(),
            name: name.clone(),
            area: area.as_ref().map(Into::into),
            direction: (*direction).into(),
            features: feature_list(*features),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SetupErrand"))]
#[schema(as = SetupErrand)]
pub struct SetupErrandJson {
    pub id: String,
    pub name: Option<LocalizedTextJson>,
    pub icon: Option<IconJson>,
    pub minutes: u16,
    pub minutes_without_photo: u16,
    pub likely_minutes: u16,
    pub likely_minutes_without_photo: u16,
    pub features_without_photo: Vec<FeatureJson>,
    pub briefing: Vec<TextLineJson>,
    pub briefing_without_photo: Vec<TextLineJson>,
    pub bring: Vec<TextLineJson>,
    pub bring_without_photo: Vec<TextLineJson>,
}

impl From<&Errand> for SetupErrandJson {
    fn from(value: &Errand) -> Self {
        let Errand {
            id,
            name,
            icon,
            minutes,
            minutes_without_photo,
            likely_minutes,
            likely_minutes_without_photo,
            features_without_photo,
            briefing,
            briefing_without_photo,
            bring,
            bring_without_photo,
        } = value;
        Self {
            id: id.to_string(),
            name: name.as_ref().map(Into::into),
            icon: icon.map(Into::into),
            minutes: *minutes,
            minutes_without_photo: *minutes_without_photo,
            likely_minutes: *likely_minutes,
            likely_minutes_without_photo: *likely_minutes_without_photo,
            features_without_photo: feature_list(*features_without_photo),
            briefing: text_lines(briefing),
            briefing_without_photo: text_lines(briefing_without_photo),
            bring: text_lines(bring),
            bring_without_photo: text_lines(bring_without_photo),
        }
    }
}

/// An outcome by its id alone where `success` is as usual and the office has no name of its own for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Outcome"))]
#[schema(as = Outcome)]
#[serde(untagged)]
pub enum OutcomeJson {
    Id(String),
    Whole {
        id: String,
        success: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        name: Option<LocalizedTextJson>,
    },
}

impl From<&Outcome> for OutcomeJson {
    fn from(value: &Outcome) -> Self {
        let Outcome { id, success, name } = value;
        let usual = Outcome::from(id.clone()).success;
        let id = id.to_string();
        if usual == *success && name.is_none() {
            return Self::Id(id);
        }
        Self::Whole { id, success: *success, name: name.as_ref().map(Into::into) }
    }
}

/// At which desks time is held in the appointment system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Holding"))]
#[schema(as = Holding)]
pub struct HoldingJson {
    pub days_ahead: u16,
    pub desks: Vec<String>,
}

impl From<&Holding> for HoldingJson {
    fn from(value: &Holding) -> Self {
        let Holding { days_ahead, desks } = value;
        Self { days_ahead: *days_ahead, desks: desks.iter().map(ToString::to_string).collect() }
    }
}
