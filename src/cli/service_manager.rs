// SPDX-License-Identifier: MPL-2.0
//! Notifies the service manager (systemd) that the server is open, that its offices still answer, and that it
//! closes. Without one, nothing is sent.

use std::time::Duration;

use runtime::handle::OfficeHandle;
use sd_notify::NotifyState;

/// How many signs of life fall within the time after which the manager starts the service anew.
const SIGNS_WITHIN_LIMIT: u32 = 3;

/// The listener is there and every office has been opened, or has said why not.
pub(super) fn tell_ready() {
    tell(&[NotifyState::Ready]);
}

pub(super) fn tell_closing() {
    tell(&[NotifyState::Stopping]);
}

/// Gives signs of life while every office's thread answers. One that refuses, as on a full disk, is alive.
pub(super) async fn watch(offices: Vec<OfficeHandle>) {
    let Some(limit) = sd_notify::watchdog_enabled() else { return };
    let pause = limit / SIGNS_WITHIN_LIMIT;
    loop {
        if all_answer(&offices, pause).await {
            tell(&[NotifyState::Watchdog]);
        } else {
            tracing::error!("an office's thread does not answer; the service manager gets no sign of life");
        }
        tokio::time::sleep(pause).await;
    }
}

async fn all_answer(offices: &[OfficeHandle], within: Duration) -> bool {
    for office in offices {
        let answer = office.read(|_, _| ());
        if tokio::time::timeout(within, answer).await.is_err() {
            return false;
        }
    }
    true
}

fn tell(state: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(state) {
        tracing::warn!(%error, "the service manager could not be notified");
    }
}
