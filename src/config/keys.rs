// SPDX-License-Identifier: MPL-2.0
//! Suggestions for misspelt keys.

/// Longer unknown keys are cut before they are compared.
const MAX_KEY_CHARS: usize = 80;

/// What to write instead of an unknown key.
pub(super) fn remedy(unknown: &str, known: &[&str]) -> String {
    let shortened: String = unknown.chars().take(MAX_KEY_CHARS).collect();
    let nearest = known.iter().map(|key| (strsim::levenshtein(&shortened, key), *key)).min();
    match nearest {
        Some((steps, key)) if steps <= 1 + key.len() / 3 => format!("did you mean «{key}»?"),
        _ => format!("remove it, or use one of: {}", known.join(", ")),
    }
}
