// SPDX-License-Identifier: MPL-2.0
//! What the people file keeps, and what it lets in.

use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use crate::account::AccountId;
use crate::role::Role;
use crate::token::Token;
use office::names::Actor;
use office::time::Length;

struct Folder {
    folder: tempfile::TempDir,
    now: Arc<AtomicI64>,
}

impl Folder {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), now: Arc::new(AtomicI64::new(1_800_000_000)) }
    }

    fn open(&self, office: &'static str) -> PeopleStore {
        let now = Arc::clone(&self.now);
        let clock: MachineClock = Arc::new(move || UnixTime::from_unix(now.load(Ordering::SeqCst)));
        PeopleStore::open(self.folder.path(), &office.into(), clock, SessionLimits::default()).unwrap()
    }

    fn pass(&self, length: Length) {
        self.now.fetch_add(length.as_seconds(), Ordering::SeqCst);
    }
}

fn by() -> Actor {
    Actor::from("administrator:p-test")
}

fn add(store: &PeopleStore, name: &str, role: Role) -> AccountId {
    let unit = (role == Role::UnitLead).then(|| "Center for Mestring".to_owned());
    store.add_account(&NewAccount { name: name.parse().unwrap(), role, unit }, &by()).unwrap().0
}

fn refusal<T: fmt::Debug>(result: Result<T, AccountError>) -> AccountRefusal {
    match result {
        Err(AccountError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn people_and_their_sessions_are_there_after_a_restart_and_nobody_else_can_read_them() {
    let folder = Folder::new();
    let store = folder.open("midtby");
    let mette = add(&store, "mette", Role::Clerk);
    let session = Token::of(&store.open_session(&mette, None).unwrap());
    drop(store);
    let store = folder.open("midtby");
    let identity = store.session(&session, true).unwrap();
    assert_eq!((identity.role, identity.actor.as_str()), (Role::Clerk, format!("clerk:{mette}").as_str()));
    for entry in std::fs::read_dir(folder.folder.path()).unwrap() {
        let mode = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn people_of_one_office_are_nobody_in_another() {
    let folder = Folder::new();
    let (midtby, nord) = (folder.open("midtby"), folder.open("nord"));
    let mette = add(&midtby, "mette", Role::Clerk);
    let session = Token::of(&midtby.open_session(&mette, None).unwrap());
    assert!(midtby.session(&session, true).is_some());
    assert!(nord.session(&session, true).is_none());
}

#[test]
fn a_session_ends_when_nobody_uses_it_and_in_any_case_after_half_a_day() {
    let folder = Folder::new();
    let store = folder.open("midtby");
    let mette = add(&store, "mette", Role::Clerk);
    let session = Token::of(&store.open_session(&mette, None).unwrap());
    folder.pass(Length::minutes(29));
    assert!(store.session(&session, true).is_some());
    folder.pass(Length::minutes(29));
    assert!(store.session(&session, false).is_some(), "used half an hour ago");
    folder.pass(Length::minutes(1));
    assert!(store.session(&session, true).is_none(), "watching is no use");
    let session = Token::of(&store.open_session(&mette, None).unwrap());
    for _ in 0..47 {
        folder.pass(Length::minutes(15));
        store.tend().unwrap();
        assert!(store.session(&session, true).is_some());
    }
    folder.pass(Length::minutes(15));
    assert!(store.session(&session, true).is_none());
    store.tend().unwrap();
    assert!(store.current().sessions.is_empty());
}

#[test]
fn a_use_is_remembered_through_a_restart() {
    let folder = Folder::new();
    let store = folder.open("midtby");
    let mette = add(&store, "mette", Role::Clerk);
    let session = Token::of(&store.open_session(&mette, None).unwrap());
    folder.pass(Length::minutes(20));
    assert!(store.session(&session, true).is_some());
    store.tend().unwrap();
    drop(store);
    folder.pass(Length::minutes(20));
    assert!(folder.open("midtby").session(&session, true).is_some());
}

#[test]
fn whoever_loses_rights_loses_what_is_open_also_when_another_process_took_them() {
    let folder = Folder::new();
    let (server, command) = (folder.open("midtby"), folder.open("midtby"));
    let (anne, mette) = (add(&server, "anne", Role::Administrator), add(&server, "mette", Role::Clerk));
    let open = |id: &AccountId| Token::of(&server.open_session(id, None).unwrap());
    let (annes, mettes, other) = (open(&anne), open(&mette), open(&mette));
    command.tend().unwrap();
    command.disable_account(&mette, &by()).unwrap();
    assert!(server.session(&mettes, true).is_some(), "not known yet");
    server.tend().unwrap();
    assert!(server.session(&mettes, true).is_none() && server.session(&other, true).is_none());
    assert!(server.session(&annes, true).is_some());
    command.enable_account(&mette, &by()).unwrap();
    server.tend().unwrap();
    assert!(server.session(&mettes, true).is_none(), "what ended stays ended");
    let again = open(&mette);
    server.change_role(&mette, Role::Auditor, None, &by()).unwrap();
    assert!(server.session(&again, true).is_none());
}

#[test]
fn signing_in_again_ends_what_the_browser_had() {
    let folder = Folder::new();
    let store = folder.open("midtby");
    let mette = add(&store, "mette", Role::Clerk);
    let first = Token::of(&store.open_session(&mette, None).unwrap());
    let second = Token::of(&store.open_session(&mette, Some(&first)).unwrap());
    assert!(store.session(&first, true).is_none() && store.session(&second, true).is_some());
}

#[test]
fn the_last_administrator_stays() {
    let store = Folder::new().open("midtby");
    let anne = add(&store, "anne", Role::Administrator);
    assert_eq!(refusal(store.disable_account(&anne, &by())), AccountRefusal::LastAdministrator);
    assert_eq!(
        refusal(store.change_role(&anne, Role::Clerk, None, &by())),
        AccountRefusal::LastAdministrator
    );
    let jens = add(&store, "jens", Role::Administrator);
    store.disable_account(&anne, &by()).unwrap();
    assert_eq!(refusal(store.disable_account(&jens, &by())), AccountRefusal::LastAdministrator);
    assert!(!store.current().account(&jens).unwrap().is_disabled());
}

#[test]
fn an_account_that_cannot_be_is_refused() {
    let store = Folder::new().open("midtby");
    add(&store, "mette", Role::Clerk);
    let new = |name: &str, role, unit: Option<&str>| {
        let unit = unit.map(str::to_owned);
        store.add_account(&NewAccount { name: name.parse().unwrap(), role, unit }, &by())
    };
    assert_eq!(refusal(new("METTE", Role::Auditor, None)), AccountRefusal::NameTaken);
    assert_eq!(refusal(new("kiosk-1", Role::Kiosk, None)), AccountRefusal::NotForPeople);
    assert_eq!(refusal(new("jens", Role::UnitLead, None)), AccountRefusal::Unit);
    assert_eq!(refusal(new("jens", Role::Clerk, Some("Jobcenter"))), AccountRefusal::Unit);
    let nobody: AccountId = "p-nobody".parse().unwrap();
    assert_eq!(refusal(store.disable_account(&nobody, &by())), AccountRefusal::Unknown);
    assert_eq!(refusal(store.reset_account(&nobody, &by())), AccountRefusal::Unknown);
    assert_eq!(store.current().accounts().count(), 1);
}

#[test]
fn events_say_what_happened_to_whom_and_are_forgotten_after_a_year() {
    let folder = Folder::new();
    let store = folder.open("midtby");
    let mette = add(&store, "mette", Role::Clerk);
    store.change_role(&mette, Role::Auditor, None, &by()).unwrap();
    let search = EventSearch { subject: Some(mette.to_string()), limit: 10, ..EventSearch::default() };
    let told: Vec<(&str, Option<String>)> =
        store.events(&search).unwrap().into_iter().map(|event| (event.kind, event.detail)).collect();
    let detail = |text: &str| Some(text.to_owned());
    assert_eq!(told, [("account_added", detail("clerk")), ("account_role_changed", detail("auditor"))]);
    let names = store.events(&EventSearch { limit: 10, ..EventSearch::default() }).unwrap();
    assert!(!format!("{names:?}").contains("mette"));
    folder.pass(Length::minutes(366 * 24 * 60));
    store.record(&SecurityEvent::new(SecurityEventKind::SignInRefused)).unwrap();
    assert_eq!(store.events(&EventSearch { limit: 10, ..EventSearch::default() }).unwrap().len(), 1);
}

#[test]
fn a_file_of_a_newer_mintur_or_of_another_program_is_left_alone() {
    let folder = Folder::new();
    drop(folder.open("midtby"));
    let file = PeopleStore::file(folder.folder.path(), &"midtby".into());
    let raw = Connection::open(&file).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    drop(raw);
    let clock: MachineClock = Arc::new(|| UnixTime::from_unix(0));
    let opened =
        PeopleStore::open(folder.folder.path(), &"midtby".into(), clock.clone(), SessionLimits::default());
    assert!(matches!(opened, Err(StoreFailure::Newer { .. })));
    let other = PeopleStore::file(folder.folder.path(), &"nord".into());
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
    std::fs::set_permissions(&other, std::fs::Permissions::from_mode(0o600)).unwrap();
    let opened = PeopleStore::open(folder.folder.path(), &"nord".into(), clock, SessionLimits::default());
    assert!(matches!(opened, Err(StoreFailure::NotAPeopleFile { .. })));
}
