// SPDX-License-Identifier: MPL-2.0
//! Guessing a companion's code: wrong ones make the device wait, longer each time. A card's code is too long to be
//! guessed, so a right one is read also while the device waits because of wrong ones. Wrong codes that begin as a
//! companion's count against that code too, at whichever devices they are typed.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::token::Token;
use office::names::CompanionRef;

/// Why there is no companion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompanionCodeUnknown {
    Nobody,
    TooManyTries,
}

/// A code of so many characters is a card's.
pub const CARD_CHARACTERS: usize = 8;

const WRONG_TRIES: usize = 5;
/// Wrong cards within a minute: as many as a card reader gone wild sends. A right one is read meanwhile.
const WRONG_CARDS: usize = 30;
/// A program that shows more than this is guessing: right cards wait too.
const GUESSED_CARDS: usize = 300;
const WITHIN: Duration = Duration::from_mins(1);
/// Each further round of wrong codes doubles the wait, up to an hour.
const LONGEST_WAIT: Duration = Duration::from_hours(1);
/// Rounds are forgotten after so long without a wrong code.
const FORGOTTEN: Duration = Duration::from_hours(2);
/// How often one companion is recognised within an hour. A code that is used more often is in wrong hands.
const MOST_AN_HOUR: usize = 60;

/// Wrong codes of one companion within an hour, at whichever devices. Their card is read meanwhile.
const WRONG_OF_COMPANION: usize = 10;

/// The latest tries. Only known tokens and companions get in, so it stays as small as the files.
#[derive(Debug, Default)]
pub struct Tries {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    devices: BTreeMap<Token, Device>,
    recognised: BTreeMap<CompanionRef, Vec<Instant>>,
    wrong_of_companion: BTreeMap<CompanionRef, Vec<Instant>>,
}

#[derive(Debug, Default)]
struct Device {
    typed: Vec<Instant>,
    cards: Vec<Instant>,
    /// Rounds of [`WRONG_TRIES`] wrong codes in a row.
    rounds: u32,
    waits_until: Option<Instant>,
    last_wrong: Option<Instant>,
}

impl Tries {
    pub(super) fn check(&self, device: &Token, code: &str, now: Instant) -> Result<(), CompanionCodeUnknown> {
        let mut state = self.lock();
        let Some(device) = state.devices.get_mut(device) else { return Ok(()) };
        if device.last_wrong.is_some_and(|last| now.duration_since(last) >= FORGOTTEN) {
            *device = Device::default();
        }
        let waits = if is_card(code) {
            device.cards.retain(|at| now.duration_since(*at) < WITHIN);
            device.cards.len() >= WRONG_CARDS
        } else {
            device.waits_until.is_some_and(|until| now < until)
        };
        if waits { Err(CompanionCodeUnknown::TooManyTries) } else { Ok(()) }
    }

    /// Whether a right card is read: unless the device is used for guessing, whatever was shown before.
    pub(super) fn check_right_card(&self, device: &Token, now: Instant) -> Result<(), CompanionCodeUnknown> {
        let mut state = self.lock();
        let Some(device) = state.devices.get_mut(device) else { return Ok(()) };
        device.cards.retain(|at| now.duration_since(*at) < WITHIN);
        if device.cards.len() >= GUESSED_CARDS { Err(CompanionCodeUnknown::TooManyTries) } else { Ok(()) }
    }

    /// Counts wrong cards also while the device waits: a program that guesses does not wait.
    pub(super) fn refused_card(&self, device: &Token, now: Instant) {
        if let Some(device) = self.lock().devices.get_mut(device)
            && device.cards.len() < GUESSED_CARDS
        {
            device.cards.push(now);
        }
    }

    pub(super) fn wrong(&self, device: &Token, code: &str, now: Instant) -> CompanionCodeUnknown {
        let mut state = self.lock();
        let device = state.devices.entry(*device).or_default();
        device.last_wrong = Some(now);
        if is_card(code) {
            device.cards.push(now);
            return CompanionCodeUnknown::Nobody;
        }
        device.typed.retain(|at| now.duration_since(*at) < WITHIN);
        device.typed.push(now);
        if device.typed.len() >= WRONG_TRIES {
            device.typed.clear();
            let wait = WITHIN.saturating_mul(1 << device.rounds.min(6)).min(LONGEST_WAIT);
            device.waits_until = Some(now + wait);
            device.rounds = device.rounds.saturating_add(1);
        }
        CompanionCodeUnknown::Nobody
    }

