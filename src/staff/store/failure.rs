// SPDX-License-Identifier: MPL-2.0
//! What keeps the people file from being used.

use std::io;
use std::path::PathBuf;

/// The world's failure, in an administrator's words. Never says what stands in the file.
#[derive(Debug, thiserror::Error)]
pub enum StoreFailure {
    #[error("{}: cannot be used: {error}", file.display())]
    File { file: PathBuf, error: io::Error },
    #[error("{0} holds what people sign in with and can be read by others; run: chmod 600 {0}", file.display())]
    OthersCanRead { file: PathBuf },
    #[error("{} is not a people file of Mintur; move it away", file.display())]
    NotAPeopleFile { file: PathBuf },
    #[error("{} was written by a newer Mintur; install the newer one", file.display())]
    Newer { file: PathBuf },
    #[error("the people file cannot be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("the machine gives no random numbers: {0}")]
    Random(getrandom::Error),
    #[error("a password cannot be kept: {0}")]
    Hashing(argon2::Error),
}
