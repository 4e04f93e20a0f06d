-- One JSON document per grain and state. A slice's first script creates the partition of each of its states, so that one slice's indexes
-- cost nothing to another.
CREATE TABLE grain_state (
    state_name  text COLLATE "C" NOT NULL,
    grain_key   text COLLATE "C" NOT NULL, -- NULL, and so refused, where Orleans reads a key as a hexadecimal number or GUID
    version     integer NOT NULL,
    modified_at timestamptz NOT NULL,
    state       jsonb, -- null after a clear that keeps the row
    PRIMARY KEY (state_name, grain_key)
) PARTITION BY LIST (state_name);

CREATE TABLE grain_state_default PARTITION OF grain_state DEFAULT;

-- The EXISTS keeps an old activation from reviving a deleted row; a row that is there and has another version gives no row: a conflict.
INSERT INTO orleansquery VALUES ('WriteToStorageKey', $q$
INSERT INTO grain_state AS g (state_name, grain_key, version, modified_at, state)
SELECT @GrainTypeString, @GrainIdExtensionString, 1, now(), convert_from(@PayloadBinary, 'UTF8')::jsonb
WHERE @GrainStateVersion::int IS NULL
   OR EXISTS (SELECT 1 FROM grain_state WHERE state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString)
ON CONFLICT (state_name, grain_key) DO UPDATE
   SET state = excluded.state, version = g.version + 1, modified_at = excluded.modified_at
 WHERE g.version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion
$q$);

INSERT INTO orleansquery VALUES ('ReadFromStorageKey', $q$
SELECT convert_to(state::text, 'UTF8') AS PayloadBinary, version AS Version
  FROM grain_state
 WHERE state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString
$q$);

INSERT INTO orleansquery VALUES ('ClearStorageKey', $q$
UPDATE grain_state
   SET state = NULL, version = version + 1, modified_at = now()
 WHERE state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString AND version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion
$q$);

INSERT INTO orleansquery VALUES ('DeleteStorageKey', $q$
DELETE FROM grain_state
 WHERE state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString AND version = @GrainStateVersion
RETURNING version + 1 AS NewGrainStateVersion
$q$);
