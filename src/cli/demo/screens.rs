// SPDX-License-Identifier: MPL-2.0
//! Where the demo's screens are, for a person or for a program.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::Failure;
use super::keys::Keys;
use config::OfficeConfig;
use office::names::OfficeId;
use staff::Role;

/// The one line a program reads.
pub(super) fn as_json(
    address: SocketAddr,
    office: &OfficeId,
    tokens: &BTreeMap<Role, String>,
) -> Result<String, Failure> {
    #[derive(serde::Serialize)]
    struct Line<'l> {
        base: String,
        office: &'l OfficeId,
        tokens: &'l BTreeMap<Role, String>,
    }
    serde_json::to_string(&Line { base: base(address), office, tokens }).map_err(Failure::from_error)
}

pub(super) fn as_text(
    address: SocketAddr,
    office: &OfficeConfig,
    keys: &Keys,
    now: &str,
    unbooked: Option<&str>,
) -> String {
    let base = base(address);
    let desk = office.setup.desks.first().map_or("", |desk| desk.id.as_str());
    let mut text = format!(
        "{name} is open; its clock says {now}.\n\n  \
         Start here   {base}/              every screen, with one sentence each\n  \
         Kiosk        {base}/kiosk        companion's code: {code}\n  \
         Board        {base}/board\n  \
         Desk {desk}       {base}/desk/{desk}\n  \
         Supervisor   {base}/supervisor\n  \
         Report       {base}/report\n  \
         How busy     {base}/busy/{id}\n  \
         Ticket page  {base}/t/…          check in at the kiosk and follow the QR code\n  \
         API          {base}/api/openapi.json\n",
        name = office.setup.name,
        id = office.setup.id,
        code = keys.code,
    );
    if let Some(unbooked) = unbooked {
        text.push('\n');
        text.push_str(unbooked);
        text.push('\n');
    }
    if !address.ip().is_loopback() {
        text.push_str("\nWhoever can reach this address can use every screen: it is a demo.\n");
    }
    text.push_str("\nCtrl-C ends it; started again, it goes on where it was.");
    text
}

/// An address a browser on this machine can open.
fn base(address: SocketAddr) -> String {
    let ip = if address.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { address.ip() };
    format!("http://{}", SocketAddr::new(ip, address.port()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_for_programs_has_the_address_the_office_and_a_token_for_each_role() {
        let tokens = BTreeMap::from([(Role::Kiosk, "k".to_owned()), (Role::Administrator, "a".to_owned())]);
        let line = as_json("127.0.0.1:4567".parse().unwrap(), &OfficeId::from("demo"), &tokens).ok().unwrap();
        assert_eq!(
            line,
            r#"{"base":"http://127.0.0.1:4567","office":"demo","tokens":{"kiosk":"k","administrator":"a"}}"#
        );
    }

    #[test]
    fn an_open_address_is_shown_as_one_a_browser_can_open() {
        assert_eq!(base("0.0.0.0:80".parse().unwrap()), "http://127.0.0.1:80");
    }
}
