// SPDX-License-Identifier: MPL-2.0
//! Which server writes a hold: a number for this machine and its data folder. Two servers with one configuration on
//! one calendar, as a test beside the real one, are told apart by it.

use std::fmt;
use std::fs;
use std::path::Path;

/// The machine's own id, where it has one.
const MACHINE_ID: &str = "/etc/machine-id";
/// FNV-1a, which stays the same in every version.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerMark(u64);

impl ServerMark {
    /// Of a server with its data in this folder.
    pub fn of(data: &Path) -> Self {
        let machine = fs::read(MACHINE_ID).unwrap_or_default();
        let folder = fs::canonicalize(data).unwrap_or_else(|_| data.to_owned());
        let bytes = machine.iter().chain(folder.as_os_str().as_encoded_bytes());
        Self(bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME)))
    }
}

impl fmt::Display for ServerMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
