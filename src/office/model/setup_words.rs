// SPDX-License-Identifier: MPL-2.0
//! The words of an office's setup: which of them it writes itself, and what it lacks.

use std::collections::BTreeMap;

use crate::language::Language;
use crate::localized_text::{LocalizedText, TextLine};
use crate::names::{DeskId, ErrandId, OutcomeId};
use crate::ready_made;
use crate::setup::{Errand, Icon, Setup};

/// What stands on desks that are not called by their ids.
pub type DeskNames = BTreeMap<DeskId, String>;

/// Names and pictures of an office's own. What is not here has the words that ship with its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWords {
    pub errands: BTreeMap<ErrandId, LocalizedText>,
    pub outcomes: BTreeMap<OutcomeId, LocalizedText>,
    pub icons: BTreeMap<ErrandId, Icon>,
    pub desks: DeskNames,
}

/// Which text of a setup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPlace {
    Area { desk: DeskId },
    ErrandName { errand: ErrandId },
    Briefing { errand: ErrandId },
    Bring { errand: ErrandId },
    OutcomeName { outcome: OutcomeId },
}

/// A text that somebody reads in another language than their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untranslated {
    pub place: TextPlace,
    pub text: LocalizedText,
    /// The languages of its readers that it lacks.
    pub missing: Vec<Language>,
}

/// What only those who work in the office read; their screens are in these languages.
pub const STAFF_LANGUAGES: &[Language] = &[Language::Da, Language::En];
/// What citizens choose from.
pub const CITIZEN_LANGUAGES: &[Language] = &Language::ALL;

impl Setup {
    pub fn own_words(&self) -> OwnWords {
        let name = |errand: &Errand| Some((errand.id.clone(), errand.name.clone()?));
        let icon = |errand: &Errand| Some((errand.id.clone(), errand.icon?));
        OwnWords {
            errands: self.errands.iter().filter_map(name).collect(),
            outcomes: self
                .outcomes
                .iter()
                .filter_map(|outcome| Some((outcome.id.clone(), outcome.name.clone()?)))
                .collect(),
            icons: self.errands.iter().filter_map(icon).collect(),
            desks: self.desk_names(),
        }
    }

    pub fn desk_names(&self) -> DeskNames {
        let other = self.desks.iter().filter(|desk| desk.name != desk.id.as_str());
        other.map(|desk| (desk.id.clone(), desk.name.clone())).collect()
    }

    /// The texts whose readers do not all have them in their language.
    pub fn untranslated(&self) -> Vec<Untranslated> {
        let areas = self.desks.iter().filter_map(|desk| {
            Some((TextPlace::Area { desk: desk.id.clone() }, desk.area.as_ref()?, CITIZEN_LANGUAGES))
        });
        let outcomes = self.outcomes.iter().filter_map(|outcome| {
            let place = TextPlace::OutcomeName { outcome: outcome.id.clone() };
            Some((place, outcome.name.as_ref()?, STAFF_LANGUAGES))
        });
        let texts = areas.chain(self.errands.iter().flat_map(errand_texts)).chain(outcomes);
        let mut found: Vec<Untranslated> = Vec::new();
        for (place, text, readers) in texts {
            let missing: Vec<Language> =
                text.missing().filter(|language| readers.contains(language)).collect();
            let is_known = found.iter().any(|other| other.place == place && other.text == *text);
            if !missing.is_empty() && !is_known {
                found.push(Untranslated { place, text: text.clone(), missing });
            }
        }
        found
    }
}

fn errand_texts(errand: &Errand) -> Vec<(TextPlace, &LocalizedText, &'static [Language])> {
    let id = || errand.id.clone();
    let name =
        errand.name.iter().map(|name| (TextPlace::ErrandName { errand: id() }, name, CITIZEN_LANGUAGES));
    let briefing = errand.briefing.iter().chain(&errand.briefing_without_photo).filter_map(TextLine::own);
    let briefing = briefing.map(|text| (TextPlace::Briefing { errand: id() }, text, STAFF_LANGUAGES));
    let bring = errand.bring.iter().chain(&errand.bring_without_photo).filter_map(TextLine::own);
    let bring = bring.map(|text| (TextPlace::Bring { errand: id() }, text, CITIZEN_LANGUAGES));
    name.chain(briefing).chain(bring).collect()
}

impl Errand {
    /// Whether people can be told what it is.
    pub fn has_name(&self) -> bool {
        self.name.is_some() || ready_made::ERRANDS.contains(&self.id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::free_text::FreeText;
    use crate::testing;

    fn danish(text: &str) -> LocalizedText {
        LocalizedText::danish(FreeText::parse(text).unwrap())
    }

    #[test]
    fn an_office_learns_which_of_its_texts_somebody_cannot_read() {
        let mut setup = testing::setup();
        assert_eq!(setup.untranslated(), []);
        let licence =
            LocalizedText { en: Some(FreeText::parse("Driving licence").unwrap()), ..danish("Kørekort") };
        setup.errands[0].name = Some(licence);
        setup.errands[0].briefing =
            vec![TextLine::Own(danish("Se billedet")), TextLine::Key("or_witness".into())];
        setup.errands[0].bring = vec![TextLine::Own(danish("Et nyt billede"))];
        setup.errands[0].bring_without_photo = setup.errands[0].bring.clone();
        setup.desks[0].area = Some(danish("Område A"));
        let missing: Vec<_> = setup.untranslated().into_iter().map(|one| one.missing).collect();
        let (en, ar) = (Language::En, Language::Ar);
        assert_eq!(missing, [vec![en, ar], vec![ar], vec![en], vec![en, ar]]);
        assert_eq!(setup.own_words().errands.len(), 1);
        setup.desks[2].name = "Stillerummet".to_owned();
        assert_eq!(setup.desk_names().into_values().collect::<Vec<_>>(), ["Stillerummet"]);
    }
}
