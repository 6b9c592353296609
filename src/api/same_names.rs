// SPDX-License-Identifier: MPL-2.0
//! Enums of the API with the names of the model's.

/// Converts between an enum of the API and one of the model, both ways. A variant that only one of them has
/// does not compile.
macro_rules! same_names {
    ($json:ident, $model:ident { $($name:ident),+ $(,)? }) => {
        impl From<$model> for $json {
            fn from(value: $model) -> Self {
                match value {
                    $($model::$name => Self::$name,)+
                }
            }
        }

        impl From<$json> for $model {
            fn from(value: $json) -> Self {
                match value {
                    $($json::$name => Self::$name,)+
                }
            }
        }
    };
}

pub(crate) use same_names;
