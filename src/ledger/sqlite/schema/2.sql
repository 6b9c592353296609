-- SPDX-License-Identifier: MPL-2.0
-- What kind an event is, for people who look, as a view: as a column of the table it had SQLite take every
-- event's JSON apart once more when it was written.
ALTER TABLE event DROP COLUMN kind;

CREATE VIEW told AS
  SELECT seq, at, actor, json_extract(body, '$.kind') AS kind, body FROM event;
