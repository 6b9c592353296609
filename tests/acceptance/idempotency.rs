// SPDX-License-Identifier: MPL-2.0
//! The same request twice, over HTTP: a gap change is made once, a key is for one request, and what a clerk
//! says is kept. What was sent is never sent back.

use office::time::Length;
use reqwest::Method;
use serde_json::{Value, json};
use staff::Role;
use uuid::Uuid;

use crate::actor::{Actor, ReadAnswer, read_answer, with_photo};
use crate::test_server::TestServer;

async fn with_key(actor: &Actor, method: Method, path: &str, key: Uuid, body: Option<&Value>) -> ReadAnswer {
    let request = actor.request(method, &format!("/api/offices/demo{path}"));
    let request = request.header("Idempotency-Key", key.to_string());
    let request = match body {
        Some(body) => request.json(body),
        None => request,
    };
    read_answer(request.send().await.unwrap()).await
}

#[tokio::test]
async fn a_gap_opened_moved_and_withdrawn_twice_is_opened_moved_and_withdrawn_once() {
    let server = TestServer::opened().await;
    let supervisor = server.supervisor();
    let keys = [Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4()];
    let gap = json!({ "desk": "3", "start": "2026-03-03T13:00", "end": "2026-03-03T14:00", "hold": "hard" });
    let opened = with_key(&supervisor, Method::POST, "/gaps", keys[0], Some(&gap)).await;
    assert_eq!((opened.status, opened.replayed), (201, false), "{}", opened.body);
    let path = format!("/gaps/{}", opened.body["id"].as_str().unwrap());
    let shorter = json!({ "end": "2026-03-03T13:30" });
    for repeated in [false, true] {
        let moved = with_key(&supervisor, Method::PATCH, &path, keys[1], Some(&shorter)).await;
        assert_eq!((moved.status, moved.replayed), (200, repeated), "{}", moved.body);
        assert_eq!(moved.body["end"], "2026-03-03T13:30:00+01:00");
    }
    let again = with_key(&supervisor, Method::POST, "/gaps", keys[0], Some(&gap)).await;
    assert_eq!((again.status, again.replayed, &again.body["id"]), (201, true, &opened.body["id"]));
    for repeated in [false, true] {
        let gone = with_key(&supervisor, Method::DELETE, &path, keys[2], None).await;
        assert_eq!((gone.status, gone.replayed, &gone.body["state"]), (200, repeated, &json!("withdrawn")));
    }
    let other =
        json!({ "desk": "2", "start": "2026-03-03T13:00", "end": "2026-03-03T14:00", "hold": "hard" });
    let reused = with_key(&supervisor, Method::POST, "/gaps", keys[0], Some(&other)).await;
    assert_eq!(reused.refused(), (422, "key_reused"));
}

#[tokio::test]
async fn a_late_copy_of_a_policy_answers_with_the_policy_as_it_is_now() {
    let server = TestServer::opened().await;
    let supervisor = server.supervisor();
    let key = Uuid::new_v4();
    let longer = json!({ "promise_minutes": 30 });
    assert_eq!(with_key(&supervisor, Method::PUT, "/policy", key, Some(&longer)).await.status, 200);
    assert_eq!(supervisor.put("/policy", json!({ "promise_minutes": 15 })).await.status, 200);
    let late = with_key(&supervisor, Method::PUT, "/policy", key, Some(&longer)).await;
    assert_eq!((late.status, late.replayed, &late.body["promise_minutes"]), (200, true, &json!(15)));
    let plan = json!({ "lines": [] });
    for repeated in [false, true] {
        let set = with_key(&supervisor, Method::PUT, "/plan", Uuid::from_u128(7), Some(&plan)).await;
        assert_eq!((set.status, set.replayed), (200, repeated), "{}", set.body);
    }
}

