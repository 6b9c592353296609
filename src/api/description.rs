// SPDX-License-Identifier: MPL-2.0
//! An office as it describes itself.

use serde::Serialize;
use utoipa::ToSchema;

use crate::settings::PolicyJson;
use crate::time::{ClockTimeJson, TimeJson, WeekdayJson};
use crate::values::{FeatureJson, FlagJson, LanguageJson, feature_list};
use crate::words::OfficeWordsJson;
use office::Office;
use office::calendar::OpenDay;
use office::setup::{Feature, Features};
use office::ticket::Flag;
use office::time::UnixTime;

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "OfficeDescription"))]
#[schema(as = Office)]
pub struct OfficeResponse {
    pub id: String,
    pub name: String,
    pub time_zone: String,
    pub opening_hours: Vec<OpenHoursJson>,
    pub now: TimeJson,
    pub open: bool,
    pub errands: Vec<ErrandJson>,
    pub desks: Vec<DeskJson>,
    /// Needs that some desk here can meet.
    pub needs: Vec<FeatureJson>,
    pub outcomes: Vec<String>,
    /// What the office calls its own errands and outcomes.
    pub words: OfficeWordsJson,
    pub flags: Vec<FlagJson>,
    pub languages: Vec<LanguageJson>,
    pub policy: PolicyJson,
}

/// One weekday's opening hours on the office's clock; a day that is not listed is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "OpenHours"))]
#[schema(as = OpenHours)]
pub struct OpenHoursJson {
    pub weekday: WeekdayJson,
    pub opens: ClockTimeJson,
    pub closes: ClockTimeJson,
}

impl From<OpenDay> for OpenHoursJson {
    fn from(value: OpenDay) -> Self {
        let OpenDay { weekday, opens, closes } = value;
        Self { weekday: weekday.into(), opens: ClockTimeJson(opens), closes: ClockTimeJson(closes) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ErrandDescription"))]
#[schema(as = Errand)]
pub struct ErrandJson {
    pub id: String,
    pub minutes: u16,
    pub minutes_without_photo: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DeskDescription"))]
#[schema(as = Desk)]
pub struct DeskJson {
    pub id: String,
    pub name: String,
    pub features: Vec<FeatureJson>,
    pub staffed: bool,
}

impl OfficeResponse {
    pub fn of(office: &Office, now: UnixTime) -> Self {
        let setup = office.setup();
        let errands = setup.errands.iter().map(|errand| ErrandJson {
            id: errand.id.to_string(),
            minutes: errand.minutes,
            minutes_without_photo: errand.minutes_without_photo,
        });
        let desks = setup.desks.iter().map(|desk| DeskJson {
            id: desk.id.to_string(),
            name: desk.name.clone(),
            features: feature_list(desk.features),
            staffed: office.desk_view(&desk.id, now).is_some_and(|view| view.staffed),
        });
        let offered = setup.desks.iter().fold(Features::NONE, |all, desk| all.union(desk.features));
        let needs = offered.iter().filter(|need| *need != Feature::WithoutPhoto);
        Self {
            id: setup.id.to_string(),
            name: setup.name.clone(),
            time_zone: setup.time_zone.name().to_owned(),
            opening_hours: setup.opening_hours.0.iter().copied().map(Into::into).collect(),
            now: TimeJson::of(now, &setup.time_zone),
            open: office.is_open(now),
            errands: errands.collect(),
            desks: desks.collect(),
            needs: needs.map(Into::into).collect(),
            outcomes: setup.outcomes.iter().map(|outcome| outcome.id.to_string()).collect(),
            words: (&setup.own_words()).into(),
            flags: Flag::ALL.into_iter().map(Into::into).collect(),
            languages: vec![LanguageJson::Da, LanguageJson::En, LanguageJson::Ar],
            policy: office.policy().clone().into(),
        }
    }
}
