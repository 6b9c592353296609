// SPDX-License-Identifier: MPL-2.0
//! What each office shows of itself, by its configuration: at a start, at each reload, and for a check.

use std::path::Path;
use std::sync::Arc;

use config::{BrandingConfig, ConfigError, ConfigProblem, OfficeConfig};
use server::{Branding, Logo};

/// Reads the logo.
///
/// Answers with what is wrong with it, at the line that names it.
pub(super) fn read(config: &BrandingConfig) -> Result<Branding, ConfigProblem> {
    let logo = config.logo.as_ref().map(|logo| {
        let problem =
            |problem| ConfigProblem { line: logo.line, what: format!("{}: {problem}", logo.path.display()) };
        Logo::read(&logo.path).map(Arc::new).map_err(problem)
    });
    Ok(Branding { logo: logo.transpose()?, ..without_logo(config) })
}

pub(super) fn without_logo(config: &BrandingConfig) -> Branding {
    Branding { logo: None, colour: config.colour.map(|colour| colour.to_string()) }
}

/// Every office with its branding, or everything that is wrong with one of the logos.
pub(super) fn read_all(
    file: &Path,
    offices: Vec<OfficeConfig>,
) -> Result<Vec<(OfficeConfig, Branding)>, ConfigError> {
    let (mut read_offices, mut problems) = (Vec::new(), Vec::new());
    for office in offices {
        match read(&office.branding) {
            Ok(branding) => read_offices.push((office, branding)),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        return Ok(read_offices);
    }
    Err(ConfigError { file: file.display().to_string(), problems })
}
