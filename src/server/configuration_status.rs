// SPDX-License-Identifier: MPL-2.0
//! Whether an office follows its configuration, which is read anew while it runs.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use office::refusal::Refusal;
use office::setup::Setup;
use office::setup_words::Untranslated;

#[derive(Debug, Default)]
pub struct ConfigurationStatus {
    known: RwLock<Known>,
    /// Grows whenever the setup may be another one.
    generation: AtomicU64,
}

#[derive(Clone, Debug, Default)]
struct Known {
    /// Why the office goes on with its earlier setup.
    setup_refused: Option<Refusal>,
    /// What is wrong with the file as it was last read; what was read before applies.
    file_refused: Option<Arc<str>>,
    /// What of the setup that applies is not translated.
    untranslated: Arc<[Untranslated]>,
}

impl ConfigurationStatus {
    /// Of an office with this setup, and why it has no other, if it refused one.
    pub fn new(setup: &Setup, refused: Option<Refusal>) -> Self {
        let status = Self::default();
        status.read(setup, refused);
        status
    }

    /// The file was read: the office has this setup now, and refused another or not.
    pub fn read(&self, setup: &Setup, refused: Option<Refusal>) {
        let untranslated = setup.untranslated().into();
        *self.write() = Known { setup_refused: refused, file_refused: None, untranslated };
        self.generation.fetch_add(1, Ordering::Release);
    }

    /// The file has a mistake: nothing has changed, and the mistake is kept for those who can mend it.
    pub fn refuse_file(&self, why: &str) {
        self.write().file_refused = Some(why.into());
    }

    pub fn setup_refused(&self) -> Option<Refusal> {
        self.look().setup_refused
    }

    pub fn file_refused(&self) -> Option<Arc<str>> {
        self.look().file_refused
    }

    pub fn untranslated(&self) -> Arc<[Untranslated]> {
        self.look().untranslated
    }

    /// Another number than before says that what was read from the setup may be outdated.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    fn look(&self) -> Known {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}
