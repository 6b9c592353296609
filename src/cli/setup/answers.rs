// SPDX-License-Identifier: MPL-2.0
//! What setup has to know. Each answer is checked by itself; the whole configuration is once more before it is written.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use super::hours::{self, OpenHours};
use super::{Failure, SetupArgs};
use office::free_text::FreeText;
use office::names::OfficeId;

pub const MOST_DESKS: u8 = 64;

#[derive(Debug)]
pub struct Answers {
    pub folder: PathBuf,
    pub data: PathBuf,
    pub office: String,
    pub name: String,
    pub hours: Vec<OpenHours>,
    pub desks: u8,
    pub time_zone: String,
    pub public_url: Option<String>,
    pub proxy: Option<IpAddr>,
    pub listen: SocketAddr,
    pub beyond_loopback: bool,
}

impl Answers {
    /// Where nobody can be asked.
    ///
    /// # Errors
    /// The flags that are missing, or what is wrong with one.
    pub fn from_flags(args: &SetupArgs) -> Result<Self, Failure> {
        let missing: Vec<&str> = [
            ("--office", args.office.is_none()),
            ("--name", args.name.is_none()),
            ("--open", args.open.is_empty()),
            ("--desks", args.desks.is_none()),
        ]
        .into_iter()
        .filter_map(|(flag, is_missing)| is_missing.then_some(flag))
        .collect();
        let (Some(office), Some(name), Some(desks), []) =
            (&args.office, &args.name, args.desks, &missing[..])
        else {
            let missing = missing.join(", ");
            return Err(Failure::new(format!(
                "there is nobody to ask; also give {missing} (see mintur setup --help)"
            )));
        };
        Ok(Self {
            folder: args.folder.clone(),
            data: args.data.clone(),
            office: office_id(office).map_err(Failure::new)?,
            name: heading(name).map_err(Failure::new)?,
            hours: hours::parse(&args.open).map_err(Failure::new)?,
            desks: number_of_desks(&desks.to_string()).map_err(Failure::new)?,
            time_zone: args.time_zone.clone(),
            public_url: args.public_url.clone(),
            proxy: args.proxy,
            listen: args.listen,
            beyond_loopback: args.beyond_loopback,
        })
    }

    /// How browsers reach the server.
    pub fn base(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }
}

pub fn office_id(text: &str) -> Result<String, String> {
    text.parse::<OfficeId>().map(|id| id.to_string()).map_err(|error| error.to_string())
}

pub fn heading(text: &str) -> Result<String, String> {
    FreeText::parse(text).map(|text| text.to_string()).map_err(|error| error.to_string())
}

pub fn number_of_desks(text: &str) -> Result<u8, String> {
    let number = text.parse().ok().filter(|number| (1..=MOST_DESKS).contains(number));
    number.ok_or_else(|| format!("a number of desks from 1 to {MOST_DESKS}"))
}

pub fn address(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    if is_address && !text.ends_with('/') {
        return Ok(Some(text.to_owned()));
    }
    Err("an address begins with https:// or http:// and ends without /, as https://mintur.example.dk"
        .to_owned())
}

pub fn proxy(text: &str) -> Result<Option<IpAddr>, String> {
    if text.is_empty() || text == "-" {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_| "the address of the proxy's machine, as 127.0.0.1, or - for none".to_owned())
}
