// SPDX-License-Identifier: MPL-2.0
//! An administrator changes the files of a running server, rightly and wrongly.

use std::fs;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::{Configured, KIOSK};

#[tokio::test]
async fn a_setup_and_an_access_file_that_are_refused_change_nothing_and_are_seen_by_who_can_mend_them() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    drop(configured.serve(&[]));
    configured.configure(&["midtby"], "Asia/Tokyo");
    let service = configured.serve(&[]);
    let condition = service.condition("midtby").await;
    assert_eq!(condition["setup_refused"]["code"], "time_zone_fixed", "{condition}");
    assert_eq!(condition["access_refused"], Value::Null);
    configured.write("access.toml", "[[tokens]]\nrole = \"chief\"\n");
    service.signal(Signal::HUP);
    service.says("stays as it was");
    let condition = service.condition("midtby").await;
    assert!(condition["access_refused"].as_str().unwrap().contains("access.toml:2: "), "{condition}");
    configured.allow(&["midtby"], KIOSK);
    configured.configure(&["midtby"], "Europe/Copenhagen");
    service.signal(Signal::HUP);
    service.says("the configuration was read anew");
    let condition = service.condition("midtby").await;
    let refused = [&condition["setup_refused"], &condition["access_refused"]];
    assert_eq!(refused, [&Value::Null, &Value::Null], "{condition}");
}

#[tokio::test]
async fn an_administrator_renames_an_errand_while_people_queue() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve(&[]);
    let errand = async || service.get("/api/offices/midtby").await["words"]["errands"]["address"].clone();
    assert_eq!(errand().await, Value::Null);
    let (_, ticket) = service.check_in("midtby", KIOSK).await;
    assert!(ticket["area"].is_null());
    configured
        .change("id = \"address\",", "id = \"address\", name = { da = \"Flytning\", en = \"Moving\" },");
    configured.change("id = \"1\", name", "id = \"1\", area = \"zone B\", name");
    let (done, said) = configured.mintur(&["reload", "--config"]);
    assert!(done && said.contains(&service.process.id().to_string()), "{said}");
    service.says("the configuration was read anew");
    assert_eq!(errand().await, json!({ "da": "Flytning", "en": "Moving" }));
    let missing = &service.condition("midtby").await["untranslated"];
    assert_eq!(missing[0], json!({ "text": "zone B", "missing": ["en", "ar"] }), "{missing}");
}

#[tokio::test]
async fn a_configuration_with_a_mistake_is_not_given_to_the_server_and_changes_nothing_when_it_is() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve(&[]);
    configured.change("minutes = 10, minutes_without", "minutes = \"ten\", minutes_without");
    let (done, said) = configured.mintur(&["reload", "--config"]);
    assert!(!done && said.contains("a whole number of minutes, such as 30"), "{said}");
    assert_eq!(service.condition("midtby").await["configuration_refused"], Value::Null);
    service.signal(Signal::HUP);
    service.says("the configuration stays as it was read before");
    let condition = service.condition("midtby").await;
    let why = condition["configuration_refused"].as_str().unwrap();
    assert!(why.contains("mintur.toml:19: «minutes»"), "{why}");
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
    drop(service);
    let (done, said) = configured.mintur(&["reload", "--config"]);
    assert!(!done, "{said}");
}

#[tokio::test]
async fn an_office_shows_its_logo_and_colour_once_they_are_sound_and_without_a_restart() {
    const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path/></svg>";
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve(&[]);
    let page = async || {
        let answer = service.client.get(format!("{}/kiosk", service.base)).send().await.unwrap();
        answer.text().await.unwrap()
    };
    assert!(page().await.contains("mintur-logo\" content=\"\""));
    configured.change("name = \"Borger", "logo = \"logo.svg\"\ncolour = \"#1d4f6e\"\nname = \"Borger");
    configured.write("logo.svg", DRAWING);
    assert!(configured.mintur(&["reload", "--config"]).0);
    service.says("the configuration was read anew");
    let branded = page().await;
    assert!(branded.contains("mintur-colour\" content=\"#1d4f6e\""), "{branded}");
    let logo = branded.split("mintur-logo\" content=\"").nth(1).unwrap().split('"').next().unwrap();
    let shown = service.client.get(format!("{}{logo}", service.base)).send().await.unwrap();
    assert_eq!(shown.text().await.unwrap(), DRAWING);

    configured.write("logo.svg", &DRAWING.replace("<path/>", "<script/>"));
    let (done, said) = configured.mintur(&["check-config"]);
    assert!(!done && said.contains("mintur.toml:6: ") && said.contains("may not have <script>"), "{said}");
    assert!(!configured.mintur(&["reload", "--config"]).0);
    service.signal(Signal::HUP);
    service.says("the configuration stays as it was read before");
    let condition = service.condition("midtby").await;
    assert!(condition["configuration_refused"].as_str().unwrap().contains("<script>"), "{condition}");
    assert_eq!(page().await, branded, "what was read before applies");

    drop(service);
    let service = configured.serve(&[]);
    assert!(service.said_before("the office opens without its logo"), "nobody is kept from their turn");
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
}

