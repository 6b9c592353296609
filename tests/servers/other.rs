// SPDX-License-Identifier: MPL-2.0
//! Somebody else's calendar client: it writes bookings, looks, edits and deletes, and knows nothing of us.

use std::time::{Duration, Instant};

use reqwest::{Client, Method, StatusCode};

use crate::server::{PASSWORD, Server, USER};

/// How long a server may be busy with the writes of others.
pub const LONGEST_LOCK: Duration = Duration::from_mins(1);

pub struct Other {
    client: Client,
    pub calendar: String,
}

pub fn client() -> Client {
    appointments::http_client::install_tls_provider();
    Client::builder().pool_max_idle_per_host(0).build().unwrap()
}

impl Other {
    /// A new calendar of this name on the server.
    pub async fn with_calendar(server: &Server, name: &str) -> Self {
        let calendar = format!("{}{}{name}/", server.base(), server.home());
        let other = Self { client: server.client(), calendar };
        let body = format!(
            r#"<x:mkcalendar xmlns:x="urn:ietf:params:xml:ns:caldav" xmlns="DAV:"><set><prop>
            <displayname>Kalender {name}</displayname></prop></set></x:mkcalendar>"#
        );
        // Cyrus fails at first while it prepares the account.
        let since = Instant::now();
        loop {
            let made = other.ask("MKCALENDAR", &other.calendar).header("content-type", "application/xml");
            let made = made.body(body.clone()).send().await.unwrap().status();
            if made == StatusCode::CREATED {
                return other;
            }
            assert!(made.is_server_error() && since.elapsed() < LONGEST_LOCK, "{made}");
        }
    }

    fn ask(&self, method: &str, url: &str) -> reqwest::RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.client.request(method, url).basic_auth(USER, Some(PASSWORD))
    }

    pub async fn put(&self, name: &str, event: &str) -> StatusCode {
        self.try_put(name, event).await.unwrap()
    }

    async fn try_put(&self, name: &str, event: &str) -> reqwest::Result<StatusCode> {
        let before = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody//Else//DA"];
        let lines =
            before.into_iter().chain(event.trim().lines().map(str::trim)).chain(["END:VCALENDAR", ""]);
        let text = lines.collect::<Vec<_>>().join("\r\n");
        let url = format!("{}{name}.ics", self.calendar);
        let put = self.ask("PUT", &url).header("content-type", "text/calendar; charset=utf-8");
        Ok(put.body(text).send().await?.status())
    }

    pub async fn book(&self, name: &str, start: &str, end: &str) {
        self.put_until_taken(name, &booking(name, start, end)).await;
    }

    /// Writes it again while the server is too busy to take it, or hangs up, as people do.
    pub async fn put_until_taken(&self, name: &str, event: &str) {
        let since = Instant::now();
        while since.elapsed() < LONGEST_LOCK {
            let Ok(status) = self.try_put(name, event).await else { continue };
            if status.is_success() {
                return;
            }
            assert!(status.is_server_error() || status == StatusCode::LOCKED, "{status}");
        }
        panic!("the server takes no booking");
    }

    /// What the server itself makes of what recurs.
    pub async fn expanded(&self, start: &str, end: &str) -> String {
        let body = format!(
            r#"<?xml version="1.0"?><c:calendar-query xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><prop>
            <c:calendar-data><c:expand start="{start}" end="{end}"/></c:calendar-data></prop><c:filter>
            <c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range start="{start}" end="{end}"/>
            </c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"#
        );
        let asked = self.ask("REPORT", &self.calendar).header("depth", "1");
        let answer = asked.header("content-type", "application/xml").body(body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::MULTI_STATUS);
        answer.text().await.unwrap()
    }

    /// All there is, as the server hands it out.
    pub async fn everything(&self) -> String {
        self.ask("GET", &self.calendar).send().await.unwrap().text().await.unwrap()
    }

    pub async fn get(&self, name: &str) -> Option<String> {
        let answer = self.ask("GET", &format!("{}{name}.ics", self.calendar)).send().await.unwrap();
        if answer.status() == StatusCode::NOT_FOUND {
            return None;
        }
        Some(answer.text().await.unwrap())
    }

    pub async fn delete(&self, name: &str) {
        let since = Instant::now();
        while since.elapsed() < LONGEST_LOCK {
            let url = format!("{}{name}.ics", self.calendar);
            let Ok(answer) = self.ask("DELETE", &url).send().await else { continue };
            let status = answer.status();
            if status.is_success() || status == StatusCode::NOT_FOUND {
                return;
            }
            assert!(status.is_server_error() || status == StatusCode::LOCKED, "{status}");
        }
        panic!("the server deletes nothing");
    }
}

pub fn booking(uid: &str, start: &str, end: &str) -> String {
    format!(
        "BEGIN:VEVENT
        UID:{uid}
        DTSTAMP:20260301T080000Z
        DTSTART:{start}
        DTEND:{end}
        SUMMARY:Anna Hansen MitID
        DESCRIPTION:Ring 12345678
        END:VEVENT"
    )
}
