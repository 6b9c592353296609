// SPDX-License-Identifier: MPL-2.0
//! Guessing passwords: each wrong one makes its name wait at the address it came from, longer each time. The first try
//! of a name from an address is always looked at, so nobody is locked out by what others do: not a colleague behind
//! the same address, and not the person themselves at another one.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::token::Token;
use office::time::{Length, UnixTime};

/// Wrong tries of one name from one address before it waits.
const WRONG_TRIES: u32 = 5;
/// Before it waits while its name, or its address, is under attack.
const WRONG_TRIES_UNDER_ATTACK: u32 = 1;
/// So many wrong tries within [`FORGOTTEN`] are an attack on a name, from anywhere.
const ATTACK_ON_NAME: u32 = 50;
/// And these from an address, on any name.
const ATTACK_FROM_ADDRESS: u32 = 100;
const SHORTEST_WAIT: i64 = 60;
const LONGEST_WAIT: i64 = 15 * 60;
const FORGOTTEN: Length = Length::minutes(60);
/// Names and addresses that are remembered; beyond these the ones quiet for longest are forgotten.
const MOST_LANES: usize = 20_000;

/// Too many wrong tries: none is looked at for so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyTries {
    pub seconds: i64,
}

#[derive(Debug, Default)]
pub struct SignInThrottle {
    lanes: Mutex<BTreeMap<Lane, Wrong>>,
}

/// Whose wrong tries are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lane {
    Name(Token),
    Address(IpAddr),
    NameAtAddress(Token, IpAddr),
}

#[derive(Clone, Copy, Debug)]
struct Wrong {
    /// Since the last wait, or the last right one.
    tries: u32,
    rounds: u32,
    waits_until: UnixTime,
    last: UnixTime,
}

/// A try that counts as wrong until it has been shown right.
#[derive(Debug)]
pub struct CountedTry<'t> {
    throttle: &'t SignInThrottle,
    lanes: [Lane; 3],
}

impl SignInThrottle {
    /// Counts a try before it is looked at, so that many at once are no way round.
    ///
    /// # Errors
    /// [`TooManyTries`]; then it is not counted.
    pub fn count(&self, name: &str, address: IpAddr, now: UnixTime) -> Result<CountedTry<'_>, TooManyTries> {
        let name = Token::of(name);
        let own = Lane::NameAtAddress(name, address);
        let mut lanes = self.lock();
        let waits_until = recent(&lanes, own, now).map_or(now, |wrong| wrong.waits_until);
        if waits_until > now {
            return Err(TooManyTries { seconds: (waits_until - now).as_seconds() });
        }
        let tries = |lane| recent(&lanes, lane, now).map_or(0, |wrong| wrong.tries);
        let is_attacked =
            tries(Lane::Name(name)) >= ATTACK_ON_NAME || tries(Lane::Address(address)) >= ATTACK_FROM_ADDRESS;
        let most = if is_attacked { WRONG_TRIES_UNDER_ATTACK } else { WRONG_TRIES };
        let counted = [own, Lane::Name(name), Lane::Address(address)];
        for lane in counted {
            let wrong = add(&mut lanes, lane, now);
            if lane == own && wrong.tries >= most {
                let wait = SHORTEST_WAIT.saturating_mul(1 << wrong.rounds.min(10)).min(LONGEST_WAIT);
                wrong.waits_until = now + Length::seconds(wait);
                wrong.rounds = wrong.rounds.saturating_add(1);
                wrong.tries = 0;
            }
        }
        drop(lanes);
        Ok(CountedTry { throttle: self, lanes: counted })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Lane, Wrong>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CountedTry<'_> {
    /// It was right: the name is forgiven at this address.
    pub fn right(self) {
        let mut lanes = self.throttle.lock();
        let [own, others @ ..] = self.lanes;
        lanes.remove(&own);
        for lane in others {
            take_back(&mut lanes, lane);
        }
    }

    /// It was right so far, and the same person goes on: what was wrong before stays.
    pub fn went_on(self) {
        let mut lanes = self.throttle.lock();
        for lane in self.lanes {
            take_back(&mut lanes, lane);
        }
    }
}

fn recent(lanes: &BTreeMap<Lane, Wrong>, lane: Lane, now: UnixTime) -> Option<Wrong> {
    lanes.get(&lane).copied().filter(|wrong| is_remembered(wrong, now))
}

