// SPDX-License-Identifier: MPL-2.0
//! What an event says of persons is taken out of it and put back, and only the unit of a companion may stay.

use crate::event::Recorded;
use crate::names::CompanionRef;
use crate::personal::{PersonalParts, VisitParts, of_unit};
use crate::setup::{Feature, Features};
use crate::ticket::Language;

/// One event of each kind, as the ledger's readers are tested with.
const EVENTS: &str = include_str!("../../api/ledger/events.jsonl");

fn events() -> impl Iterator<Item = Recorded> {
    EVENTS.lines().map(|line| {
        let both: serde_json::Value = serde_json::from_str(line).unwrap();
        serde_json::from_value(both["written"].clone()).unwrap()
    })
}

#[test]
fn what_is_taken_apart_is_joined_again_as_it_was() {
    let mut parted = 0;
    for recorded in events() {
        let Some((rest, parts)) = recorded.parted() else { continue };
        parted += 1;
        assert_eq!(rest.parted(), None, "nothing is left to take: {rest:?}");
        assert_eq!(rest.joined(parts), recorded);
    }
    assert!(parted > 5, "{parted} of the examples say something of persons");
}

#[test]
fn only_the_unit_of_a_companion_may_stay() {
    let companion: CompanionRef = "c-17".parse().unwrap();
    let visit = VisitParts {
        companion: Some(companion.clone()),
        needs: Features::of(&[Feature::Interpreter]),
        language: Language::Ar,
        ..VisitParts::default()
    };
    let parts =
        PersonalParts { visits: vec![visit], note: Some("til mor".parse().unwrap()), ..Default::default() };
    assert!(parts.names(&companion) && !parts.is_reduced());
    let reduced = parts.reduced(|_| Some("Center for Mestring".to_owned()));
    assert!(reduced.is_reduced() && !reduced.names(&companion), "{reduced:?}");
    assert_eq!(reduced.visits[0].companion, Some(of_unit(Some("Center for Mestring"))));
    assert_eq!(reduced.reduced(|_| None), reduced, "once more changes nothing");
    assert_ne!(of_unit(Some("Center for Mestring")), of_unit(Some("Værestedet")));
}
