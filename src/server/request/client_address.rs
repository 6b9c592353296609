// SPDX-License-Identifier: MPL-2.0
//! Whose request it is: who is at the other end of the connection, or whom a trusted proxy there names.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

/// The address at the other end of the connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// The address of who sent the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The proxies whose word about the sender counts. Anybody else could write the header themselves.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Longer chains of proxies are not followed.
const MOST_HOPS: usize = 32;

impl TrustedProxies {
    pub const fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    pub fn includes(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The sender of a request: the last address in `X-Forwarded-For` that is no trusted proxy. What stands before it
    /// is what the sender claims.
    pub fn client(&self, Peer(peer): Peer, headers: &HeaderMap) -> ClientAddress {
        let lines = headers.get_all(FORWARDED_FOR).iter().rev();
        let hops = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        let mut client = peer;
        for hop in hops.take(MOST_HOPS) {
            if !self.includes(client) {
                break;
            }
            let Some(named) = address(hop.trim()) else { break };
            client = named;
        }
        ClientAddress(client)
    }

    /// Whether the request came through a proxy whose word does not count.
    pub fn is_ignored(&self, Peer(peer): Peer, headers: &HeaderMap) -> bool {
        headers.contains_key(FORWARDED_FOR) && !self.includes(peer)
    }
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:4711`.
fn address(hop: &str) -> Option<IpAddr> {
    let plain = || hop.parse::<IpAddr>().ok();
    let with_port = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    let bracketed = || hop.strip_prefix('[')?.strip_suffix(']')?.parse::<IpAddr>().ok();
    plain().or_else(with_port).or_else(bracketed).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &[&str], peer: &str, lines: &[&str]) -> String {
        let proxies = TrustedProxies::new(proxies.iter().map(|network| network.parse().unwrap()).collect());
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let ClientAddress(address) = proxies.client(Peer(peer.parse().unwrap()), &headers);
        address.to_string()
    }

    #[test]
    fn only_a_trusted_proxy_says_who_asks() {
        assert_eq!(client(&[], "127.0.0.1", &["192.0.2.7"]), "127.0.0.1");
        assert_eq!(client(&["10.0.0.0/8"], "127.0.0.1", &["192.0.2.7"]), "127.0.0.1");
        assert_eq!(client(&["127.0.0.1/32"], "127.0.0.1", &["192.0.2.7"]), "192.0.2.7");
        assert_eq!(client(&["127.0.0.1/32"], "127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn what_the_sender_wrote_into_the_header_counts_for_nothing() {
        let trusted = &["127.0.0.1/32", "10.0.0.0/8"];
        assert_eq!(client(trusted, "127.0.0.1", &["198.51.100.1, 192.0.2.7"]), "192.0.2.7");
        assert_eq!(client(trusted, "127.0.0.1", &["198.51.100.1", "192.0.2.7, 10.1.2.3"]), "192.0.2.7");
        assert_eq!(client(trusted, "127.0.0.1", &["198.51.100.1, nonsense, 10.1.2.3"]), "10.1.2.3");
    }

    #[test]
    fn an_address_is_read_however_a_proxy_writes_it() {
        for (hop, address) in [
            ("192.0.2.7:4711", "192.0.2.7"),
            ("2001:db8::7", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("[2001:db8::7]:4711", "2001:db8::7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
        ] {
            assert_eq!(client(&["::1/128"], "::1", &[hop]), address, "{hop}");
        }
    }
}
