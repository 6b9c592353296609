// SPDX-License-Identifier: MPL-2.0
//! Suggestions for misspelt keys.

/// Longer unknown keys are cut before they are compared.
const MAX_KEY_CHARS: usize = 80;

/// What to write instead of an unknown key.
pub(super) fn remedy(unknown: &str, known: &[&str]) -> String {
    match nearest(unknown, known) {
        Some(key) => format!("did you mean «{key}»?"),
        None => format!("remove it, or use one of: {}", known.join(", ")),
    }
}

/// The known key that was probably meant.
pub(super) fn nearest<'k>(unknown: &str, known: &[&'k str]) -> Option<&'k str> {
    let shortened: String = unknown.chars().take(MAX_KEY_CHARS).collect();
    let nearest = known.iter().map(|key| (strsim::levenshtein(&shortened, key), *key)).min();
    nearest.filter(|(steps, key)| *steps <= 1 + key.len() / 3).map(|(_, key)| key)
}
