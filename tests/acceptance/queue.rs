// SPDX-License-Identifier: MPL-2.0
//! Many at once: nobody is called twice, nobody gets two numbers.

use std::collections::BTreeSet;

use serde_json::json;
use uuid::Uuid;

use crate::actor::with_photo;
use crate::test_server::TestServer;

#[tokio::test]
async fn two_desks_that_press_at_once_get_two_citizens() {
    let server = TestServer::opened().await;
    let kiosk = server.kiosk();
    for _ in 0..2 {
        kiosk.check_in().await;
    }
    let (one, other) = (server.clerk(), server.clerk());
    let (one, other) = tokio::join!(one.call_next("1"), other.call_next("2"));
    assert_eq!((one.status, other.status), (201, 201), "{} {}", one.body, other.body);
    assert_ne!(one.body["ticket"]["id"], other.body["ticket"]["id"]);
    assert_eq!(server.clerk().call_next("1").await.refused(), (409, "desk_busy"));
}

#[tokio::test]
async fn two_presses_at_one_desk_call_one_citizen() {
    let server = TestServer::opened().await;
    server.kiosk().check_in().await;
    server.kiosk().check_in().await;
    let clerk = server.clerk();
    let (one, other) = tokio::join!(clerk.call_next("1"), clerk.call_next("1"));
    let mut answers = [one.status, other.status];
    answers.sort_unstable();
    assert_eq!(answers, [201, 409]);
}

#[tokio::test]
async fn eight_kiosks_at_once_give_out_eight_numbers() {
    let server = TestServer::opened().await;
    let mut kiosks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let kiosk = server.kiosk();
        kiosks.spawn(async move { kiosk.check_in().await["number"].as_u64().unwrap() });
    }
    let numbers: BTreeSet<u64> = kiosks.join_all().await.into_iter().collect();
    assert_eq!(numbers, (1..=8).collect());
}

#[tokio::test]
async fn a_check_in_sent_twice_is_one_ticket() {
    let server = TestServer::opened().await;
    let (kiosk, key) = (server.kiosk(), Uuid::new_v4());
    let (one, other) =
        tokio::join!(kiosk.check_in_with(key, with_photo()), kiosk.check_in_with(key, with_photo()));
    assert_eq!((one.status, other.status), (201, 201));
    assert_eq!(one.body["id"], other.body["id"]);
    assert_ne!(one.replayed, other.replayed);
    assert_eq!(server.clerk().get("/tickets").await.body["tickets"].as_array().unwrap().len(), 1);

    let mut another = with_photo();
    another["needs"] = json!(["step_free"]);
    assert_eq!(kiosk.check_in_with(key, another).await.refused(), (422, "key_reused"));
}

#[tokio::test]
async fn a_stale_desk_cannot_complete_what_has_gone_elsewhere() {
    let server = TestServer::opened().await;
    let (kiosk, clerk) = (server.kiosk(), server.clerk());
    let ticket = kiosk.check_in().await;
    let chosen = clerk.step(&ticket, "call", json!({ "desk": "2" })).await;
    assert_eq!(chosen.status, 201, "{}", chosen.body);
    clerk.step(&ticket, "arrival", json!({})).await;
    let stale = clerk.step(&ticket, "completion", json!({ "outcome": "mitid_issued", "desk": "1" })).await;
    assert_eq!((stale.refused(), &stale.body["desk"]), ((409, "at_another_desk"), &json!("2")));
    let done = clerk.step(&ticket, "completion", json!({ "outcome": "mitid_issued", "desk": "2" })).await;
    assert_eq!(done.status, 200);
    let again = clerk.step(&ticket, "completion", json!({ "outcome": "mitid_issued" })).await;
    assert_eq!(again.refused(), (409, "step_out_of_turn"));
}

#[tokio::test]
async fn a_slip_of_the_finger_is_taken_back() {
    let server = TestServer::opened().await;
    let clerk = server.clerk();
    server.kiosk().check_in().await;
    let ticket = clerk.call_next("1").await.body["ticket"].clone();
    clerk.step(&ticket, "arrival", json!({})).await;
    let undone = clerk.send(reqwest::Method::POST, "/desks/1/undo", None).await;
    assert_eq!((undone.status, &undone.body["state"]), (200, &json!("called")), "{}", undone.body);
}

#[tokio::test]
async fn nobody_waits_is_an_answer_with_a_reason() {
    let server = TestServer::opened().await;
    let answer = server.clerk().call_next("1").await;
    assert_eq!(
        (answer.refused(), &answer.body["reasons"][0]["code"]),
        ((409, "nobody_waits"), &json!("nobody_waits"))
    );
}
