// SPDX-License-Identifier: MPL-2.0
//! Boards that may not play sound: they say so with each heartbeat, and the supervisor is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use api::condition::SoundJson;
use office::names::Actor;

/// The silent ones among an office's connected boards.
#[derive(Debug, Default)]
pub struct SilentBoards {
    by_connection: Mutex<BTreeMap<u64, Actor>>,
    connections: AtomicU64,
}

/// What one board says of itself, for as long as it is connected.
#[derive(Debug)]
pub struct BoardSound {
    boards: Arc<SilentBoards>,
    connection: u64,
    board: Actor,
}

impl SilentBoards {
    /// As the ledger names devices, each once.
    pub fn names(&self) -> Vec<String> {
        let names: BTreeSet<String> = self.lock().values().map(ToString::to_string).collect();
        names.into_iter().collect()
    }

    pub fn connect(self: &Arc<Self>, board: Actor) -> BoardSound {
        let connection = self.connections.fetch_add(1, Ordering::Relaxed);
        BoardSound { boards: Arc::clone(self), connection, board }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Actor>> {
        self.by_connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BoardSound {
    pub fn say(&self, sound: SoundJson) {
        let mut silent = self.boards.lock();
        match sound {
            SoundJson::Allowed => drop(silent.remove(&self.connection)),
            SoundJson::Blocked => drop(silent.insert(self.connection, self.board.clone())),
        }
    }
}

impl Drop for BoardSound {
    fn drop(&mut self) {
        self.boards.lock().remove(&self.connection);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_is_silent_until_it_may_play_or_is_gone() {
        let boards = Arc::new(SilentBoards::default());
        let (hall, stairs) = (boards.connect("board:hall".into()), boards.connect("board:stairs".into()));
        assert!(boards.names().is_empty(), "a board that has said nothing is not accused");
        hall.say(SoundJson::Blocked);
        stairs.say(SoundJson::Blocked);
        assert_eq!(boards.names(), ["board:hall", "board:stairs"]);
        hall.say(SoundJson::Allowed);
        drop(stairs);
        assert!(boards.names().is_empty());
    }
}
