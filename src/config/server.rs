// SPDX-License-Identifier: MPL-2.0
//! Where the server listens, keeps its data and finds who may do what.

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::{Path, PathBuf};

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::de::DeValue;

use super::network::Network;
use super::reader::Reader;
use super::sign_in::SignIn;
use office::free_text::looks_like_cpr;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    #[serde(deserialize_with = "socket_address")]
    pub listen: SocketAddr,
    /// Mintur speaks plain HTTP: beyond this machine only behind something that encrypts.
    pub beyond_loopback: bool,
    pub data: PathBuf,
    /// The file with the tokens and what each of them may do.
    pub access: PathBuf,
    /// The address of the server in QR codes, if it differs from `listen`.
    pub public_url: Option<String>,
    /// Proxies whose word about who asks is taken.
    pub trusted_proxies: Vec<Network>,
    /// Screens from a folder instead of those in the program.
    pub ui_dir: Option<PathBuf>,
    /// How much the log says.
    pub log_level: LogLevel,
    pub log_format: LogFormat,
    pub sign_in: SignIn,
}

/// From the fewest lines to the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    Error,
    Warn,
    #[default]
    Info,
    Debug,
    Trace,
}

impl LogLevel {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

/// Who reads the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// The journal where systemd connects standard error to it, else text.
    #[default]
    Auto,
    Text,
    /// One JSON object a line, for a collector.
    Json,
    /// Lines that begin with a priority and carry no time: the journal has its own.
    Journal,
}

impl LogFormat {
    pub const ALL: [Self; 4] = [Self::Auto, Self::Text, Self::Json, Self::Journal];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Text => "text",
            Self::Json => "json",
            Self::Journal => "journal",
        }
    }
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 8080)),
            beyond_loopback: false,
            data: PathBuf::from("data"),
            access: PathBuf::from("access.toml"),
            public_url: None,
            trusted_proxies: Vec::new(),
            ui_dir: None,
            log_level: LogLevel::default(),
            log_format: LogFormat::default(),
            sign_in: SignIn::default(),
        }
    }
}

impl Server {
    pub(super) fn count_paths_from(&mut self, folder: &Path) {
        for path in [&mut self.data, &mut self.access].into_iter().chain(self.ui_dir.as_mut()) {
            *path = folder.join(&*path);
        }
    }
}

impl Reader<'_> {
    pub(super) fn server(&mut self, value: Spanned<DeValue<'_>>) -> Option<Server> {
        let table = value.span().start;
        let at = |key: &str| {
            let place = value.get_ref().as_table().and_then(|table| table.get(key));
            place.map_or(table, |place| place.span().start)
        };
        let (listen, public_url) = (at("listen"), at("public_url"));
        let sign_in = at("sign_in");
        let server: Server = self.section(value)?;
        for problem in server.sign_in.problems() {
            self.add_problem(sign_in, problem);
        }
        if !server.listen.ip().is_loopback() && !server.beyond_loopback {
            self.add_problem(
                listen,
                format!(
                    "listening on {} lets other machines in over plain HTTP; put a proxy with TLS before \
                     it and listen on 127.0.0.1, or write beyond_loopback = true if there is one elsewhere",
                    server.listen
                ),
            );
        }
        if server.public_url.as_deref().is_some_and(|url| !is_address(url)) {
            self.add_problem(
                public_url,
                "public_url begins with http:// or https:// and ends without /, as \
                 https://mintur.example.dk"
                    .to_owned(),
            );
        }
        Some(server)
    }
}

fn socket_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| {
        let port = text.rsplit_once(':').map_or("8080", |(_, port)| port);
        let port = if port.parse::<u16>().is_ok() { port } else { "8080" };
        D::Error::custom(format_args!(
            "write an address and a port, as \"127.0.0.1:{port}\"; a name such as localhost is none"
        ))
    })
}

fn is_address(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let fine = |byte: u8| byte.is_ascii_graphic() && !b"<>\"'?#".contains(&byte);
    !looks_like_cpr(url)
        && host.is_some_and(|host| !host.is_empty() && !host.ends_with('/') && host.bytes().all(fine))
}
