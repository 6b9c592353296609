// SPDX-License-Identifier: MPL-2.0
//! `mintur checkpoint` and `mintur checkpoint-key`, and the checkpoints that a running server makes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::checkpoint_post::Post;
use super::failure::Failure;
use super::say;
use config::CheckpointConfig;
use ledger::{
    Checkpoint, CheckpointFailure, CheckpointPublicKey, CheckpointSigningKey, ExpectedCheckpoints, Head,
    LedgerProgress,
};
use office::names::OfficeId;
use runtime::ports::LedgerFailure;

/// How often the ledgers are looked at: a day's end is written down within that.
const LOOK: Duration = Duration::from_mins(1);
/// How long the end of the server waits for the last checkpoint to be taken.
const LAST_POST: Duration = Duration::from_secs(3);

pub(super) fn print(data: &Path, key: Option<&Path>) -> Result<(), Failure> {
    let key = key.map(CheckpointSigningKey::read).transpose().map_err(Failure::from_error)?;
    let checkpoints = ledger::checkpoints_now(data, Timestamp::now(), key.as_ref());
    for checkpoint in checkpoints.map_err(Failure::from_error)? {
        say(&checkpoint.line().map_err(Failure::from_error)?)?;
    }
    Ok(())
}

pub(super) fn create_key(to: &Path) -> Result<(), Failure> {
    let public = ledger::create_key(to).map_err(Failure::from_error)?;
    let name = to.display();
    say(&format!(
        "{name}: the secret key; name it in the configuration as key_file in [checkpoints], and let nobody else read \
         it\n{name}.pub: the public key {public}; give it to whoever will check the checkpoints"
    ))
}

/// What checkpoints of a server are made with.
pub(super) struct Checkpoints {
    data: PathBuf,
    file: Option<PathBuf>,
    key: Option<CheckpointSigningKey>,
    public: Option<CheckpointPublicKey>,
    post: Option<Post>,
    every: Duration,
}

impl Checkpoints {
    /// # Errors
    /// When a file that the configuration names cannot be used.
    pub fn new(config: &CheckpointConfig, data: &Path) -> Result<Self, Failure> {
        if let Some(inside) = config.file_in(data) {
            let inside = inside.display();
            return Err(Failure::new(format!(
                "{inside} lies in the data folder; keep checkpoints and their key where only another account can \
                 change them"
            )));
        }
        let key = config
            .key_file
            .as_deref()
            .map(CheckpointSigningKey::read)
            .transpose()
            .map_err(Failure::from_error)?;
        let public = key.as_ref().map(CheckpointSigningKey::public);
        let post = match &config.post_to {
            Some(address) => Some(Post::new(address, config.post_token_file.as_deref())?),
            None => None,
        };
        let every = Duration::from_mins(u64::from(config.every_minutes));
        Ok(Self { data: data.to_owned(), file: config.file.clone(), key, public, post, every })
    }

    /// Whether an office's ledger is the one its checkpoints know. Where an older one was restored on purpose, a
    /// checkpoint says so from now on.
    ///
    /// # Errors
    /// [`LedgerFailure::Contradicted`] when it is another.
    pub fn check(&self, office: &OfficeId, accept_restored: bool) -> Result<(), LedgerFailure> {
        let Some(file) = self.file.as_deref().filter(|file| file.exists()) else { return Ok(()) };
        let failed = |failure: CheckpointFailure| LedgerFailure::Failed(failure.to_string());
        let checkpoints = ledger::read_checkpoints(file).map_err(failed)?;
        let mut expected = ExpectedCheckpoints { checkpoints, key: self.public };
        let restored =
            if accept_restored { ledger::restored_head(&self.data, office, &expected)? } else { None };
        if let Some(head) = restored {
            tracing::warn!(%office, event = head.seq, "an older ledger was restored on purpose and is gone on with");
            let said = Checkpoint::of(office.clone(), head, Timestamp::now(), true, self.key.as_ref());
            ledger::append_checkpoint(file, &said).map_err(failed)?;
            expected.checkpoints.push(said);
        }
        ledger::check_against(&self.data, office, &expected).map(drop)
    }

