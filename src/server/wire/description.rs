//! An office as it describes itself.

use serde::Serialize;
use utoipa::ToSchema;

use super::schema;
use jiff::civil::{Time, Weekday};
use office::Office;
use office::calendar::{Rfc3339, clock_time, weekday_name};
use office::names::{DeskId, ErrandId, OfficeId, OutcomeId};
use office::policy::Policy;
use office::setup::{Feature, Features};
use office::ticket::{Flag, Language};
use office::time::UnixTime;

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "OfficeDescription")
)]
#[schema(as = Office)]
pub struct WireOffice {
    #[schema(value_type = String)]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub id: OfficeId,
    pub name: String,
    pub time_zone: String,
    pub opening_hours: Vec<WireHours>,
    #[schema(schema_with = schema::time)]
    pub now: Rfc3339,
    pub open: bool,
    pub errands: Vec<WireErrand>,
    pub desks: Vec<WireDesk>,
    /// Needs that some desk here can meet.
    #[schema(schema_with = schema::features)]
    pub needs: Features,
    #[schema(value_type = Vec<String>)]
    pub outcomes: Vec<OutcomeId>,
    #[schema(schema_with = schema::flags)]
    pub flags: Vec<Flag>,
    #[schema(schema_with = schema::languages)]
    pub languages: Vec<Language>,
    #[schema(schema_with = schema::policy)]
    pub policy: Policy,
}

/// One weekday's opening hours on the office's clock; a day that is not listed is closed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "OpenHours")
)]
#[schema(as = OpenHours)]
pub struct WireHours {
    #[serde(with = "weekday_name")]
    #[schema(schema_with = schema::weekday)]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub weekday: Weekday,
    #[serde(with = "clock_time")]
    #[schema(schema_with = schema::clock)]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub opens: Time,
    #[serde(with = "clock_time")]
    #[schema(schema_with = schema::clock)]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub closes: Time,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "ErrandDescription")
)]
#[schema(as = Errand)]
pub struct WireErrand {
    #[schema(value_type = String)]
    pub id: ErrandId,
    pub minutes: u16,
    pub minutes_without_photo: u16,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "DeskDescription")
)]
#[schema(as = Desk)]
pub struct WireDesk {
    #[schema(value_type = String)]
    pub id: DeskId,
    pub name: String,
    #[schema(schema_with = schema::features)]
    pub features: Features,
    pub staffed: bool,
}

impl WireOffice {
    pub fn of(office: &Office, now: UnixTime) -> Self {
        let setup = office.setup();
        let hours = setup.opening_hours.0.iter();
        let errands = setup.errands.iter().map(|errand| WireErrand {
            id: errand.id.clone(),
            minutes: errand.minutes,
            minutes_without_photo: errand.minutes_without_photo,
        });
        let desks = setup.desks.iter().map(|desk| WireDesk {
            id: desk.id.clone(),
            name: desk.name.clone(),
            features: desk.features,
            staffed: office.desk_view(&desk.id, now).is_some_and(|view| view.staffed),
        });
        let offered = setup.desks.iter().fold(Features::NONE, |all, desk| all.union(desk.features));
        let needs: Vec<Feature> = offered.iter().filter(|need| *need != Feature::WithoutPhoto).collect();
        Self {
            id: setup.id.clone(),
            name: setup.name.clone(),
            time_zone: setup.time_zone.name().to_owned(),
            opening_hours: hours
                .map(|day| WireHours { weekday: day.weekday, opens: day.opens, closes: day.closes })
                .collect(),
            now: setup.time_zone.stamp(now),
            open: office.is_open(now),
            errands: errands.collect(),
            desks: desks.collect(),
            needs: Features::of(&needs),
            outcomes: setup.outcomes.iter().map(|outcome| outcome.id.clone()).collect(),
            flags: Flag::ALL.to_vec(),
            languages: vec![Language::Da, Language::En, Language::Ar],
            policy: office.policy().clone(),
        }
    }
}
