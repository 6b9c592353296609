// SPDX-License-Identifier: MPL-2.0
//! The pages in `docs/operating`: every command in them runs, in the order in which an office comes to need it, against
//! the program itself; and both languages say the same.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says so by panicking")]

mod encrypted;
#[path = "../free_port.rs"]
mod free_port;
mod machine;
mod pages;
mod service_manager;
mod setup;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;

use machine::Machine;
use pages::{Block, LANGUAGES, PAGES, blocks, folder, text};

fn follow(machine: &Machine, page: &str) -> String {
    let mut said = String::new();
    for block in blocks(&text("en", page)) {
        match block {
            Block::Commands(commands) => said.push_str(&machine.run(&commands)),
            Block::Settings(settings) => machine.set(&settings),
            Block::Proxy(server) => machine.check_proxy(&server),
        }
    }
    said
}

#[test]
fn an_administrator_who_follows_the_pages_gets_what_they_promise() {
    let machine = Machine::installed();
    for page in PAGES {
        let said = follow(&machine, page);
        match page {
            "putting-into-use.md" => {
                assert!(said.contains("\"ready\":true") && said.contains("/kiosk#token="), "{said}");
                let mode = fs::metadata(machine.path("etc/mintur/access.toml")).unwrap().permissions().mode();
                assert_eq!(mode & 0o777, 0o600);
            }
            "access.md" => {
                let access = machine.read("etc/mintur/access.toml");
                assert!(access.contains("board-2") && access.contains("c-17"), "{access}");
                assert_eq!(machine.log().matches("the access file was read anew").count(), 3);
            }
            "tls-and-proxy.md" => {
                assert!(machine.log().contains("the certificate was read anew"), "{}", machine.log());
            }
            "backup.md" => assert!(
                said.trim_end().ends_with(": fine; offices: midtby") && said.contains("\nsound\n"),
                "{said}"
            ),
            "upgrade.md" | "moving.md" => assert!(said.contains("are back in"), "{said}"),
            _ => {}
        }
        let log = machine.log();
        assert!(!log.contains(" ERROR ") && !log.contains("stays as it was"), "{page}:\n{log}");
    }
}

#[test]
fn both_languages_have_the_same_pages_with_the_same_commands() {
    let expected: BTreeSet<String> =
        PAGES.iter().chain(&["README.md"]).map(|&page| page.to_owned()).collect();
    for language in LANGUAGES {
        let files = fs::read_dir(folder(language)).unwrap();
        let found: BTreeSet<String> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(found, expected, "{language}");
        let index = text(language, "README.md");
        for page in PAGES {
            assert!(index.contains(&format!("({page})")), "{language}/README.md names {page}");
            assert_eq!(blocks(&text(language, page)), blocks(&text("en", page)), "{language}/{page}");
        }
    }
}
