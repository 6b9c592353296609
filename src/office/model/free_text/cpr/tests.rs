// SPDX-License-Identifier: MPL-2.0
//! CPR numbers as people type them, and other numbers.

use proptest::prelude::*;

use super::*;

#[test]
fn a_cpr_number_is_seen_however_it_is_typed() {
    for text in [
        "010190-1234",
        "1990/01/01-1234",
        "1990.01.01-1234",
        "1990-01-01 1294",
        "010190 1234",
        "0101901234",
        "borger 311299-0000 ringer",
        "x0101901234y",
        "010190 - 1234",
        "610190-1234",
        "٠١٠١٩٠-١٢٣٤",
        "०१०१९०-१२३४",
        "०१0190-१२34",
        "𝟎𝟏𝟎𝟏𝟗𝟎-𝟏𝟐𝟑𝟒",
        "０１０１９０－１２３４",
        "⓪①⓪①⑨⓪-①②③④",
        "0️⃣1️⃣0️⃣1️⃣9️⃣0️⃣1️⃣2️⃣3️⃣4️⃣",
        "01 01 90 1234",
        "01.01 90-1234",
        "01.01 90 1234",
        "01:01 90 1234",
        "01.01 901234",
        "1.1 90-1234",
        "kl. 9.30: 01.01 90-1234",
        "1:01 90 1234",
        "01-01-90-1234",
        "01/01/90-1234",
        "01.01.90-12.34",
        "01.01.1990-1234",
        "01011990 1234",
        "010190_1234",
        "010190:1234",
        "010190–1234",
        "010190·1234",
        "(010190)1234",
        "010190+1234",
        "010190,1234",
        "010190-12 34",
        "010190 12.34",
        "01 01 90 12 34",
        "0 1 0 1 9 0 1 2 3 4",
        "010190-\u{200b}1234",
        "0\u{200d}1\u{ad}0\u{2060}190\u{fe0f}\u{301}1234",
        "010190\u{202e}1234",
        "kl. 10.40: 010190-1234, ring 89 40 20 00",
        "010190     1234",
        "010190 ------- 1234",
        "010 190 1234",
        "01 0190 1234",
        "010-190-123-4",
        "01019 01234",
        "1.1.90-1234",
        "1/1-90 1234",
        "01.01-01-1900",
        "1/1/1990 - 1234",
        "1990-01-01-1234",
        "19900101-1234",
        "〇一〇一九〇-一二三四",
        "0\u{64b}1\u{64b}0\u{64b}1\u{64b}9\u{64b}0\u{64b}-1234",
        "0\u{3164}10190-1\u{115f}234",
        "010190\u{a0}\u{2007}1234",
        "010190\u{2011}1234",
        "010190|1234",
        "«010190» «1234»",
    ] {
        assert!(looks_like_cpr(text), "{text}");
    }
}

#[test]
fn other_numbers_may_be_written() {
    for text in [
        "",
        "ring 89 40 20 00",
        "ring 20 10 12 34 / 20 55 66 77",
        "ring 20101234 eller 89402000",
        "20101234, 89402000",
        "+45 20 10 12 34",
        "+4520101234",
        "sag 2026-1234",
        "991390-1234",
        "010190-123",
        "nummer 14 kl. 10.40",
        "flyttet til 03.03.2026 10.40",
        "2026-03-03 10.40-11.20",
        "2026-03-03T10:40 til 2026-03-03T11:20",
        "fra 10.40 til 11.20, skranke 2",
        "10.10, 10.20, 10.30",
        "10.10-10.20, 10.20-10.30",
        "03.03.26-05.03.26",
        "3.3.2026, 4.3.2026",
        "2026-03-03, 2026-03-04",
        "2026/03/03 kl. 10.40",
        "2026.03.03 10.40-11.20",
        "2026-03-03 1040",
        "2026-03-03 og 2026-03-04",
        "01.12.2026 kl. 10.40",
        "1/12 kl. 8.30, 2/12 kl. 9.00",
        "8:30-12:00, 12:30-16:00",
        "tlf. 2010 1234",
        "ring 20 10 12 34 kl. 10.40",
        "numre 10, 11, 12, 13, 14",
        "uge 10 11 12",
        "+45 8940 2000",
        "0045 89402000",
        "112, 114",
        "10.40 10 1234",
        "kl. 10.10 20 10 12 34",
        "10.10 sag 901234",
        "10.10, 2010 1234",
        "8.30 2026-1234",
    ] {
        assert!(!looks_like_cpr(text), "{text}");
    }
}

proptest! {
    #[test]
    fn no_separator_or_script_hides_a_cpr_number(
        day in 1..=31_u32, month in 1..=12_u32, year in 0..=99_u32, last in 0..=9999_u32,
        separator in "[-. /_+,\u{2010}-\u{2015}]{0,3}",
        zero in prop::sample::select(vec!['0', '٠', '०', '߀', '０', '𝟎']),
        unseen in prop::sample::select(vec!["", "\u{200b}", "\u{ad}", "\u{fe0f}"]),
    ) {
        let digits = |text: String| -> String {
            let other = |digit: char| {
                char::from_u32(u32::from(zero) + digit.to_digit(10).unwrap()).unwrap()
            };
            text.chars().flat_map(|digit| std::iter::once(other(digit)).chain(unseen.chars())).collect()
        };
        let birth = digits(format!("{day:02}{month:02}{year:02}"));
        let text = format!("borger {birth}{separator}{} kom", digits(format!("{last:04}")));
        prop_assert!(looks_like_cpr(&text), "{text}");
    }

    #[test]
    fn a_birthday_written_as_a_clock_time_is_seen(
        day in 1..=23_u32, month in 1..=12_u32, year in 0..=99_u32, last in 0..=9999_u32,
        joint in "[.:]", separator in "[-. /]{1,2}", between in "[- ]?",
    ) {
        let text = format!("{day:02}{joint}{month:02}{separator}{year:02}{between}{last:04}");
        prop_assert!(looks_like_cpr(&text), "{text}");
    }

    #[test]
    fn times_and_dates_and_telephone_numbers_may_be_written(
        hour in 0..24_u32, minute in 0..60_u32, day in 1..=31_u32, month in 1..=12_u32,
        telephone in 2_000..9_999_u32,
    ) {
        for text in [
            format!("{hour}.{minute:02}-{hour:02}:{minute:02}"),
            format!("{day:02}.{month:02}.2026 {hour:02}.{minute:02}"),
            format!("2026-{month:02}-{day:02} {hour:02}.{minute:02}-{hour:02}.{minute:02}"),
            format!("{day}/{month} kl. {hour}:{minute:02}"),
            format!("tlf. {} {} {} {}", telephone / 100, telephone % 100 / 10 * 10 + 9, 12, 12),
            format!("tlf. {telephone}1212"),
        ] {
            prop_assert!(!looks_like_cpr(&text), "{text}");
        }
    }

    #[test]
    fn any_text_can_be_looked_at(text in "\\PC{0,60}|[0-9 .:/-]{0,40}") {
        looks_like_cpr(&text);
    }
}
