// SPDX-License-Identifier: MPL-2.0
//! TLS: connections are encrypted with the certificate as it was last read, so that a new one takes its place without a
//! restart.

mod certificate;
mod validity;

#[cfg(test)]
mod tests;

use std::io;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

pub use certificate::{CertificateFiles, CertificateProblem};
pub use validity::Validity;

use certificate::Certificate;

/// Between two looks at how long the certificate is good for.
const LOOK_EVERY: Duration = Duration::from_hours(24);

/// The certificate of a server.
#[derive(Debug)]
pub struct Tls {
    files: CertificateFiles,
    current: RwLock<Arc<Certificate>>,
    /// Why what was read last is not used.
    refused: RwLock<Option<String>>,
}

impl Tls {
    /// # Errors
    /// [`CertificateProblem`].
    pub fn read(files: CertificateFiles) -> Result<Self, CertificateProblem> {
        let current = RwLock::new(Arc::new(Certificate::read(&files)?));
        let tls = Self { files, current, refused: RwLock::default() };
        tls.log_validity();
        Ok(tls)
    }

    /// Reads the files anew. One that cannot be used changes nothing, and the reason is kept for those who can mend it.
    pub fn reload(&self) {
        match Certificate::read(&self.files) {
            Ok(certificate) => {
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(certificate);
                *self.refused.write().unwrap_or_else(PoisonError::into_inner) = None;
                tracing::info!(ends = %self.ends(), "the certificate was read anew");
                self.log_validity();
            }
            Err(problem) => {
                tracing::error!(%problem, "the certificate stays as it was read before");
                *self.refused.write().unwrap_or_else(PoisonError::into_inner) = Some(problem.to_string());
            }
        }
    }

    /// Says once a day what is wrong with the certificate's time; never ends.
    pub async fn watch(&self) {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            self.log_validity();
        }
    }

    pub fn refused(&self) -> Option<String> {
        self.refused.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn ends(&self) -> Timestamp {
        self.current().ends
    }

    pub fn validity(&self) -> Validity {
        let certificate = self.current();
        Validity::at(Timestamp::now(), certificate.starts, certificate.ends)
    }

    /// Encrypts a connection; who waits for it sets the time limit.
    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        TlsAcceptor::from(Arc::clone(&self.current().config)).accept(stream).await
    }

    fn current(&self) -> Arc<Certificate> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn log_validity(&self) {
        let (certificate, ends) = (self.files.certificate.display(), self.ends());
        match self.validity() {
            Validity::Sound => {}
            Validity::EndsSoon => tracing::warn!(%certificate, %ends, "the certificate ends within 14 days"),
            Validity::EndsTomorrow => {
                tracing::error!(%certificate, %ends, "the certificate ends within a day");
            }
            Validity::Ended => {
                tracing::error!(%certificate, %ends, "the certificate has ended: browsers refuse it");
            }
            Validity::NotYet => {
                tracing::error!(%certificate, "the certificate does not hold yet: is the machine's clock right?");
            }
        }
    }
}
