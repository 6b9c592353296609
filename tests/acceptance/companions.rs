// SPDX-License-Identifier: MPL-2.0
//! Companions are enrolled by who leads their unit or by the administrator, show a code or a card at the kiosk, and are
//! kept out at once.

use reqwest::Method;
use serde_json::{Value, json};
use staff::{NewAccount, Role};
use uuid::Uuid;

use crate::actor::{Actor, with_photo};
use crate::test_server::{CARD, TestServer};

/// Who leads a unit, signed in.
fn lead_of(server: &TestServer, unit: &str) -> Actor {
    // Without digits: ten of them in a row may be a CPR number, which no name is.
    let random = Uuid::new_v4().simple().to_string().replace(|letter: char| letter.is_ascii_digit(), "x");
    let name = format!("lead-{random}").parse().unwrap();
    let new = NewAccount { name, role: Role::UnitLead, unit: Some(unit.to_owned()) };
    let (id, _) = server.people.add_account(&new, &"test".into()).unwrap();
    let session = server.people.open_session(&id, None).unwrap();
    server.stranger().with_cookie(&format!("mintur-demo={session}"))
}

async fn enrolled(by: &Actor, body: Value) -> Value {
    let answer = by.post("/companions", body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.body
}

async fn shows(kiosk: &Actor, code: &Value) -> (u16, Value) {
    let answer = kiosk.post("/companion", json!({ "code": code })).await;
    (answer.status, answer.body)
}

async fn listed(by: &Actor) -> Vec<String> {
    let answer = by.get("/companions").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let companions = answer.body["companions"].as_array().unwrap();
    companions.iter().map(|companion| companion["reference"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_companion_who_was_enrolled_checks_a_citizen_in_by_code_and_by_card() {
    let server = TestServer::opened().await;
    let (lead, kiosk) = (lead_of(&server, "Center for Mestring"), server.kiosk());
    let given = enrolled(&lead, json!({ "reference": "c-30", "new_card": true })).await;
    assert_eq!(given["companion"]["unit"], "Center for Mestring");
    for shown in [&given["code"], &given["card_number"]] {
        let (status, found) = shows(&kiosk, shown).await;
        assert_eq!((status, &found["unit"]), (200, &json!("Center for Mestring")), "{found}");
        let mut body = with_photo();
        body["companion"] = found["companion"].clone();
        assert_eq!(kiosk.check_in_with(Uuid::new_v4(), body).await.status, 201);
    }
    let found = server.supervisor().get("/ledger?person=c-30").await.body;
    assert_eq!(found["events"].as_array().unwrap().len(), 2, "{found}");
    // Those of the access file go on working.
    assert_eq!(shows(&kiosk, &json!("1234")).await.0, 200);
    let listed = lead.get("/companions").await.body.to_string();
    for secret in [&given["code"], &given["card_number"]] {
        assert!(!listed.contains(secret.as_str().unwrap()), "it is shown once");
    }
}

#[tokio::test]
async fn another_code_takes_the_place_of_a_lost_one_and_a_bound_card_of_a_lost_card() {
    let server = TestServer::opened().await;
    let (administrator, kiosk) = (server.actor(Role::Administrator), server.kiosk());
    let body = json!({ "reference": "c-30", "unit": "Jobcenter", "card_number": "04:a2:24:5f" });
    let first = enrolled(&administrator, body).await;
    assert_eq!((shows(&kiosk, &json!("04A2245F")).await.0, &first["card_number"]), (200, &Value::Null));
    let reset = administrator.post("/companions/c-30/reset", json!({ "card_number": "04:b7:11:9e" })).await;
    assert_eq!(reset.status, 200, "{}", reset.body);
    assert_eq!(shows(&kiosk, &json!("04A2245F")).await.0, 404);
    assert_eq!(shows(&kiosk, &first["code"]).await.0, 404);
    assert_eq!(shows(&kiosk, &reset.body["code"]).await.0, 200);
    assert_eq!(shows(&kiosk, &json!("04B7119E")).await.0, 200);
    let taken = json!({ "unit": "Jobcenter", "card_number": "04b7119e" });
    assert_eq!(administrator.post("/companions", taken).await.refused(), (409, "card_taken"));
    let of_the_file = json!({ "unit": "Jobcenter", "card_number": CARD });
    assert_eq!(administrator.post("/companions", of_the_file).await.refused(), (409, "card_taken"));
}

#[tokio::test]
async fn a_companion_who_is_disabled_is_kept_out_and_what_is_open_of_theirs_stays_in_the_queue() {
    let server = TestServer::opened().await;
    let (lead, kiosk) = (lead_of(&server, "Center for Mestring"), server.kiosk());
    let given = enrolled(&lead, json!({ "reference": "c-30" })).await;
    let handle = shows(&kiosk, &given["code"]).await.1["companion"].clone();
    let mut body = with_photo();
    body["companion"] = handle;
    let ticket = kiosk.check_in_with(Uuid::new_v4(), body.clone()).await.body;
    let disabled = lead.send(Method::DELETE, "/companions/c-30", None).await;
    assert_eq!((disabled.status, disabled.body["disabled_at"].is_string()), (200, true));
    assert_eq!(shows(&kiosk, &given["code"]).await.0, 404);
    let late = kiosk.check_in_with(Uuid::new_v4(), body).await;
    assert_eq!(late.refused(), (422, "unknown_companion"), "a handle they had is worth nothing");
    let called = server.clerk().call_next("1").await;
    assert_eq!((called.status, &called.body["ticket"]["id"]), (201, &ticket["id"]), "{}", called.body);
    let again = lead.send(Method::DELETE, "/companions/c-30", None).await;
    assert_eq!(again.refused(), (409, "companion_disabled"));
    let events = server.actor(Role::Auditor).get("/security-events?subject=c-30").await.body;
    let kinds = events["events"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap());
    assert_eq!(kinds.collect::<Vec<_>>(), ["companion_added", "companion_disabled"]);
}

#[tokio::test]
async fn who_leads_a_unit_sees_and_changes_its_companions_and_no_others() {
    let server = TestServer::opened().await;
    let (lead, other) = (lead_of(&server, "Center for Mestring"), lead_of(&server, "Jobcenter"));
    let given = enrolled(&lead, json!({ "reference": "c-30", "new_card": true })).await;
    assert_eq!(listed(&lead).await, ["c-30", "c-17"]);
    assert_eq!(listed(&other).await, ["c-18"], "the one of the access file");
    assert_eq!(listed(&server.actor(Role::Administrator)).await, ["c-30", "c-17", "c-18"]);
    let reset = other.post("/companions/c-30/reset", json!({})).await;
    assert_eq!(reset.refused(), (403, "other_unit"));
    let said = reset.body["detail"].as_str().unwrap();
    assert!(said.contains("of another unit") && said.contains("Jobcenter"), "{said}");
    let disabled = other.send(Method::DELETE, "/companions/c-30", None).await;
    assert_eq!(disabled.refused(), (403, "other_unit"));
    let enrolled = other.post("/companions", json!({ "unit": "Center for Mestring" })).await;
    assert_eq!(enrolled.refused(), (403, "other_unit"));
    let card = json!({ "card_number": given["card_number"] });
    assert_eq!(other.post("/companions", card).await.refused(), (409, "card_taken"));
    assert_eq!(shows(&server.kiosk(), &given["code"]).await.0, 200, "nothing was changed");
    // A token of the access file says no unit.
    let token = server.actor(Role::UnitLead);
    assert!(listed(&token).await.is_empty());
    let unit = json!({ "unit": "Jobcenter" });
    assert_eq!(token.post("/companions", unit).await.refused(), (403, "other_unit"));
}

#[tokio::test]
async fn what_cannot_be_enrolled_is_refused_and_wrong_codes_close_the_device() {
    let server = TestServer::opened().await;
    let (administrator, kiosk) = (server.actor(Role::Administrator), server.kiosk());
    for (body, refused) in [
        (json!({ "reference": "c-17", "unit": "Jobcenter" }), (409, "companion_taken")),
        (json!({ "reference": "Mette Jensen", "unit": "Jobcenter" }), (422, "invalid")),
        (json!({ "reference": "c-31" }), (422, "text_empty")),
        (json!({ "unit": "borger 010190-1234" }), (422, "looks_like_cpr")),
        (json!({ "unit": "Jobcenter", "card_number": "1234" }), (422, "invalid")),
        (json!({ "unit": "Jobcenter", "card_number": "0101901234" }), (422, "invalid")),
        (json!({ "unit": "Jobcenter", "card_number": "04A2245F", "new_card": true }), (422, "invalid")),
    ] {
        assert_eq!(administrator.post("/companions", body.clone()).await.refused(), refused, "{body}");
    }
    let in_file = administrator.send(Method::DELETE, "/companions/c-17", None).await;
    assert_eq!(in_file.refused(), (409, "companion_in_access_file"));
    let nobody = administrator.send(Method::DELETE, "/companions/c-99", None).await;
    assert_eq!(nobody.refused(), (404, "unknown_enrolment"));
    let given = enrolled(&administrator, json!({ "unit": "Jobcenter" })).await;
    let code = given["code"].as_str().unwrap();
    let wrong = format!("{}{}", &code[..3], if code.ends_with("0000") { "1111" } else { "0000" });
    for _ in 0..5 {
        assert_eq!(shows(&kiosk, &json!(wrong)).await.0, 404);
    }
    assert_eq!(shows(&kiosk, &given["code"]).await.0, 429);
    assert_eq!(shows(&server.clerk(), &given["code"]).await.0, 200, "another device goes on");
}

#[tokio::test]
async fn a_right_card_is_read_whatever_somebody_shows_the_device_before() {
    let server = TestServer::opened().await;
    let (administrator, kiosk) = (server.actor(Role::Administrator), server.kiosk());
    let given = enrolled(&administrator, json!({ "unit": "Jobcenter", "new_card": true })).await;
    let mut answers = Vec::new();
    for number in 0..40 {
        answers.push(shows(&kiosk, &json!(format!("AAAA{number:04}"))).await.0);
    }
    assert_eq!((answers[0], answers[39]), (404, 429), "wrong cards are limited");
    assert_eq!(shows(&kiosk, &given["card_number"]).await.0, 200);
}
