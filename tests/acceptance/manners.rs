// SPDX-License-Identifier: MPL-2.0
//! How the server answers those who ask wrongly: plainly, and without giving anything away.

use reqwest::Method;
use serde_json::json;
use server::Limits;
use staff::Role;
use uuid::Uuid;

use crate::actor::{read_answer, with_photo};
use crate::test_server::{CARD, TestServer};

#[tokio::test]
async fn without_a_token_of_the_office_nothing_is_shown() {
    let server = TestServer::opened().await;
    for actor in [server.stranger(), server.with_token("wrong"), server.with_token("")] {
        assert_eq!(actor.get("/tickets").await.refused(), (401, "unauthorized"));
        assert_eq!(actor.post("/tickets", with_photo()).await.refused(), (401, "unauthorized"));
    }
    let answer =
        read_answer(server.clerk().request(Method::GET, "/api/offices/other/tickets").send().await.unwrap())
            .await;
    assert_eq!(answer.refused(), (404, "unknown_office"));
}

#[tokio::test]
async fn a_role_does_only_what_is_its_own() {
    let server = TestServer::opened().await;
    let (kiosk, clerk, board) = (server.kiosk(), server.clerk(), server.actor(Role::Board));
    assert_eq!(board.post("/tickets", json!("not even a check-in")).await.refused(), (403, "forbidden"));
    assert_eq!(kiosk.get("/tickets").await.refused(), (403, "forbidden"));
    assert_eq!(kiosk.call_next("1").await.refused(), (403, "forbidden"));
    assert_eq!(clerk.post("/gaps", json!({})).await.refused(), (403, "forbidden"));
    assert_eq!(clerk.get("/ledger").await.refused(), (403, "forbidden"));
    assert_eq!(board.get("").await.status, 200);
    assert_eq!(clerk.get("/gaps").await.status, 200);
}

#[tokio::test]
async fn a_wrong_body_is_reported_by_its_field() {
    let server = TestServer::opened().await;
    let kiosk = server.kiosk();
    let mut unknown = with_photo();
    unknown["name"] = json!("010190-1234");
    let said = kiosk.post("/tickets", unknown).await;
    assert_eq!(said.refused(), (400, "bad_request"));
    assert!(said.body["detail"].as_str().unwrap().contains("unknown field `name`"));
    assert!(!said.body.to_string().contains("010190"));
    for (body, code) in [("{\"errand\":", "bad_json"), ("", "bad_json"), ("[1]", "bad_request")] {
        let request = kiosk.request(Method::POST, "/api/offices/demo/tickets");
        let request = request.header("Content-Type", "application/json").body(body);
        assert_eq!(read_answer(request.send().await.unwrap()).await.refused(), (400, code), "{body}");
    }
    let plain = kiosk.request(Method::POST, "/api/offices/demo/tickets").body("errand=new_mitid");
    assert_eq!(read_answer(plain.send().await.unwrap()).await.refused(), (415, "unsupported_media_type"));
    assert_eq!(kiosk.post("/tickets", json!({ "errand": "gold" })).await.refused(), (422, "unknown_errand"));
    let key = kiosk.request(Method::POST, "/api/offices/demo/tickets").header("Idempotency-Key", "again");
    assert_eq!(
        read_answer(key.json(&with_photo()).send().await.unwrap()).await.refused(),
        (400, "bad_request")
    );
}

#[tokio::test]
async fn a_huge_body_is_refused_unread() {
    let server = TestServer::opened().await;
    let huge = json!({ "errand": "x".repeat(70 * 1024) });
    assert_eq!(server.kiosk().post("/tickets", huge).await.refused(), (413, "body_too_large"));
    let diary = json!({ "date": "2026-03-03", "bookings": [], "more": "x".repeat(1100 * 1024) });
    assert_eq!(server.supervisor().put("/bookings", diary).await.refused(), (413, "body_too_large"));
    assert_eq!(server.kiosk().check_in().await["number"], 1);
}

#[tokio::test]
async fn no_cpr_number_gets_into_a_reason() {
    let server = TestServer::opened().await;
    let gap = json!({ "desk": "3", "start": "2026-03-03T11:00", "end": "2026-03-03T11:30", "hold": "hard",
        "reason": "til borger 010190-1234" });
    let refused = server.supervisor().post("/gaps", gap).await;
    assert_eq!(refused.refused(), (422, "looks_like_cpr"));
    assert!(!refused.body.to_string().contains("010190"));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let server = TestServer::opened().await;
    let clerk = server.clerk();
    assert_eq!(clerk.call_next("9").await.refused(), (404, "unknown_desk"));
    assert_eq!(clerk.get("/tickets/7").await.refused(), (404, "unknown_ticket"));
    assert_eq!(clerk.get(&format!("/tickets/{}", Uuid::new_v4())).await.refused(), (404, "unknown_ticket"));
    assert_eq!(clerk.get("/nothing").await.refused(), (404, "unknown_address"));
    assert_eq!(clerk.send(Method::DELETE, "/policy", None).await.refused(), (405, "method_not_allowed"));
    assert_eq!(clerk.get("/gaps?date=tomorrow").await.refused(), (400, "bad_request"));
    let ticket = server.kiosk().check_in().await;
    let wrong_desk = clerk.step(&ticket, "call", json!({ "desk": "9" })).await;
    assert_eq!(wrong_desk.refused(), (422, "unknown_desk"));
}

