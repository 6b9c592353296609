// SPDX-License-Identifier: MPL-2.0
//! Decodes bytes to text. Some programs fold a line within a character, some write Latin-1.

use std::borrow::Cow;

/// As UTF-8, else as UTF-8 after unfolding, else as Latin-1.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    match String::from_utf8(unfolded(bytes)) {
        Ok(text) => Cow::Owned(text),
        Err(_) => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()),
    }
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
}
