// SPDX-License-Identifier: MPL-2.0
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::{
    ConfirmedPairing, DeviceScreen, NewPairing, Outage, PairingError, PairingOutcome, PairingRefusal,
    PeopleStore, SessionLimits, StartedPairing,
};
use crate::access::Credential;
use crate::role::Role;
use crate::token::Token;
use office::names::Actor;
use office::time::UnixTime;

struct Hall {
    people: PeopleStore,
    clock: Arc<AtomicI64>,
}

impl Hall {
    fn new() -> Self {
        let clock = Arc::new(AtomicI64::new(1_000_000));
        let time = Arc::clone(&clock);
        let now = Arc::new(move || UnixTime::from_unix(time.load(Ordering::SeqCst)));
        Self { people: PeopleStore::in_memory(now, SessionLimits::default()).unwrap(), clock }
    }

    fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    fn asks(&self, address: &str) -> Result<StartedPairing, PairingError> {
        let new = NewPairing { screen: DeviceScreen::Kiosk, desk: None, address: address.to_owned() };
        self.people.start_pairing(&new)
    }

    fn confirms(&self, started: &StartedPairing, device: &ConfirmedPairing) -> Option<PairingRefusal> {
        match self.people.confirm_pairing(&started.code, device, &Actor::from("supervisor")) {
            Ok(()) => None,
            Err(PairingError::Refused(refusal)) => Some(refusal),
            Err(PairingError::Failed(failure)) => panic!("{failure}"),
        }
    }

    fn token(&self, started: &StartedPairing) -> Option<String> {
        match self.people.pairing_outcome(&started.secret).unwrap() {
            PairingOutcome::Paired { token } => Some(token),
            PairingOutcome::Waiting | PairingOutcome::Ended => None,
        }
    }
}

fn kiosk(name: &str) -> ConfirmedPairing {
    ConfirmedPairing { screen: DeviceScreen::Kiosk, name: name.to_owned(), desk: None, replace: false }
}

#[test]
fn a_confirmed_screen_gets_its_token_and_nobody_who_read_the_code_does() {
    let hall = Hall::new();
    let started = hall.asks("10.0.0.5").unwrap();
    assert!(matches!(hall.people.pairing_outcome(&started.secret), Ok(PairingOutcome::Waiting)));
    assert_eq!(hall.people.pending_pairing(&started.code).unwrap().address, "10.0.0.5");
    assert_eq!(hall.confirms(&started, &kiosk("entrance")), None);
    assert!(matches!(hall.people.pairing_outcome(&started.code.to_string()), Ok(PairingOutcome::Ended)));
    let token = hall.token(&started).unwrap();
    assert_eq!(hall.token(&started), Some(token.clone()), "an answer that was lost is told again");
    let identity = hall.people.device(&Token::of(&token)).unwrap();
    assert_eq!((identity.role, identity.actor.as_str()), (Role::Kiosk, "kiosk:entrance"));
    assert_eq!(hall.token(&started), None, "and never once the token was used");
}

#[test]
fn a_desks_screen_is_bound_to_its_desk() {
    let hall = Hall::new();
    let new = NewPairing { screen: DeviceScreen::Desk, desk: None, address: String::new() };
    let started = hall.people.start_pairing(&new).unwrap();
    let desk = |desk: Option<&'static str>| ConfirmedPairing {
        screen: DeviceScreen::Desk,
        desk: desk.map(Into::into),
        ..kiosk("desk-3")
    };
    assert_eq!(hall.confirms(&started, &desk(None)), Some(PairingRefusal::Desk));
    assert_eq!(hall.confirms(&started, &kiosk("desk-3")), Some(PairingRefusal::OtherScreen));
    assert_eq!(hall.confirms(&started, &desk(Some("3"))), None);
    let identity = hall.people.device(&Token::of(&hall.token(&started).unwrap())).unwrap();
    let bound = Credential::Device { id: "desk-3".to_owned(), desk: Some("3".into()) };
    assert_eq!((identity.role, identity.credential), (Role::Clerk, bound));
}

