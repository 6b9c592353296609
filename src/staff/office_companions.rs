// SPDX-License-Identifier: MPL-2.0
//! All companions of an office: those of the access file, and those who were enrolled.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;

use super::access::{Access, Companion};
use super::code::{self, CompanionCodeUnknown};
use super::handle::{self, HandleUnknown};
use super::store::PeopleStore;
use super::token::Token;
use office::names::CompanionRef;
use office::personal::of_unit;

/// As they are now.
#[derive(Clone, Debug)]
pub struct OfficeCompanions {
    access: Arc<Access>,
    people: Arc<PeopleStore>,
}

impl OfficeCompanions {
    pub const fn of(access: Arc<Access>, people: Arc<PeopleStore>) -> Self {
        Self { access, people }
    }

    pub fn people(&self) -> &PeopleStore {
        &self.people
    }

    /// The companion with this code or card, shown at a device that has few tries a minute.
    ///
    /// # Errors
    /// [`CompanionCodeUnknown`]: nobody has it, too many wrong codes came from there or for the same companion, or the
    /// companion was recognised too often.
    pub fn recognise(&self, device: &Token, shown: &str) -> Result<Companion, CompanionCodeUnknown> {
        let (now, tries) = (Instant::now(), &self.access.tries);
        let people = self.people.current();
        let (enrolled, key) = (people.companions(), self.people.companion_key());
        let known = self.access.with_code(shown).or_else(|| enrolled.with_card(key, shown));
        // Nobody's wrong codes lock out a right card.
        if known.is_some() && code::is_card(shown) {
            tries.check_right_card(device, now)?;
        } else if let Err(waits) = tries.check(device, shown, now) {
            if code::is_card(shown) {
                tries.refused_card(device, now);
            }
            return Err(waits);
        }
        let found = if let Some(known) = known {
            known
        } else {
            let tried = enrolled.tried(shown);
            if let Some(companion) = tried {
                tries.check_companion(companion, now)?;
            }
            let Some(found) = enrolled.with_code(key, shown) else {
                if let Some(companion) = tried {
                    tries.wrong_of_companion(companion, now);
                }
                return Err(tries.wrong(device, shown, now));
            };
            found
        };
        tries.right(&found.reference, now)?;
        Ok(found.clone())
    }

    /// A handle for a companion who was recognised at a device, at a moment in Unix seconds.
    pub fn handle(&self, device: &Token, companion: &CompanionRef, now: i64) -> String {
        handle::handle(self.people.companion_key(), device, companion, now)
    }

    /// The companion whom a handle names.
    ///
    /// # Errors
    /// [`HandleUnknown`].
    pub fn named_by(&self, device: &Token, handle: &str, now: i64) -> Result<CompanionRef, HandleUnknown> {
        let companion = handle::named_by(self.people.companion_key(), device, handle, now)?;
        let may_come =
            self.access.knows(&companion) || self.people.current().companions().may_come(&companion);
        if may_come { Ok(companion) } else { Err(HandleUnknown) }
    }

    /// Counts a handle that proves nothing like a wrong code: it may be a guess.
    ///
    /// # Errors
    /// [`CompanionCodeUnknown::TooManyTries`] when too many came from there.
    pub fn wrong_handle(&self, device: &Token) -> Result<(), CompanionCodeUnknown> {
        let (now, tries) = (Instant::now(), &self.access.tries);
        tries.check(device, "", now)?;
        tries.wrong(device, "", now);
        Ok(())
    }

    /// When a companion was a witness, as far as it is recorded: one date for each time.
    pub fn witness_dates(&self, companion: &CompanionRef) -> Vec<Date> {
        self.people.current().witness_dates().of(companion).to_vec()
    }

    /// Whether a companion has this reference, or had it.
    pub fn has(&self, reference: &CompanionRef) -> bool {
        self.access.knows(reference) || self.people.current().companions().get(reference).is_some()
    }

    pub fn is_in_access_file(&self, reference: &CompanionRef) -> bool {
        self.access.knows(reference)
    }

    /// Whether a companion of the access file shows this.
    pub fn access_file_has_code(&self, shown: &str) -> bool {
        self.access.with_code(shown).is_some()
    }

