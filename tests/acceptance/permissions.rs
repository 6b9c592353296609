// SPDX-License-Identifier: MPL-2.0
//! Every address and every live view, as every role and as nobody: what the table of permissions says is what happens.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;
use staff::{NewAccount, Permission, Role};
use tokio_tungstenite::tungstenite::Error;

use crate::actor::Actor;
use crate::test_server::TestServer;

/// An operation of the published document, and who may.
struct Route {
    method: Method,
    path: String,
    roles: BTreeSet<String>,
}

/// Addresses of things that are not there, so that a walk changes nothing.
fn nowhere(path: &str) -> String {
    path.replace("/api/offices/{office}", "")
        .replace("{desk}", "nowhere")
        .replace("{ticket}", "7b0e4e0c-3e0f-4a7f-9a51-0d2f5d0a9c11")
        .replace("{gap}", "g999")
        .replace("{trial}", "999")
        .replace("{person}", "p-nobody")
        .replace("{companion}", "c-nobody")
}

async fn routes(server: &TestServer) -> Vec<Route> {
    let (_, document) = server.stranger().page("/api/openapi.json").await;
    let document: Value = serde_json::from_str(&document).unwrap();
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Some(roles) = operation["x-mintur-roles"].as_array() else { continue };
            routes.push(Route {
                method: method.to_uppercase().parse().unwrap(),
                path: nowhere(path),
                roles: roles.iter().map(|role| role.as_str().unwrap().to_owned()).collect(),
            });
        }
    }
    assert!(routes.len() > 50, "{} routes", routes.len());
    routes
}

/// Everybody who signs in, by role.
fn people(server: &TestServer) -> Vec<(Role, Actor)> {
    let mut people = Vec::new();
    for role in Role::ALL.into_iter().filter(|role| role.is_for_people()) {
        let unit = (role == Role::UnitLead).then(|| "Jobcenter".to_owned());
        let new = NewAccount { name: role.name().parse().unwrap(), role, unit };
        let (id, _) = server.people.add_account(&new, &"test".into()).unwrap();
        let session = server.people.open_session(&id, None).unwrap();
        people.push((role, server.stranger().with_cookie(&format!("mintur-demo={session}"))));
    }
    people
}

#[tokio::test]
async fn every_role_is_let_in_where_the_table_says_and_nowhere_else() {
    let server = TestServer::opened().await;
    let mut everybody: Vec<(Role, Actor)> =
        Role::ALL.into_iter().map(|role| (role, server.actor(role))).collect();
    everybody.extend(people(&server));
    let mut wrong = Vec::new();
    for Route { method, path, roles } in routes(&server).await {
        for (role, actor) in &everybody {
            // It would end the walker's own session.
            if method == Method::DELETE && path == "/session" {
                continue;
            }
            let answer = actor.send(method.clone(), &path, None).await;
            let is_let_in = answer.status != 401 && answer.status != 403;
            let says_so = is_let_in || answer.code() == "forbidden" || answer.code() == "figure_is_not_told";
            if is_let_in != roles.contains(role.name())
                || !says_so
                || answer.status >= 500 && answer.status != 503
            {
                wrong.push(format!("{method} {path} as {role}: {} {}", answer.status, answer.code()));
            }
        }
        for nobody in [server.stranger(), server.with_token("made-up-by-somebody-outside")] {
            let answer = nobody.send(method.clone(), &path, None).await;
            if answer.refused() != (401, "unauthorized") {
                wrong.push(format!("{method} {path} as nobody: {} {}", answer.status, answer.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_role_watches_what_the_table_says_and_nothing_else() {
    let server = TestServer::opened().await;
    let ticket = server.kiosk().check_in().await;
    let ticket = format!("ticket:{}", ticket["id"].as_str().unwrap());
    let views = [
        ("board", Permission::WatchBoard),
        ("kiosk", Permission::WatchKiosk),
        ("desk:1", Permission::WatchDesk),
        ("supervisor", Permission::WatchSupervisor),
        (&ticket, Permission::WatchTicket),
    ];
    let mut everybody: Vec<(Role, Actor)> =
        Role::ALL.into_iter().map(|role| (role, server.actor(role))).collect();
    everybody.extend(people(&server));
    for (view, permission) in views {
        for (role, actor) in &everybody {
            let status = watched(actor, view).await;
            let expected = if role.may(permission) { 101 } else { 403 };
            assert_eq!(status, expected, "{view} as {role}");
        }
        assert_eq!(watched(&server.stranger(), view).await, 401, "{view} as nobody");
    }
}

async fn watched(actor: &Actor, view: &str) -> u16 {
    match actor.try_watch(view).await {
        Ok(_) => 101,
        Err(Error::Http(response)) => response.status().as_u16(),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn nobody_of_one_office_is_anybody_in_another() {
    let server = TestServer::opened_beside_another().await;
    let mut everybody: Vec<(Role, Actor)> =
        Role::ALL.into_iter().map(|role| (role, server.actor(role))).collect();
    let people = people(&server);
    // The cookie of one office is sent under the other's name, as somebody with a browser's tools could.
    everybody
        .extend(people.iter().map(|(role, actor)| (*role, actor.clone().renamed_cookie("mintur-other"))));
    everybody.extend(people);
    let mut wrong = Vec::new();
    for Route { method, path, .. } in routes(&server).await {
        for (role, actor) in &everybody {
            let answer = actor.clone().at("other").send(method.clone(), &path, None).await;
            if answer.status != 401 {
                wrong.push(format!("{method} {path} as {role} of the other office: {}", answer.status));
            }
        }
    }
    for view in ["board", "kiosk", "desk:1", "supervisor"] {
        for (role, actor) in &everybody {
            let status = watched(&actor.clone().at("other"), view).await;
            if status != 401 {
                wrong.push(format!("{view} as {role} of the other office: {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let theirs = server.actor(Role::Supervisor).get("/tickets").await;
    assert_eq!(theirs.status, 200, "and at home it goes on");
}
