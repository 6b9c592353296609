// SPDX-License-Identifier: MPL-2.0
//! Figures and counts.

use serde::Serialize;
use utoipa::ToSchema;

use report::disclosure::{Count, CountCell, RatingCounts};
use report::figure::{Figure, IntervalMethod};
use statistics::Range;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Range"))]
#[schema(as = Range)]
pub struct RangeJson {
    pub low: f64,
    pub high: f64,
}

impl From<Range> for RangeJson {
    fn from(value: Range) -> Self {
        let Range { low, high } = value;
        Self { low, high }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Figure"))]
#[schema(as = Figure)]
pub struct FigureJson {
    /// `None` if suppressed or if there is no data.
    pub value: Option<f64>,
    /// 95 % interval.
    pub interval: Option<RangeJson>,
    /// Number of cases; `None` if suppressed.
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub n: Option<u64>,
    pub how: IntervalMethodJson,
}

impl From<Figure> for FigureJson {
    fn from(value: Figure) -> Self {
        let Figure { value, interval, n, how } = value;
        Self { value, interval: interval.map(Into::into), n, how: how.into() }
    }
}

/// Method of the interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "IntervalMethod"))]
#[serde(rename_all = "snake_case")]
#[schema(as = IntervalMethod)]
pub enum IntervalMethodJson {
    Bootstrap,
    Wilson,
    OrderStatistics,
}

impl From<IntervalMethod> for IntervalMethodJson {
    fn from(value: IntervalMethod) -> Self {
        match value {
            IntervalMethod::Bootstrap => Self::Bootstrap,
            IntervalMethod::Wilson => Self::Wilson,
            IntervalMethod::OrderStatistics => Self::OrderStatistics,
        }
    }
}

/// A count, or why it is suppressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Count"))]
#[serde(rename_all = "snake_case")]
#[schema(as = Count)]
pub enum CountJson {
    #[serde(rename = "told")]
    Disclosed(#[cfg_attr(feature = "typescript", ts(type = "number"))] u64),
    UnderFive,
    /// Secondary suppression: a smaller count could be derived from it.
    #[serde(rename = "hidden")]
    Suppressed,
}

impl From<Count> for CountJson {
    fn from(value: Count) -> Self {
        match value {
            Count::Disclosed(value) => Self::Disclosed(value),
            Count::UnderFive => Self::UnderFive,
            Count::Suppressed => Self::Suppressed,
        }
    }
}

/// One line of a table of counts.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "CountCell"))]
#[schema(as = CountCell)]
pub struct CountCellJson {
    pub name: String,
    pub count: CountJson,
}

impl From<CountCell> for CountCellJson {
    fn from(value: CountCell) -> Self {
        let CountCell { name, count } = value;
        Self { name, count: count.into() }
    }
}

/// How visits went, as their citizens said on the phone.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "RatingCounts"))]
#[schema(as = RatingCounts)]
pub struct RatingCountsJson {
    /// How many said so.
    pub n: CountJson,
    /// `good`, `so_so` and `bad`; nothing where nobody said.
    pub answers: Vec<CountCellJson>,
}

impl From<RatingCounts> for RatingCountsJson {
    fn from(value: RatingCounts) -> Self {
        let RatingCounts { n, answers } = value;
        Self { n: n.into(), answers: answers.into_iter().map(Into::into).collect() }
    }
}
