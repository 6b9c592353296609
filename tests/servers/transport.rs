// SPDX-License-Identifier: MPL-2.0
//! A calendar behind TLS with a certificate of the municipality's own authority, and behind a real HTTP proxy.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Child;
use std::time::{Duration, Instant};

use appointments::caldav::{CalDav, CalDavSource};
use appointments::http_client::{AllowedNetwork, Transport};
use appointments::port::{AppointmentSystem as _, SourceError};
use appointments::subscription::{Subscription, SubscriptionSource};

use crate::caldav::{day, source};
use crate::free_port::free_port;
use crate::other::Other;
use crate::program::Configured;
use crate::server::{Server, program};

/// proxy.py, which hands on what it is asked to, and counts nothing.
struct Proxy {
    process: Child,
    address: String,
}

impl Proxy {
    async fn start() -> Self {
        let port = free_port();
        let process = program("proxy")
            .args(["--hostname", "127.0.0.1", "--port", &port.to_string()])
            .args(["--num-workers", "1", "--num-acceptors", "1", "--log-level", "CRITICAL"])
            .spawn()
            .unwrap();
        let (since, at) = (Instant::now(), SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
        while tokio::net::TcpStream::connect(at).await.is_err() {
            assert!(since.elapsed() < Duration::from_mins(1), "the proxy does not start");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Self { process, address: format!("http://127.0.0.1:{port}") }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // Its workers end with it only when it is asked to end.
        drop(std::process::Command::new("kill").arg(self.process.id().to_string()).status());
        drop(self.process.wait());
    }
}

fn reached(address: &str, transport: Transport) -> CalDav {
    CalDav::new(CalDavSource { transport, ..source(address) }).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_calendar_with_a_certificate_of_the_municipality_is_read_once_its_authority_is_named() {
    let server = Server::start_secured().await;
    let other = Other::with_calendar(&server, "tider").await;
    other.book("aftale", "20260305T090000Z", "20260305T093000Z").await;

    let refused = reached(&other.calendar, Transport::default()).snapshot(day()).await;
    let Err(SourceError::Unreachable(why)) = refused else { panic!("{refused:?}") };
    assert!(why.contains("certificate"), "the true cause: {why}");

    let known = Transport::new(Some(&server.authority()), None).unwrap();
    let snapshot = reached(&other.calendar, known).snapshot(day()).await.unwrap();
    assert_eq!(snapshot.entries.len(), 1);

    let table = Configured::caldav(&other.calendar);
    let named = format!("{table}certificate_authority_file = \"{}\"\n", server.authority().display());
    for (table, works) in [(table, false), (named, true)] {
        let checked = Configured::with_sources(&table).check(&["--hold"]);
        let said = String::from_utf8_lossy(&checked.stdout);
        assert_eq!(checked.status.success(), works, "{said}");
        assert!(works || said.contains("certificate"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_calendar_is_reached_by_way_of_the_proxy_that_is_named_for_it() {
    let proxy = Proxy::start().await;
    let plain = Server::start(crate::server::Make::Radicale).await;
    let secured = Server::start_secured().await;
    for server in [&plain, &secured] {
        let other = Other::with_calendar(server, "tider").await;
        other.book("aftale", "20260305T090000Z", "20260305T093000Z").await;
        let authority = server.authority();
        let authority = authority.exists().then_some(authority.as_path());
        let by_proxy = Transport::new(authority, Some(&proxy.address)).unwrap();
        let snapshot = reached(&other.calendar, by_proxy).snapshot(day()).await.unwrap();
        assert_eq!(snapshot.entries.len(), 1, "{}", server.base());

        let nobody = format!("http://127.0.0.1:{}", free_port());
        let without = Transport::new(authority, Some(&nobody)).unwrap();
        let refused = reached(&other.calendar, without).snapshot(day()).await;
        assert!(matches!(refused, Err(SourceError::Unreachable(_))), "there is no way past it: {refused:?}");
    }
}

/// The proxy resolves names; an internal address written as a number is refused all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_published_calendar_behind_a_proxy_is_kept_out_of_the_servers_own_network() {
    let proxy = Proxy::start().await;
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260305T090000Z\r\nDURATION:PT30M\r\n\
        END:VEVENT\r\nEND:VCALENDAR\r\n";
    let published = crate::stand_in::serve(move |_| crate::stand_in::StubResponse::new(200, text)).await;
    let by = |address: &str, network| {
        let CalDavSource { office, zone, desks, credentials, .. } = source("http://example.org/");
        Subscription::new(SubscriptionSource {
            address: address.to_owned(),
            credentials,
            network,
            office,
            zone,
            desks,
            all_day: appointments::ical::AllDay::Closed,
            free_entries_count: false,
            limits: appointments::ical::CalendarLimits::default(),
            timeouts: SubscriptionSource::default_timeouts(),
            transport: Transport::new(None, Some(&proxy.address)).unwrap(),
            least_pause: Duration::from_secs(5),
        })
        .unwrap()
    };
    let refused = by(&published, AllowedNetwork::Public).snapshot(day()).await;
    assert!(matches!(refused, Err(SourceError::Misconfigured(_))), "{refused:?}");
    let read = by(&published, AllowedNetwork::Any).snapshot(day()).await.unwrap();
    assert_eq!(read.entries.len(), 1);
}
