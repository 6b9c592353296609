// SPDX-License-Identifier: MPL-2.0
//! How a source's server is reached: whose certificates are believed besides those of the machine, and by way of
//! which proxy.

use std::fs;
use std::path::Path;

use reqwest::{Certificate, ClientBuilder, Proxy, Url};

use crate::port::SourceError;

const LARGEST_FILE: u64 = 1 << 20;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transport {
    /// Certificates in PEM, as read from the file of a certificate authority.
    authorities: Vec<u8>,
    proxy: Option<Url>,
}

impl Transport {
    /// # Errors
    /// What is wrong with the file or the address, in a sentence that says what to do.
    pub fn new(authority_file: Option<&Path>, proxy: Option<&str>) -> Result<Self, String> {
        let authorities = authority_file.map(read_authorities).transpose()?.unwrap_or_default();
        Ok(Self { authorities, proxy: proxy.map(parse_proxy).transpose()? })
    }

    pub(super) const fn has_proxy(&self) -> bool {
        self.proxy.is_some()
    }

    pub(super) fn apply(&self, client: ClientBuilder) -> Result<ClientBuilder, SourceError> {
        let unusable = |error: reqwest::Error| {
            SourceError::Misconfigured(format!("the certificate authority or the proxy: {error}"))
        };
        let mut client = client;
        if !self.authorities.is_empty() {
            let all = Certificate::from_pem_bundle(&self.authorities).map_err(unusable)?;
            client = client.tls_certs_merge(all);
        }
        if let Some(proxy) = &self.proxy {
            client = client.proxy(Proxy::all(proxy.clone()).map_err(unusable)?);
        }
        Ok(client)
    }
}

fn read_authorities(file: &Path) -> Result<Vec<u8>, String> {
    let name = file.display();
    let about = fs::metadata(file)
        .map_err(|error| format!("{name} cannot be read ({error}); certificate_authority_file names it"))?;
    if !about.is_file() {
        return Err(format!("{name} is not a file; certificate_authority_file names one"));
    }
    if about.len() > LARGEST_FILE {
        return Err(format!(
            "{name} is larger than {LARGEST_FILE} bytes; it holds certificates and nothing else"
        ));
    }
    let pem = fs::read(file).map_err(|error| format!("{name} cannot be read ({error})"))?;
    match Certificate::from_pem_bundle(&pem) {
        Ok(all) if !all.is_empty() => Ok(pem),
        Ok(_) | Err(_) => {
            Err(format!("{name} has no certificate in it; it begins with -----BEGIN CERTIFICATE-----"))
        }
    }
}

/// # Errors
/// What is wrong with the address, in a sentence that says what to do.
pub fn parse_proxy(address: &str) -> Result<Url, String> {
    let written = || "proxy is written as http://proxy.example.dk:3128".to_owned();
    let proxy: Url = address.parse().map_err(|_| written())?;
    if !matches!(proxy.scheme(), "http" | "https") || proxy.host_str().is_none() {
        return Err(written());
    }
    if proxy.password().is_some() || !proxy.username().is_empty() {
        return Err("proxy must not contain a user name or password".to_owned());
    }
    Ok(proxy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_and_an_authority_are_checked_before_anything_is_sent() {
        for wrong in ["proxy.example.dk:3128", "socks5://proxy:1080", "http://mig:hemmeligt@proxy:3128", ""] {
            let said = Transport::new(None, Some(wrong)).unwrap_err();
            assert!(said.starts_with("proxy ") && !said.contains("hemmeligt"), "{wrong}: {said}");
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ca.pem");
        let said = || Transport::new(Some(&file), None).unwrap_err();
        assert!(said().contains("certificate_authority_file names it"), "{}", said());
        fs::write(&file, "intet").unwrap();
        assert!(said().contains("has no certificate in it"), "{}", said());
    }
}
