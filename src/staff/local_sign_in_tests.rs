// SPDX-License-Identifier: MPL-2.0
//! A person comes in with a local account.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use totp_rs::{Algorithm, Secret, TOTP};

use super::*;
use crate::role::Role;
use crate::store::{EventSearch, NewAccount, SessionLimits};
use office::names::Actor;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
const PASSWORD: &str = "fire grønne stole i gangen";

struct Office {
    store: PeopleStore,
    sign_in: LocalSignIn,
    now: Arc<AtomicI64>,
}

impl Office {
    fn with(allowed: LocalAccounts) -> Self {
        let now = Arc::new(AtomicI64::new(1_800_000_000));
        let clock = Arc::clone(&now);
        let clock = Arc::new(move || UnixTime::from_unix(clock.load(Ordering::SeqCst)));
        let store = PeopleStore::in_memory(clock, SessionLimits::default()).unwrap();
        Self { store, sign_in: LocalSignIn::new(allowed), now }
    }

    fn new() -> Self {
        Self::with(LocalAccounts::Everybody)
    }

    fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    fn add(&self, name: &str, role: Role) -> String {
        let new = NewAccount { name: name.parse().unwrap(), role, unit: None };
        self.store.add_account(&new, &Actor::from("test")).unwrap().1.shown()
    }

    fn show(&self, shown: &SignInTry) -> Result<SignInStep, SignInRefusal> {
        self.sign_in.look_at(&self.store, HERE, shown)
    }

    /// Adds a clerk who has chosen a password.
    fn clerk(&self, name: &str) {
        let code = self.add(name, Role::Clerk);
        assert!(matches!(self.show(&first(name, &code, Some(PASSWORD))), Ok(SignInStep::SignedIn { .. })));
    }
}

fn first(name: &str, code: &str, new_password: Option<&str>) -> SignInTry {
    SignInTry {
        name: name.to_owned(),
        one_time_code: Some(code.to_owned()),
        new_password: new_password.map(str::to_owned),
        ..SignInTry::default()
    }
}

fn known(name: &str, password: &str, second_factor: Option<&str>) -> SignInTry {
    SignInTry {
        name: name.to_owned(),
        password: Some(password.to_owned()),
        second_factor: second_factor.map(str::to_owned),
        ..SignInTry::default()
    }
}

fn code_of(new: &NewSecondFactor, at: i64) -> String {
    let secret = Secret::Encoded(new.typed_secret()).to_bytes().unwrap();
    TOTP::new(Algorithm::SHA1, 6, 0, 30, secret).unwrap().generate(u64::try_from(at).unwrap())
}

#[test]
fn a_clerk_chooses_a_password_with_a_code_that_counts_once_and_for_a_day() {
    let office = Office::new();
    let code = office.add("mette", Role::Clerk);
    assert!(matches!(office.show(&first("mette", &code, None)), Ok(SignInStep::ChoosePassword)));
    let short = office.show(&first("mette", &code, Some("for kort")));
    assert!(matches!(short, Err(SignInRefusal::Password(PasswordRefusal::TooShort))));
    let chosen = office.show(&first("mette", &code, Some(PASSWORD)));
    assert!(matches!(chosen, Ok(SignInStep::SignedIn { .. })));
    assert!(matches!(office.show(&first("mette", &code, Some(PASSWORD))), Err(SignInRefusal::Wrong)));
    assert!(matches!(office.show(&known("Mette", PASSWORD, None)), Ok(SignInStep::SignedIn { .. })));
    let late = office.add("jens", Role::Clerk);
    office.pass(24 * 60 * 60);
    assert!(matches!(office.show(&first("jens", &late, Some(PASSWORD))), Err(SignInRefusal::Wrong)));
}

#[test]
fn a_clerk_who_knows_the_password_chooses_another_and_is_signed_out_everywhere_else() {
    let office = Office::new();
    let code = office.add("mette", Role::Clerk);
    let Ok(SignInStep::SignedIn { session, .. }) = office.show(&first("mette", &code, Some(PASSWORD))) else {
        panic!("no session")
    };
    let elsewhere = Token::of(&session.0);
    let other = "otte kolde morgener";
    let change = |password: &str, new: &str| SignInTry {
        new_password: Some(new.to_owned()),
        ..known("mette", password, None)
    };
    assert!(matches!(office.show(&change("ikke hendes egen", other)), Err(SignInRefusal::Wrong)));
    let plain = office.show(&change(PASSWORD, "mettemettemette"));
    assert!(matches!(plain, Err(SignInRefusal::Password(PasswordRefusal::TooPlain))));
    assert!(office.store.session(&elsewhere, false).is_some(), "nothing has happened yet");
    assert!(matches!(office.show(&change(PASSWORD, other)), Ok(SignInStep::SignedIn { .. })));
    assert!(office.store.session(&elsewhere, false).is_none());
    assert!(matches!(office.show(&known("mette", PASSWORD, None)), Err(SignInRefusal::Wrong)));
    assert!(matches!(office.show(&known("mette", other, None)), Ok(SignInStep::SignedIn { .. })));
}

