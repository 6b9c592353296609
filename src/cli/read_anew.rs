// SPDX-License-Identifier: MPL-2.0
//! At a hang-up, configuration and access file are read anew while the offices run. A file with a mistake, and a setup
//! that an office refuses, change nothing and are kept for those who can mend them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::signal::unix::Signal;

use super::{branding, log, startup};
use config::{Config, ConfigError, DiaryConfig, OfficeConfig, Server};
use office::names::OfficeId;
use runtime::handle::OfficeHandle;
use server::{Branding, ConfigurationStatus, SharedBranding};
use staff::{Access, SharedAccess};

pub(super) type AccessByOffice = BTreeMap<OfficeId, Arc<SharedAccess>>;

/// What was read at the start, and what follows it.
pub(super) struct Running {
    pub file: PathBuf,
    pub server: Server,
    pub access: AccessByOffice,
    pub offices: BTreeMap<OfficeId, RunningOffice>,
}

pub(super) struct RunningOffice {
    pub handle: OfficeHandle,
    pub status: Arc<ConfigurationStatus>,
    pub branding: Arc<SharedBranding>,
    /// Its appointment system is connected at the start only.
    pub diary: Option<DiaryConfig>,
}

impl Running {
    pub async fn read_at_every(self, mut hang_ups: Signal) {
        while hang_ups.recv().await.is_some() {
            self.read_access();
            self.read_configuration().await;
        }
    }

    fn read_access(&self) {
        let offices: Vec<OfficeId> = self.access.keys().cloned().collect();
        match Access::read(&self.server.access, &offices) {
            Ok(read) => {
                for (office, read) in read {
                    if let Some(current) = self.access.get(&office) {
                        current.replace(read);
                    }
                }
                tracing::info!("the access file was read anew");
            }
            Err(problem) => {
                tracing::error!(%problem, "the access file stays as it was read before");
                for current in self.access.values() {
                    current.refuse(&problem.to_string());
                }
            }
        }
    }

    async fn read_configuration(&self) {
        let read = config::read(&self.file).and_then(|Config { server, offices, .. }| {
            self.tell_what_waits(&server, &offices);
            Ok((server, branding::read_all(&self.file, offices)?))
        });
        match read {
            Ok((server, offices)) => {
                log::follow(server.log_level);
                for (office, branding) in offices {
                    self.follow(office, branding).await;
                }
            }
            Err(refused) => self.refuse(&refused),
        }
    }

    fn refuse(&self, refused: &ConfigError) {
        for line in refused.to_string().lines() {
            tracing::error!(problem = line, "the configuration stays as it was read before");
        }
        for office in self.offices.values() {
            office.status.refuse_file(&refused.to_string());
        }
    }

    /// What only a start reads.
    fn tell_what_waits(&self, server: &Server, offices: &[OfficeConfig]) {
        let same_offices = offices.len() == self.offices.len()
            && offices.iter().all(|office| self.offices.contains_key(&office.setup.id));
        // The level of the log is followed at once.
        let server = Server { log_level: self.server.log_level, ..server.clone() };
        if server != self.server || !same_offices {
            tracing::warn!("[server] and the list of offices are read at the next start");
        }
    }

    async fn follow(&self, mut office: OfficeConfig, branding: Branding) {
        let Some(running) = self.offices.get(&office.setup.id) else { return };
        running.branding.replace(branding);
        let id = office.setup.id.clone();
        // Of an office that has stopped there is nothing to change.
        let Ok(before) = running.handle.read(|office, _| office.setup().clone()).await else { return };
        if office.diary != running.diary {
            tracing::warn!(office = %id, "the appointment system is read at the next start");
            office.setup.holding = before.holding.clone();
        }
        let refused = match startup::follow_setup(&running.handle, &office).await {
            Ok(refused) => refused,
            Err(failure) => return tracing::error!(office = %id, %failure, "the setup could not be changed"),
        };
        let Ok(now) = running.handle.read(|office, _| office.setup().clone()).await else { return };
        let changed = now != before;
        let is_refused = refused.is_some();
        running.status.read(&now, refused);
        if !is_refused {
            tracing::info!(office = %id, changed, "the configuration was read anew");
        }
    }
}
