// SPDX-License-Identifier: MPL-2.0
//! A server with a certificate of its own, a real client, and certificates replaced under it.

use std::fs;
use std::time::Duration;

use reqwest::{Certificate, Client};
use serde_json::Value;

use crate::machine::Machine;

const NAME: &str = "mintur.example.dk";
const SETUP: &str = "mintur setup --office nord --name Nord --open 'mandag-søndag 00:00-23:59' --desks 1 \
    --public-url https://mintur.example.dk --json";
const TLS: &str =
    "listen = \"0.0.0.0:8443\"\n[server.tls]\ncertificate = \"certificate.pem\"\nkey = \"certificate.key\"\n";

/// A certificate that a year ago nobody had, good for so many days from now.
fn certificate(machine: &Machine, days: i64) -> String {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut parameters = rcgen::CertificateParams::new(vec![NAME.to_owned()]).unwrap();
    let now = jiff::Timestamp::now().in_tz("UTC").unwrap();
    let date = |days: i64| {
        let day = now.checked_add(jiff::Span::new().days(days)).unwrap().date();
        rcgen::date_time_ymd(
            day.year().into(),
            u8::try_from(day.month()).unwrap(),
            u8::try_from(day.day()).unwrap(),
        )
    };
    (parameters.not_before, parameters.not_after) = (date(-365), date(days));
    let pem = parameters.self_signed(&key).unwrap().pem();
    fs::write(machine.path("work/mintur.pem"), &pem).unwrap();
    fs::write(machine.path("work/mintur.key"), key.serialize_pem()).unwrap();
    machine.run("sudo install -m 0644 mintur.pem /etc/mintur/certificate.pem\nsudo install -m 0600 mintur.key /etc/mintur/certificate.key");
    pem
}

/// A browser that trusts this certificate and no other.
fn client(machine: &Machine, pem: &str) -> Client {
    appointments::http_client::install_tls_provider();
    Client::builder()
        .timeout(Duration::from_secs(10))
        .no_proxy()
        .tls_certs_only([Certificate::from_pem(pem.as_bytes()).unwrap()])
        .resolve(NAME, ([127, 0, 0, 1], machine.port()).into())
        .build()
        .unwrap()
}

struct Supervisor {
    token: String,
    base: String,
}

impl Supervisor {
    async fn condition(&self, client: &Client) -> Value {
        let request =
            client.get(format!("{}/api/offices/nord/condition", self.base)).bearer_auth(&self.token);
        request.send().await.unwrap().json::<Value>().await.unwrap()["certificate"].take()
    }
}

fn started(machine: &Machine, days: i64) -> (Supervisor, String) {
    let said: Value = serde_json::from_str(&machine.run(SETUP)).unwrap();
    let screens = said["screens"].as_array().unwrap();
    let supervisor = screens.iter().find(|screen| screen["screen"] == "supervisor").unwrap();
    let token = supervisor["address"].as_str().unwrap().rsplit_once("token=").unwrap().1.to_owned();
    let pem = certificate(machine, days);
    machine.set(TLS);
    machine.run("systemctl start mintur");
    (Supervisor { token, base: format!("https://{NAME}:{}", machine.port()) }, pem)
}

#[tokio::test]
async fn a_certificate_is_replaced_under_a_running_server_and_a_broken_one_is_reported() {
    let machine = Machine::installed();
    let (supervisor, old) = started(&machine, 90);
    let before = client(&machine, &old);
    let page = before.get(format!("{}/kiosk", supervisor.base)).send().await.unwrap();
    assert_eq!(page.headers()["strict-transport-security"], "max-age=31536000");
    assert_eq!(supervisor.condition(&before).await, Value::Null);

    let new = certificate(&machine, 60);
    machine.run("systemctl reload mintur");
    assert_eq!(supervisor.condition(&before).await, Value::Null, "who is connected stays so");
    let after = client(&machine, &new);
    assert_eq!(supervisor.condition(&after).await, Value::Null);
    let stranger = client(&machine, &old).get(format!("{}/healthz", supervisor.base)).send().await;
    assert!(stranger.is_err(), "the old certificate is shown no more");

    fs::write(machine.path("etc/mintur/certificate.pem"), "half a certi").unwrap();
    machine.run("systemctl reload mintur");
    let condition = supervisor.condition(&client(&machine, &new)).await;
    assert_eq!(condition["code"], "refused");
    assert!(condition["detail"].as_str().unwrap().contains("no certificate in PEM"), "{condition}");
    let metrics =
        after.get(format!("{}/metrics", supervisor.base)).send().await.unwrap().text().await.unwrap();
    assert!(metrics.contains("mintur_certificate_refused 1"), "{metrics}");
    assert!(metrics.contains("mintur_certificate_ends_timestamp_seconds 1"), "{metrics}");
}

#[tokio::test]
async fn a_certificate_that_ends_is_shown_to_those_who_can_renew_it() {
    for (days, code, words) in [
        (10, "ends_soon", "within 14 days"),
        (1, "ends_tomorrow", "within a day"),
        (-1, "ended", "has ended"),
    ] {
        let machine = Machine::installed();
        let (supervisor, pem) = started(&machine, days);
        assert!(machine.log().contains(words), "{}", machine.log());
        let trusting = client(&machine, &pem);
        if days > 0 {
            assert_eq!(supervisor.condition(&trusting).await["code"], code);
        } else {
            // No browser comes in any more; who watches from the machine itself still gets an answer.
            assert!(trusting.get(format!("{}/healthz", supervisor.base)).send().await.is_err());
            machine.run("mintur probe --config /etc/mintur/mintur.toml");
        }
    }
}

#[test]
fn without_a_certificate_that_can_be_used_the_server_does_not_start_and_says_why() {
    let machine = Machine::installed();
    machine.run(SETUP);
    certificate(&machine, 90);
    machine.set(TLS);
    machine.run("chmod 644 /etc/mintur/certificate.key");
    let said = machine.fails("mintur serve --config /etc/mintur/mintur.toml");
    assert!(said.contains("chmod 600"), "{said}");
}
