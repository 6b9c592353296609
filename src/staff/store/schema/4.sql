-- SPDX-License-Identifier: MPL-2.0
-- When companions were witnesses (rule 13), one row for each time. Dates are written as 2026-12-01, in the office's time
-- zone.
CREATE TABLE witness_acts (
    on_date TEXT NOT NULL,
    reference TEXT NOT NULL
) STRICT;

-- One row: the last day whose acts were recorded.
CREATE TABLE witnesses_recorded (to_date TEXT) STRICT;
INSERT INTO witnesses_recorded (to_date) VALUES (NULL);
