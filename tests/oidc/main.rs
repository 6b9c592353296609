// SPDX-License-Identifier: MPL-2.0
//! Signing in with an identity provider: a certified one (npm `oidc-provider`, pinned), `mintur serve`, and a browser
//! that keeps cookies and follows redirects. The provider is installed by `make oidc-provider`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

mod browser;
#[path = "../free_port.rs"]
mod free_port;
mod parts;

use browser::{Browser, value_of, with};
use free_port::free_port;
use parts::{Provider, SECRET, Server};
use serde_json::json;

#[tokio::test]
async fn a_clerk_comes_in_with_the_municipalitys_account_and_goes_on_where_they_wanted() {
    let (_provider, server) = opened(true);
    let mut mette = Browser::new();
    let place = mette.sign_in(&server.begin("midtby", "/desk/1"), "mette+mintur-skranke").await;
    assert_eq!(place, format!("{}/desk/1", server.base));
    let who = server.asks(&mette, "/session").await;
    assert_eq!((&who["role"], &who["name"]), (&json!("clerk"), &json!("mette")));
    assert_eq!(server.status(&mette, "/tickets").await, 200);
    assert_eq!(server.status(&mette, "/ledger").await, 403);
    assert_eq!(server.status_at("nord", &mette, "/tickets").await, 401, "at the other office nobody");
    let events = [("account_added", "clerk"), ("signed_in", "provider")];
    assert_eq!(server.events(), events.map(|(kind, detail)| (kind.to_owned(), detail.to_owned())));
}

#[tokio::test]
async fn roles_follow_the_provider_from_sign_in_to_sign_in() {
    let (_provider, server) = opened(true);
    let (mut before, mut after) = (Browser::new(), Browser::new());
    before.sign_in(&server.begin("midtby", ""), "anne+mintur-skranke").await;
    let actor = server.asks(&before, "/session").await["actor"].clone();
    let actor = actor.as_str().unwrap().trim_start_matches("clerk:");
    after.sign_in(&server.begin("midtby", ""), "anne+mintur-skranke+mintur-leder").await;
    let who = server.asks(&after, "/session").await;
    assert_eq!(who["actor"], format!("supervisor:{actor}"), "the greater role includes the lesser");
    assert_eq!(
        server.status(&before, "/tickets").await,
        401,
        "what was open with the earlier role has ended"
    );
}

#[tokio::test]
async fn who_has_no_role_at_the_office_is_told_so_and_stays_outside() {
    let (_provider, server) = opened(true);
    for (account, code) in [
        ("nobody", "provider_no_role"),
        ("per+mintur-nord", "provider_no_role"),
        ("ole+mintur-leder+mintur-revision", "provider_contradictory_roles"),
    ] {
        let mut browser = Browser::new();
        let place = browser.sign_in(&server.begin("midtby", "/desk/1"), account).await;
        assert_eq!(place, server.failed("midtby", "role"), "{account}");
        assert_eq!(server.status(&browser, "/tickets").await, 401, "{account}");
        assert_eq!(last_event(&server), ("sign_in_refused".to_owned(), code.to_owned()), "{account}");
    }
    let mut per = Browser::new();
    per.sign_in(&server.begin("nord", ""), "per+mintur-nord").await;
    assert_eq!(server.status_at("nord", &per, "/tickets").await, 200);
}

#[tokio::test]
async fn a_way_back_counts_once_in_its_own_browser_and_at_its_own_office() {
    let (_provider, server) = opened(true);
    let failed = server.failed("midtby", "provider");
    let (begin, account) = (server.begin("midtby", ""), "mette+mintur-skranke");

    let mut mette = Browser::new();
    let callback = mette.callback(&begin, account).await;
    let elsewhere = callback.as_str().replace("/midtby/", "/nord/");
    assert_eq!(mette.open(&elsewhere).await.0, server.failed("nord", "provider"), "at another office");
    let wrong_state = with(&callback, "state", "another");
    assert_eq!(mette.open(wrong_state.as_str()).await.0, failed, "with another state");
    assert_eq!(last_event(&server).1, "provider_unknown_flow");
    assert_eq!(mette.open(callback.as_str()).await.0, format!("{}/sign-in?office=midtby", server.base));
    assert_eq!(server.status(&mette, "/tickets").await, 200);
    assert_eq!(mette.open(callback.as_str()).await.0, failed, "used");

    let callback = mette.callback(&begin, account).await;
    let mut thief = Browser::new();
    assert_eq!(thief.open(callback.as_str()).await.0, failed, "in another browser");
    assert_eq!(server.status(&thief, "/tickets").await, 401);
    assert_eq!(mette.open(callback.as_str()).await.0, failed, "after somebody else tried");
}

