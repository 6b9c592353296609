// SPDX-License-Identifier: MPL-2.0
//! What an office is: desks, errands, hours. It comes from configuration and is written into the ledger,
//! so that a ledger can be read without the configuration of its day.

use serde::{Deserialize, Serialize};

use crate::calendar::{OpeningHours, Zone};
use crate::free_text::FreeText;
use crate::holds::{Holding, MOST_DAYS_AHEAD};
use crate::names::{DeskId, ErrandId, OfficeId, OutcomeId, is_id};
use crate::outcome::Outcome;
use crate::time::Length;

/// A weekday has at most this many opening periods.
const MOST_PERIODS: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    pub id: OfficeId,
    pub name: String,
    pub time_zone: Zone,
    pub opening_hours: OpeningHours,
    pub desks: Vec<Desk>,
    pub errands: Vec<Errand>,
    pub outcomes: Vec<Outcome>,
    /// Where the appointment system can hold time for us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holding: Option<Holding>,
}

/// Where a clerk serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    pub id: DeskId,
    /// What the board shows: «Skranke 3» without the word, that is «3».
    pub name: String,
    /// Where to sit and wait for it, in the office's own words.
    #[serde(default)]
    pub area: String,
    /// Which way the board's arrow points.
    #[serde(default)]
    pub direction: Direction,
    #[serde(default)]
    pub features: Features,
}

/// Where a desk lies, seen by someone who looks at the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Left,
    Right,
    #[default]
    Ahead,
}

/// What the citizen comes for, with its expected length and what the clerk should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Errand {
    pub id: ErrandId,
    /// Expected minutes with photo ID.
    pub minutes: u16,
    /// Expected minutes without it, or when nobody knows.
    pub minutes_without_photo: u16,
    /// Minutes that a chosen share of cases stays within; what the no-harm check looks at.
    pub likely_minutes: u16,
    pub likely_minutes_without_photo: u16,
    /// What the desk must be able to do when there is no photo ID.
    #[serde(default)]
    pub features_without_photo: Features,
    /// Steps for the clerk, as keys of the word lists or in the office's own words.
    #[serde(default)]
    pub briefing: Vec<String>,
    #[serde(default)]
    pub briefing_without_photo: Vec<String>,
    /// What to have at hand, shown on the ticket page.
    #[serde(default)]
    pub bring: Vec<String>,
    #[serde(default)]
    pub bring_without_photo: Vec<String>,
}

/// What a desk can offer, or a ticket needs. A set of at most eight, so that it costs nothing to compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "Vec<Feature>", from = "Vec<Feature>")]
pub struct Features(u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// Can issue MitID to someone without photo ID.
    WithoutPhoto = 1,
    StepFree = 2,
    QuietRoom = 4,
    Interpreter = 8,
}

impl Features {
    pub const NONE: Self = Self(0);
    const ALL: [Feature; 4] =
        [Feature::WithoutPhoto, Feature::StepFree, Feature::QuietRoom, Feature::Interpreter];

    pub fn of(features: &[Feature]) -> Self {
        features.iter().fold(Self::NONE, |set, feature| Self(set.0 | *feature as u8))
    }

    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn covers(self, needed: Self) -> bool {
        self.0 & needed.0 == needed.0
    }

    /// How many; desks with few are used first, so that the rare ones stay free for who needs them.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// What of `needed` is not here.
    pub const fn lacking(self, needed: Self) -> Self {
        Self(needed.0 & !self.0)
    }

    pub fn iter(self) -> impl Iterator<Item = Feature> {
        Self::ALL.into_iter().filter(move |feature| self.0 & *feature as u8 != 0)
    }
}

impl From<Vec<Feature>> for Features {
    fn from(features: Vec<Feature>) -> Self {
        Self::of(&features)
    }
}

impl From<Features> for Vec<Feature> {
    fn from(set: Features) -> Self {
        set.iter().collect()
    }
}

/// What the citizen can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identification {
    Photo,
    None,
    Unknown,
}

impl Errand {
    /// How long it is expected to take, and what the desk must offer for it.
    pub fn expected(&self, identification: Identification) -> (Length, Features) {
        match identification {
            Identification::Photo => (Length::minutes(self.minutes.into()), Features::NONE),
            Identification::None | Identification::Unknown => {
                (Length::minutes(self.minutes_without_photo.into()), self.features_without_photo)
            }
        }
    }

    /// The length that the configured share of cases stays within.
    pub fn likely(&self, identification: Identification) -> Length {
        let minutes = match identification {
            Identification::Photo => self.likely_minutes,
            Identification::None | Identification::Unknown => self.likely_minutes_without_photo,
        };
        Length::minutes(minutes.into())
    }

    pub fn briefing(&self, identification: Identification) -> &[String] {
        match identification {
            Identification::Photo => &self.briefing,
            Identification::None | Identification::Unknown => &self.briefing_without_photo,
        }
    }

    /// Everything written for people to read.
    fn texts(&self) -> impl Iterator<Item = &String> {
        let briefings = self.briefing.iter().chain(&self.briefing_without_photo);
        briefings.chain(&self.bring).chain(&self.bring_without_photo)
    }

