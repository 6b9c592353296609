// SPDX-License-Identifier: MPL-2.0
//! What management reads: the report of a period, its events and files, and the trials.

use serde_json::json;

use crate::test_server::TestServer;

const FEBRUARY: &str = "/report?from=2026-02-01&to=2026-02-28";

/// So many citizens, each with a companion who says how long it took.
async fn served(server: &TestServer, citizens: u32) {
    let (kiosk, clerk) = (server.kiosk(), server.clerk());
    let companion = kiosk.post("/companion", json!({ "code": "1234" })).await.body["companion"].clone();
    for _ in 0..citizens {
        let mut body = crate::actor::with_photo();
        body["companion"] = companion.clone();
        let ticket = kiosk.check_in_with(uuid::Uuid::new_v4(), body).await;
        assert_eq!(ticket.status, 201, "{}", ticket.body);
        let called = clerk.call_next("1").await;
        assert_eq!(called.status, 201, "{}", called.body);
        let ticket = &called.body["ticket"];
        clerk.step(ticket, "arrival", json!({})).await;
        let done = json!({ "outcome": "mitid_issued", "companion_minutes": 240 });
        assert_eq!(clerk.step(ticket, "completion", done).await.status, 200);
    }
}

fn trial(first_day: &str) -> serde_json::Value {
    json!({
        "hypothesis": "Flere får MitID samme dag.", "owner": "Center for Mestring",
        "change": "Friholdt tid kl. 10 til 12", "first_day": first_day, "last_day": null,
        "targets": [{ "measure": "wait_minutes", "value": 20.0 }], "reviews": [first_day],
    })
}

#[tokio::test]
async fn a_supervisor_reads_the_report_of_the_month() {
    let server = TestServer::opened().await;
    served(&server, 6).await;
    let report = server.supervisor().get("/report?month=2026-03").await;
    assert_eq!(report.status, 200, "{}", report.body);
    assert_eq!(report.body["citizens"], json!({ "told": 6 }));
    assert_eq!(report.body["outcomes"][0]["name"], "mitid_issued");
    assert_eq!(report.body["units"][0]["unit"], "Center for Mestring");
    let hours = report.body["measures"].as_array().unwrap().iter();
    let hours = hours.clone().find(|measured| measured["measure"] == "companion_hours").unwrap();
    assert_eq!((hours["figure"]["value"].as_f64(), hours["figure"]["n"].as_u64()), (Some(4.0), Some(6)));
    let missing = &report.body["economy"]["missing"];
    assert!(missing.as_array().unwrap().contains(&json!("companion_hours_before")), "{missing}");
}

#[tokio::test]
async fn each_figure_leads_to_its_events() {
    let server = TestServer::opened().await;
    served(&server, 5).await;
    let supervisor = server.supervisor();
    let found = supervisor.get("/report/events?month=2026-03&figure=served").await;
    assert_eq!((found.status, found.body["total"].as_u64()), (200, Some(5)), "{}", found.body);
    let seq = found.body["seqs"][0].as_u64().unwrap();
    let page = supervisor.get(&format!("/ledger?after={}&limit=1", seq - 1)).await;
    assert_eq!(page.body["events"][0]["kind"], "ticket_completed");
    let unit =
        supervisor.get("/report/events?month=2026-03&figure=unit_served&part=Center%20for%20Mestring").await;
    assert_eq!((unit.status, unit.body["total"].as_u64()), (200, Some(5)), "{}", unit.body);
    let unknown = supervisor.get("/report/events?month=2026-03&figure=guesses").await;
    assert_eq!(unknown.refused(), (400, "bad_request"));
}

#[tokio::test]
async fn a_figure_that_is_not_shown_has_no_events_either() {
    let server = TestServer::opened().await;
    served(&server, 3).await;
    let supervisor = server.supervisor();
    for figure in
        ["served", "citizens", "outcome&part=mitid_issued", "unit_served&part=Center%20for%20Mestring"]
    {
        let found = supervisor.get(&format!("/report/events?month=2026-03&figure={figure}")).await;
        assert_eq!(found.refused(), (403, "figure_is_not_told"), "{figure}: {}", found.body);
    }
}

#[tokio::test]
async fn a_period_that_cannot_be_gets_a_sentence_and_no_number() {
    let server = TestServer::opened().await;
    let supervisor = server.supervisor();
    assert_eq!(supervisor.get(FEBRUARY).await.refused(), (404, "period_has_no_data"));
    let reversed = supervisor.get("/report?from=2026-03-31&to=2026-03-01").await;
    assert_eq!(reversed.refused(), (422, "period_is_reversed"));
    assert_eq!(supervisor.get("/report?month=2027-01").await.refused(), (422, "period_is_ahead"));
    for query in ["month=marts", "from=2026-03-01", "month=2026-03&from=2026-03-01&to=2026-03-02"] {
        assert_eq!(
            supervisor.get(&format!("/report?{query}")).await.refused(),
            (400, "bad_request"),
            "{query}"
        );
    }
    assert_eq!(server.clerk().get("/report").await.refused(), (403, "forbidden"));
}

