// SPDX-License-Identifier: MPL-2.0
//! The parts of a PNG that tell whether it is whole and how large its picture is (PNG, third edition, 5.2, 5.6 and
//! 11.2).

use super::logo::LogoProblem;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The last chunk: no data, its name and its checksum.
const END: &[u8] = b"\0\0\0\0IEND\xae\x42\x60\x82";
/// A few bytes can unpack to more pixels than a kiosk has memory for.
const MOST_PIXELS: u32 = 2_000;

pub fn is_meant(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// The width of the picture by its height.
pub fn check(bytes: &[u8]) -> Result<f64, LogoProblem> {
    let broken = |what: &str| LogoProblem::Broken(what.to_owned());
    let header = bytes.get(SIGNATURE.len()..).and_then(|rest| rest.strip_prefix(b"\0\0\0\x0dIHDR"));
    let header = header.ok_or_else(|| broken("it has no header"))?;
    let number = |at: usize| {
        let digits = header.get(at..at + 4).and_then(|digits| digits.try_into().ok());
        digits.map(u32::from_be_bytes).ok_or_else(|| broken("its header is cut off"))
    };
    let (width, height) = (number(0)?, number(4)?);
    if width == 0 || height == 0 {
        return Err(broken("it has no pixels"));
    }
    if width > MOST_PIXELS || height > MOST_PIXELS {
        return Err(LogoProblem::TooManyPixels { width, height, most: MOST_PIXELS });
    }
    if !bytes.ends_with(END) {
        return Err(broken("its end is missing"));
    }
    Ok(f64::from(width) / f64::from(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As much of a PNG as is looked at.
    fn picture(width: u32, height: u32) -> Vec<u8> {
        let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
        [SIGNATURE, b"\0\0\0\x0dIHDR", &size, b"\x08\x06\0\0\0....", END].concat()
    }

    #[test]
    fn a_whole_picture_of_a_sound_size_is_taken() {
        assert!(matches!(check(&picture(300, 120)), Ok(2.5)));
        let cut = picture(400, 120);
        assert!(matches!(check(&cut[..cut.len() - 1]), Err(LogoProblem::Broken(_))));
        assert!(matches!(check(&cut[..20]), Err(LogoProblem::Broken(_))));
        assert!(matches!(check(&picture(0, 5)), Err(LogoProblem::Broken(_))));
        assert!(matches!(
            check(&picture(60_000, 60_000)),
            Err(LogoProblem::TooManyPixels { width: 60_000, .. })
        ));
    }
}
