// SPDX-License-Identifier: MPL-2.0
//! What systemd hears from the server: that it is open, that it lives, that it closes.

use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::machine::Machine;

fn heard(manager: &UnixDatagram) -> String {
    let mut message = [0; 512];
    let length = manager.recv(&mut message).expect("the server says something");
    String::from_utf8_lossy(&message[..length]).trim().to_owned()
}

#[test]
fn the_service_manager_hears_that_it_is_open_and_alive_and_that_it_closes() {
    let machine = Machine::installed();
    machine.run("mintur setup --office nord --name Nord --open 'mandag 10-15' --desks 1");
    let socket = machine.path("run/notify");
    let manager = UnixDatagram::bind(&socket).unwrap();
    manager.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut server = Command::new("sh")
        .args(["-c", "WATCHDOG_PID=$$ exec \"$0\" serve --config \"$1\"", env!("CARGO_BIN_EXE_mintur")])
        .arg(machine.path("etc/mintur/mintur.toml"))
        .env("NOTIFY_SOCKET", &socket)
        .env("WATCHDOG_USEC", "600000")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let first = [heard(&manager), heard(&manager), heard(&manager)];
    assert!(first.contains(&"READY=1".to_owned()) && first.contains(&"WATCHDOG=1".to_owned()), "{first:?}");
    kill_process(Pid::from_child(&server), Signal::TERM).unwrap();
    let closes = (0..20).any(|_| heard(&manager) == "STOPPING=1");
    assert!(closes && server.wait().unwrap().success());
}