#[tokio::test]
async fn the_files_hold_the_same_numbers() {
    let server = TestServer::opened().await;
    served(&server, 5).await;
    let supervisor = server.supervisor();
    let csv = supervisor.get("/report.csv?month=2026-03").await;
    assert_eq!((csv.status, csv.kind.as_str()), (200, "text/csv; charset=utf-8"));
    let text = csv.body.as_str().unwrap();
    assert!(text.lines().any(|line| line.ends_with(";5;;;")), "{text}");
    let begins = [
        "Rapporten;Kontor;Borgerservice Prøveby;",
        "Rapporten;Fra;2026-03-01;",
        "Rapporten;Anbefaling;",
        "Ugedage;tirsdag: ",
        "Situationen før;Kilde;ikke oplyst",
        "Økonomi;Mangler;",
        "Prøvehandlinger;Hypotese;",
        "Enheder;Center for Mestring: ",
        "Uge for uge;2026-03-02: ",
        "Metode;1;",
    ];
    for begin in begins {
        assert!(text.lines().any(|line| line.starts_with(begin)), "{begin}: {text}");
    }
    let digits = |cell: &str| cell.split_once(',').map_or(0, |(_, rest)| rest.len());
    let numbers = text
        .lines()
        .flat_map(|line| line.split(';'))
        .filter(|cell| cell.replace(',', ".").parse::<f64>().is_ok());
    assert!(numbers.clone().all(|cell| digits(cell) <= 3), "{text}");
    let path = "/api/offices/demo/report.xlsx?month=2026-03";
    let xlsx = supervisor.request(reqwest::Method::GET, path).send().await.unwrap();
    assert!(xlsx.status().is_success());
    assert!(xlsx.bytes().await.unwrap().starts_with(b"PK"));
}

#[tokio::test]
async fn a_trial_is_planned_looked_at_and_decided() {
    let server = TestServer::opened().await;
    let supervisor = server.supervisor();
    let planned = supervisor.post("/trials", trial("2026-03-02")).await;
    assert_eq!(planned.status, 201, "{}", planned.body);
    assert_eq!(planned.body["trials"][0]["review_due"], "2026-03-02");
    assert_eq!(planned.body["trials"][0]["told_afterwards"], "2026-03-03", "it began yesterday");
    assert_eq!(supervisor.post("/trials", trial("2026-03-09")).await.refused(), (409, "trials_overlap"));
    let looked = supervisor.post("/trials/1/reviews", json!({ "note": "Køen er kort." })).await;
    assert_eq!((looked.status, &looked.body["trials"][0]["review_due"]), (200, &json!(null)));
    let decision = json!({ "decision": "scale", "reason": "Det virker." });
    let decided = supervisor.post("/trials/1/decision", decision.clone()).await;
    assert_eq!((decided.status, &decided.body["trials"][0]["decision"]), (200, &json!("scale")));
    assert_eq!(
        supervisor.post("/trials/1/decision", decision.clone()).await.refused(),
        (409, "trial_is_decided")
    );
    assert_eq!(supervisor.post("/trials/7/decision", decision).await.refused(), (404, "unknown_trial"));
    assert_eq!(server.clerk().post("/trials", trial("2026-03-02")).await.refused(), (403, "forbidden"));
}

#[tokio::test]
async fn a_trial_with_a_cpr_number_is_refused() {
    let server = TestServer::opened().await;
    let mut body = trial("2026-03-02");
    body["hypothesis"] = json!("Borger 010190-1234 får MitID");
    assert_eq!(server.supervisor().post("/trials", body).await.refused(), (422, "looks_like_cpr"));
}

#[tokio::test]
async fn the_economy_says_what_it_still_lacks_and_gives_no_number_instead() {
    let server = TestServer::opened().await;
    served(&server, 6).await;
    let supervisor = server.supervisor();
    let before = json!({
        "from": "2025-01-01", "to": "2025-12-31", "companion_hours": { "low": 10.0, "high": 12.0 },
        "cost_dkk": { "low": 100_000.0, "high": 100_000.0 }, "source": "Skøn fra Center for Mestring",
    });
    let answer = supervisor.put("/baseline", before.clone()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(supervisor.put("/baseline", before).await.refused(), (409, "baseline_is_set"));
    let report = supervisor.get("/report?from=2026-03-03&to=2026-03-03").await;
    let economy = &report.body["economy"];
    // Six companions answered, all on one day: nobody knows how sure their mean is.
    assert_eq!(economy["missing"], json!(["companion_days"]), "{economy}");
    assert_eq!(economy["mitid_accompanied"], json!({ "told": 6 }));
    assert_eq!(economy["companion_hours"]["value"].as_f64(), Some(4.0));
    assert_eq!(economy["result"], json!(null));
    assert_eq!(economy["hours_per_fte"], json!({ "low": 1075.0, "high": 1075.0 }));
}

#[tokio::test]
async fn only_rules_that_are_turned_are_a_change_in_the_report() {
    let server = TestServer::opened().await;
    served(&server, 1).await;
    let supervisor = server.supervisor();
    assert_eq!(supervisor.post("/trials", trial("2026-03-03")).await.status, 201);
    let before = server.handle.health().last_seq;
    let same = supervisor.put("/policy", json!({ "promise_minutes": 20 })).await;
    assert_eq!((same.status, &same.body["promise_minutes"]), (200, &json!(20)));
    assert_eq!(server.handle.health().last_seq, before, "nothing was turned");
    let longer = supervisor.put("/policy", json!({ "promise_minutes": 25 })).await;
    assert_eq!((longer.status, &longer.body["promise_minutes"]), (200, &json!(25)));
    let report = supervisor.get("/report?month=2026-03").await;
    let turned = json!([{ "setting": "promise_minutes", "from": 20, "to": 25 }]);
    for changes in [&report.body["changes"], &report.body["trials"][0]["changes"]] {
        assert_eq!(changes.as_array().map(Vec::len), Some(1), "{changes}");
        assert_eq!(changes[0]["turned"], turned);
    }
}
