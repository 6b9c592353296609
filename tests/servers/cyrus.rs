// SPDX-License-Identifier: MPL-2.0
//! Cyrus IMAP's calendar server, from Debian's packages `cyrus-caldav` and `cyrus-imapd`. It serves the calendars of
//! mailboxes, so an account begins with a mailbox. It takes any password.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use rustix::process::getuid;

use crate::free_port::free_port;
use crate::process::Process;

const MASTER: &str = "/usr/sbin/cyrmaster";

pub fn can_run() -> bool {
    let there = Path::new(MASTER).exists() && Path::new("/usr/lib/cyrus/bin/imapd").exists();
    let can = there && getuid().is_root();
    if !can {
        println!("Cyrus is not run: it needs root, and Debian's packages cyrus-caldav and cyrus-imapd");
    }
    can
}

pub fn start(folder: &Path, port: u16) -> Process {
    let path = folder.display();
    if !folder.join("imapd.conf").exists() {
        let imap = free_port();
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        for name in ["conf", "spool", "run"] {
            fs::create_dir(folder.join(name)).unwrap();
        }
        let settings = format!(
            "configdirectory: {path}/conf\npartition-default: {path}/spool\ndefaultpartition: default\n\
             admins: admin\nsasl_pwcheck_method: alwaystrue\nsasl_mech_list: PLAIN\nallowplaintext: yes\n\
             httpmodules: caldav\ncaldav_create_default: no\nunixhierarchysep: yes\n"
        );
        fs::write(folder.join("imapd.conf"), settings).unwrap();
        let service = |name: &str, program: &str, port: u16| {
            let listen = format!("listen=\"127.0.0.1:{port}\" prefork=1 maxchild=20");
            format!("{name} cmd=\"{program} -C {path}/imapd.conf\" {listen}\n")
        };
        let services = format!(
            "START {{\n recover cmd=\"/usr/sbin/cyrus ctl_cyrusdb -C {path}/imapd.conf -r\"\n}}\nSERVICES {{\n{}{}}}\n",
            service("imap", "imapd", imap),
            service("http", "httpd", port),
        );
        fs::write(folder.join("cyrus.conf"), services).unwrap();
        fs::write(folder.join("imap.port"), imap.to_string()).unwrap();
        let owned = Command::new("chown").args(["-R", "cyrus:mail"]).arg(folder).status().unwrap();
        assert!(owned.success());
    }
    Process::start(
        Command::new(MASTER)
            .args(["-D", "-C", &format!("{path}/imapd.conf"), "-M", &format!("{path}/cyrus.conf")])
            .args(["-p", &format!("{path}/run/master.pid")]),
    )
}

/// The mailbox below which the calendars of an account lie. One that is there already stays.
pub fn make_account(folder: &Path, user: &str) {
    let port = fs::read_to_string(folder.join("imap.port")).unwrap().parse().unwrap();
    let mut line = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    let mut said = BufReader::new(line.try_clone().unwrap()).lines();
    said.next().unwrap().unwrap();
    for command in ["a LOGIN admin x", &format!("b CREATE user/{user}"), "c LOGOUT"] {
        writeln!(line, "{command}\r").unwrap();
        let tag = &command[..2];
        assert!(said.any(|answer| answer.is_ok_and(|answer| answer.starts_with(tag))), "{command}");
    }
}
