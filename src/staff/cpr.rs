//! What must never be written down about a person: text that looks like a CPR number.

/// How people group the digits of one when they do not write six and four. Eight are a date with its century.
const GROUPED: [&[usize]; 9] = [
    &[2, 2, 2, 4],
    &[2, 2, 6],
    &[2, 2, 2, 2, 2],
    &[6, 2, 2],
    &[4, 2, 4],
    &[4, 6],
    &[8, 4],
    &[2, 2, 4, 4],
    &[1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
];
/// So many signs may stand between two groups.
const MOST_BETWEEN: usize = 3;

/// Whether the text holds six digits that could be a date (ddmmyy), perhaps a space or hyphen, and four
/// digits more, or the same in other groups. Some numbers have 60 added to the day; they count too.
pub fn looks_like_cpr(text: &str) -> bool {
    is_in_a_row(text) || is_in_groups(text)
}

fn is_in_groups(text: &str) -> bool {
    let runs = runs(text);
    let at = |start: usize| {
        GROUPED.iter().any(|lengths| {
            let Some(groups) = runs.get(start..start + lengths.len()) else { return false };
            let alike = groups.iter().zip(*lengths).all(|(group, length)| group.digits.len() == *length);
            let digits: Vec<u32> = groups.iter().flat_map(|group| group.digits.iter().copied()).collect();
            alike && groups[1..].iter().all(|group| group.follows) && could_be_a_date(&digits)
        })
    };
    (0..runs.len()).any(at)
}

/// Digits with nothing between them.
struct Run {
    digits: Vec<u32>,
    /// Whether only a few separating signs stand between it and the run before.
    follows: bool,
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut between, mut apart) = (0, true);
    for sign in text.chars() {
        if let Some(digit) = digit(sign) {
            match runs.last_mut().filter(|_| between == 0 && !apart) {
                Some(run) => run.digits.push(digit),
                None => runs.push(Run { digits: vec![digit], follows: !apart && between <= MOST_BETWEEN }),
            }
            (between, apart) = (0, false);
        } else {
            between += 1;
            apart |= !separates(sign);
        }
    }
    runs
}

fn is_in_a_row(text: &str) -> bool {
    let signs: Vec<Option<u32>> = text.chars().map(digit).collect();
    let separators: Vec<bool> = text.chars().map(separates).collect();
    (0..signs.len()).any(|start| {
        let Some(date) = digits(&signs, start, 6) else { return false };
        let gap = separators[start + 6..].iter().take(MOST_BETWEEN).take_while(|is| **is).count();
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
    sign.is_whitespace()
        || matches!(sign, '-' | '.' | '/' | '_' | '+' | ',' | '(' | ')')
        || matches!(sign, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}'..='\u{200d}' | '\u{feff}')
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
            "01 01 90 1234",
            "01-01-90-1234",
            "01/01/90-1234",
            "01.01.1990-1234",
            "01011990 1234",
            "010190_1234",
            "(010190)1234",
            "010190+1234",
            "010190,1234",
            "010190-12 34",
            "0 1 0 1 9 0 1 2 3 4",
            "010190-\u{200b}1234",
        ] {
            assert!(looks_like_cpr(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_may_be_written() {
        for text in [
            "",
            "ring 89 40 20 00",
            "sag 2026-1234",
            "991390-1234",
            "010190-123",
            "nummer 14 kl. 10.40",
            "flyttet til 03.03.2026 10.40",
            "fra 10.40 til 11.20, skranke 2",
        ] {
            assert!(!looks_like_cpr(text), "{text}");
        }
    }
}
