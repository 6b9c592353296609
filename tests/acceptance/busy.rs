// SPDX-License-Identifier: MPL-2.0
//! How busy it is, over HTTP: for anybody, on a page that other sites may frame, and never about anybody.

use office::time::Length;
use reqwest::Method;
use serde_json::{Value, json};

use crate::actor::with_photo;
use crate::test_server::TestServer;
use server::Limits;
use uuid::Uuid;

/// Past the ten seconds for which an answer is kept.
fn a_moment_later(server: &TestServer) {
    server.clock.pass(Length::seconds(11));
}

#[tokio::test]
async fn anybody_reads_how_many_wait_and_the_window_they_would_be_given() {
    let server = TestServer::opened().await;
    let stranger = server.stranger();
    let quiet = stranger.get("/busy").await;
    assert_eq!(quiet.status, 200, "{}", quiet.body);
    assert_eq!(quiet.body["waiting"], json!({ "at_least": 0, "at_most": 0 }));
    assert_eq!(quiet.body["closes_at"], "2026-03-03T17:00:00+01:00");
    assert_eq!(quiet.body["usual"], Value::Null, "nothing is known of earlier days");

    let promise = server.kiosk().check_in().await["promise"].clone();
    assert_eq!(quiet.body["next"], promise, "what was read is what is given");
    for _ in 0..2 {
        server.kiosk().check_in().await;
    }
    a_moment_later(&server);
    let busy = stranger.get("/busy").await.body;
    assert_eq!(busy["waiting"], json!({ "at_least": 1, "at_most": 4 }), "fewer than five could be anybody");
    assert_eq!(busy["next"], server.kiosk().check_in().await["promise"]);
}

#[tokio::test]
async fn nothing_of_any_one_ticket_is_shown() {
    let server = TestServer::opened().await;
    let ticket = server.kiosk().check_in().await;
    let text = server.stranger().get("/busy").await.body.to_string();
    let (_, page) = server.stranger().page("/busy/demo").await;
    for secret in [&ticket["id"], &ticket["links"]["page"]] {
        assert!(!text.contains(secret.as_str().unwrap()) && !page.contains(secret.as_str().unwrap()));
    }
    for field in ["number", "errand", "desk", "companion"] {
        assert!(!text.contains(&format!("\"{field}")), "{text}");
    }
}

#[tokio::test]
async fn however_many_look_the_office_is_asked_once_in_ten_seconds() {
    let server = TestServer::opened().await;
    let stranger = server.stranger();
    let first = stranger.get("/busy").await.body;
    server.kiosk().check_in().await;
    assert_eq!(stranger.get("/busy").await.body, first);
    a_moment_later(&server);
    assert_ne!(stranger.get("/busy").await.body["waiting"], first["waiting"]);
    let answer = stranger.request(Method::GET, "/api/offices/demo/busy").send().await.unwrap();
    assert_eq!(answer.headers()["cache-control"], "public, max-age=10");
}

#[tokio::test]
async fn an_impatient_reader_is_told_to_wait_as_everybody_without_a_token() {
    let limits = Limits { without_token: 1, burst: 3, ..Limits::default() };
    let server = TestServer::opened_with(limits).await;
    let mut last = 200;
    for _ in 0..5 {
        last = server.stranger().get("/busy").await.status;
    }
    assert_eq!(last, 429);
    assert_eq!(server.stranger().page("/busy/demo").await.0, 429);
}

#[tokio::test]
async fn the_page_says_it_without_a_script_in_the_readers_language() {
    let server = TestServer::opened().await;
    let said = async |address: &str| server.stranger().page(address).await;
    let (status, danish) = said("/busy/demo").await;
    assert_eq!(status, 200);
    for words in ["Ingen venter nu.", "Vi har åbent til kl. 17.00.", "mellem kl. 10.00 og 10.20."] {
        assert!(danish.contains(words), "{words}: {danish}");
    }
    let (_, english) = said("/busy/demo?lang=en").await;
    assert!(english.contains("Nobody is waiting now.") && english.contains("between 10:00 and 10:20"));
    let (_, arabic) = said("/busy/demo?lang=ar").await;
    assert!(arabic.contains("lang=\"ar\" dir=\"rtl\""));
    assert!(arabic.contains("hreflang=\"da\""), "and leads to the other languages");
    assert!(!said("/busy/demo?lang=ar&embed").await.1.contains("hreflang"), "but not inside another site");

    server.clock.pass(Length::minutes(8 * 60));
    let (_, closed) = said("/busy/demo").await;
    assert!(
        closed.contains("Der er lukket nu.") && closed.contains("Vi åbner onsdag den 4. marts kl. 9.00.")
    );
    assert_eq!(said("/busy/nowhere").await.0, 404);
}

#[tokio::test]
async fn other_sites_may_frame_this_page_and_no_other() {
    let server = TestServer::opened().await;
    let secret =
        server.kiosk().check_in_with(Uuid::new_v4(), with_photo()).await.body["links"]["page"].clone();
    let framed_by = async |address: &str| {
        let answer = server.stranger().request(Method::GET, address).send().await.unwrap();
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(answer.headers().get("set-cookie").is_none(), "{address}");
        policy.split("frame-ancestors ").nth(1).unwrap().to_owned()
    };
    assert_eq!(framed_by("/busy/demo?embed").await, "*");
    assert_eq!(framed_by(secret.as_str().unwrap()).await, "'none'");
    assert_eq!(framed_by("/busy/nowhere").await, "'none'");
}