    /// Each companion's unit, also of those who are disabled: what the ledger does not know, joined outside it. Also by
    /// what stands in the place of a companion who was forgotten.
    pub fn units(&self) -> BTreeMap<CompanionRef, String> {
        let people = self.people.current();
        let enrolled = people.companions().all().map(|enrolled| &enrolled.companion);
        let named = |companion: &Companion| {
            let unit = companion.unit.to_string();
            [(companion.reference.clone(), unit.clone()), (of_unit(Some(&unit)), unit)]
        };
        // Where a reference is in both, the access file's unit holds, as its code does.
        enrolled.chain(self.access.companions()).flat_map(named).collect()
    }
}

#[cfg(test)]
pub mod testing {
    use super::*;
    use crate::store::SessionLimits;
    use office::time::UnixTime;

    /// With nobody enrolled.
    pub fn companions(access: Arc<Access>) -> OfficeCompanions {
        let people = PeopleStore::in_memory(Arc::new(|| UnixTime::from_unix(0)), SessionLimits::default());
        OfficeCompanions::of(access, Arc::new(people.unwrap()))
    }
}

#[cfg(test)]
mod tests {
    use super::testing::companions;
    use super::*;
    use crate::store::CompanionCard;

    fn kiosk() -> Token {
        Token::of("kiosk")
    }

    fn with_c_17() -> OfficeCompanions {
        let mut access = Access::closed();
        access.add_companion("c-17".into(), "Center for Mestring".parse().unwrap(), "1234");
        companions(Arc::new(access))
    }

    #[test]
    fn five_wrong_codes_in_a_minute_close_the_kiosk_to_guessing() {
        let companions = with_c_17();
        for _ in 0..5 {
            assert_eq!(companions.recognise(&kiosk(), "9999"), Err(CompanionCodeUnknown::Nobody));
        }
        assert_eq!(companions.recognise(&kiosk(), "1234"), Err(CompanionCodeUnknown::TooManyTries));
        let elsewhere = companions.recognise(&Token::of("another kiosk"), "1234").unwrap();
        assert_eq!(elsewhere.reference.as_str(), "c-17");
    }

    #[test]
    fn a_code_that_is_guessed_at_is_closed_at_every_device_and_the_card_is_not() {
        let companions = with_c_17();
        let card = CompanionCard::Bound("04:a2:24:5f:61".to_owned());
        let unit = "Jobcenter".parse().unwrap();
        let by = office::names::Actor::from("administrator:p-test");
        let (reference, given) = companions.people.enrol_companion(None, &unit, &card, &by).unwrap();
        let wrong =
            format!("{}{}", &given.code[..3], if given.code.ends_with("0000") { "1111" } else { "0000" });
        for device in ["one", "two"] {
            for _ in 0..5 {
                let refused = companions.recognise(&Token::of(device), &wrong);
                assert_eq!(refused, Err(CompanionCodeUnknown::Nobody));
            }
        }
        assert_eq!(companions.recognise(&kiosk(), &given.code), Err(CompanionCodeUnknown::TooManyTries));
        assert_eq!(companions.recognise(&kiosk(), "04A2245F61").unwrap().reference, reference);
        assert!(companions.recognise(&kiosk(), "1234").is_ok(), "others are not held back");
    }

    #[test]
    fn a_handle_of_somebody_who_may_not_come_any_more_is_worth_nothing() {
        let companions = with_c_17();
        let by = office::names::Actor::from("administrator:p-test");
        let unit = "Jobcenter".parse().unwrap();
        let people = &companions.people;
        let (reference, _) = people.enrol_companion(None, &unit, &CompanionCard::None, &by).unwrap();
        let handle = companions.handle(&kiosk(), &reference, 1_000);
        assert_eq!(companions.named_by(&kiosk(), &handle, 1_000), Ok(reference.clone()));
        companions.people.disable_companion(&reference, &by).unwrap();
        assert_eq!(companions.named_by(&kiosk(), &handle, 1_000), Err(HandleUnknown));
        assert_eq!(companions.units()[&reference], "Jobcenter", "their visits stay with their unit");
        let stranger = companions.handle(&kiosk(), &"c-99".into(), 1_000);
        assert_eq!(companions.named_by(&kiosk(), &stranger, 1_000), Err(HandleUnknown));
    }
}
