// SPDX-License-Identifier: MPL-2.0
//! What ships with words in every language: errands and outcomes to choose from, steps for the clerk, and what to
//! bring. The words stand in the lists of the screens, by the same keys.

pub const ERRANDS: [&str; 6] =
    ["new_mitid", "restore_mitid", "digital_post", "passport_help", "address", "other"];

/// How visits end where an office does not say otherwise (docs/rules.md).
pub const OUTCOMES: [&str; 13] = [
    "mitid_issued",
    "mitid_restored",
    "documents_missing",
    "control_questions_failed",
    "witness_missing_or_quota_used",
    "refused_cannot_handle_alone",
    "refused_identity_uncertain",
    "power_of_attorney_created",
    "exempted_from_digital_post",
    "other_errand_done",
    "new_time_given",
    "left_before_call",
    "absent_at_call",
];

/// Steps for the clerk.
pub const BRIEFING: [&str; 11] = [
    "check_photo_id",
    "check_residence_papers",
    "control_questions",
    "or_witness",
    "internal_certificate",
    "choose_user_id",
    "look_away_at_code",
    "test_login",
    "digital_post_choice",
    "power_of_attorney_if_needed",
    "offer_other_help",
];

/// What to have at hand.
pub const BRING: [&str; 10] = [
    "photo_id",
    "phone",
    "health_card",
    "certificate",
    "residence_certificate",
    "tax_statement",
    "companion_mitid",
    "witness",
    "letter",
    "new_address",
];
