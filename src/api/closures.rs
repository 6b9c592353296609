// SPDX-License-Identifier: MPL-2.0
//! Special days and absences: when the office or a desk does not serve, against its week.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::time::{ClockTimeJson, TimeJson};
use forecast::holidays::{self, Holiday};
use office::Office;
use office::calendar::{OpenPeriod, Zone};
use office::closures::{Absence, SpecialDay};

/// A stretch of a day in which the office is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "OpenPeriod"))]
#[serde(deny_unknown_fields)]
#[schema(as = OpenPeriod)]
pub struct OpenPeriodJson {
    pub opens: ClockTimeJson,
    pub closes: ClockTimeJson,
}

impl From<&OpenPeriod> for OpenPeriodJson {
    fn from(period: &OpenPeriod) -> Self {
        let OpenPeriod { opens, closes } = *period;
        Self { opens: ClockTimeJson(opens), closes: ClockTimeJson(closes) }
    }
}

impl From<OpenPeriodJson> for OpenPeriod {
    fn from(period: OpenPeriodJson) -> Self {
        let OpenPeriodJson { opens, closes } = period;
        Self { opens: opens.0, closes: closes.0 }
    }
}

/// Other hours than the week's on one date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SpecialDay"))]
#[schema(as = SpecialDay)]
pub struct SpecialDayJson {
    #[schema(format = Date)]
    pub date: String,
    /// When it is open; nothing where it is closed.
    pub periods: Vec<OpenPeriodJson>,
    pub note: Option<String>,
}

impl From<&SpecialDay> for SpecialDayJson {
    fn from(day: &SpecialDay) -> Self {
        let SpecialDay { date, periods, note } = day;
        Self {
            date: date.to_string(),
            periods: periods.iter().map(Into::into).collect(),
            note: note.as_ref().map(ToString::to_string),
        }
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SpecialDayRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = SpecialDayChange)]
pub struct SpecialDayBody {
    /// When it is open; an empty list closes it.
    pub periods: Vec<OpenPeriodJson>,
    /// Kept with the day.
    pub reason: Option<String>,
    /// Whether promises may be broken.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
    pub force: bool,
}

/// A desk without a clerk for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Absence"))]
#[schema(as = Absence)]
pub struct AbsenceJson {
    #[schema(example = "a3")]
    pub id: String,
    pub desk: String,
    pub start: TimeJson,
    pub end: TimeJson,
    pub note: Option<String>,
}

impl AbsenceJson {
    pub fn of(absence: &Absence, zone: &Zone) -> Self {
        let Absence { id, desk, time, note } = absence;
        Self {
            id: id.to_string(),
            desk: desk.to_string(),
            start: TimeJson::of(time.start, zone),
            end: TimeJson::of(time.end, zone),
            note: note.as_ref().map(ToString::to_string),
        }
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "AbsenceRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = NewAbsence)]
pub struct AbsenceBody {
    /// RFC 3339, or the office's clock without an offset; from now when left out.
    pub start: Option<String>,
    pub end: String,
    /// Kept with the absence.
    pub reason: Option<String>,
    /// Whether promises may be broken.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
    pub force: bool,
}

/// A holiday on which the week has the office open, and no special day says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ProposedClosure"))]
#[schema(as = ProposedClosure)]
pub struct ProposedClosureJson {
    #[schema(format = Date)]
    pub date: String,
    pub holiday: HolidayJson,
}

/// Days on which Danish public offices are closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Holiday"))]
#[serde(rename_all = "snake_case")]
#[schema(as = Holiday)]
pub enum HolidayJson {
    NewYearsDay,
    MaundyThursday,
    GoodFriday,
    EasterSunday,
    EasterMonday,
    AscensionDay,
    WhitSunday,
    WhitMonday,
    ConstitutionDay,
    ChristmasEve,
    ChristmasDay,
    SecondChristmasDay,
    NewYearsEve,
}

crate::same_names::same_names!(
    HolidayJson,
    Holiday {
        NewYearsDay,
        MaundyThursday,
        GoodFriday,
        EasterSunday,
        EasterMonday,
        AscensionDay,
        WhitSunday,
        WhitMonday,
        ConstitutionDay,
        ChristmasEve,
        ChristmasDay,
        SecondChristmasDay,
        NewYearsEve
    }
);

/// What is planned from today on, and what might be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Closures"))]
#[schema(as = Closures)]
pub struct ClosuresResponse {
    /// In the order of their dates.
    pub special_days: Vec<SpecialDayJson>,
    pub absences: Vec<AbsenceJson>,
    /// The holidays of the next twelve months on which the office would be open.
    pub proposed: Vec<ProposedClosureJson>,
}

/// The holidays of this many days are proposed.
const DAYS_PROPOSED: i32 = 366;

impl ClosuresResponse {
    pub fn of(office: &Office) -> Self {
        let zone = &office.setup().time_zone;
        let closures = office.closures();
        let proposed = holidays::from(office.date(), DAYS_PROPOSED)
            .filter(|(date, _)| closures.day(*date).is_none() && office.hours_on(*date).is_some());
        Self {
            special_days: closures.days().iter().map(Into::into).collect(),
            absences: closures.absences().map(|absence| AbsenceJson::of(absence, zone)).collect(),
            proposed: proposed
                .map(|(date, holiday)| ProposedClosureJson {
                    date: date.to_string(),
                    holiday: holiday.into(),
                })
                .collect(),
        }
    }
}