#[test]
fn a_password_that_was_reset_meanwhile_is_not_changed_any_more() {
    let office = Office::new();
    office.clerk("mette");
    let id = office.store.current().named(&"mette".parse().unwrap()).unwrap().id.clone();
    let shown = office.store.password(&id).unwrap().unwrap();
    office.store.reset_account(&id, &Actor::from("test")).unwrap();
    let new = password::keep("otte kolde morgener").unwrap();
    assert!(!office.store.replace_password(&id, &shown, &new).unwrap());
    let tried = office.show(&known("mette", "otte kolde morgener", None));
    assert!(matches!(tried, Err(SignInRefusal::Wrong)));
}

#[test]
fn a_password_is_not_changed_without_the_second_factor() {
    let office = Office::new();
    let code = office.add("anne", Role::Administrator);
    let Ok(SignInStep::SetUpSecondFactor(new)) = office.show(&first("anne", &code, Some(PASSWORD))) else {
        panic!("no second factor is set up")
    };
    let code = code_of(&new, office.now.load(Ordering::SeqCst));
    assert!(matches!(office.show(&known("anne", PASSWORD, Some(&code))), Ok(SignInStep::SignedIn { .. })));
    let other = "otte kolde morgener";
    let change = SignInTry { new_password: Some(other.to_owned()), ..known("anne", PASSWORD, None) };
    assert!(matches!(office.show(&change), Ok(SignInStep::SecondFactor)));
    assert!(matches!(office.show(&known("anne", other, None)), Err(SignInRefusal::Wrong)));
}

#[test]
fn an_administrator_needs_a_second_factor_and_each_of_its_codes_counts_once() {
    let office = Office::new();
    let code = office.add("anne", Role::Administrator);
    let Ok(SignInStep::SetUpSecondFactor(new)) = office.show(&first("anne", &code, Some(PASSWORD))) else {
        panic!("no second factor is set up")
    };
    let Ok(SignInStep::SetUpSecondFactor(again)) = office.show(&known("anne", PASSWORD, None)) else {
        panic!("no second factor is set up")
    };
    assert_eq!(new.typed_secret(), again.typed_secret(), "a reloaded page shows the same code");
    let wrong = office.show(&known("anne", PASSWORD, Some("000000")));
    assert!(matches!(wrong, Err(SignInRefusal::SecondFactorWrong)));
    let now = office.now.load(Ordering::SeqCst);
    let shown = office.show(&known("anne", PASSWORD, Some(&code_of(&new, now))));
    assert!(matches!(shown, Ok(SignInStep::SignedIn { .. })));
    let again = office.show(&known("anne", PASSWORD, Some(&code_of(&new, now))));
    assert!(matches!(again, Err(SignInRefusal::SecondFactorWrong)), "read over the shoulder");
    office.pass(30);
    assert!(matches!(office.show(&known("anne", PASSWORD, None)), Ok(SignInStep::SecondFactor)));
    let next = office.show(&known("anne", PASSWORD, Some(&code_of(&new, now + 30))));
    assert!(matches!(next, Ok(SignInStep::SignedIn { .. })));
    let without = office.show(&known("anne", "en helt anden sætning", Some(&code_of(&new, now + 30))));
    assert!(matches!(without, Err(SignInRefusal::Wrong)), "the second is no first");
}

#[test]
fn an_unknown_a_disabled_and_a_wrong_name_are_told_the_same() {
    let office = Office::new();
    office.clerk("mette");
    let id = office.store.current().named(&"mette".parse().unwrap()).unwrap().id.clone();
    office.store.disable_account(&id, &Actor::from("test")).unwrap();
    for name in ["mette", "nobody", "not a name", ""] {
        assert!(matches!(office.show(&known(name, PASSWORD, None)), Err(SignInRefusal::Wrong)), "{name}");
    }
}

#[test]
fn guessing_one_name_keeps_neither_a_colleague_nor_the_person_elsewhere_out() {
    let office = Office::new();
    office.clerk("mette");
    office.clerk("jens");
    let tries = (0..20).map(|_| office.show(&known("mette", "gættet en gang til", None)));
    let throttled = tries.filter(|tried| matches!(tried, Err(SignInRefusal::TooManyTries(_)))).count();
    assert_eq!(throttled, 15);
    assert!(matches!(office.show(&known("jens", PASSWORD, None)), Ok(SignInStep::SignedIn { .. })));
    let elsewhere = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 7));
    let there = office.sign_in.look_at(&office.store, elsewhere, &known("mette", PASSWORD, None));
    assert!(matches!(there, Ok(SignInStep::SignedIn { .. })));
    let refused =
        EventSearch { kind: Some(SecurityEventKind::SignInThrottled), limit: 100, ..EventSearch::default() };
    assert_eq!(office.store.events(&refused).unwrap().len(), 15);
}

#[test]
fn without_local_accounts_only_the_break_glass_account_comes_in() {
    let office = Office::with(LocalAccounts::OnlyBreakGlass("vagt".parse().unwrap()));
    let code = office.add("mette", Role::Clerk);
    assert!(matches!(office.show(&first("mette", &code, Some(PASSWORD))), Err(SignInRefusal::Wrong)));
    office.clerk("vagt");
}

#[test]
fn what_people_show_is_printed_nowhere() {
    let shown = format!("{:?}", known("mette", PASSWORD, Some("123456")));
    assert!(!shown.contains("mette") && !shown.contains("grønne") && !shown.contains("123456"), "{shown}");
}
