// SPDX-License-Identifier: MPL-2.0
//! An office's own errands, outcomes and texts: everybody reads them in their language, or in Danish and is told so.
//! Nobody reads an id.

use office::command::{Command, Request};
use office::names::Actor;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::actor::with_photo;
use crate::test_server::TestServer;

/// The office offers driving licences too, which ids of ours know nothing about.
async fn opened_with_licences() -> TestServer {
    let server = TestServer::opened().await;
    let mut setup = server.handle.read(|office, _| office.setup().clone()).await.unwrap();
    let errand = json!({
        "id": "driving_licence", "name": { "da": "Kørekort", "en": "Driving licence" }, "icon": "car",
        "minutes": 15, "minutes_without_photo": 15, "likely_minutes": 20, "likely_minutes_without_photo": 20,
        "briefing": ["offer_other_help", { "da": "Se det gamle kørekort", "en": "See the old licence" }],
        "bring": ["photo_id", { "da": "Et nyt foto" }, "foto_id"],
    });
    setup.errands.push(serde_json::from_value(errand).unwrap());
    let outcome = json!({ "id": "licence_renewed", "name": { "da": "Kørekort fornyet" }, "success": true });
    setup.outcomes.push(serde_json::from_value(outcome).unwrap());
    for desk in &mut setup.desks {
        desk.area = Some(serde_json::from_value(json!({ "da": "zone A", "en": "zone A (left)" })).unwrap());
    }
    let command = Command::ChangeSetup(Box::new(setup));
    server.handle.ask(Request { actor: Actor::from("configuration"), key: None, command }).await.unwrap();
    server
}

async fn checked_in(server: &TestServer, language: &str) -> Value {
    let mut body = with_photo();
    body["errand"] = json!("driving_licence");
    body["language"] = json!(language);
    let ticket = server.kiosk().check_in_with(Uuid::new_v4(), body).await;
    assert_eq!(ticket.status, 201, "{}", ticket.body);
    ticket.body
}

async fn page_of(server: &TestServer, ticket: &Value) -> String {
    let (status, page) = server.stranger().page(ticket["links"]["page"].as_str().unwrap()).await;
    assert_eq!(status, 200);
    page
}

#[tokio::test]
async fn a_citizen_reads_what_to_bring_in_their_language_or_is_told_that_it_is_danish() {
    let server = opened_with_licences().await;
    let arabic = page_of(&server, &checked_in(&server, "ar").await).await;
    assert!(arabic.contains("<li lang=\"da\">Et nyt foto (بالدنماركية فقط)</li>"), "{arabic}");
    assert!(arabic.contains("zone A (بالدنماركية فقط)"), "{arabic}");
    let english = page_of(&server, &checked_in(&server, "en").await).await;
    assert!(english.contains("You can sit in zone A (left)."), "{english}");
    let danish = page_of(&server, &checked_in(&server, "da").await).await;
    assert!(danish.contains("<li>Et nyt foto</li>"), "{danish}");
    for page in [arabic, english, danish] {
        for id in ["foto_id", "foto id", "driving_licence"] {
            assert!(!page.contains(id), "«{id}» stands on the page: {page}");
        }
    }
}

#[tokio::test]
async fn kiosk_and_desk_learn_the_offices_own_names_in_every_language() {
    let server = opened_with_licences().await;
    let kiosk = server.kiosk().watch("kiosk").await.next().await;
    let name = json!({ "da": "Kørekort", "en": "Driving licence" });
    assert_eq!(kiosk["words"]["errands"], json!({ "driving_licence": name }));
    assert_eq!(kiosk["words"]["icons"], json!({ "driving_licence": "car" }));
    checked_in(&server, "da").await;
    let desk = server.clerk().watch("desk:1").await.next().await;
    assert_eq!(desk["words"]["outcomes"], json!({ "licence_renewed": { "da": "Kørekort fornyet" } }));
    let briefing = &desk["next"]["briefing"];
    assert_eq!(briefing[0], "offer_other_help");
    assert_eq!(briefing[1]["en"], "See the old licence");
}

#[tokio::test]
async fn management_reads_the_offices_own_outcomes_by_name_also_after_they_are_gone() {
    let server = opened_with_licences().await;
    let clerk = server.clerk();
    for _ in 0..6 {
        checked_in(&server, "da").await;
        let called = clerk.call_next("1").await;
        assert_eq!(called.status, 201, "{}", called.body);
        clerk.step(&called.body["ticket"], "arrival", json!({})).await;
        let done =
            clerk.step(&called.body["ticket"], "completion", json!({ "outcome": "licence_renewed" })).await;
        assert_eq!(done.status, 200, "{}", done.body);
    }
    let mut setup = server.handle.read(|office, _| office.setup().clone()).await.unwrap();
    setup.outcomes.retain(|outcome| outcome.name.is_none());
    let command = Command::ChangeSetup(Box::new(setup));
    server.handle.ask(Request { actor: Actor::from("configuration"), key: None, command }).await.unwrap();
    let report = server.supervisor().get("/report?month=2026-03").await;
    assert_eq!(report.body["outcomes"][0]["name"], "licence_renewed", "{}", report.body);
    assert_eq!(report.body["outcome_names"], json!({ "licence_renewed": { "da": "Kørekort fornyet" } }));
    let english =
        server.supervisor().request(reqwest::Method::GET, "/api/offices/demo/report.csv?month=2026-03");
    let csv = english.header("accept-language", "en").send().await.unwrap().text().await.unwrap();
    assert!(csv.contains("Kørekort fornyet (only in Danish)"), "{csv}");
    assert!(!csv.contains("licence"), "{csv}");
}
