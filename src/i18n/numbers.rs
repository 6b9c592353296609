// SPDX-License-Identifier: MPL-2.0
//! Numbers as people read them: «1.075,5» in Danish, «1,075.5» elsewhere.

use office::ticket::Language;

/// A number with so many decimals.
pub fn number(value: f64, decimals: usize, language: Language) -> String {
    let (thousands, comma) = if language == Language::Da { ('.', ',') } else { (',', '.') };
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let mut said = String::new();
    if value < 0.0 && text.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
        said.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            said.push(thousands);
        }
        said.push(digit);
    }
    if !rest.is_empty() {
        said.push(comma);
        said.push_str(rest);
    }
    said
}

/// Two ends as «1,4–1,9», or one number where they read the same.
pub fn between(low: f64, high: f64, decimals: usize, language: Language) -> String {
    let (low, high) = (number(low, decimals, language), number(high, decimals, language));
    if low == high {
        low
    } else if low.starts_with('−') || high.starts_with('−') {
        let to = if language == Language::Da { "til" } else { "to" };
        format!("{low} {to} {high}")
    } else {
        format!("{low}–{high}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_danish_number_has_its_point_and_comma_the_danish_way() {
        assert_eq!(number(1_075.54, 1, Language::Da), "1.075,5");
        assert_eq!(number(1_234_567.0, 0, Language::En), "1,234,567");
        assert_eq!(between(1.395, 1.86, 1, Language::Da), "1,4–1,9");
        assert_eq!(between(-250.0, 2_000.0, 0, Language::Da), "−250 til 2.000");
        assert_eq!(number(-0.01, 1, Language::Da), "0,0");
    }
}
