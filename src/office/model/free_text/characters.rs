// SPDX-License-Identifier: MPL-2.0
//! What a character is for finding numbers in a text, by the general categories of Unicode.

use unicode_normalization::char::is_combining_mark;

/// One character's part in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Character {
    /// A decimal digit of any script, with its value.
    Digit(u32),
    Letter,
    /// Punctuation, a space or a symbol.
    Separator,
    /// Not seen by a reader: joiners, soft hyphens, combining marks, variation selectors.
    Unseen,
    /// Control characters and those that change the reading direction.
    Forbidden,
}

/// Every script's zero; its nine other decimal digits follow (category Nd).
const ZEROS: [u32; 75] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
    0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
    0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40,
    0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da,
    0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16130, 0x16a60, 0x16ac0,
    0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0,
    0x1e5f1, 0x1e950,
];
/// Digits written raised, lowered, circled or with a stop: the first one, its value and how many there are.
const STYLED: [(u32, u32, u32); 17] = [
    (0xb2, 2, 2),
    (0xb9, 1, 1),
    (0x2070, 0, 1),
    (0x2074, 4, 6),
    (0x2080, 0, 10),
    (0x2460, 1, 9),
    (0x2474, 1, 9),
    (0x2488, 1, 9),
    (0x24ea, 0, 1),
    (0x24f5, 1, 9),
    (0x24ff, 0, 1),
    (0x2776, 1, 9),
    (0x2780, 1, 9),
    (0x278a, 1, 9),
    (0x1f100, 0, 1),
    (0x1f101, 0, 10),
    (0x1fbf0, 0, 10),
];

/// Letters by their category, and the digits of Chinese and Japanese.
const IDEOGRAPHS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

impl Character {
    pub(super) fn of(character: char) -> Self {
        if let Some(value) = digit(character) {
            return Self::Digit(value);
        }
        match character {
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => {
                Self::Forbidden
            }
            // Interlinear annotations and tags.
            '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => Self::Forbidden,
            _ if character.is_control() => Self::Forbidden,
            _ if is_unseen(character) => Self::Unseen,
            _ if character.is_alphanumeric() => Self::Letter,
            _ => Self::Separator,
        }
    }
}

fn is_unseen(character: char) -> bool {
    let formats = matches!(
        character,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
    );
    // Letters by their category, and blank on the screen.
    let fillers = matches!(character, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}');
    formats || fillers || is_combining_mark(character)
}

fn digit(character: char) -> Option<u32> {
    if let Some(value) = IDEOGRAPHS.iter().position(|ideograph| *ideograph == character) {
        return u32::try_from(value).ok();
    }
    let code = u32::from(character);
    let after = ZEROS.partition_point(|zero| *zero <= code);
    let plain = after.checked_sub(1).and_then(|at| ZEROS.get(at)).map(|zero| code - zero);
    let styled = || {
        let row = STYLED.iter().find(|(first, _, count)| (*first..first + count).contains(&code));
        row.map(|(first, value, _)| value + code - first)
    };
    plain.filter(|value| *value < 10).or_else(styled)
}

#[cfg(test)]
mod tests {
    use regex_syntax::hir::{Class, HirKind};

    use super::*;

    #[test]
    fn the_digits_of_every_script_are_known() {
        let hir = regex_syntax::parse(r"\p{Nd}").unwrap();
        let HirKind::Class(Class::Unicode(class)) = hir.kind() else { panic!("a class of characters") };
        for range in class.ranges() {
            for (index, character) in (range.start()..=range.end()).enumerate() {
                let value = u32::try_from(index).unwrap() % 10;
                assert_eq!(digit(character), Some(value), "{:x}", u32::from(character));
            }
        }
    }

    fn all_of(category: &str) -> Vec<char> {
        let hir = regex_syntax::parse(category).unwrap();
        let HirKind::Class(Class::Unicode(class)) = hir.kind() else { panic!("a class of characters") };
        class.ranges().iter().flat_map(|range| range.start()..=range.end()).collect()
    }

    #[test]
    fn no_mark_format_or_control_character_parts_the_digits_of_a_number() {
        for character in [r"\p{M}", r"\p{Cf}", r"\p{Cc}", r"\p{Z}"].into_iter().flat_map(all_of) {
            assert_ne!(Character::of(character), Character::Letter, "{:x}", u32::from(character));
        }
    }

    #[test]
    fn each_table_of_digits_is_in_order() {
        assert!(ZEROS.is_sorted() && STYLED.is_sorted_by_key(|(first, ..)| *first));
    }
}
