// SPDX-License-Identifier: MPL-2.0
//! How long what ledgers say of persons is kept.

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

use super::reader::ConfigReader;

/// A day that is under way is never forgotten, and ten years are more than any purpose here.
const DAYS: std::ops::RangeInclusive<u16> = 1..=3660;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionConfig {
    /// Companion, needs and language of a visit.
    pub visits_days: u16,
    /// Free text: why somebody was called, sent on, voided; why time was reserved.
    pub notes_days: u16,
}

impl Default for RetentionConfig {
    fn default() -> Self {
        Self { visits_days: 30, notes_days: 30 }
    }
}

impl ConfigReader<'_> {
    pub(super) fn retention(&mut self, value: Spanned<DeValue<'_>>) -> Option<RetentionConfig> {
        let table = value.span().start;
        let at = |key: &str| {
            let place = value.get_ref().as_table().and_then(|table| table.get(key));
            place.map_or(table, |place| place.span().start)
        };
        let places = [("visits_days", at("visits_days")), ("notes_days", at("notes_days"))];
        let retention: RetentionConfig = self.section(value)?;
        for ((key, place), days) in places.into_iter().zip([retention.visits_days, retention.notes_days]) {
            if !DAYS.contains(&days) {
                self.add_problem(place, format!("{key} is a whole number of days from 1 to 3660"));
            }
        }
        Some(retention)
    }
}