#[tokio::test]
async fn a_code_counts_once_and_for_the_sign_in_it_was_given_to() {
    let (_provider, server) = opened(true);
    let failed = server.failed("midtby", "provider");
    let begin = server.begin("midtby", "");
    let (mut mette, mut thief) = (Browser::new(), Browser::new());
    let hers = mette.callback(&begin, "mette+mintur-leder").await;
    let theirs = thief.callback(&begin, "tyv").await;
    let stolen = with(&theirs, "code", &value_of(&hers, "code"));
    assert_eq!(thief.open(stolen.as_str()).await.0, failed, "a code of another sign-in");
    assert_eq!(last_event(&server).1, "provider_unusable");
    assert_eq!(server.status(&thief, "/tickets").await, 401);

    let first = mette.callback(&begin, "mette+mintur-leder").await;
    mette.open(first.as_str()).await;
    assert_eq!(server.status(&mette, "/tickets").await, 200);
    let second = mette.callback(&begin, "mette+mintur-leder").await;
    let replayed = with(&second, "code", &value_of(&first, "code"));
    assert_eq!(mette.open(replayed.as_str()).await.0, failed, "a code that was used");
}

#[tokio::test]
async fn an_id_token_for_another_nonce_is_refused() {
    let (_provider, server) = opened(true);
    let mut browser = Browser::tampering(|address| with(&address, "nonce", "another"));
    let place = browser.sign_in(&server.begin("midtby", ""), "mette+mintur-skranke").await;
    assert_eq!(place, server.failed("midtby", "provider"));
    assert_eq!(server.status(&browser, "/tickets").await, 401);
    assert!(server.close().to_lowercase().contains("nonce"), "the log says why");
}

#[tokio::test]
async fn new_keys_of_the_provider_are_found_by_themselves() {
    let (provider, server) = opened(true);
    Browser::new().sign_in(&server.begin("midtby", ""), "mette+mintur-skranke").await;
    let _provider = provider.with_new_keys();
    let mut mette = Browser::new();
    mette.sign_in(&server.begin("midtby", ""), "mette+mintur-skranke").await;
    assert_eq!(server.asks(&mette, "/session").await["role"], "clerk");
}

#[tokio::test]
async fn on_the_day_the_provider_is_down_only_the_break_glass_account_comes_in() {
    let (provider, server) = opened(false);
    let methods = server.asks(&Browser::new(), "/sign-in").await;
    let provider_at = json!("/sign-in/midtby/provider");
    assert_eq!((&methods["local_accounts"], &methods["provider"]), (&json!(false), &provider_at));
    drop(provider);
    let place = Browser::new().open(&server.begin("midtby", "/desk/1")).await.0;
    assert_eq!(place, format!("{}&return=%2Fdesk%2F1", server.failed("midtby", "provider")));
    for (name, status) in [("mette", 401), ("vagt", 200)] {
        let added = server.people(&["add", name, "--role", "clerk", "--json"]);
        let code = added["one_time_code"].as_str().unwrap();
        let shown = json!({ "name": name, "one_time_code": code, "new_password": "fire grønne stole" });
        assert_eq!(server.shows(&shown).await, status, "{name}");
    }
}

#[tokio::test]
async fn who_leaves_leaves_the_provider_too() {
    let (provider, server) = opened(true);
    let mut mette = Browser::new();
    mette.sign_in(&server.begin("midtby", ""), "mette+mintur-skranke").await;
    let ended = server.leaves(&mette).await;
    let there = ended["continue_at"].as_str().unwrap();
    assert!(there.starts_with(&provider.issuer), "{there}");
    assert_eq!(server.status(&mette, "/tickets").await, 401);
    let back = format!("{}/sign-in?office=midtby", server.base);
    assert_eq!(mette.sign_out(there).await, back, "and comes back to our sign-in");
    let page = mette.open(&server.begin("midtby", "")).await.1;
    assert!(page.contains("name=\"login\""), "the provider asks anew who it is: {page}");
}

#[tokio::test]
async fn neither_the_clients_secret_nor_a_code_is_in_the_log() {
    let (_provider, server) = opened(true);
    let mut mette = Browser::new();
    let callback = mette.callback(&server.begin("midtby", ""), "mette+mintur-skranke").await;
    mette.open(callback.as_str()).await;
    assert_eq!(server.status(&mette, "/tickets").await, 200);
    mette.open(callback.as_str()).await;
    let log = server.close();
    assert!(log.contains("provider_unknown_flow"), "the refusal is logged");
    for secret in [SECRET.to_owned(), value_of(&callback, "code"), value_of(&callback, "state")] {
        assert!(!log.contains(&secret), "{secret}");
    }
}

#[tokio::test]
async fn mistakes_in_the_providers_section_are_reported_before_a_start() {
    let (_provider, server) = opened(true);
    assert!(server.check_config().contains("fine"), "{}", server.check_config());
    server.change_file("oidc.secret", 0o644);
    let findings = server.check_config();
    assert!(findings.contains("identity provider: ") && findings.contains("chmod 600"), "{findings}");
    assert_eq!(findings.matches("chmod 600").count(), 1, "once, and not for each office: {findings}");
}

fn last_event(server: &Server) -> (String, String) {
    server.events().pop().unwrap_or_default()
}

/// A provider, and a server that trusts it.
fn opened(local_accounts: bool) -> (Provider, Server) {
    let port = free_port();
    let provider = Provider::start(port);
    let server = Server::open(port, &provider.issuer, local_accounts);
    (provider, server)
}
