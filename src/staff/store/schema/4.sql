-- SPDX-License-Identifier: MPL-2.0
-- When companions were witnesses (rule 13), by the number of the ledger's event that recorded it. Dates are written as
-- 2026-12-01, in the office's time zone.
CREATE TABLE witness_acts (
    on_date TEXT NOT NULL,
    -- Another ledger, begun for another year, counts from 1 again.
    event INTEGER NOT NULL,
    reference TEXT NOT NULL,
    PRIMARY KEY (on_date, event)
) STRICT;

-- One row: the last day whose acts were recorded.
CREATE TABLE witnesses_recorded (to_date TEXT) STRICT;
INSERT INTO witnesses_recorded (to_date) VALUES (NULL);