    fn is_wanted(&self) -> bool {
        self.file.is_some() || self.post.is_some() || self.key.is_some()
    }

    /// Returns what is still to be posted.
    async fn make(&self, office: OfficeId, head: Head) -> Checkpoint {
        let checkpoint = Checkpoint::of(office, head, Timestamp::now(), false, self.key.as_ref());
        let signature =
            checkpoint.signed.as_ref().map(|signed| signed.signature.as_str()).unwrap_or_default();
        let (hash, at) = (checkpoint.hash, checkpoint.at);
        tracing::info!(office = %checkpoint.office, event = checkpoint.seq, %hash, %at, signature, "checkpoint");
        if let Some(file) = self.file.clone() {
            let line = checkpoint.clone();
            let written = spawn_blocking(move || ledger::append_checkpoint(&file, &line)).await;
            match written {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::error!(%error, "a checkpoint could not be written"),
                Err(error) => tracing::error!(%error, "a checkpoint could not be written"),
            }
        }
        checkpoint
    }

    async fn post(&self, checkpoint: &Checkpoint) {
        if let Some(post) = &self.post {
            post.send(checkpoint).await;
        }
    }
}

/// One more of each office when the server has stopped: nobody can say that it ended earlier.
pub(super) async fn make_last(checkpoints: &Checkpoints, offices: &[OfficeId]) {
    if !checkpoints.is_wanted() {
        return;
    }
    for office in offices {
        let (data, id) = (checkpoints.data.clone(), office.clone());
        if let Ok(Ok(LedgerProgress { head, .. })) =
            spawn_blocking(move || ledger::progress_since(&data, &id, None)).await
        {
            let made = checkpoints.make(office.clone(), head).await;
            // The service manager does not wait for ever.
            drop(tokio::time::timeout(LAST_POST, checkpoints.post(&made)).await);
        }
    }
}

/// The latest checkpoint of an office since the start.
#[derive(Clone, Copy)]
struct Latest {
    head: Head,
    at: tokio::time::Instant,
}

/// Makes checkpoints of all offices: at the start, regularly also when nothing happens, and when a day ends.
pub(super) async fn run(checkpoints: Arc<Checkpoints>, offices: Vec<OfficeId>) {
    if !checkpoints.is_wanted() {
        return;
    }
    let mut latest: BTreeMap<OfficeId, Latest> = BTreeMap::new();
    let mut ticks = tokio::time::interval(LOOK.min(checkpoints.every));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        ticks.tick().await;
        for office in &offices {
            look(&checkpoints, office, &mut latest).await;
        }
    }
}

async fn look(checkpoints: &Arc<Checkpoints>, office: &OfficeId, latest: &mut BTreeMap<OfficeId, Latest>) {
    let last = latest.get(office).copied();
    let (data, id) = (checkpoints.data.clone(), office.clone());
    let seen = spawn_blocking(move || ledger::progress_since(&data, &id, last.map(|last| last.head))).await;
    match seen {
        Ok(Ok(LedgerProgress { head, day_ended })) => {
            // A little early rather than a minute late.
            let due = last.is_none_or(|last| last.at.elapsed() + LOOK / 2 >= checkpoints.every);
            if due || day_ended {
                latest.insert(office.clone(), Latest { head, at: tokio::time::Instant::now() });
                let made = checkpoints.make(office.clone(), head).await;
                let all = Arc::clone(checkpoints);
                // Also while an address does not answer, the next checkpoint is made in time.
                tokio::spawn(async move { all.post(&made).await });
            }
        }
        Ok(Err(error)) => tracing::error!(%office, %error, "no checkpoint could be made"),
        Err(error) => tracing::error!(%office, %error, "no checkpoint could be made"),
    }
}
