// SPDX-License-Identifier: MPL-2.0
//! How a certificate stands in time.

use jiff::{SignedDuration, Timestamp};

const SOON: SignedDuration = SignedDuration::from_hours(14 * 24);
const TOMORROW: SignedDuration = SignedDuration::from_hours(24);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    Sound,
    /// Within 14 days.
    EndsSoon,
    /// Within a day.
    EndsTomorrow,
    Ended,
    NotYet,
}

impl Validity {
    pub fn at(now: Timestamp, starts: Timestamp, ends: Timestamp) -> Self {
        let left = ends.duration_since(now);
        if now < starts {
            Self::NotYet
        } else if left <= SignedDuration::ZERO {
            Self::Ended
        } else if left <= TOMORROW {
            Self::EndsTomorrow
        } else if left <= SOON {
            Self::EndsSoon
        } else {
            Self::Sound
        }
    }
}