#[tokio::test]
async fn codes_cannot_be_guessed_at_the_kiosk() {
    let server = TestServer::opened().await;
    let kiosk = server.kiosk();
    let found = kiosk.post("/companion", json!({ "code": "1234" })).await;
    assert_eq!(found.body["unit"], "Center for Mestring");
    let mut body = with_photo();
    body["companion"] = found.body["companion"].clone();
    let (key, companion) = (Uuid::new_v4(), server.actor(Role::Companion));
    assert_eq!(kiosk.check_in_with(key, body.clone()).await.status, 201);
    assert!(kiosk.check_in_with(key, body.clone()).await.replayed);
    assert_eq!(
        companion.check_in_with(Uuid::new_v4(), body.clone()).await.refused(),
        (422, "unknown_companion"),
        "the handle is the kiosk's"
    );
    body["companion"] = json!("c-17");
    assert_eq!(kiosk.check_in_with(Uuid::new_v4(), body).await.refused(), (422, "unknown_companion"));
    for _ in 0..4 {
        assert_eq!(
            kiosk.post("/companion", json!({ "code": "0000" })).await.refused(),
            (404, "unknown_code")
        );
    }
    assert_eq!(kiosk.post("/companion", json!({ "code": "1234" })).await.refused(), (429, "too_many_tries"));
    let card = kiosk.post("/companion", json!({ "code": CARD })).await;
    assert_eq!((card.status, &card.body["unit"]), (200, &json!("Jobcenter")), "a card is not locked out");
    let elsewhere = server.clerk().post("/companion", json!({ "code": "1234" })).await;
    assert_eq!(elsewhere.status, 200, "nor is anybody at another device");
}

#[tokio::test]
async fn a_flood_without_a_token_is_held_back_and_the_kiosk_is_not() {
    let server = TestServer::opened_with(Limits { without_token: 1, burst: 5, ..Limits::default() }).await;
    let stranger = server.stranger();
    let mut answers = Vec::new();
    for _ in 0..10 {
        answers.push(stranger.get("/tickets").await.status);
    }
    assert!(answers.contains(&429) && answers.contains(&401), "{answers:?}");
    for _ in 0..8 {
        server.kiosk().check_in().await;
    }
}

#[tokio::test]
async fn a_ticket_page_opens_by_its_secret_alone() {
    let server = TestServer::opened().await;
    let ticket = server.kiosk().check_in().await;
    let stranger = server.stranger();
    let (status, svg) = stranger.page(ticket["links"]["qr"].as_str().unwrap()).await;
    assert!(status == 200 && svg.contains("<svg"));
    let (status, page) = stranger.page(&format!("/t/{}", Uuid::new_v4().simple())).await;
    assert!(status == 404 && page.contains("Siden findes ikke") && page.contains("no such page"));
    let (status, _) = stranger.page(&format!("/t/{}", ticket["id"].as_str().unwrap())).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn those_who_watch_over_the_server_can_see_how_it_is() {
    let server = TestServer::opened().await;
    server.kiosk().check_in().await;
    let stranger = server.stranger();
    assert_eq!(stranger.page("/healthz").await.0, 200);
    assert_eq!(stranger.page("/readyz").await.0, 200);
    let (_, metrics) = stranger.page("/metrics").await;
    assert!(metrics.contains("mintur_requests_total") && metrics.contains("mintur_waiting"), "{metrics}");
    let (_, openapi) = stranger.page("/api/openapi.json").await;
    assert!(openapi.contains("/api/offices/{office}/tickets"));
    server.handle.stop().await;
    let (status, why) = stranger.page("/readyz").await;
    assert!(status == 503 && why.contains("stopped"), "{why}");
    assert_eq!(server.kiosk().post("/tickets", with_photo()).await.refused(), (503, "stopped"));
}

#[tokio::test]
async fn the_appointment_system_rings_with_its_secret_and_is_not_listened_to_further() {
    let server = TestServer::opened().await;
    let ring = |secret: Option<&'static str>, body: String| {
        let request = server.stranger().request(Method::POST, "/api/offices/demo/diary/webhook");
        let request =
            secret.into_iter().fold(request, |request, secret| request.header("x-ea-token", secret));
        request.header("content-type", "application/json").body(body).send()
    };
    let said = || json!({"action": "appointment_save", "payload": {"notes": "Anna Hansen"}}).to_string();
    for secret in [None, Some(""), Some("klokkestren"), Some("klokkestrengg"), Some("Klokkestreng")] {
        let answer = read_answer(ring(secret, said()).await.unwrap()).await;
        assert_eq!(answer.refused(), (401, "unauthorized"), "{secret:?}");
    }
    let huge = read_answer(ring(Some("klokkestreng"), "x".repeat(1 << 20)).await.unwrap()).await;
    assert_eq!(huge.refused(), (413, "body_too_large"));
    let nobody_rang = tokio::time::timeout(std::time::Duration::ZERO, server.bell.notified()).await;
    assert!(nobody_rang.is_err());
    for body in [said(), "not JSON".to_owned(), String::new()] {
        assert_eq!(ring(Some("klokkestreng"), body).await.unwrap().status(), 204);
    }
    let rang = tokio::time::timeout(std::time::Duration::from_secs(5), server.bell.notified()).await;
    assert!(rang.is_ok(), "it is looked at soon");
    let again = tokio::time::timeout(std::time::Duration::ZERO, server.bell.notified()).await;
    assert!(again.is_err(), "rung three times, looked at once");
}

