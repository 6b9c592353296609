// SPDX-License-Identifier: MPL-2.0
//! What an office shows of itself on its screens: a logo, and a colour that white text can be read on.

use std::fmt;
use std::path::PathBuf;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// WCAG 2.2, success criterion 1.4.3: between text of any size and what it stands on.
const LEAST_CONTRAST: f64 = 4.5;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrandingConfig {
    pub logo: Option<LogoFile>,
    pub colour: Option<Colour>,
}

/// Where the logo is, and where the configuration says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoFile {
    pub path: PathBuf,
    pub line: usize,
}

/// A colour (sRGB) on which white text has enough contrast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// From `#rrggbb`.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        Some(Self([channel(0)?, channel(2)?, channel(4)?])).filter(|_| is_hex)
    }

    /// WCAG 2.2, "contrast ratio", to white: its luminance is 1.
    fn contrast_with_white(self) -> f64 {
        1.05 / (self.luminance() + 0.05)
    }

    /// WCAG 2.2, "relative luminance".
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn is_readable(self) -> bool {
        self.contrast_with_white() >= LEAST_CONTRAST
    }

    /// The lightest of the same hue that is dark enough.
    fn darkened(self) -> Self {
        let shade = |percent: u16| {
            Self(self.0.map(|channel| u8::try_from(u16::from(channel) * percent / 100).unwrap_or(channel)))
        };
        (0..=100).rev().map(shade).find(|shade| shade.is_readable()).unwrap_or(Self([0; 3]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let colour = Self::parse(&text).ok_or_else(|| {
            D::Error::custom("write # and six digits, two each for red, green and blue, as \"#0b4a6b\"")
        })?;
        if colour.is_readable() {
            return Ok(colour);
        }
        // Rounded down, so that 4.49 is not shown as enough.
        let contrast = (colour.contrast_with_white() * 10.0).floor() / 10.0;
        Err(D::Error::custom(format_args!(
            "{colour} is too light: white text stands on it, with a contrast of {contrast:.1} to 1, and WCAG 2.2 \
             (1.4.3) asks for {LEAST_CONTRAST} to 1; take a darker one, such as {}",
            colour.darkened()
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn contrasts_are_those_that_the_standard_gives() {
        // Known pairs with white: black, the lightest grey that passes, one lighter, red, and pure yellow.
        for (text, contrast) in [
            ("#000000", 21.0),
            ("#767676", 4.54),
            ("#777777", 4.48),
            ("#ff0000", 4.0),
            ("#ffff00", 1.07),
            ("#ffffff", 1.0),
        ] {
            let found = colour(text).contrast_with_white();
            assert!((found - contrast).abs() < 0.005, "{text}: {found}");
        }
        assert!(colour("#767676").is_readable() && !colour("#777777").is_readable());
    }

    #[test]
    fn the_proposed_colour_is_the_lightest_that_can_be_read() {
        for text in ["#ffffff", "#ffcc00", "#7dc242", "#ff0000"] {
            let darkened = colour(text).darkened();
            assert!(darkened.is_readable() && darkened.contrast_with_white() < 4.8, "{text}: {darkened}");
        }
        assert_eq!(colour("#0b4a6b").darkened(), colour("#0b4a6b"));
    }

    #[test]
    fn what_is_no_colour_is_none() {
        for text in ["", "#fff", "0b4a6b", "#0b4a6", "#0b4a6b0", "#+b4a6b", "blue", "#0b4aø", "#00000;"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }
}
