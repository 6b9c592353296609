// SPDX-License-Identifier: MPL-2.0
//! A certificate with its key, from two PEM files, and how long it is good for.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// No chain of certificates is longer.
const MOST_BYTES: u64 = 1 << 20;

/// Where the certificate and its key are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFiles {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// Why the files cannot be used, and what to do about it. Never says what stands in them.
#[derive(Debug, thiserror::Error)]
pub enum CertificateProblem {
    #[error("{}: cannot be read: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    #[error("{0} holds a key and can be read by others; run: chmod 600 {0}", path.display())]
    OthersCanRead { path: PathBuf },
    #[error("{} holds no certificate in PEM: it begins with -----BEGIN CERTIFICATE-----", path.display())]
    NoCertificate { path: PathBuf },
    #[error("{} holds no private key in PEM without a passphrase", path.display())]
    NoKey { path: PathBuf },
    #[error("{} is not the key of {}", key.display(), certificate.display())]
    OtherKey { certificate: PathBuf, key: PathBuf },
    #[error("{} cannot be used: {what}", path.display())]
    Unusable { path: PathBuf, what: String },
}

/// What connections are encrypted with from now on.
#[derive(Debug)]
pub struct Certificate {
    pub config: Arc<ServerConfig>,
    pub starts: Timestamp,
    pub ends: Timestamp,
}

impl Certificate {
    /// # Errors
    /// [`CertificateProblem`].
    pub fn read(files: &CertificateFiles) -> Result<Self, CertificateProblem> {
        let chain = chain(&files.certificate)?;
        let key = key(&files.key)?;
        let unusable = |what: String| CertificateProblem::Unusable { path: files.certificate.clone(), what };
        let leaf = chain.first().ok_or_else(|| no_certificate(&files.certificate))?;
        let (_, parsed) = X509Certificate::from_der(leaf).map_err(|error| unusable(error.to_string()))?;
        let validity = parsed.validity();
        let moment =
            |seconds: i64| Timestamp::from_second(seconds).map_err(|error| unusable(error.to_string()));
        let (starts, ends) =
            (moment(validity.not_before.timestamp())?, moment(validity.not_after.timestamp())?);
        let provider = Arc::new(ring::default_provider());
        let certified = CertifiedKey::from_der(chain, key, &provider).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => CertificateProblem::OtherKey {
                certificate: files.certificate.clone(),
                key: files.key.clone(),
            },
            error => unusable(error.to_string()),
        })?;
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| unusable(error.to_string()))?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)));
        Ok(Self { config: Arc::new(only_http_1(config)), starts, ends })
    }
}

fn only_http_1(mut config: ServerConfig) -> ServerConfig {
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, CertificateProblem> {
    let text = read(path)?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    chain.ok().filter(|chain| !chain.is_empty()).ok_or_else(|| no_certificate(path))
}

fn no_certificate(path: &Path) -> CertificateProblem {
    CertificateProblem::NoCertificate { path: path.to_owned() }
}

fn key(path: &Path) -> Result<PrivateKeyDer<'static>, CertificateProblem> {
    let unreadable = |error| CertificateProblem::Unreadable { path: path.to_owned(), error };
    let facts = fs::metadata(path).map_err(unreadable)?;
    if facts.permissions().mode() & 0o007 != 0 {
        return Err(CertificateProblem::OthersCanRead { path: path.to_owned() });
    }
    PrivateKeyDer::from_pem_slice(&read(path)?)
        .map_err(|_| CertificateProblem::NoKey { path: path.to_owned() })
}

fn read(path: &Path) -> Result<Vec<u8>, CertificateProblem> {
    let unreadable = |error| CertificateProblem::Unreadable { path: path.to_owned(), error };
    let facts = fs::metadata(path).map_err(unreadable)?;
    if facts.len() > MOST_BYTES || !facts.is_file() {
        return Err(unreadable(io::Error::other("it is no file of a certificate or key")));
    }
    fs::read(path).map_err(unreadable)
}