async fn detail(
    supervisor: &crate::actor::Actor,
    path: &str,
    language: Option<&str>,
) -> (u16, String, String) {
    let mut request = supervisor.request(Method::GET, &format!("/api/offices/demo{path}"));
    if let Some(language) = language {
        request = request.header("Accept-Language", language);
    }
    let said = read_answer(request.send().await.unwrap()).await;
    let text = |name: &str| said.body[name].as_str().unwrap_or_default().to_owned();
    (said.status, text("field"), text("detail"))
}

#[tokio::test]
async fn a_wrong_query_is_reported_by_its_field_in_the_language_of_whoever_asks() {
    let server = TestServer::opened().await;
    let supervisor = server.supervisor();
    let da = Some("da-DK,da;q=0.9,en;q=0.5");
    let asked = [
        ("/advice?unused_hour=abc", 400, "unused_hour", "unused_hour: skriv et tal.", "expected a number"),
        (
            "/advice?turned_away=-1",
            422,
            "turned_away",
            "turned_away: skriv et tal fra 0.1 til 100.",
            "from 0.1 to 100",
        ),
        (
            "/advice?waiting_hour=NaN",
            422,
            "waiting_hour",
            "waiting_hour: skriv et tal fra 0 til 20.",
            "from 0 to 20",
        ),
        (
            "/advice?unused_hour=inf",
            422,
            "unused_hour",
            "unused_hour: skriv et tal fra 0.1 til 20.",
            "from 0.1 to 20",
        ),
        (
            "/advice?unused_hour=1e300",
            422,
            "unused_hour",
            "unused_hour: skriv et tal fra 0.1 til 20.",
            "from 0.1 to 20",
        ),
        ("/advice?guess=1", 400, "guess", "`guess` findes ikke", "unknown field `guess`"),
        ("/report?from=1990-01-01&to=2100-01-01", 400, "", "højst være 20 år", "20 years at most"),
        ("/report?from=2099-01-01&to=2099-02-01", 422, "", "ligger i fremtiden", "lies in the future"),
        (
            "/report?from=2026-02-02&to=2026-02-01",
            422,
            "",
            "slutter, før den begynder",
            "ends before it begins",
        ),
        ("/report?from=1990-01-01&to=1990-02-01", 404, "", "Kontorets første dag er", "The ledger begins on"),
        ("/report?month=marts", 400, "month", "skriv en måned som 2026-03", "write a month"),
        ("/report/events?figure=luck", 400, "figure", "Det tal findes ikke", "no such figure"),
        ("/ledger?limit=0", 400, "limit", "skriv et tal fra 1 til 1000", "from 1 to 1000"),
        ("/ledger?after=x", 400, "after", "after: skriv et tal.", "expected a number"),
        ("/gaps?date=tirsdag", 400, "date", "skriv en dato", "write a date"),
    ];
    for (path, status, field, danish, english) in asked {
        for (language, sentence) in [(da, danish), (Some("en"), english), (None, english)] {
            let (found, named, said) = detail(&supervisor, path, language).await;
            assert_eq!((found, named.as_str()), (status, field), "{path}: {said}");
            assert!(said.contains(sentence), "{path} in {language:?}: {said}");
        }
    }
}

#[tokio::test]
async fn a_period_that_begins_before_the_ledger_says_so_beside_its_figures() {
    let server = TestServer::opened().await;
    let supervisor = server.supervisor();
    let now = supervisor.get("/report").await.body;
    let (first, to) = (now["from"].as_str().unwrap(), now["to"].as_str().unwrap());
    let before = format!("/api/offices/demo/report?from=2020-01-01&to={to}");
    let request = supervisor.request(Method::GET, &before).header("Accept-Language", "en");
    let report = read_answer(request.send().await.unwrap()).await.body;
    assert!(report["note"].as_str().unwrap().contains("The ledger begins on"), "{first}: {report}");
    assert_eq!(report["from"], "2020-01-01");
}

#[tokio::test]
async fn a_real_office_has_no_start_page_and_leads_to_its_kiosk() {
    let server = TestServer::opened().await;
    let answer = server.stranger().request(Method::GET, "/").send().await.unwrap();
    assert_eq!(answer.url().path(), "/kiosk");
}
