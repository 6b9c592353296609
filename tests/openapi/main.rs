// SPDX-License-Identifier: MPL-2.0
//! The published OpenAPI document against the running server: it is valid, the server does what it says for each role,
//! and a client generated from it serves a citizen. The tools are pinned (`make openapi-tools`).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod demo;
mod schemathesis;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use demo::Demo;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What `make openapi-tools` installs.
fn installed(path: &str) -> PathBuf {
    let path = root().join("target").join(path);
    assert!(path.exists(), "{} is missing: run make openapi-tools", path.display());
    path
}

fn succeeds(command: &mut Command) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{command:?}\n{out}\n{err}");
}

#[tokio::test]
async fn the_document_is_valid_openapi() {
    let demo = Demo::start().await;
    succeeds(Command::new(installed("openapi/bin/openapi-spec-validator")).arg(demo.document()));
}

#[tokio::test]
async fn a_client_generated_from_the_document_checks_in_calls_and_completes() {
    let demo = Demo::start().await;
    let tools = installed("openapi-client/node_modules");
    let client = demo.folder().join("client");
    std::fs::create_dir(&client).unwrap();
    std::os::unix::fs::symlink(&tools, client.join("node_modules")).unwrap();
    for file in ["package.json", "tsconfig.json", "visit.ts"] {
        std::fs::copy(root().join("tests/openapi/client").join(file), client.join(file)).unwrap();
    }
    let tool = |name: &str| {
        let mut command = Command::new(tools.join(".bin").join(name));
        command.current_dir(&client);
        command
    };
    succeeds(tool("openapi-typescript").arg(demo.document()).args(["--output", "api.d.ts"]));
    succeeds(tool("tsc").args(["--project", "."]));
    succeeds(
        Command::new("node")
            .current_dir(&client)
            .arg("visit.js")
            .arg(&demo.base)
            .arg(demo.token("administrator")),
    );
}
