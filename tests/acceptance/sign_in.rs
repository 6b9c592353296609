// SPDX-License-Identifier: MPL-2.0
//! People sign in, go on, lock, come back and leave.

use office::names::Actor as ActorName;
use office::time::Length;
use reqwest::Method;
use serde_json::{Value, json};
use staff::{EventSearch, NewAccount, Role};

use crate::actor::{Actor, ReadAnswer, read_answer, with_photo};
use crate::test_server::TestServer;

const PASSWORD: &str = "fire grønne stole i gangen";

impl TestServer {
    /// Adds a person, who has a one-time code.
    fn person(&self, name: &str, role: Role) -> String {
        let new = NewAccount { name: name.parse().unwrap(), role, unit: None };
        self.people.add_account(&new, &ActorName::from("test")).unwrap().1.shown()
    }

    /// A clerk who signed in with a password of their own.
    async fn signed_in(&self, name: &str) -> Actor {
        let code = self.person(name, Role::Clerk);
        let chosen = json!({ "name": name, "one_time_code": code, "new_password": PASSWORD });
        self.comes_in(chosen).await
    }

    /// The last step of signing in.
    pub async fn comes_in(&self, shown: Value) -> Actor {
        let (answer, cookie) = self.shows(shown).await;
        assert_eq!((answer.status, &answer.body["step"]), (200, &json!("signed_in")), "{}", answer.body);
        self.stranger().with_cookie(&cookie)
    }

    /// What the server says to somebody who wants in, and the cookie it sets.
    async fn shows(&self, shown: Value) -> (ReadAnswer, String) {
        let request = self.stranger().request(Method::POST, "/api/offices/demo/session").json(&shown);
        let response = request.send().await.unwrap();
        let cookie = response.headers().get("set-cookie").map(|cookie| cookie.to_str().unwrap().to_owned());
        if let Some(cookie) = &cookie {
            assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict"), "{cookie}");
        }
        let cookie = cookie.unwrap_or_default().split(';').next().unwrap_or_default().to_owned();
        (read_answer(response).await, cookie)
    }
}

fn password(name: &str, password: &str) -> Value {
    json!({ "name": name, "password": password })
}

#[tokio::test]
async fn a_clerk_signs_in_and_calls_and_the_ledger_knows_a_pseudonym_only() {
    let server = TestServer::opened().await;
    server.kiosk().check_in().await;
    let mette = server.signed_in("mette.hansen").await;
    let who = mette.get("/session").await.body;
    assert_eq!((&who["role"], &who["name"]), (&json!("clerk"), &json!("mette.hansen")));
    assert_eq!(mette.call_next("1").await.status, 201);
    let ledger = server.supervisor().get("/ledger").await.body.to_string();
    assert!(ledger.contains(who["actor"].as_str().unwrap()) && !ledger.contains("mette"), "{ledger}");
}

#[tokio::test]
async fn a_wrong_sign_in_is_refused_without_saying_what_was_wrong() {
    let server = TestServer::opened().await;
    server.signed_in("mette").await;
    for shown in [
        password("mette", "noget helt andet her"),
        password("nobody", PASSWORD),
        json!({ "name": "mette", "one_time_code": "ABCD-EFGH-JKLM-NPQR" }),
        json!({ "name": "mette" }),
    ] {
        let (answer, cookie) = server.shows(shown.clone()).await;
        assert_eq!((answer.refused(), cookie.as_str()), ((401, "sign_in_wrong"), ""), "{shown}");
    }
    for _ in 0..2 {
        server.shows(password("mette", "noget helt andet her")).await;
    }
    let (answer, _) = server.shows(password("mette", PASSWORD)).await;
    assert_eq!(answer.refused(), (429, "too_many_tries"));
    server.clock.pass(Length::minutes(1));
    let (answer, _) = server.shows(password("mette", PASSWORD)).await;
    assert_eq!(answer.body["step"], "signed_in");
}

#[tokio::test]
async fn a_supervisor_sets_up_a_second_factor_before_coming_in() {
    let server = TestServer::opened().await;
    let code = server.person("anne", Role::Supervisor);
    let (answer, cookie) = server.shows(json!({ "name": "anne", "one_time_code": code })).await;
    assert_eq!((answer.body["step"].as_str(), cookie.as_str()), (Some("choose_password"), ""));
    let short = json!({ "name": "anne", "one_time_code": code, "new_password": "kort" });
    let (answer, _) = server.shows(short).await;
    assert_eq!(
        (answer.refused(), answer.body["field"].as_str()),
        ((422, "password_refused"), Some("new_password"))
    );
    let chosen = json!({ "name": "anne", "one_time_code": code, "new_password": PASSWORD });
    let (answer, cookie) = server.shows(chosen).await;
    assert_eq!((answer.body["step"].as_str(), cookie.as_str()), (Some("set_up_second_factor"), ""));
    assert!(answer.body["second_factor"]["qr"].as_str().unwrap().contains("<svg"));
    let mut shown = password("anne", PASSWORD);
    shown["second_factor"] = json!("000000");
    let (answer, _) = server.shows(shown).await;
    assert_eq!(answer.refused(), (401, "second_factor_wrong"));
}

