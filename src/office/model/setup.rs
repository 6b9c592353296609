// SPDX-License-Identifier: MPL-2.0
//! What an office is: desks, errands, hours. It comes from configuration and is written into the ledger,
//! so that a ledger can be read without the configuration of its day.

use serde::{Deserialize, Deserializer, Serialize};

use crate::calendar::{OpeningHours, Zone};
use crate::holds::Holding;
use crate::localized_text::{LocalizedText, TextLine};
use crate::names::{DeskId, ErrandId, OfficeId, OutcomeId};
use crate::outcome::Outcome;
use crate::time::Length;

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
    #[serde(default, skip_serializing_if = "WitnessQuota::is_usual")]
    pub witness: WitnessQuota,
}

/// How often a companion may be a witness in so many days, the present one among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessQuota {
    pub times: u8,
    pub days: u16,
}

impl Default for WitnessQuota {
    /// What MitID asks of a private witness (www.mitid.dk).
    fn default() -> Self {
        Self { times: 3, days: 120 }
    }
}

impl WitnessQuota {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// Where a clerk serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    pub id: DeskId,
    /// What the board shows: «Skranke 3» without the word, that is «3».
    pub name: String,
    /// Where to sit and wait for it, in the office's own words.
    #[serde(default, deserialize_with = "text_or_blank", skip_serializing_if = "Option::is_none")]
    pub area: Option<LocalizedText>,
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
    /// What it is called, where the words that ship for its id are not to be used or there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<LocalizedText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<Icon>,
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
    /// Steps for the clerk: keys of [`BRIEFING`](crate::ready_made::BRIEFING) or the office's own words.
    #[serde(default)]
    pub briefing: Vec<TextLine>,
    #[serde(default)]
    pub briefing_without_photo: Vec<TextLine>,
    /// What to have at hand, shown on the ticket page: keys of [`BRING`](crate::ready_made::BRING) or own words.
    #[serde(default)]
    pub bring: Vec<TextLine>,
    #[serde(default)]
    pub bring_without_photo: Vec<TextLine>,
}

/// The picture beside an errand's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Icon {
    IdCard,
    Key,
    Letter,
    Passport,
    House,
    Dots,
    Car,
    Parking,
    Health,
    Family,
    Rings,
    Money,
    Document,
    Globe,
    Phone,
    Person,
}

/// Earlier ledgers say «» where a desk has no area.
fn text_or_blank<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<LocalizedText>, D::Error> {
    let text = Option::<LocalizedText>::deserialize(deserializer)?;
    Ok(text.filter(|text| !text.da.as_str().is_empty()))
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

    pub fn briefing(&self, identification: Identification) -> &[TextLine] {
        match identification {
            Identification::Photo => &self.briefing,
            Identification::None | Identification::Unknown => &self.briefing_without_photo,
        }
    }

    pub fn bring(&self, identification: Identification) -> &[TextLine] {
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
        for desk in &mut self.desks {
            desk.area = None;
        }
        for outcome in &mut self.outcomes {
            outcome.name = None;
        }
        for errand in &mut self.errands {
            errand.name = None;
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
    /// The first of the [faults](Self::faults), in a sentence that says what to do.
    pub fn check(&self) -> Result<(), String> {
        self.faults().into_iter().next().map_or(Ok(()), |fault| Err(fault.what))
    }
}
