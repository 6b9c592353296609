// SPDX-License-Identifier: MPL-2.0
//! What Mintur says to those who watch over it: Prometheus' own tool reads its metrics and the alert rules, and every
//! alert, panel and metric is where the documents say.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

fn root(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(root(path)).unwrap()
}

fn promtool(arguments: &[&str], input: &str) {
    let program = root("target/promtool/promtool");
    assert!(program.exists(), "promtool is not installed: run `make promtool` first");
    let mut process = Command::new(program)
        .args(arguments)
        .current_dir(root("config/monitoring"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let ended = process.wait_with_output().unwrap();
    let said = [ended.stdout, ended.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(ended.status.success(), "promtool {arguments:?}:\n{said}");
}

struct Demo {
    process: Child,
    base: String,
    kiosk: String,
    _data: tempfile::TempDir,
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn demo() -> Demo {
    let data = tempfile::tempdir().unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_mintur"))
        .args(["demo", "--json", "--listen", "127.0.0.1:0", "--data"])
        .arg(data.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let printed: Value = serde_json::from_str(&line).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    Demo { process, base: text(&printed["base"]), kiosk: text(&printed["tokens"]["kiosk"]), _data: data }
}

/// The metrics of an office that has been asked a few things.
async fn metrics() -> String {
    appointments::http_client::install_tls_provider();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let demo = demo();
    let get = async |path: &str| {
        let address = format!("{}{path}", demo.base);
        client.get(address).send().await.unwrap().text().await.unwrap()
    };
    get("/api/offices/demo/tickets").await;
    let order = json!({ "errand": "digital_post", "identification": "photo", "if_full": "standby" });
    let checks_in = client.post(format!("{}/api/offices/demo/tickets", demo.base)).bearer_auth(&demo.kiosk);
    assert_eq!(checks_in.json(&order).send().await.unwrap().status(), 201);
    get("/metrics").await
}

/// The names of the metrics that a query asks for.
fn names_in(query: &str) -> BTreeSet<String> {
    let words = query.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let ours = words.filter(|word| word.starts_with("mintur_") || word.starts_with("process_"));
    ours.map(|word| word.trim_end_matches("_bucket").to_owned()).collect()
}

/// The names that have a help text, and those that have a value.
fn described_and_there(metrics: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let helped = metrics.lines().filter_map(|line| line.strip_prefix("# HELP ")?.split(' ').next());
    let typed = metrics.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next());
    (helped.map(str::to_owned).collect(), typed.map(str::to_owned).collect())
}

#[tokio::test]
async fn prometheus_finds_nothing_to_complain_about_in_the_metrics() {
    let metrics = metrics().await;
    promtool(&["check", "metrics"], &metrics);
    let (described, there) = described_and_there(&metrics);
    assert_eq!(described, there, "each has its help");
}

#[test]
fn every_alert_comes_when_it_should_and_not_before() {
    promtool(&["check", "rules", "alerts.yml"], "");
    promtool(&["check", "config", "prometheus.yml"], "");
    promtool(&["test", "rules", "alerts-test.yml"], "");
    let (rules, tests) = (read("config/monitoring/alerts.yml"), read("config/monitoring/alerts-test.yml"));
    for alert in alerts(&rules) {
        assert!(tests.matches(&format!("alertname: {alert}")).count() >= 2, "{alert} is tested both ways");
    }
}

fn alerts(rules: &str) -> Vec<&str> {
    rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).collect()
}

#[test]
fn every_alert_says_what_to_do() {
    let (rules, document) = (read("config/monitoring/alerts.yml"), read("docs/monitoring.md"));
    let alerts = alerts(&rules);
    assert!(alerts.len() > 10);
    for alert in &alerts {
        assert!(document.contains(&format!("\n### {alert}\n")), "{alert} has no runbook");
        assert!(
            rules.contains(&format!("runbook: docs/monitoring.md#{}\n", alert.to_lowercase())),
            "{alert}"
        );
    }
    assert_eq!(document.matches("\n### Mintur").count(), alerts.len(), "no runbook without its alert");
}

#[tokio::test]
async fn alerts_dashboard_and_documents_speak_of_metrics_that_there_are() {
    let (described, there) = described_and_there(&metrics().await);
    // Those of sources, of a certificate and of refusals by the rules appear with the first of them.
    let appear_later = |name: &str| {
        ["mintur_source_", "mintur_certificate_"].iter().any(|kind| name.starts_with(kind))
            || name == "mintur_refusals_total"
    };
    let later_too = ["mintur_connections_refused_total"];
    let is_there = |name: &str| there.contains(name) || appear_later(name) || later_too.contains(&name);
    let dashboard: Value = serde_json::from_str(&read("config/monitoring/grafana-dashboard.json")).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().unwrap());
    let shown: BTreeSet<String> =
        targets.flat_map(|target| names_in(target["expr"].as_str().unwrap())).collect();
    let rules = read("config/monitoring/alerts.yml");
    let document = read("docs/monitoring.md");
    for (place, names) in
        [("the dashboard", &shown), ("the alerts", &names_in(&rules)), ("the document", &names_in(&document))]
    {
        let unknown: Vec<&String> =
            names.iter().filter(|name| !is_there(name) && *name != "process_").collect();
        assert!(unknown.is_empty(), "{place} speaks of {unknown:?}");
    }
    for name in described.iter().filter(|name| name.starts_with("mintur_")) {
        assert!(document.contains(&format!("`{name}`")), "the document says nothing of {name}");
    }
}
