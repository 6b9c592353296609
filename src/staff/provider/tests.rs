// SPDX-License-Identifier: MPL-2.0
//! What an identity provider's person becomes here; the conversation itself is tested in `tests/oidc/`.

use std::sync::Arc;

use super::*;
use crate::role::Role;
use crate::store::SessionLimits;
use office::names::Actor;

fn provider() -> IdentityProvider {
    let settings = ProviderSettings {
        issuer: "https://login.example.dk".to_owned(),
        client_id: "mintur".to_owned(),
        client_secret: Some("hemmelig".to_owned()),
        scopes: vec!["profile".to_owned()],
        role_claim: "roles".to_owned(),
        roles: Vec::new(),
    };
    let redirect = "https://mintur.example.dk/sign-in/midtby/callback".to_owned();
    IdentityProvider::new(settings, redirect, Arc::new(|| UnixTime::from_unix(0))).unwrap()
}

fn store() -> PeopleStore {
    PeopleStore::in_memory(Arc::new(|| UnixTime::from_unix(0)), SessionLimits::default()).unwrap()
}

fn account_of(subject: &str, name: &str, role: Role) -> ProviderAccount {
    ProviderAccount {
        return_to: String::new(),
        subject: ProviderSubject {
            issuer: "https://login.example.dk".to_owned(),
            subject: subject.to_owned(),
        },
        account: NewAccount { name: name.parse().unwrap(), role, unit: None },
        session_before: None,
    }
}

#[test]
fn a_secret_is_never_printed() {
    let (provider, code) = (provider(), Some("af-udbyderen".to_owned()));
    let callback = Callback { code, ..Callback::default() };
    let printed = format!("{provider:?} {:?} {callback:?}", provider.settings);
    assert!(!printed.contains("hemmelig") && !printed.contains("af-udbyderen"), "{printed}");
}

#[test]
fn a_person_is_known_by_the_providers_number_and_has_the_role_of_today() {
    let store = store();
    let (mette, session) = account_of("17", "mette", Role::Clerk).open_session(&store).unwrap();
    let (again, _) = account_of("17", "mette", Role::Supervisor).open_session(&store).unwrap();
    assert_eq!(mette, again);
    assert_eq!(store.current().account(&mette).unwrap().role, Role::Supervisor);
    assert!(store.session(&Token::of(&session.0), true).is_none(), "other rights end what was open");
}

#[test]
fn somebody_else_of_the_same_name_does_not_become_that_person() {
    let store = store();
    let (mette, _) = account_of("17", "mette", Role::Clerk).open_session(&store).unwrap();
    let problem = account_of("18", "mette", Role::Administrator).open_session(&store).unwrap_err();
    assert_eq!((problem.code(), problem.is_about_person()), ("provider_account_refused", true));
    assert_eq!(store.current().account(&mette).unwrap().role, Role::Clerk);
}

#[test]
fn who_is_kept_out_here_stays_outside_whatever_the_provider_says() {
    let store = store();
    let mette = account_of("17", "mette", Role::Clerk);
    let (account, _) = mette.open_session(&store).unwrap();
    store.disable_account(&account, &Actor::from("test")).unwrap();
    assert_eq!(mette.open_session(&store).unwrap_err().code(), "provider_account_disabled");
}

#[test]
fn a_name_that_cannot_be_one_is_replaced_by_a_number() {
    assert_eq!(name_of(Some("Mette.Hansen"), "17").unwrap().as_str(), "mette.hansen");
    for wrong in [None, Some("010190-1234"), Some("Mette Hansen")] {
        let name = name_of(wrong, "17").unwrap();
        assert!(name.as_str().starts_with("person-"), "{wrong:?}");
    }
}

#[test]
fn an_error_is_one_line_of_a_log_with_what_lies_behind_it() {
    let error = std::io::Error::other("no\nroute");
    assert_eq!(unusable(&error).to_string(), "the identity provider cannot be used: noroute");
}
