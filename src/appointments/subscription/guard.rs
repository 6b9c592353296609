//! A subscription's address comes from outside. No request goes into the server's own network, wherever a
//! name or a redirect points, unless the administrator allowed it: checked on the addresses that a name
//! resolves to, by the same lookup that the connection then uses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses only.
    Outside,
    /// Also the server's own network.
    Anywhere,
}

impl Reach {
    pub(super) fn allows(self, address: IpAddr) -> bool {
        self == Self::Anywhere || !is_inside(address)
    }
}

/// Looks names up, and knows none that leads inside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guarded(pub Reach);

#[derive(Debug, thiserror::Error)]
#[error("the name leads into the server's own network")]
pub(super) struct LeadsInside;

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.iter().all(|address| reach.allows(address.ip())) {
                Ok(Box::new(found.into_iter()) as Addrs)
            } else {
                Err(LeadsInside.into())
            }
        })
    }
}

fn is_inside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_inside_4(address),
        IpAddr::V6(address) => is_inside_6(address),
    }
}

fn is_inside_4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        // Shared by providers' customers; protocol assignments; measuring networks.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
}

fn is_inside_6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let carried = |high: u16, low: u16| {
        let [[a, b], [c, d]] = [high, low].map(u16::to_be_bytes);
        is_inside_4(Ipv4Addr::new(a, b, c, d))
    };
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        // Unique local, link local, site local, documentation.
        || parts[0] & 0xfe00 == 0xfc00
        || parts[0] & 0xff80 == 0xfe80
        || (parts[0] == 0x2001 && parts[1] == 0x0db8)
        // Addresses of the older kind, carried in newer ones: mapped, compatible, translated, 6to4.
        || (parts[..5] == [0; 5] && (parts[5] == 0xffff || parts[5] == 0) && carried(parts[6], parts[7]))
        || (parts[..2] == [0x64, 0xff9b] && carried(parts[6], parts[7]))
        || (parts[0] == 0x2002 && carried(parts[1], parts[2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_an_address_inside_is_known() {
        for inside in [
            "127.0.0.1",
            "127.9.9.9",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "::1",
            "::",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2002:0a00:1::",
        ] {
            let address: IpAddr = inside.parse().unwrap();
            assert!(!Reach::Outside.allows(address), "{inside}");
            assert!(Reach::Anywhere.allows(address), "{inside}");
        }
        for outside in
            ["1.1.1.1", "185.157.134.10", "172.32.0.1", "100.128.0.1", "2a00:1450::1", "::ffff:1.1.1.1"]
        {
            assert!(Reach::Outside.allows(outside.parse().unwrap()), "{outside}");
        }
    }
}
