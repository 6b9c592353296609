// SPDX-License-Identifier: MPL-2.0
//! After the visit the phone asks how it went: once, and nobody can connect the answer with the number.

use reqwest::Method;
use serde_json::{Value, json};

use crate::actor::Actor;
use crate::test_server::TestServer;

fn page_of(ticket: &Value) -> String {
    ticket["links"]["page"].as_str().unwrap().to_owned()
}

/// Touches one of the three pictures; what the page then says.
async fn rate(phone: &Actor, page: &str, rating: &str) -> (u16, String) {
    let request = phone.request(Method::POST, &format!("{page}/rating"));
    let form = format!("rating={rating}");
    let request = request.header("Content-Type", "application/x-www-form-urlencoded").body(form);
    let answer = request.send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Somebody who came, was called at desk 1 and is done; the address of their page.
async fn served(server: &TestServer) -> String {
    let ticket = server.kiosk().check_in().await;
    let called = server.clerk().call_next("1").await;
    assert_eq!(called.body["ticket"]["id"], ticket["id"], "{}", called.body);
    let done = json!({ "outcome": "other_errand_done", "flags": [] });
    let completed = server.clerk().step(&ticket, "completion", done).await;
    assert_eq!(completed.status, 200, "{}", completed.body);
    page_of(&ticket)
}

async fn rated_in_ledger(server: &TestServer) -> Vec<Value> {
    let ledger = server.supervisor().get("/ledger?after=0").await.body;
    let events = ledger["events"].as_array().unwrap().iter();
    events.filter(|event| event["kind"] == "visits_rated").cloned().collect()
}

#[tokio::test]
async fn how_it_went_is_asked_once_after_the_visit_and_written_down_five_at_a_time_without_numbers() {
    let server = TestServer::opened().await;
    let phone = server.stranger();
    for (nth, rating) in ["good", "good", "so_so", "bad", "good"].into_iter().enumerate() {
        assert_eq!(rated_in_ledger(&server).await.len(), 0, "nothing points at the {nth} who answered");
        let page = served(&server).await;
        assert!(phone.page(&page).await.1.contains("Hvordan gik det?"));
        let (status, said) = rate(&phone, &page, rating).await;
        assert!(status == 200 && said.contains("Tak for svaret."), "{status}: {said}");
        let (status, said) = rate(&phone, &page, "bad").await;
        assert!(status == 200 && said.contains("Tak for svaret."), "a second touch counts nothing: {said}");
    }
    let rated = rated_in_ledger(&server).await;
    let [rated] = &rated[..] else { panic!("{rated:?}") };
    assert_eq!((&rated["good"], &rated["so_so"], &rated["bad"]), (&json!(3), &json!(1), &json!(1)));
    assert!(rated.get("ticket").is_none() && rated.get("key").is_none_or(Value::is_null), "{rated}");
    let report = server.supervisor().get("/report?month=2026-03").await.body;
    assert_eq!(report["ratings"]["n"], json!({ "told": 5 }), "{report}");
    let answers = report["ratings"]["answers"].as_array().unwrap();
    assert!(answers.iter().all(|cell| cell["count"].is_string()), "one to four are withheld: {answers:?}");
}

#[tokio::test]
async fn who_still_waits_is_not_asked_and_a_wrong_answer_counts_nothing() {
    let server = TestServer::opened().await;
    let phone = server.stranger();
    let page = page_of(&server.kiosk().check_in().await);
    let (_, said) = rate(&phone, &page, "good").await;
    assert!(!said.contains("Tak for svaret."), "{said}");
    let page = now_served(&server, &page).await;
    assert_eq!(rate(&phone, &page, "wonderful").await.0, 400);
    assert!(!phone.page(&page).await.1.contains("Tak for svaret."));
    assert_eq!(rate(&phone, "/t/7b0e4e0c-3e0f-4a7f-9a51-0d2f5d0a9c11", "good").await.0, 404);
}

/// The one who waits is served.
async fn now_served(server: &TestServer, page: &str) -> String {
    let called = server.clerk().call_next("1").await;
    let ticket = called.body["ticket"].clone();
    let done = json!({ "outcome": "other_errand_done", "flags": [] });
    server.clerk().step(&ticket, "completion", done).await;
    page.to_owned()
}
