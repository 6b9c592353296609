// SPDX-License-Identifier: MPL-2.0
//! Where the server listens, keeps its data and finds who may do what.

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::{Path, PathBuf};

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::de::DeValue;

use super::log::{LogFormat, LogLevel};
use super::network::Network;
use super::reader::ConfigReader;
use super::sign_in::SignIn;
use office::free_text::looks_like_cpr;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    #[serde(deserialize_with = "socket_address")]
    pub listen: SocketAddr,
    /// Without TLS of its own the server is reached from beyond this machine only through something that encrypts.
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
    /// Where the server encrypts by itself.
    pub tls: Option<TlsConfig>,
    pub backup: Option<BackupConfig>,
}

/// The server's certificate, with those of the authorities that vouch for it, and its key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsConfig {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// Where backups go, for whom they are encrypted, and how many are kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupConfig {
    pub folder: PathBuf,
    #[serde(default)]
    pub keys: Vec<String>,
    #[serde(default = "a_month")]
    pub keep: u16,
}

const fn a_month() -> u16 {
    30
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
            tls: None,
            backup: None,
        }
    }
}

impl Server {
    pub(super) fn count_paths_from(&mut self, folder: &Path) {
        let tls = self.tls.as_mut().into_iter().flat_map(|tls| [&mut tls.certificate, &mut tls.key]);
        let backup = self.backup.as_mut().map(|backup| &mut backup.folder);
        self.sign_in.count_paths_from(folder);
        let more = self.ui_dir.as_mut().into_iter().chain(tls).chain(backup);
        for path in [&mut self.data, &mut self.access].into_iter().chain(more) {
            *path = folder.join(&*path);
        }
    }
}

impl ConfigReader<'_> {
    pub(super) fn server(&mut self, value: Spanned<DeValue<'_>>) -> Option<Server> {
        let table = value.span().start;
        let at = |key: &str| {
            let place = value.get_ref().as_table().and_then(|table| table.get(key));
            place.map_or(table, |place| place.span().start)
        };
        let (listen, public_url, backup) = (at("listen"), at("public_url"), at("backup"));
        let sign_in = at("sign_in");
        let server: Server = self.section(value)?;
        for problem in server.sign_in.problems() {
            self.add_problem(sign_in, problem);
        }
        if server.sign_in.provider.is_some() && server.public_url.is_none() {
            self.add_problem(
                sign_in,
                "provider: people come back from it to public_url; write that, as https://mintur.example.dk"
                    .to_owned(),
            );
        }
        if !server.listen.ip().is_loopback() && !server.beyond_loopback && server.tls.is_none() {
            self.add_problem(
                listen,
                format!(
                    "listening on {} lets other machines in over plain HTTP; give the server a certificate \
                     ([server.tls]), or put a proxy with TLS before it and listen on 127.0.0.1, or write \
                     beyond_loopback = true if there is one elsewhere",
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
        if server.backup.as_ref().is_some_and(|backup| backup.keep == 0) {
            self.add_problem(backup, "keep: at least one backup is kept".to_owned());
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
