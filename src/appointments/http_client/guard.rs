// SPDX-License-Identifier: MPL-2.0
//! Keeps requests out of the server's own network, wherever a name or a redirect points, unless the administrator
//! allowed it. Checked on the addresses that a name resolves to, in the same lookup that the connection uses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowedNetwork {
    /// Public addresses only.
    Public,
    /// Also the server's own network.
    Any,
}

impl AllowedNetwork {
    pub(super) fn allows(self, address: IpAddr) -> bool {
        self == Self::Any || !is_internal(address)
    }
}

/// Resolves no name that leads to an address outside the allowed network.
#[derive(Clone, Copy, Debug)]
pub(super) struct GuardedResolver(pub AllowedNetwork);

#[derive(Debug, thiserror::Error)]
#[error("the name leads into the server's own network")]
pub(super) struct InternalAddress;

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let network = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.iter().all(|address| network.allows(address.ip())) {
                Ok(Box::new(found.into_iter()) as Addrs)
            } else {
                Err(InternalAddress.into())
            }
        })
    }
}

fn is_internal(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_internal_v4(address),
        IpAddr::V6(address) => is_internal_v6(address),
    }
}

fn is_internal_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        // Carrier-grade NAT; protocol assignments; benchmark networks.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
}

fn is_internal_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let embedded = |high: u16, low: u16| {
        let [[a, b], [c, d]] = [high, low].map(u16::to_be_bytes);
        is_internal_v4(Ipv4Addr::new(a, b, c, d))
    };
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        // Unique local, link local, site local, documentation.
        || parts[0] & 0xfe00 == 0xfc00
        || parts[0] & 0xff80 == 0xfe80
        || (parts[0] == 0x2001 && parts[1] == 0x0db8)
        // IPv4 addresses within IPv6: mapped, compatible, translated, 6to4.
        || (parts[..5] == [0; 5] && (parts[5] == 0xffff || parts[5] == 0) && embedded(parts[6], parts[7]))
        || (parts[..2] == [0x64, 0xff9b] && embedded(parts[6], parts[7]))
        || (parts[0] == 0x2002 && embedded(parts[1], parts[2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_of_an_internal_address_is_recognised() {
        for internal in [
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
            let address: IpAddr = internal.parse().unwrap();
            assert!(!AllowedNetwork::Public.allows(address), "{internal}");
            assert!(AllowedNetwork::Any.allows(address), "{internal}");
        }
        for public in
            ["1.1.1.1", "185.157.134.10", "172.32.0.1", "100.128.0.1", "2a00:1450::1", "::ffff:1.1.1.1"]
        {
            assert!(AllowedNetwork::Public.allows(public.parse().unwrap()), "{public}");
        }
    }
}
