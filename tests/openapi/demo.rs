// SPDX-License-Identifier: MPL-2.0
//! A demo office on a free port, with the document it serves.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use reqwest::Client;
use serde_json::{Value, json};

/// Ended when it is dropped.
pub struct Demo {
    process: Child,
    pub base: String,
    tokens: Value,
    folder: tempfile::TempDir,
    client: Client,
}

impl Demo {
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_mintur"))
            .args(["demo", "--json", "--listen", "127.0.0.1:0", "--at", "2026-03-03T10:00", "--data"])
            .arg(folder.path().join("data"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let mut started: Value = serde_json::from_str(&line).unwrap();
        let base = started["base"].as_str().unwrap().to_owned();
        appointments::http_client::install_tls_provider();
        let demo = Self { process, base, tokens: started["tokens"].take(), folder, client: Client::new() };
        let document = demo.client.get(format!("{}/api/openapi.json", demo.base)).send().await.unwrap();
        std::fs::write(demo.document(), document.bytes().await.unwrap()).unwrap();
        demo
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn document(&self) -> PathBuf {
        self.folder().join("openapi.json")
    }

    pub fn token(&self, role: &str) -> &str {
        self.tokens[role].as_str().unwrap()
    }

    /// Checks in as many citizens, and answers with the tickets' ids.
    pub async fn check_in(&self, count: usize) -> Vec<String> {
        let mut tickets = Vec::new();
        for _ in 0..count {
            let sent = self
                .client
                .post(format!("{}/api/offices/demo/tickets", self.base))
                .bearer_auth(self.token("kiosk"))
                .header("content-type", "application/json")
                .body(json!({ "errand": "other", "if_full": "standby" }).to_string())
                .send();
            let ticket: Value = serde_json::from_slice(&sent.await.unwrap().bytes().await.unwrap()).unwrap();
            tickets.push(ticket["id"].as_str().unwrap().to_owned());
        }
        tickets
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
