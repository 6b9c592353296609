// SPDX-License-Identifier: MPL-2.0
//! A ledger held against its own administrator, backups restored on purpose, and what is kept of a person.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::{Configured, KIOSK, PATIENCE, Service};

/// A key and a file for checkpoints beside the configuration, outside the data folder.
struct Checkpointed {
    configured: Configured,
    made: usize,
}

impl Checkpointed {
    fn new() -> Self {
        let configured = Configured::with(&["midtby"], "Europe/Copenhagen");
        let this = Self { configured, made: 0 };
        assert!(mintur(&["checkpoint-key", "--to", &this.path("checkpoint.key")]).0);
        let text = fs::read_to_string(this.path("mintur.toml")).unwrap();
        let section = "[checkpoints]\nkey_file = \"checkpoint.key\"\nfile = \"checkpoints\"\n";
        this.configured.write("mintur.toml", &format!("{text}\n{section}"));
        this
    }

    fn path(&self, name: &str) -> String {
        self.configured.0.path().join(name).to_str().unwrap().to_owned()
    }

    /// A server that has made its first checkpoint, after `more` that its start makes.
    fn serve(&mut self, args: &[&str], more: usize) -> Service {
        let service = self.configured.serve(args);
        self.made += 1 + more;
        let until = std::time::Instant::now() + PATIENCE;
        while fs::read_to_string(self.path("checkpoints")).map_or(0, |text| text.lines().count()) < self.made
        {
            assert!(std::time::Instant::now() < until, "it makes no checkpoint");
            std::thread::yield_now();
        }
        service
    }

    fn refuses_to_start(&self) -> String {
        let (started, said) = mintur(&["serve", "--config", &self.path("mintur.toml")]);
        assert!(!started, "{said}");
        said
    }
}

/// Whether it succeeded, and what it said.
fn mintur(args: &[&str]) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_mintur")).args(args).env("NO_COLOR", "1").output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn an_administrator_who_rewrites_a_ledger_is_found_out_by_the_checkpoints() {
    let mut office = Checkpointed::new();
    drop(office.serve(&[], 0));
    let (data, kept) = (office.path("data"), office.path("checkpoints"));
    let public = office.path("checkpoint.key.pub");
    let verify = ["verify", "--data", &data, "--expect", &kept, "--public-key", &public];
    let (sound, said) = mintur(&verify);
    assert!(sound && said.contains("anchor: agrees") && said.contains("1 compared, agrees until"), "{said}");

    let ledger = rusqlite::Connection::open(office.configured.ledger("midtby")).unwrap();
    ledger.execute_batch("DELETE FROM event; DELETE FROM day").unwrap();
    drop(ledger);
    fs::remove_file(office.path("data/midtby.anchor")).unwrap();
    let (sound, said) = mintur(&[&verify[..], &["--json"]].concat());
    let json = &said[..=said.rfind('}').unwrap()];
    let json: Value = serde_json::from_str(json).unwrap();
    assert!(!sound && json["sound"] == false, "{said}");
    assert_eq!(json["offices"][0]["findings"][0]["code"], "behind_checkpoint");
    let said = office.refuses_to_start();
    assert!(said.contains("is not the one that its checkpoints know"), "{said}");
}

#[tokio::test]
async fn a_backup_restored_on_purpose_is_gone_on_with_and_always_reported() {
    let mut office = Checkpointed::new();
    drop(office.serve(&[], 0));
    let (data, backup) = (office.path("data"), office.path("old.tar"));
    assert!(mintur(&["backup", "--data", &data, "--to", &backup]).0);
    let service = office.serve(&[], 0);
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
    drop(service);
    drop(office.serve(&[], 0));
    fs::remove_dir_all(&data).unwrap();
    assert!(mintur(&["restore", "--from", &backup, "--data", &data]).0);
    let said = office.refuses_to_start();
    assert!(said.contains("--accept-restored"), "{said}");
    let service = office.serve(&["--accept-restored"], 1);
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
    drop(service);
    drop(office.serve(&[], 0));
    let (sound, said) = mintur(&["verify", "--data", &data, "--expect", &office.path("checkpoints")]);
    assert!(sound && said.contains("restored from an older backup on purpose"), "{said}");
}

#[tokio::test]
async fn a_companion_reads_what_is_kept_of_them_and_an_auditor_who_did_what() {
    let office = Checkpointed::new();
    let service = office.configured.serve(&[]);
    assert_eq!(service.check_in("midtby", KIOSK).await.0, 201);
    let data = office.path("data");
    let (found, said) = mintur(&["events", "--data", &data, "--kind", "ticket_checked_in", "--json"]);
    let event: Value = serde_json::from_str(said.trim()).unwrap();
    assert!(found && event["actor"] == "kiosk" && event["office"] == "midtby", "{said}");
    assert!(event.get("secret").is_none(), "it opens the ticket's page");
    let (found, said) = mintur(&["person", "export", "c-17", "--data", &data, "--json"]);
    let export: Value = serde_json::from_str(&said).unwrap();
    assert!(found && export["offices"] == json!([]), "{said}");
    let (done, said) = mintur(&["person", "erase", "c-17", "--data", &data]);
    assert!(done && said.contains("0 events no longer name c-17"), "{said}");
    let (done, said) = mintur(&["forget", "--data", &data, "--before", "2030-01-01"]);
    assert!(done && said.contains("say no more of anybody"), "{said}");
    assert!(mintur(&["verify", "--data", &data]).0);
}