    /// Whether a companion's code may be looked at.
    pub(super) fn check_companion(
        &self,
        companion: &CompanionRef,
        now: Instant,
    ) -> Result<(), CompanionCodeUnknown> {
        let mut state = self.lock();
        let Some(wrong) = state.wrong_of_companion.get_mut(companion) else { return Ok(()) };
        wrong.retain(|at| now.duration_since(*at) < Duration::from_hours(1));
        if wrong.len() >= WRONG_OF_COMPANION { Err(CompanionCodeUnknown::TooManyTries) } else { Ok(()) }
    }

    /// Counts a wrong code that begins as a companion's.
    pub(super) fn wrong_of_companion(&self, companion: &CompanionRef, now: Instant) {
        self.lock().wrong_of_companion.entry(companion.clone()).or_default().push(now);
    }

    /// Counts a companion who was recognised.
    pub(super) fn right(&self, companion: &CompanionRef, now: Instant) -> Result<(), CompanionCodeUnknown> {
        let mut state = self.lock();
        let times = state.recognised.entry(companion.clone()).or_default();
        times.retain(|at| now.duration_since(*at) < Duration::from_hours(1));
        if times.len() >= MOST_AN_HOUR {
            return Err(CompanionCodeUnknown::TooManyTries);
        }
        times.push(now);
        Ok(())
    }

    pub(super) fn take_over(&self, earlier: &Self) {
        *self.lock() = std::mem::take(&mut *earlier.lock());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) fn is_card(code: &str) -> bool {
    code.chars().count() >= CARD_CHARACTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_goes_on_guessing_waits_longer_each_time() {
        let (tries, kiosk, start) = (Tries::default(), Token::of("kiosk"), Instant::now());
        let mut now = start;
        let mut guesses = 0;
        while now < start + Duration::from_hours(24) {
            if tries.check(&kiosk, "0000", now).is_ok() {
                tries.wrong(&kiosk, "0000", now);
                guesses += 1;
            }
            now += Duration::from_secs(5);
        }
        assert!(guesses < 160, "{guesses} guesses in a day");
        let later = now + FORGOTTEN;
        assert!(tries.check(&kiosk, "0000", later).is_ok(), "and is forgiven");
    }

    #[test]
    fn a_card_is_read_while_the_device_waits_for_somebodys_typed_codes() {
        let (tries, kiosk, now) = (Tries::default(), Token::of("kiosk"), Instant::now());
        for _ in 0..WRONG_TRIES {
            tries.wrong(&kiosk, "0000", now);
        }
        assert_eq!(tries.check(&kiosk, "1234", now), Err(CompanionCodeUnknown::TooManyTries));
        assert_eq!(tries.check(&kiosk, "K7Q2M9X4", now), Ok(()));
        for _ in 0..WRONG_CARDS {
            tries.wrong(&kiosk, "AAAAAAAA", now);
        }
        assert_eq!(tries.check(&kiosk, "K7Q2M9X4", now), Err(CompanionCodeUnknown::TooManyTries));
        assert_eq!(tries.check(&kiosk, "K7Q2M9X4", now + WITHIN), Ok(()));
        assert_eq!(tries.check_right_card(&kiosk, now), Ok(()), "a right one is read");
        for _ in 0..2 * GUESSED_CARDS {
            tries.refused_card(&kiosk, now);
        }
        assert_eq!(tries.check_right_card(&kiosk, now), Err(CompanionCodeUnknown::TooManyTries));
        assert_eq!(tries.check_right_card(&kiosk, now + WITHIN), Ok(()));
    }

    #[test]
    fn a_code_that_is_guessed_at_from_everywhere_is_closed_for_an_hour() {
        let (tries, companion, now) = (Tries::default(), "c-17".into(), Instant::now());
        for _ in 0..WRONG_OF_COMPANION {
            assert_eq!(tries.check_companion(&companion, now), Ok(()));
            tries.wrong_of_companion(&companion, now);
        }
        assert_eq!(tries.check_companion(&companion, now), Err(CompanionCodeUnknown::TooManyTries));
        assert_eq!(tries.check_companion(&"c-18".into(), now), Ok(()));
        assert_eq!(tries.check_companion(&companion, now + Duration::from_hours(1)), Ok(()));
    }

    #[test]
    fn one_companions_code_is_not_used_all_day_by_a_machine() {
        let (tries, companion, now) = (Tries::default(), "c-17".into(), Instant::now());
        for _ in 0..MOST_AN_HOUR {
            assert_eq!(tries.right(&companion, now), Ok(()));
        }
        assert_eq!(tries.right(&companion, now), Err(CompanionCodeUnknown::TooManyTries));
        assert_eq!(tries.right(&"c-18".into(), now), Ok(()));
        assert_eq!(tries.right(&companion, now + Duration::from_hours(1)), Ok(()));
    }
}
