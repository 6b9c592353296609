// SPDX-License-Identifier: MPL-2.0
//! Decodes bytes to text. Some programs fold a line within a character, some cut a name within one, some write Latin-1
//! and some UTF-16; one damaged line leaves the others as they are.

use std::borrow::Cow;

/// As UTF-8 or UTF-16 where the whole is; otherwise line by line as UTF-8, unfolded if need be, else as Latin-1.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(text) = utf16(bytes) {
        return Cow::Owned(text);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(line_by_line(bytes)),
    }
}

/// UTF-16 says so in its first two bytes, or has a zero beside the first letter.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (bytes, little) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, true),
        [0xfe, 0xff, rest @ ..] => (rest, false),
        [b'B' | b'b', 0, ..] => (bytes, true),
        [0, b'B' | b'b', ..] => (bytes, false),
        _ => return None,
    };
    let pairs = bytes.chunks_exact(2).map(|pair| [pair[0], pair[1]]);
    let units = pairs.map(|pair| if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) });
    Some(char::decode_utf16(units).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

fn line_by_line(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let (folded, after) = rest.split_at(end_of_line(rest));
        rest = after;
        match std::str::from_utf8(folded) {
            Ok(line) => text.push_str(line),
            Err(_) => match String::from_utf8(unfolded(folded)) {
                Ok(line) => text.push_str(&line),
                Err(_) => text.extend(folded.iter().map(|&byte| char::from(byte))),
            },
        }
    }
    text
}

/// Behind the end of the first line, with the lines that continue it.
fn end_of_line(bytes: &[u8]) -> usize {
    let ends = bytes.iter().enumerate().filter(|&(_, &byte)| byte == b'\n').map(|(at, _)| at + 1);
    ends.into_iter().find(|&end| !matches!(bytes.get(end), Some(b' ' | b'\t'))).unwrap_or(bytes.len())
}

fn unfolded(bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        match rest {
            [b'\r', b'\n', b' ' | b'\t', after @ ..] | [b'\n', b' ' | b'\t', after @ ..] => rest = after,
            _ => {
                whole.push(byte);
                rest = after;
            }
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_cut_by_a_fold_is_whole_again() {
        assert_eq!(decode(b"LOCATION:Skranke \xc3\r\n \x98st\r\n"), "LOCATION:Skranke Øst\r\n");
        assert_eq!(decode("LOCATION:Ø\r\n st".as_bytes()), "LOCATION:Ø\r\n st");
    }

    #[test]
    fn latin_1_is_read_as_what_it_is() {
        assert_eq!(decode(b"LOCATION:\xd8st"), "LOCATION:Øst");
        assert_eq!(decode(b"\xef\xbb\xbfBEGIN"), "BEGIN");
    }

    #[test]
    fn one_cut_letter_leaves_the_other_lines_as_they_are() {
        assert_eq!(decode(b"TZID:K\xc3\r\nLOCATION:\xc3\x98st\r\n"), "TZID:K\u{c3}\r\nLOCATION:Øst\r\n");
    }

    #[test]
    fn utf_16_is_read_in_either_order_with_and_without_a_mark() {
        let little: Vec<u8> = "BEGIN:Ø".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "BEGIN:Ø".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (mark, bytes) in
            [(&[0xff, 0xfe][..], &little), (&[0xfe, 0xff], &big), (&[], &little), (&[], &big)]
        {
            assert_eq!(decode(&[mark, bytes].concat()), "BEGIN:Ø");
        }
    }
}
