-- One JSON document per grain and state.
CREATE TABLE grain_state (
    state_name  TEXT NOT NULL,
    grain_key   TEXT NOT NULL, -- NULL, and so refused, where Orleans reads a key as a hexadecimal number or GUID
    version     INTEGER NOT NULL,
    modified_at TEXT NOT NULL,
    state       TEXT, -- null after a clear that keeps the row
    PRIMARY KEY (state_name, grain_key)
) STRICT;

-- The EXISTS keeps an old activation from reviving a deleted row; a row that is there and has another version gives no row: a conflict.
INSERT INTO orleansquery VALUES ('WriteToStorageKey', '
INSERT INTO grain_state AS g (state_name, grain_key, version, modified_at, state)
SELECT @GrainTypeString, @GrainIdExtensionString, 1, strftime(''%Y-%m-%dT%H:%M:%fZ'', ''now''), cast(@PayloadBinary AS text)
WHERE @GrainStateVersion IS NULL
   OR EXISTS (SELECT 1 FROM grain_state WHERE state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString)
ON CONFLICT (state_name, grain_key) DO UPDATE
   SET state = excluded.state, version = g.version + 1, modified_at = excluded.modified_at
 WHERE g.version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion
');

INSERT INTO orleansquery VALUES ('ReadFromStorageKey', '
SELECT cast(state AS blob) AS PayloadBinary, version AS Version
  FROM grain_state
 WHERE state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString
');

INSERT INTO orleansquery VALUES ('ClearStorageKey', '
UPDATE grain_state
   SET state = NULL, version = version + 1, modified_at = strftime(''%Y-%m-%dT%H:%M:%fZ'', ''now'')
 WHERE state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString AND version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion
');

INSERT INTO orleansquery VALUES ('DeleteStorageKey', '
DELETE FROM grain_state
 WHERE state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString AND version = @GrainStateVersion
RETURNING version + 1 AS NewGrainStateVersion
');
