//! Reasons with their sentence, and who reads them.

use serde::Serialize;

use office::calendar::Zone;
use office::reason::Reason;
use office::ticket::Language;
use office::view::StampedReason;

/// In which language and by which clock an answer is read.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub language: Language,
    pub zone: &'a Zone,
}

/// A code with its values and one plain sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WireReason {
    #[serde(flatten)]
    pub reason: StampedReason,
    pub text: String,
}

pub fn reasons(reasons: &[Reason], reader: &Reader<'_>) -> Vec<WireReason> {
    let written = reasons.iter().map(|reason| reason.clone().map_time(|moment| reader.zone.stamp(moment)));
    written
        .map(|reason| WireReason { text: i18n::reason(&reason, reader.language, reader.zone), reason })
        .collect()
}
