// SPDX-License-Identifier: MPL-2.0
//! DAViCal, from Debian's package, as Debian configures it: PHP's own server before a PostgreSQL.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::postgres;
use crate::process::{Process, unprivileged};
use crate::server::{PASSWORD, USER};

const PROGRAM: &str = "/usr/share/davical";

/// What Debian's configuration of Apache does: the well-known path, and everything else below `caldav.php`.
const ROUTER: &str = r"<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (preg_match('#^/\.well-known/(.*)$#', $path)) { $path = '/caldav.php' . $path; }
if (!preg_match('#^/caldav\.php(/.*)?$#', $path, $parts)) { http_response_code(404); return; }
$_SERVER['SCRIPT_NAME'] = '/caldav.php';
$_SERVER['PATH_INFO'] = rawurldecode($parts[1] ?? '/');
chdir('/usr/share/davical/htdocs');
require 'caldav.php';
";

pub fn can_run() -> bool {
    let can = Path::new(PROGRAM).exists() && has_php() && postgres::can_run();
    if !can {
        println!("DAViCal is not run: it needs Debian's packages davical, php-cli and postgresql");
    }
    can
}

fn has_php() -> bool {
    Command::new("php").arg("--version").stdout(Stdio::null()).status().is_ok_and(|ended| ended.success())
}

pub fn start(folder: &Path, port: u16) -> Vec<Process> {
    let database = postgres::start(folder, "davical", fill);
    let router = folder.join("router.php");
    fs::write(&router, ROUTER).unwrap();
    let php = Process::start(
        unprivileged("php")
            .envs(postgres::environment(folder))
            .env("PHP_CLI_SERVER_WORKERS", "4")
            .args(["-d", "display_errors=0", "-S", &format!("127.0.0.1:{port}")])
            .args(["-t", &format!("{PROGRAM}/htdocs")])
            .arg(router),
    );
    vec![php, database]
}

fn fill(folder: &Path) {
    let made = Command::new("sh")
        .arg(format!("{PROGRAM}/dba/create-database.sh"))
        .args(["davical", PASSWORD])
        .envs(postgres::environment(folder))
        .stdout(Stdio::null())
        .status();
    assert!(made.unwrap().success(), "create-database.sh");
    let person = format!(
        "INSERT INTO usr (user_no, active, email_ok, updated, username, password, fullname, email) VALUES
            (2, TRUE, current_date, current_date, '{USER}', '**{PASSWORD}', 'Borger', 'borger@example.dk');
        INSERT INTO principal (principal_id, type_id, user_no, displayname, default_privileges) VALUES
            (2, 1, 2, 'Borger', 0::BIT(24));"
    );
    postgres::sql(folder, "davical", &person);
}
