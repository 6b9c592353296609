// SPDX-License-Identifier: MPL-2.0
//! The notice of the day, over HTTP: the supervisor writes it once, and the whole hall reads it.

use office::time::Length;
use reqwest::Method;
use serde_json::{Value, json};

use crate::test_server::TestServer;

fn mitid_is_down() -> Value {
    json!({ "da": "MitID er nede", "ar": "MitID معطّل", "until": "2026-03-03T12:00:00" })
}

fn is_shown(view: &Value) -> bool {
    view["day_notice"].is_object()
}

#[tokio::test]
async fn one_sentence_reaches_kiosk_board_supervisor_and_every_phone_at_once() {
    let server = TestServer::opened().await;
    let ticket = server.kiosk().check_in().await;
    let secret = ticket["links"]["page"].as_str().unwrap().trim_start_matches("/t/");
    let supervisor = server.supervisor();
    let mut screens = [
        server.kiosk().watch("kiosk").await,
        server.kiosk().watch("board").await,
        supervisor.watch("supervisor").await,
    ];
    let mut phone = server.stranger().watch(&format!("ticket:{secret}")).await;
    assert_eq!(phone.next().await["texts"]["day_notice"], "");

    let set = supervisor.put("/notice", mitid_is_down()).await;
    let notice = json!({
        "text": { "da": "MitID er nede", "ar": "MitID معطّل" },
        "until": "2026-03-03T12:00:00+01:00",
    });
    assert_eq!((set.status, &set.body["notice"]), (200, &notice), "{}", set.body);
    for screen in &mut screens {
        assert_eq!(screen.until(is_shown).await["day_notice"], notice);
    }
    let answer = phone.until(|view| view["texts"]["day_notice"] != "").await;
    assert_eq!(answer["texts"]["day_notice"], "MitID er nede");
    let (_, page) = server.stranger().page(&format!("/t/{secret}")).await;
    assert!(page.contains("MitID er nede"), "also without a script");

    server.clock.pass(Length::minutes(180));
    for screen in &mut screens {
        screen.until(|view| !is_shown(view)).await;
    }
    phone.until(|view| view["texts"]["day_notice"] == "").await;
}

#[tokio::test]
async fn only_the_supervisor_writes_it_and_nobody_writes_a_cpr_number() {
    let server = TestServer::opened().await;
    for actor in [server.kiosk(), server.clerk(), server.stranger()] {
        let refused = actor.put("/notice", mitid_is_down()).await;
        assert!([401, 403].contains(&refused.status), "{}", refused.body);
        let refused = actor.send(Method::DELETE, "/notice", None).await;
        assert!([401, 403].contains(&refused.status), "{}", refused.body);
    }
    let supervisor = server.supervisor();
    let with_cpr = json!({ "da": "Ring til 010180-1234", "until": "2026-03-03T12:00:00" });
    assert_eq!(supervisor.put("/notice", with_cpr).await.refused(), (422, "looks_like_cpr"));
    let past = json!({ "da": "MitID er nede", "until": "2026-03-03T08:00:00" });
    assert_eq!(supervisor.put("/notice", past).await.code(), "in_the_past");
    let empty = json!({ "da": " ", "until": "2026-03-03T12:00:00" });
    assert_eq!(supervisor.put("/notice", empty).await.code(), "text_empty");

    supervisor.put("/notice", mitid_is_down()).await;
    let removed = supervisor.send(Method::DELETE, "/notice", None).await;
    assert_eq!((removed.status, removed.body), (200, json!({ "notice": null })));
}