#[tokio::test]
async fn a_trial_planned_twice_with_one_key_is_planned_once() {
    let server = TestServer::opened().await;
    let (supervisor, key) = (server.supervisor(), Uuid::new_v4());
    let trial = json!({
        "hypothesis": "Flere får MitID samme dag.", "owner": "Center for Mestring",
        "change": "Friholdt tid kl. 10 til 12", "first_day": "2026-03-02", "last_day": null,
        "targets": [{ "measure": "wait_minutes", "value": 20.0 }], "reviews": [],
    });
    for repeated in [false, true] {
        let planned = with_key(&supervisor, Method::POST, "/trials", key, Some(&trial)).await;
        assert_eq!((planned.status, planned.replayed), (201, repeated), "{}", planned.body);
        assert_eq!(planned.body["trials"].as_array().unwrap().len(), 1);
    }
    let mut other = trial;
    other["owner"] = json!("Borgerservice");
    let reused = with_key(&supervisor, Method::POST, "/trials", key, Some(&other)).await;
    assert_eq!(reused.refused(), (422, "key_reused"));
}

#[tokio::test]
async fn the_key_of_a_check_in_calls_nobody() {
    let server = TestServer::opened().await;
    let key = Uuid::new_v4();
    server.kiosk().check_in_with(key, with_photo()).await;
    let clerk = server.clerk();
    let call = with_key(&clerk, Method::POST, "/desks/1/calls", key, None).await;
    assert_eq!(call.refused(), (422, "key_reused"));
    let key = Uuid::new_v4();
    let first = with_key(&clerk, Method::POST, "/desks/1/calls", key, None).await;
    let again = with_key(&clerk, Method::POST, "/desks/1/calls", key, None).await;
    assert_eq!((first.status, again.status, again.replayed), (201, 201, true));
    assert_eq!(first.body["ticket"]["id"], again.body["ticket"]["id"]);
    let elsewhere = with_key(&clerk, Method::POST, "/desks/2/calls", key, None).await;
    assert_eq!(elsewhere.refused(), (422, "key_reused"));
}

#[tokio::test]
async fn why_a_clerk_chose_and_sent_on_is_in_the_ledger() {
    let server = TestServer::opened().await;
    let clerk = server.clerk();
    let ticket = server.kiosk().check_in().await;
    let chosen = clerk.step(&ticket, "call", json!({ "desk": "2", "reason": "kender sagen" })).await;
    assert_eq!(chosen.status, 201, "{}", chosen.body);
    let sent = clerk.step(&ticket, "transfer", json!({ "desk": "1", "reason": "skal bruge printer" })).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let ledger = server.supervisor().get("/ledger").await.body;
    let notes = |kind: &str| -> Vec<Value> {
        let events = ledger["events"].as_array().unwrap().iter();
        events.filter(|event| event["kind"] == kind).map(|event| event["note"].clone()).collect()
    };
    assert_eq!(notes("ticket_called"), [json!("kender sagen")]);
    assert_eq!(notes("ticket_transferred"), [json!("skal bruge printer")]);
}

#[tokio::test]
async fn a_cpr_number_in_the_place_of_any_name_is_not_sent_back() {
    let server = TestServer::opened().await;
    let (clerk, supervisor) = (server.clerk(), server.supervisor());
    let cpr = "010190-1234";
    let ticket = server.kiosk().check_in().await;
    let gap = json!({ "desk": cpr, "start": "2026-03-03T13:00", "end": "2026-03-03T14:00", "hold": "hard" });
    let refused = [
        clerk.call_next(cpr).await,
        clerk.step(&ticket, "call", json!({ "desk": cpr })).await,
        clerk.step(&ticket, "transfer", json!({ "errand": cpr })).await,
        clerk.step(&ticket, "completion", json!({ "outcome": cpr })).await,
        clerk.get(&format!("/tickets/{cpr}")).await,
        supervisor.get(&format!("/gaps?date={cpr}")).await,
        supervisor.post("/gaps", gap).await,
        server.kiosk().post("/tickets", json!({ "errand": cpr })).await,
    ];
    for answer in refused {
        assert!(
            (400..500).contains(&answer.status) && !answer.body.to_string().contains(cpr),
            "{}",
            answer.body
        );
    }
}