fn is_remembered(wrong: &Wrong, now: UnixTime) -> bool {
    now - wrong.last < FORGOTTEN || wrong.waits_until > now
}

fn add(lanes: &mut BTreeMap<Lane, Wrong>, lane: Lane, now: UnixTime) -> &mut Wrong {
    if lanes.len() >= MOST_LANES && !lanes.contains_key(&lane) {
        lanes.retain(|_, wrong| is_remembered(wrong, now));
        let quietest = lanes.iter().min_by_key(|(_, wrong)| wrong.last).map(|(lane, _)| *lane);
        if let Some(quietest) = quietest.filter(|_| lanes.len() >= MOST_LANES) {
            lanes.remove(&quietest);
        }
    }
    let new = Wrong { tries: 0, rounds: 0, waits_until: now, last: now };
    let wrong = lanes.entry(lane).or_insert(new);
    if !is_remembered(wrong, now) {
        *wrong = new;
    }
    wrong.tries = wrong.tries.saturating_add(1);
    wrong.last = now;
    wrong
}

fn take_back(lanes: &mut BTreeMap<Lane, Wrong>, lane: Lane) {
    let Some(wrong) = lanes.get_mut(&lane) else { return };
    if wrong.tries == 0 {
        // It was the one that began a wait.
        wrong.waits_until = wrong.last;
        wrong.rounds = wrong.rounds.saturating_sub(1);
        wrong.tries = WRONG_TRIES - 1;
    } else {
        wrong.tries -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const ELSEWHERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    fn at(seconds: i64) -> UnixTime {
        UnixTime::from_unix(1_800_000_000 + seconds)
    }

    /// So many wrong tries that were looked at.
    fn wrong(throttle: &SignInThrottle, name: &str, address: IpAddr, now: UnixTime, tries: usize) -> usize {
        (0..tries).filter(|_| throttle.count(name, address, now).is_ok()).count()
    }

    #[test]
    fn whoever_goes_on_guessing_waits_longer_each_time() {
        let throttle = SignInThrottle::default();
        let day = 24 * 60 * 60;
        let looked_at = (0..day / 5).filter(|n| throttle.count("mette", OFFICE, at(n * 5)).is_ok()).count();
        assert!(looked_at < 500, "{looked_at} guesses in a day");
        assert!(throttle.count("mette", OFFICE, at(day + 3 * 3_600)).is_ok(), "and is forgiven");
    }

    #[test]
    fn a_colleague_behind_the_same_address_and_the_person_at_another_are_let_in() {
        let throttle = SignInThrottle::default();
        assert_eq!(wrong(&throttle, "mette", OFFICE, at(0), 1_000), 5);
        assert!(throttle.count("jens", OFFICE, at(0)).is_ok());
        assert!(throttle.count("mette", ELSEWHERE, at(0)).is_ok());
    }

    #[test]
    fn a_name_guessed_from_everywhere_still_has_its_first_try_where_nobody_guessed() {
        let throttle = SignInThrottle::default();
        for number in 0..200 {
            wrong(&throttle, "mette", IpAddr::from([198, 51, 100, number]), at(0), 100);
        }
        assert_eq!(wrong(&throttle, "mette", OFFICE, at(0), 5), 1);
        assert_eq!(wrong(&throttle, "jens", OFFICE, at(0), 5), 5);
    }

    #[test]
    fn a_right_try_forgives_and_a_step_on_the_way_does_not() {
        let throttle = SignInThrottle::default();
        for _ in 0..20 {
            throttle.count("mette", OFFICE, at(0)).unwrap().went_on();
        }
        assert_eq!(wrong(&throttle, "mette", OFFICE, at(0), 4), 4);
        throttle.count("mette", OFFICE, at(0)).unwrap().went_on();
        throttle.count("mette", OFFICE, at(0)).unwrap().right();
        assert_eq!(wrong(&throttle, "mette", OFFICE, at(0), 10), 5);
    }

    #[test]
    fn made_up_names_do_not_fill_the_memory() {
        let throttle = SignInThrottle::default();
        for number in 0..MOST_LANES + 50 {
            let _counted = throttle.count(&number.to_string(), OFFICE, at(0));
        }
        assert!(throttle.lock().len() <= MOST_LANES);
    }
}
