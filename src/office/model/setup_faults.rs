// SPDX-License-Identifier: MPL-2.0
//! What is wrong with a setup, and with which of its values.

use crate::calendar::weekday_name;
use crate::free_text::FreeText;
use crate::holds::MOST_DAYS_AHEAD;
use crate::localized_text::LocalizedText;
use crate::names::is_id;
use crate::setup::{Desk, Errand, Setup};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupFault {
    pub part: SetupPart,
    /// A sentence that says what to do.
    pub what: String,
}

/// Which value of a setup. Entries of a list are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupPart {
    Office { key: &'static str },
    Desk { index: usize, key: &'static str },
    Errand { index: usize, key: &'static str },
    Outcome { index: usize },
    OpeningHours { index: usize },
}

/// Maximum number of opening periods of a weekday.
const MOST_PERIODS: usize = 3;
/// Maximum number of desks, and of errands.
const MOST_ENTRIES: usize = 64;
/// Maximum days that the witness quota looks back.
const MOST_WITNESS_DAYS: u16 = 366;

impl Setup {
    /// Everything that is wrong, part by part.
    pub fn faults(&self) -> Vec<SetupFault> {
        let mut faults = Faults::default();
        self.check_office(&mut faults);
        for (index, desk) in self.desks.iter().enumerate() {
            self.check_desk(index, desk, &mut faults);
        }
        for (index, errand) in self.errands.iter().enumerate() {
            self.check_errand(index, errand, &mut faults);
        }
        self.check_hours(&mut faults);
        self.check_holding(&mut faults);
        faults.0
    }

    fn check_office(&self, faults: &mut Faults) {
        let office = |key| SetupPart::Office { key };
        if self.desks.is_empty() || self.desks.len() > MOST_ENTRIES {
            faults.add(
                office("desks"),
                format!("an office has 1 to {MOST_ENTRIES} desks; add a [[desks]] table"),
            );
        }
        if self.errands.is_empty() || self.errands.len() > MOST_ENTRIES {
            faults.add(
                office("errands"),
                format!("an office has 1 to {MOST_ENTRIES} errands; add an [[errands]] table"),
            );
        }
        faults.add_text(office("name"), "name", &self.name);
        if self.witness.times == 0 {
            faults.add(office("witness_times"), "witness_times is at least 1".to_owned());
        }
        if !(1..=MOST_WITNESS_DAYS).contains(&self.witness.days) {
            faults.add(
                office("witness_days"),
                format!("witness_days is a whole number of days from 1 to {MOST_WITNESS_DAYS}"),
            );
        }
        for (index, outcome) in self.outcomes.iter().enumerate() {
            if let Some(name) = &outcome.name {
                faults.add_words(SetupPart::Outcome { index }, "outcome", name);
            }
        }
    }

    fn check_desk(&self, index: usize, desk: &Desk, faults: &mut Faults) {
        let part = |key| SetupPart::Desk { index, key };
        faults.add_id(part("id"), "desk", desk.id.as_str());
        faults.add_text(part("name"), "desk name", &desk.name);
        if let Some(area) = &desk.area {
            faults.add_words(part("area"), "desk area", area);
        }
        if self.desks[..index].iter().any(|other| other.id == desk.id) {
            faults.add(part("id"), format!("desk «{}» stands twice; give one of them another id", desk.id));
        }
    }

    fn check_errand(&self, index: usize, errand: &Errand, faults: &mut Faults) {
        let part = |key| SetupPart::Errand { index, key };
        let id = &errand.id;
        faults.add_id(part("id"), "errand", id.as_str());
        for (key, text) in own_texts(errand) {
            faults.add_words(part(key), "errand text", text);
        }
        if self.errands[..index].iter().any(|other| other.id == *id) {
            faults.add(part("id"), format!("errand «{id}» stands twice; give one of them another id"));
        }
        check_lengths(errand, &part, faults);
        if !self.desks.iter().any(|desk| desk.features.covers(errand.features_without_photo)) {
            let what = "needs a feature without photo ID that no desk has; add it to a desk";
            faults.add(part("features_without_photo"), format!("errand «{id}» {what}"));
        }
    }

    fn check_hours(&self, faults: &mut Faults) {
        for (index, day) in self.opening_hours.0.iter().enumerate() {
            let name = weekday_name::name(day.weekday);
            let part = SetupPart::OpeningHours { index };
            if day.closes <= day.opens {
                faults.add(part, format!("{name}: the office closes after it opens; swap opens and closes"));
            }
            let earlier = self.opening_hours.0[..index].iter().filter(|other| other.weekday == day.weekday);
            if earlier.clone().count() >= MOST_PERIODS {
                faults.add(part, format!("{name}: a day has at most {MOST_PERIODS} opening periods"));
            }
            if earlier.into_iter().any(|other| day.opens < other.closes && other.opens < day.closes) {
                faults.add(part, format!("{name} has two opening periods that overlap"));
            }
        }
    }

    fn check_holding(&self, faults: &mut Faults) {
        let Some(holding) = &self.holding else { return };
        let part = SetupPart::Office { key: "diary" };
        if holding.days_ahead > MOST_DAYS_AHEAD {
            faults.add(part, format!("time is held at most {MOST_DAYS_AHEAD} days ahead"));
        }
        if let Some(desk) = holding.desks.iter().find(|desk| self.desk(desk).is_none()) {
            faults.add(part, format!("time is to be held at desk «{desk}», which the office does not have"));
        }
    }
}

fn check_lengths(errand: &Errand, part: &impl Fn(&'static str) -> SetupPart, faults: &mut Faults) {
    let id = &errand.id;
    for (key, minutes) in [
        ("minutes", errand.minutes),
        ("minutes_without_photo", errand.minutes_without_photo),
        ("likely_minutes", errand.likely_minutes),
        ("likely_minutes_without_photo", errand.likely_minutes_without_photo),
    ] {
        if !(1..=480).contains(&minutes) {
            faults.add(part(key), format!("errand «{id}»: {key} is {minutes}; it may be 1 to 480"));
        }
    }
    for (key, likely, expected_key, expected) in [
        ("likely_minutes", errand.likely_minutes, "minutes", errand.minutes),
        (
            "likely_minutes_without_photo",
            errand.likely_minutes_without_photo,
            "minutes_without_photo",
            errand.minutes_without_photo,
        ),
    ] {
        if likely < expected {
            let what =
                format!("{key} is {likely}, less than {expected_key} = {expected}; it is at least as long");
            faults.add(part(key), format!("errand «{id}»: {what}"));
        }
    }
}

/// What is written for people to read and does not ship with this program, with its key.
fn own_texts(errand: &Errand) -> impl Iterator<Item = (&'static str, &LocalizedText)> {
    let lists = [
        ("briefing", &errand.briefing),
        ("briefing_without_photo", &errand.briefing_without_photo),
        ("bring", &errand.bring),
        ("bring_without_photo", &errand.bring_without_photo),
    ];
    let lines = lists.into_iter().flat_map(|(key, lines)| lines.iter().map(move |line| (key, line)));
    let own = lines.filter_map(|(key, line)| Some((key, line.own()?)));
    errand.name.iter().map(|name| ("name", name)).chain(own)
}

#[derive(Default)]
struct Faults(Vec<SetupFault>);

impl Faults {
    fn add(&mut self, part: SetupPart, what: String) {
        self.0.push(SetupFault { part, what });
    }

    fn add_text(&mut self, part: SetupPart, called: &str, text: &str) {
        if let Err(error) = FreeText::parse(text) {
            self.add(part, format!("{called}: {error}"));
        }
    }

    fn add_words(&mut self, part: SetupPart, called: &str, text: &LocalizedText) {
        if let Err((_, error)) = text.check() {
            self.add(part, format!("{called}: {error}"));
        }
    }

    fn add_id(&mut self, part: SetupPart, called: &str, id: &str) {
        if !is_id(id) {
            self.add(part, format!("{called} id «{id}»: use 1 to 40 of a-z, 0-9, _ and -"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn everything_that_is_wrong_with_a_setup_is_found_at_its_value() {
        let mut setup = testing::setup();
        assert_eq!(setup.faults(), []);
        setup.desks[1].id = setup.desks[0].id.clone();
        setup.errands[0].likely_minutes = 1;
        setup.errands[2].minutes_without_photo = 0;
        let parts: Vec<SetupPart> = setup.faults().into_iter().map(|fault| fault.part).collect();
        let wanted = [
            SetupPart::Desk { index: 1, key: "id" },
            SetupPart::Errand { index: 0, key: "likely_minutes" },
            SetupPart::Errand { index: 2, key: "minutes_without_photo" },
        ];
        assert_eq!(parts, wanted);
        assert!(setup.check().unwrap_err().contains("stands twice"));
    }
}