#[tokio::test]
async fn a_check_in_sent_again_after_midnight_never_becomes_a_second_one() {
    let server = TestServer::opened().await;
    let (kiosk, key) = (server.kiosk(), Uuid::new_v4());
    let first = kiosk.check_in_with(key, with_photo()).await;
    let gap = json!({ "desk": "3", "start": "2026-03-03T13:00", "end": "2026-03-03T14:00", "hold": "hard" });
    let gap_key = Uuid::new_v4();
    let supervisor = server.supervisor();
    with_key(&supervisor, Method::POST, "/gaps", gap_key, Some(&gap)).await;
    server.clock.pass(Length::minutes(24 * 60));
    let again = kiosk.check_in_with(key, with_photo()).await;
    assert_eq!(again.refused(), (409, "carried_out_earlier"), "{} then {}", first.body, again.body);
    let gap_again = with_key(&supervisor, Method::POST, "/gaps", gap_key, Some(&gap)).await;
    assert_eq!(gap_again.refused(), (409, "carried_out_earlier"));
    let mut other = with_photo();
    other["language"] = json!("en");
    assert_eq!(kiosk.check_in_with(key, other).await.refused(), (422, "key_reused"));
    assert_eq!(server.clerk().get("/tickets").await.body["tickets"], json!([]), "nobody new waits");
}

#[tokio::test]
async fn a_check_in_with_a_kept_place_sent_again_the_next_day_is_the_same_number() {
    let server = TestServer::opened().await;
    let (kiosk, key) = (server.kiosk(), Uuid::new_v4());
    while kiosk.check_in_with(Uuid::new_v4(), with_photo()).await.status == 201 {}
    let mut body = with_photo();
    body["if_full"] = json!("next_day");
    let kept = kiosk.check_in_with(key, body.clone()).await;
    server.clock.pass(Length::minutes(23 * 60));
    let again = kiosk.check_in_with(key, body).await;
    assert_eq!((again.status, again.replayed), (201, true), "{}", again.body);
    assert_eq!((&again.body["id"], &again.body["number"]), (&kept.body["id"], &kept.body["number"]));
}

/// What the kiosk sends when its visit was left without an answer.
async fn withdraw(kiosk: &Actor, key: Uuid) -> ReadAnswer {
    with_key(kiosk, Method::DELETE, "/tickets", key, None).await
}

#[tokio::test]
async fn a_check_in_that_nobody_waits_for_is_withdrawn_under_its_key() {
    let server = TestServer::opened().await;
    let (kiosk, key) = (server.kiosk(), Uuid::new_v4());
    let ticket = kiosk.check_in_with(key, with_photo()).await.body;
    let withdrawn = withdraw(&kiosk, key).await;
    assert_eq!((withdrawn.status, &withdrawn.body["number"]), (200, &ticket["number"]));
    let seen = kiosk.get(&format!("/tickets/{}", ticket["id"].as_str().unwrap())).await;
    assert_eq!(seen.body["ended"]["ending"], "left_before_call");
    assert_eq!(server.clerk().call_next("1").await.refused(), (409, "nobody_waits"));
    let again = withdraw(&kiosk, key).await;
    assert_eq!(
        (again.status, &again.body["number"]),
        (200, &Value::Null),
        "there is nothing left to withdraw"
    );
}

#[tokio::test]
async fn a_check_in_that_arrives_after_it_was_withdrawn_gives_no_number() {
    let server = TestServer::opened().await;
    let (kiosk, key) = (server.kiosk(), Uuid::new_v4());
    assert_eq!(withdraw(&kiosk, key).await.body["number"], Value::Null);
    let late = kiosk.check_in_with(key, with_photo()).await;
    assert_eq!(late.refused(), (409, "check_in_withdrawn"));
    assert_eq!(server.clerk().get("/tickets").await.body["tickets"], json!([]));
    assert_eq!(
        kiosk.send(Method::DELETE, "/tickets", None).await.status,
        400,
        "without a key nothing is meant"
    );
    assert_eq!(withdraw(&server.actor(Role::Board), key).await.refused(), (403, "forbidden"));
}

#[tokio::test]
async fn a_number_at_a_desk_is_not_withdrawn() {
    let server = TestServer::opened().await;
    let (kiosk, key) = (server.kiosk(), Uuid::new_v4());
    let ticket = kiosk.check_in_with(key, with_photo()).await.body;
    server.clerk().call_next("1").await;
    server.clerk().step(&ticket, "arrival", json!({})).await;
    assert_eq!(withdraw(&kiosk, key).await.body["number"], Value::Null);
    let seen = kiosk.get(&format!("/tickets/{}", ticket["id"].as_str().unwrap())).await;
    assert_eq!(seen.body["state"], "serving");
}
