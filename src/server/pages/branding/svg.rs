// SPDX-License-Identifier: MPL-2.0
//! What an SVG may have in it to be a logo. Browsers run and load nothing in an SVG that stands in a page as an image;
//! a file that tries is refused all the same, because it is not the drawing that was meant.

use std::str::FromStr;

use roxmltree::{Attribute, Document, Node, ParsingOptions};
use svgtypes::{Length, LengthUnit, ViewBox};

use super::logo::LogoProblem;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
/// Elements that run, move, or show another page.
const ACTIVE: [&str; 11] = [
    "script",
    "foreignObject",
    "iframe",
    "embed",
    "object",
    "handler",
    "listener",
    "animate",
    "animateMotion",
    "animateTransform",
    "set",
];
/// No drawing has more elements, attributes and texts.
const MOST_NODES: u32 = 20_000;

/// The width of the drawing by its height.
pub fn check(bytes: &[u8]) -> Result<f64, LogoProblem> {
    let text = std::str::from_utf8(bytes).map_err(|_| LogoProblem::OtherKind)?;
    if !text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<') {
        return Err(LogoProblem::OtherKind);
    }
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => LogoProblem::Active("a document type (<!DOCTYPE>)".to_owned()),
        error => LogoProblem::Broken(error.to_string()),
    })?;
    let root = document.root_element();
    if !root.has_tag_name((NAMESPACE, "svg")) {
        return Err(LogoProblem::OtherKind);
    }
    // Without a size of its own it would be stretched.
    let ratio = ratio(root).ok_or_else(|| LogoProblem::Broken("it has no viewBox".to_owned()))?;
    let active = document.descendants().find_map(|node| active_part(&node));
    active.map_or(Ok(ratio), |what| Err(LogoProblem::Active(what)))
}

/// As browsers take it (SVG 2, 8.12): from the size where it has one, else from the `viewBox`.
fn ratio(root: Node<'_, '_>) -> Option<f64> {
    let length = |name| root.attribute(name).and_then(|text| Length::from_str(text).ok()).and_then(in_pixels);
    let by_size = length("width").zip(length("height")).map(|(width, height)| width / height);
    let view_box = || root.attribute("viewBox").and_then(|text| ViewBox::from_str(text).ok());
    by_size
        .or_else(|| view_box().map(|view| view.w / view.h))
        .filter(|ratio| ratio.is_finite() && *ratio > 0.0)
}

/// CSS Values 4, 6.2. A length that depends on where the drawing stands says nothing of its shape.
fn in_pixels(length: Length) -> Option<f64> {
    let pixels = match length.unit {
        LengthUnit::None | LengthUnit::Px => 1.0,
        LengthUnit::In => 96.0,
        LengthUnit::Cm => 96.0 / 2.54,
        LengthUnit::Mm => 96.0 / 25.4,
        LengthUnit::Pt => 96.0 / 72.0,
        LengthUnit::Pc => 16.0,
        LengthUnit::Em | LengthUnit::Ex | LengthUnit::Percent => return None,
    };
    Some(length.number * pixels)
}

/// What a node would run or load.
fn active_part(node: &Node<'_, '_>) -> Option<String> {
    if node.is_pi() {
        return Some("a processing instruction".to_owned());
    }
    let name = node.tag_name().name();
    if node.is_element() && ACTIVE.iter().any(|active| active.eq_ignore_ascii_case(name)) {
        return Some(format!("<{name}>"));
    }
    let is_style = node.parent().is_some_and(|parent| parent.tag_name().name() == "style");
    let style = if is_style { node.text().and_then(loaded_by_style) } else { None };
    style.or_else(|| node.attributes().find_map(|attribute| active_attribute(&attribute)))
}

fn active_attribute(attribute: &Attribute<'_, '_>) -> Option<String> {
    let (name, value) = (attribute.name(), attribute.value().trim());
    if name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) {
        return Some(format!("«{name}»"));
    }
    let points_elsewhere = name == "href" && !value.starts_with('#') && !value.starts_with("data:image/png;");
    if points_elsewhere { Some(format!("a link to «{value}»")) } else { loaded_by_style(value) }
}

/// What a style, or a value such as `fill`, would load from elsewhere.
fn loaded_by_style(style: &str) -> Option<String> {
    let lower = style.to_ascii_lowercase();
    // An escape could spell the words that are looked for.
    if let Some(word) = ["@import", "@keyframes", "animation", "expression(", "\\"]
        .into_iter()
        .find(|word| lower.contains(word))
    {
        return Some(format!("«{word}»"));
    }
    let addresses = lower.match_indices("url(").map(|(at, _)| &style[at..]);
    let mut elsewhere = addresses.filter(|from| {
        let address = from["url(".len()..].trim_start_matches([' ', '"', '\'']);
        !address.starts_with('#')
    });
    let found = elsewhere.next()?;
    Some(format!("«{}»", found.split_inclusive(')').next().unwrap_or(found)))
}
