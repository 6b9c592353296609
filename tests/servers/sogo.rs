// SPDX-License-Identifier: MPL-2.0
//! SOGo, from Debian's package, without the web server that stands before it in an office, with its own PostgreSQL.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;

use rustix::process::getuid;

use crate::postgres;
use crate::process::{Process, hand_over, unprivileged};
use crate::server::{PASSWORD, USER};

const PROGRAM: &str = "/usr/sbin/sogod";
/// What the package configures: read first, by its group alone; the arguments go before it.
const CONFIGURATION: &str = "/etc/sogo/sogo.conf";

pub fn can_run() -> bool {
    let may = getuid().is_root() || fs::File::open(CONFIGURATION).is_ok();
    let can = Path::new(PROGRAM).exists() && postgres::can_run() && may;
    if !can {
        println!("SOGo is not run: it needs root, and Debian's packages sogo and postgresql");
    }
    can
}

pub fn start(folder: &Path, port: u16) -> Vec<Process> {
    let database = postgres::start(folder, "sogo", fill);
    let home = folder.join("home");
    fs::create_dir_all(&home).unwrap();
    hand_over(&home);
    let table =
        |name: &str| format!("postgresql://postgres:x@127.0.0.1:{}/sogo/{name}", postgres::port(folder));
    let memory = home.join("memcached").display().to_string();
    let people = format!(
        "({{type = sql; id = people; viewURL = \"{}\"; canAuthenticate = YES; isAddressBook = NO; \
         userPasswordAlgorithm = plain;}})",
        table("people")
    );
    let cache = Process::start(unprivileged("memcached").args(["-s", &memory, "-m", "16"]));
    let mut program = unprivileged(PROGRAM);
    if getuid().is_root() {
        program.gid(fs::metadata(CONFIGURATION).unwrap().gid());
    }
    let sogo = Process::start(
        program
            .env("HOME", &home)
            .current_dir(&home)
            // One process: the workers of its watchdog would outlive it.
            .args(["-WOPort", &format!("127.0.0.1:{port}"), "-WOUseWatchDog", "NO", "-WONoDetach", "YES"])
            .args(["-WOLogFile", "/dev/null", "-WOPidFile"])
            .arg(home.join("sogo.pid"))
            .args(["-SOGoUserSources", &people, "-SOGoMemcachedHost", &memory])
            .args(["-SOGoProfileURL", &table("sogo_user_profile")])
            .args(["-OCSFolderInfoURL", &table("sogo_folder_info")])
            .args(["-OCSSessionsFolderURL", &table("sogo_sessions_folder")])
            .args(["-SOGoEnableEMailAlarms", "NO", "-SOGoAppointmentSendEMailNotifications", "NO"])
            .args(["-SOGoTimeZone", "Europe/Copenhagen"]),
    );
    vec![sogo, cache, database]
}

fn fill(folder: &Path) {
    postgres::sql(folder, "postgres", "CREATE DATABASE sogo");
    let person = format!(
        "CREATE TABLE people (c_uid text PRIMARY KEY, c_name text, c_password text, c_cn text, mail text);
        INSERT INTO people VALUES ('{USER}', '{USER}', '{PASSWORD}', 'Borger', 'borger@example.dk');"
    );
    postgres::sql(folder, "sogo", &person);
}