    pub fn bring(&self, identification: Identification) -> &[String] {
        match identification {
            Identification::Photo => &self.bring,
            Identification::None | Identification::Unknown => &self.bring_without_photo,
        }
    }
}

impl Setup {
    pub fn desk(&self, id: &DeskId) -> Option<&Desk> {
        self.desks.iter().find(|desk| desk.id == *id)
    }

    pub fn errand(&self, id: &ErrandId) -> Option<&Errand> {
        self.errands.iter().find(|errand| errand.id == *id)
    }

    pub fn outcome(&self, id: &OutcomeId) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id == *id)
    }

    /// Without what only people read, for an office that is only played.
    #[must_use]
    pub fn without_texts(mut self) -> Self {
        for errand in &mut self.errands {
            errand.briefing.clear();
            errand.briefing_without_photo.clear();
            errand.bring.clear();
            errand.bring_without_photo.clear();
        }
        self
    }

    /// Every desk and errand once, lengths above zero, hours the right way round.
    ///
    /// # Errors
    /// What is wrong, in a sentence that says what to do.
    pub fn check(&self) -> Result<(), String> {
        if self.desks.is_empty() || self.desks.len() > 64 {
            return Err("an office has 1 to 64 desks; add a [[desks]] table".to_owned());
        }
        if self.errands.is_empty() || self.errands.len() > 64 {
            return Err("an office has 1 to 64 errands; add an [[errands]] table".to_owned());
        }
        check_text("name", &self.name)?;
        self.check_desks()?;
        self.check_errands()?;
        self.check_hours()?;
        self.check_holding()
    }

    fn check_desks(&self) -> Result<(), String> {
        for (index, desk) in self.desks.iter().enumerate() {
            check_name(desk.id.as_str(), "desk")?;
            check_text("desk name", &desk.name)?;
            if !desk.area.is_empty() {
                check_text("desk area", &desk.area)?;
            }
            if self.desks[..index].iter().any(|other| other.id == desk.id) {
                return Err(format!("desk «{}» stands twice; give one of them another id", desk.id));
            }
        }
        Ok(())
    }

    fn check_errands(&self) -> Result<(), String> {
        for (index, errand) in self.errands.iter().enumerate() {
            check_name(errand.id.as_str(), "errand")?;
            errand.texts().try_for_each(|text| check_text("errand text", text))?;
            if self.errands[..index].iter().any(|other| other.id == errand.id) {
                return Err(format!("errand «{}» stands twice; give one of them another id", errand.id));
            }
            let lengths = [
                errand.minutes,
                errand.minutes_without_photo,
                errand.likely_minutes,
                errand.likely_minutes_without_photo,
            ];
            if lengths.iter().any(|minutes| !(1..=480).contains(minutes)) {
                return Err(format!("errand «{}»: lengths are 1 to 480 minutes", errand.id));
            }
            if errand.likely_minutes < errand.minutes
                || errand.likely_minutes_without_photo < errand.minutes_without_photo
            {
                return Err(format!(
                    "errand «{}»: the likely length is at least the expected one",
                    errand.id
                ));
            }
            let someone = self.desks.iter().any(|desk| desk.features.covers(errand.features_without_photo));
            if !someone {
                return Err(format!(
                    "errand «{}» needs a feature without photo ID that no desk has; add it to a desk",
                    errand.id
                ));
            }
        }
        Ok(())
    }

    fn check_holding(&self) -> Result<(), String> {
        let Some(holding) = &self.holding else { return Ok(()) };
        if holding.days_ahead > MOST_DAYS_AHEAD {
            return Err(format!("time is held at most {MOST_DAYS_AHEAD} days ahead"));
        }
        match holding.desks.iter().find(|desk| self.desk(desk).is_none()) {
            Some(desk) => Err(format!("time is to be held at desk «{desk}», which the office does not have")),
            None => Ok(()),
        }
    }

    fn check_hours(&self) -> Result<(), String> {
        for (index, day) in self.opening_hours.0.iter().enumerate() {
            let name = crate::calendar::weekday_name::name(day.weekday);
            if day.closes <= day.opens {
                return Err(format!("{name}: the office closes after it opens"));
            }
            let earlier = self.opening_hours.0[..index].iter().filter(|other| other.weekday == day.weekday);
            if earlier.clone().count() >= MOST_PERIODS {
                return Err(format!("{name}: a day has at most {MOST_PERIODS} opening periods"));
            }
            if earlier.into_iter().any(|other| day.opens < other.closes && other.opens < day.closes) {
                return Err(format!("{name} has two opening periods that overlap"));
            }
        }
        Ok(())
    }
}

fn check_text(what: &str, text: &str) -> Result<(), String> {
    FreeText::parse(text).map(drop).map_err(|error| format!("{what}: {error}"))
}

fn check_name(id: &str, what: &str) -> Result<(), String> {
    if is_id(id) { Ok(()) } else { Err(format!("{what} id «{id}»: use 1 to 40 of a-z, 0-9, _ and -")) }
}