#[test]
fn a_code_is_used_once_and_ends_after_ten_minutes() {
    let hall = Hall::new();
    let (used, late) = (hall.asks("a").unwrap(), hall.asks("a").unwrap());
    assert_eq!(hall.confirms(&used, &kiosk("entrance")), None);
    assert_eq!(hall.confirms(&used, &kiosk("library")), Some(PairingRefusal::CodeUsed));
    hall.pass(599);
    assert!(hall.people.pending_pairing(&late.code).is_ok());
    hall.pass(1);
    assert_eq!(hall.confirms(&late, &kiosk("library")), Some(PairingRefusal::UnknownCode));
    assert!(matches!(hall.people.pairing_outcome(&late.secret), Ok(PairingOutcome::Ended)));
}

#[test]
fn one_address_cannot_take_all_codes_and_all_are_bounded() {
    let hall = Hall::new();
    for _ in 0..40 {
        assert!(hall.asks("10.0.0.5").is_ok());
    }
    assert!(matches!(hall.asks("10.0.0.5"), Err(PairingError::Refused(PairingRefusal::TooMany))));
    for other in 0..9 {
        for _ in 0..40 {
            assert!(hall.asks(&format!("192.0.2.{other}")).is_ok());
        }
    }
    assert!(matches!(hall.asks("198.51.100.1"), Err(PairingError::Refused(PairingRefusal::TooMany))));
    hall.pass(600);
    assert!(hall.asks("10.0.0.5").is_ok(), "and all end by themselves");
}

#[test]
fn a_name_that_is_in_use_is_replaced_only_on_purpose() {
    let hall = Hall::new();
    let (first, second) = (hall.asks("a").unwrap(), hall.asks("a").unwrap());
    assert_eq!(hall.confirms(&first, &kiosk("entrance")), None);
    let old = Token::of(&hall.token(&first).unwrap());
    assert_eq!(hall.confirms(&second, &kiosk("entrance")), Some(PairingRefusal::NameTaken));
    assert_eq!(hall.confirms(&second, &kiosk("Indgang Ø")), Some(PairingRefusal::InvalidName));
    let replaced = ConfirmedPairing { replace: true, ..kiosk("entrance") };
    assert_eq!(hall.confirms(&second, &replaced), None);
    assert!(hall.people.device(&old).is_none());
    assert!(hall.people.device(&Token::of(&hall.token(&second).unwrap())).is_some());
}

#[test]
fn a_device_that_lost_its_access_is_told_so_and_its_name_is_free() {
    let hall = Hall::new();
    let started = hall.asks("a").unwrap();
    hall.confirms(&started, &kiosk("entrance"));
    let token = Token::of(&hall.token(&started).unwrap());
    assert!(hall.people.device(&token).is_some() && !hall.people.was_revoked(&token));
    let by = Actor::from("administrator");
    assert!(hall.people.revoke_device("entrance", &by).unwrap());
    assert!(hall.people.device(&token).is_none() && hall.people.was_revoked(&token));
    assert!(!hall.people.revoke_device("entrance", &by).unwrap(), "once is enough");
    let again = hall.asks("a").unwrap();
    assert_eq!(hall.confirms(&again, &kiosk("entrance")), None);
}

#[test]
fn the_latest_outages_of_a_device_are_kept() {
    let hall = Hall::new();
    let started = hall.asks("a").unwrap();
    hall.confirms(&started, &kiosk("entrance"));
    let outage = |from| Outage { from: UnixTime::from_unix(from), to: UnixTime::from_unix(from + 90) };
    for from in 0..30 {
        hall.people.record_outage("entrance", outage(from * 100)).unwrap();
        hall.people.record_outage("nobody", outage(from * 100)).unwrap();
    }
    let kept = hall.people.outages("entrance").unwrap();
    assert_eq!((kept.len(), kept[0]), (20, outage(2_900)));
    assert!(hall.people.outages("nobody").unwrap().is_empty());
}