#[tokio::test]
async fn a_page_of_another_site_does_nothing_with_somebodys_cookie() {
    let server = TestServer::opened().await;
    let mette = server.signed_in("mette").await;
    let lured = mette.clone().lured_away();
    assert_eq!(lured.post("/tickets", with_photo()).await.refused(), (403, "cross_site"));
    assert_eq!(lured.send(Method::DELETE, "/session", None).await.refused(), (403, "cross_site"));
    assert!(lured.try_watch("desk:1").await.is_err());
    assert_eq!(mette.post("/tickets", with_photo()).await.status, 201);
    assert!(mette.try_watch("desk:1").await.is_ok());
    let elsewhere = server.stranger().request(Method::POST, "/api/offices/demo/session");
    let elsewhere = elsewhere.header("Sec-Fetch-Site", "cross-site").json(&password("mette", PASSWORD));
    assert_eq!(read_answer(elsewhere.send().await.unwrap()).await.refused(), (403, "cross_site"));
}

#[tokio::test]
async fn a_session_that_ends_takes_its_screens_with_it() {
    let server = TestServer::opened().await;
    let mette = server.signed_in("mette").await;
    let mut desk = mette.watch("desk:1").await;
    desk.next().await;
    assert_eq!(mette.send(Method::DELETE, "/session?lock=true", None).await.status, 200);
    desk.closed().await;
    assert_eq!(mette.get("/tickets").await.refused(), (401, "session_ended"));
    let again = server.comes_in(password("mette", PASSWORD)).await;
    let mut desk = again.watch("desk:1").await;
    desk.next().await;
    let id = again.get("/session").await.body["actor"].as_str().unwrap().replace("clerk:", "");
    let (administrator, path) = (server.actor(Role::Administrator), format!("/people/{id}"));
    let disabled = administrator.send(Method::PATCH, &path, Some(json!({ "disabled": true }))).await;
    assert_eq!(disabled.body["disabled"], true);
    desk.closed().await;
    assert_eq!(server.shows(password("mette", PASSWORD)).await.0.refused(), (401, "sign_in_wrong"));
}

#[tokio::test]
async fn a_desk_that_nobody_uses_asks_for_its_clerk_again() {
    let server = TestServer::opened().await;
    let mette = server.signed_in("mette").await;
    server.clock.pass(Length::minutes(29));
    assert_eq!(mette.get("/tickets").await.status, 200);
    server.clock.pass(Length::minutes(30));
    assert_eq!(mette.get("/tickets").await.refused(), (401, "session_ended"));
}

#[tokio::test]
async fn an_administrator_decides_who_comes_in_and_an_auditor_sees_what_happened() {
    let server = TestServer::opened().await;
    let administrator = server.actor(Role::Administrator);
    let added = administrator.post("/people", json!({ "name": "jens", "role": "auditor" })).await;
    assert_eq!(added.status, 201, "{}", added.body);
    let (id, code) = (added.body["person"]["id"].as_str().unwrap(), &added.body["one_time_code"]);
    let jens = json!({ "name": "jens", "one_time_code": code, "new_password": PASSWORD });
    let jens = server.comes_in(jens).await;
    assert_eq!(jens.get("/ledger").await.status, 200);
    assert_eq!(jens.get("/people").await.refused(), (403, "forbidden"));
    let events = jens.get(&format!("/security-events?subject={id}")).await.body;
    let kinds: Vec<&str> =
        events["events"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["account_added", "password_set", "signed_in", "ledger_read"]);
    assert!(!events.to_string().contains("jens"), "{events}");
    let taken = administrator.post("/people", json!({ "name": "Jens", "role": "clerk" })).await;
    assert_eq!(taken.refused(), (409, "name_taken"));
    let wrong = administrator.post("/people", json!({ "name": "ole", "role": "kiosk" })).await;
    assert_eq!((wrong.refused(), wrong.body["field"].as_str()), ((422, "invalid"), Some("role")));
    let listed = administrator.get("/people").await.body;
    assert_eq!(listed["people"][0]["sessions"], 1);
    assert!(listed["from_access_file"].as_array().unwrap().contains(&json!("kiosk")));
    let reset = administrator.post(&format!("/people/{id}/reset"), json!({})).await;
    assert!(reset.body["one_time_code"].is_string());
    assert_eq!(jens.get("/ledger").await.refused(), (401, "session_ended"));
    let all = server.people.events(&EventSearch { limit: 100, ..EventSearch::default() }).unwrap();
    assert!(all.iter().all(|event| event.subject.is_some()));
}
