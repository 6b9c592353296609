// SPDX-License-Identifier: MPL-2.0
//! Companions who are enrolled: what they show, what is kept of it, and what happens to them.

use std::fs;

use super::*;
use crate::token::Token;
use office::free_text::FreeText;
use office::names::{Actor, CompanionRef};

fn by() -> Actor {
    Actor::from("unit_lead:p-test")
}

fn unit() -> FreeText {
    "Center for Mestring".parse().unwrap()
}

fn clock() -> MachineClock {
    Arc::new(|| UnixTime::from_unix(1_800_000_000))
}

fn opened(folder: &Path) -> PeopleStore {
    PeopleStore::open(folder, &"midtby".into(), clock(), SessionLimits::default()).unwrap()
}

fn in_memory() -> PeopleStore {
    PeopleStore::in_memory(clock(), SessionLimits::default()).unwrap()
}

fn enrol(store: &PeopleStore, reference: &'static str, card: &CompanionCard) -> GivenProof {
    store.enrol_companion(Some(reference.into()), &unit(), card, &by()).unwrap().1
}

fn with_code(store: &PeopleStore, code: &str) -> Option<CompanionRef> {
    let people = store.current();
    people.companions().with_code(store.companion_key(), code).map(|found| found.reference.clone())
}

fn with_card(store: &PeopleStore, card: &str) -> Option<CompanionRef> {
    let people = store.current();
    people.companions().with_card(store.companion_key(), card).map(|found| found.reference.clone())
}

fn refusal<T>(result: Result<T, CompanionError>) -> CompanionRefusal {
    match result {
        Err(CompanionError::Refused(refusal)) => refusal,
        Err(CompanionError::Failed(failure)) => panic!("{failure}"),
        Ok(_) => panic!("it was not refused"),
    }
}

#[test]
fn a_companion_is_known_by_code_and_card_after_a_restart_and_neither_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path());
    let given = enrol(&store, "c-17", &CompanionCard::New);
    let card = given.card.clone().unwrap();
    assert!(given.code.len() == 7 && given.code.bytes().all(|byte| byte.is_ascii_digit()));
    drop(store);
    let store = opened(folder.path());
    assert_eq!(with_code(&store, &given.code), Some("c-17".into()));
    assert_eq!(with_card(&store, &card), Some("c-17".into()));
    assert_eq!((with_code(&store, &card), with_card(&store, &given.code)), (None, None));
    for entry in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for secret in [given.code.as_bytes(), card.as_bytes(), Token::of(&given.code).as_bytes()] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret));
        }
    }
}

#[test]
fn a_people_file_without_its_key_lets_no_companion_in() {
    let folder = tempfile::tempdir().unwrap();
    let given = enrol(&opened(folder.path()), "c-17", &CompanionCard::None);
    fs::remove_file(folder.path().join("midtby.people-key")).unwrap();
    assert_eq!(with_code(&opened(folder.path()), &given.code), None);
}

#[test]
fn what_was_given_before_is_worth_nothing_and_a_lost_card_can_go_to_nobody_else_meanwhile() {
    let store = in_memory();
    let bound = CompanionCard::Bound("04:a2:24:5f:61".to_owned());
    let first = enrol(&store, "c-17", &bound);
    assert_eq!((with_card(&store, "04A2245F61"), first.card), (Some("c-17".into()), None));
    let taken = store.enrol_companion(Some("c-18".into()), &unit(), &bound, &by());
    assert_eq!(refusal(taken), CompanionRefusal::CardTaken);
    assert!(store.current().companions().get(&"c-18".into()).is_none(), "nothing of it is kept");
    let second = store.reset_companion(&"c-17".into(), &CompanionCard::None, &by()).unwrap();
    assert_eq!((with_code(&store, &first.code), with_card(&store, "04A2245F61")), (None, None));
    assert_eq!(with_code(&store, &second.code), Some("c-17".into()));
    enrol(&store, "c-18", &bound);
    assert_eq!(with_card(&store, "04-a2-24-5f-61"), Some("c-18".into()));
}

#[test]
fn a_companion_who_is_disabled_is_kept_out_and_their_reference_is_not_given_again() {
    let store = in_memory();
    let given = enrol(&store, "c-17", &CompanionCard::None);
    let c_17 = CompanionRef::from("c-17");
    store.disable_companion(&c_17, &by()).unwrap();
    assert_eq!(with_code(&store, &given.code), None);
    assert_eq!(refusal(store.disable_companion(&c_17, &by())), CompanionRefusal::Disabled);
    let reset = store.reset_companion(&c_17, &CompanionCard::None, &by());
    assert_eq!(refusal(reset), CompanionRefusal::Disabled);
    let again = store.enrol_companion(Some(c_17), &unit(), &CompanionCard::None, &by());
    assert_eq!(refusal(again), CompanionRefusal::ReferenceTaken);
}

#[test]
fn what_cannot_be_is_refused() {
    let store = in_memory();
    let enrol = |reference: &'static str, unit: &str, card: &str| {
        let card = if card.is_empty() { CompanionCard::None } else { CompanionCard::Bound(card.to_owned()) };
        refusal(store.enrol_companion(Some(reference.into()), &unit.parse().unwrap(), &card, &by()))
    };
    assert_eq!(enrol("unit-unknown", "Jobcenter", ""), CompanionRefusal::Reference);
    assert_eq!(enrol("c-17", &"å".repeat(81), ""), CompanionRefusal::Unit);
    for card in ["1234567", "0101901234", "a card, mine", &"1".repeat(33)] {
        assert_eq!(enrol("c-17", "Jobcenter", card), CompanionRefusal::Card, "{card}");
    }
    assert_eq!(refusal(store.disable_companion(&"c-17".into(), &by())), CompanionRefusal::Unknown);
    assert_eq!(store.current().companions().all().count(), 0);
    let (made_up, _) = store.enrol_companion(None, &unit(), &CompanionCard::None, &by()).unwrap();
    assert!(made_up.as_str().starts_with("c-"), "{made_up}");
}

#[test]
fn each_change_is_a_security_event_and_who_is_erased_is_named_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path());
    enrol(&store, "c-erased", &CompanionCard::None);
    let erased = CompanionRef::from("c-erased");
    store.reset_companion(&erased, &CompanionCard::New, &by()).unwrap();
    store.disable_companion(&erased, &by()).unwrap();
    let search = EventSearch { subject: Some("c-erased".to_owned()), limit: 10, ..EventSearch::default() };
    let told: Vec<&str> = store.events(&search).unwrap().iter().map(|event| event.kind).collect();
    assert_eq!(told, ["companion_added", "companion_reset", "companion_disabled"]);
    assert!(store.erase_companion(&erased, &by()).unwrap());
    assert!(!store.erase_companion(&erased, &by()).unwrap());
    assert!(store.events(&search).unwrap().is_empty());
    for entry in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(8).any(|part| part == b"c-erased"));
    }
}
