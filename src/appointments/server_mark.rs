// SPDX-License-Identifier: MPL-2.0
//! Which server writes a hold: a number made of this machine and its data folder, which tells neither. Two servers with
//! one configuration on one calendar, such as a test beside the real one, are distinguished by it.

use std::fmt;
use std::fs;
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// The machine's own id, where it has one.
const MACHINE_ID: &str = "/etc/machine-id";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerMark([u8; 8]);

impl ServerMark {
    /// Of a server with its data in this folder.
    pub fn of(data: &Path) -> Self {
        let machine = fs::read(MACHINE_ID).unwrap_or_default();
        let folder = fs::canonicalize(data).unwrap_or_else(|_| data.to_owned());
        let mut hash = Sha256::new_with_prefix("mintur server mark");
        hash.update(machine);
        hash.update(folder.as_os_str().as_encoded_bytes());
        Self(hash.finalize().first_chunk().copied().unwrap_or_default())
    }
}

impl fmt::Display for ServerMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", u64::from_be_bytes(self.0))
    }
}
