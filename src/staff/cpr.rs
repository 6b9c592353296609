//! What must never be written down about a person: text that looks like a CPR number.

/// Whether the text holds six digits that could be a date (ddmmyy), perhaps a space or hyphen, and four
/// digits more. Some numbers have 60 added to the day; they count too.
pub fn looks_like_cpr(text: &str) -> bool {
    let signs: Vec<Option<u32>> = text.chars().map(digit).collect();
    let separators: Vec<bool> = text.chars().map(separates).collect();
    (0..signs.len()).any(|start| {
        let Some(date) = digits(&signs, start, 6) else { return false };
        let gap = separators[start + 6..].iter().take(3).take_while(|is| **is).count();
        could_be_a_date(&date) && digits(&signs, start + 6 + gap, 4).is_some()
    })
}

fn digits(signs: &[Option<u32>], start: usize, count: usize) -> Option<Vec<u32>> {
    signs.get(start..start + count)?.iter().copied().collect()
}

fn could_be_a_date(date: &[u32]) -> bool {
    let pair = |at: usize| date[at] * 10 + date[at + 1];
    let day = pair(0);
    (matches!(day, 1..=31) || matches!(day, 61..=91)) && matches!(pair(2), 1..=12)
}

fn separates(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '-' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Digits as people here type them: Latin, Arabic or full width.
fn digit(sign: char) -> Option<u32> {
    let zero = match sign {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        _ => return sign.to_digit(10),
    };
    Some(u32::from(sign) - zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cpr_number_is_seen_however_it_is_typed() {
        for text in [
            "010190-1234",
            "010190 1234",
            "0101901234",
            "borger 311299-0000 ringer",
            "x0101901234y",
            "010190 - 1234",
            "610190-1234",
            "٠١٠١٩٠-١٢٣٤",
        ] {
            assert!(looks_like_cpr(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_may_be_written() {
        for text in
            ["", "ring 89 40 20 00", "sag 2026-1234", "991390-1234", "010190-123", "nummer 14 kl. 10.40"]
        {
            assert!(!looks_like_cpr(text), "{text}");
        }
    }
}
