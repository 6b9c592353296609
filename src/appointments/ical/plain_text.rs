// SPDX-License-Identifier: MPL-2.0
//! Compares what people write: letters in one part or two, wide or narrow, spaces of any kind, either case.

use icu_normalizer::ComposingNormalizerBorrowed;

pub(super) fn plain(text: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    let seen = composed
        .chars()
        .filter(|letter| !is_unseen(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter });
    let seen: String = seen.collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Soft hyphens, joiners, marks of direction and of byte order.
const fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for written in ["Ma\u{30a}løv", "MÅLØV", " må\u{ad}løv ", "Måløv\u{200b}"] {
            assert_eq!(plain(written), "måløv");
        }
        for written in ["Skranke\u{a0}1", "skranke  1", "Skranke\t1", "\u{ff33}kranke 1"] {
            assert_eq!(plain(written), "skranke 1");
        }
    }
}