#[tokio::test]
async fn a_log_says_more_or_less_from_the_next_reading_on() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve(&[]);
    service.ready().await;
    configured.change("[server]\n", "[server]\nlog_level = \"loud\"\n");
    let (done, said) = configured.mintur(&["check-config"]);
    assert!(!done && said.contains("mintur.toml:2: «log_level»") && said.contains("debug"), "{said}");
    configured.change("\"loud\"", "\"debug\"");
    assert!(configured.mintur(&["reload", "--config"]).0);
    let line = service.says("the level of the log is changed");
    assert!(line.contains("info") && line.contains("debug"), "{line}");
    assert!(!service.said_before("read at the next start"), "nothing else has changed");
    assert!(!service.said_before("answered"), "no request was logged before");
    service.ready().await;
    assert!(service.says("answered").contains("/readyz"));
    configured.change("\"debug\"", "\"warn\"");
    service.signal(Signal::HUP);
    service.says("the level of the log is changed");
    service.ready().await;
    configured.change("\"warn\"", "\"nobody knows\"");
    service.signal(Signal::HUP);
    service.says("the configuration stays as it was read before");
    assert!(
        !service
            .passed
            .borrow()
            .iter()
            .rev()
            .take_while(|line| !line.contains("level of the log"))
            .any(|line| line.contains("answered"))
    );
}

#[tokio::test]
async fn the_environment_goes_before_the_level_of_a_configuration_that_is_read_anew() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    let service = configured.serve_in(&[("MINTUR_LOG", "info")], &[]);
    configured.change("[server]\n", "[server]\nlog_level = \"debug\"\n");
    service.signal(Signal::HUP);
    service.says("MINTUR_LOG goes before the level of the configuration");
    service.ready().await;
    service.signal(Signal::TERM);
    service.says("closing");
    assert!(!service.said_before("answered"));
}

#[tokio::test]
async fn a_check_of_the_configuration_names_everything_that_would_stop_a_start_at_once() {
    let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
    assert!(configured.mintur(&["check-config"]).0);
    let (_, said) = configured.mintur(&["check-config"]);
    assert!(said.contains("fine; offices: midtby"), "{said}");
    drop(configured.serve(&[]));
    configured.configure(&["midtby"], "Asia/Tokyo");
    fs::remove_file(configured.0.path().join("access.toml")).unwrap();
    configured.change("[server]\n", "[server]\nui_dir = \"/nope\"\n");
    let (done, said) = configured.mintur(&["check-config"]);
    assert!(!done);
    for words in [
        "access.toml: there is no such file",
        "/nope: ui_dir has no screens",
        "mintur.toml:5: the office «midtby»",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    configured.change("[server]\n", "[server]\ndata = \"/proc/nope\"\naccess = \"/dev/zero\"\n");
    let (done, said) = configured.mintur(&["check-config", "--json"]);
    let checked: Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    assert!(!done && checked["fine"] == false, "{said}");
    let found = |file: &str| {
        let all = checked["found"].as_array().unwrap();
        all.iter().find(|found| found["file"] == file).unwrap_or_else(|| panic!("{file}: {said}"))["what"]
            .clone()
    };
    assert!(found("/proc/nope").as_str().unwrap().contains("cannot be written"), "{said}");
    assert!(found("/dev/zero").as_str().unwrap().contains("is not a file"), "{said}");
}
