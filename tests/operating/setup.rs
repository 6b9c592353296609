// SPDX-License-Identifier: MPL-2.0
//! `mintur setup` beside what is there already, and without anybody to answer.

use std::fs;
use std::net::TcpListener;

use serde_json::Value;

use crate::machine::Machine;

const OFFICE: &str = "mintur setup --office nord --name Nord --open 'mandag-fredag 10-15' --desks 1";

#[test]
fn a_program_gets_what_setup_did_as_json() {
    let machine = Machine::installed();
    let said: Value = serde_json::from_str(&machine.run(&format!("{OFFICE} --json"))).unwrap();
    let screens: Vec<&str> =
        said["screens"].as_array().unwrap().iter().map(|screen| screen["screen"].as_str().unwrap()).collect();
    assert_eq!(screens, ["kiosk", "board", "desk-1", "supervisor", "administrator"]);
    let checks: Vec<&str> =
        said["checks"].as_array().unwrap().iter().map(|check| check["check"].as_str().unwrap()).collect();
    assert_eq!(checks, ["port", "proxy", "clock"]);
    let configuration = said["configuration"].as_str().unwrap();
    assert!(said["next"][0].as_str().unwrap().ends_with(configuration));
    machine.run("mintur check-config /etc/mintur/mintur.toml");
}

#[test]
fn what_is_there_already_is_never_overwritten() {
    let machine = Machine::installed();
    machine.run(OFFICE);
    let (configuration, access) = ("etc/mintur/mintur.toml", "etc/mintur/access.toml");
    let before = (machine.read(configuration), machine.read(access));
    let said = machine.fails(OFFICE);
    assert!(said.contains("never overwrites"), "{said}");
    // Half of it is enough to refuse, and nothing is added to it.
    fs::remove_file(machine.path(configuration)).unwrap();
    assert!(machine.fails(OFFICE).contains("never overwrites"));
    assert!(!machine.path(configuration).exists());
    assert_eq!(machine.read(access), before.1);
}

#[test]
fn a_port_that_is_taken_is_reported_before_anything_is_written() {
    let machine = Machine::installed();
    let _taken = TcpListener::bind(("127.0.0.1", machine.port())).unwrap();
    let said = machine.fails(OFFICE);
    assert!(said.contains("is in use"), "{said}");
    assert!(!machine.path("etc/mintur").exists());
}

#[test]
fn where_nobody_can_answer_the_missing_flags_are_named() {
    let machine = Machine::installed();
    let said = machine.fails("mintur setup --office nord --json");
    assert!(said.contains("--name, --open, --desks") && !said.contains("--office,"), "{said}");
    assert!(!machine.path("etc/mintur").exists());
}

#[test]
fn an_impossible_answer_is_refused_with_the_cure() {
    for (wrong, expected) in [
        ("--office 'Nord Kontor'", "an id has 1 to 40"),
        ("--desks 0", "from 1 to 64"),
        ("--open 'mandag 15-10'", "closes after it opens"),
        ("--public-url mintur.example.dk", "begins with http"),
        ("--time-zone Europe/Atlantis", "time_zone"),
    ] {
        let machine = Machine::installed();
        let flag = wrong.split(' ').next().unwrap();
        let others =
            [("--office", "nord"), ("--name", "Nord"), ("--open", "'mandag 10-15'"), ("--desks", "1")];
        let others =
            others.iter().filter(|(name, _)| *name != flag).map(|(name, value)| format!("{name} {value}"));
        let command = format!("mintur setup {} {wrong}", others.collect::<Vec<_>>().join(" "));
        let said = machine.fails(&command);
        assert!(said.contains(expected), "{wrong}: {said}");
        assert!(!machine.path("etc/mintur").exists(), "{wrong}");
    }
}
