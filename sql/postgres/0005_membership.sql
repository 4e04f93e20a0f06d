-- Which silos make up a cluster. Each change carries the version it was based on: of two at once, one wins. Orleans calls a cluster a deployment.
CREATE TABLE membership_version (
    deployment_id text COLLATE "C" PRIMARY KEY,
    version       integer NOT NULL
);

CREATE TABLE membership (
    deployment_id   text COLLATE "C" NOT NULL REFERENCES membership_version ON DELETE CASCADE,
    address         text COLLATE "C" NOT NULL,
    port            integer NOT NULL,
    generation      integer NOT NULL,
    silo_name       text NOT NULL,
    host_name       text NOT NULL,
    status          integer NOT NULL, -- 3 is active
    proxy_port      integer,
    suspect_times   text,
    start_time      timestamptz NOT NULL,
    i_am_alive_time timestamptz NOT NULL,
    PRIMARY KEY (deployment_id, address, port, generation)
);

INSERT INTO orleansquery VALUES ('InsertMembershipVersionKey', $q$
WITH added AS (
    INSERT INTO membership_version (deployment_id, version) VALUES (@DeploymentId, 0)
    ON CONFLICT (deployment_id) DO NOTHING
    RETURNING 1)
SELECT count(*) > 0 FROM added
$q$);

INSERT INTO orleansquery VALUES ('InsertMembershipKey', $q$
WITH bumped AS (
    UPDATE membership_version SET version = version + 1
     WHERE deployment_id = @DeploymentId AND version = @Version
       AND NOT EXISTS (
           SELECT 1 FROM membership
            WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING 1),
added AS (
    INSERT INTO membership (
        deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
    SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
      FROM bumped
    RETURNING 1)
SELECT count(*) > 0 FROM added
$q$);

INSERT INTO orleansquery VALUES ('UpdateMembershipKey', $q$
WITH bumped AS (
    UPDATE membership_version SET version = version + 1
     WHERE deployment_id = @DeploymentId AND version = @Version
       AND EXISTS (
           SELECT 1 FROM membership
            WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING 1),
changed AS (
    UPDATE membership SET status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = @IAmAliveTime
      FROM bumped
     WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
    RETURNING 1)
SELECT count(*) > 0 FROM changed
$q$);

INSERT INTO orleansquery VALUES ('UpdateIAmAlivetimeKey', $q$
UPDATE membership SET i_am_alive_time = @IAmAliveTime
 WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$q$);

INSERT INTO orleansquery VALUES ('MembershipReadRowKey', $q$
SELECT v.deployment_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
       m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
       m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, v.version AS Version
  FROM membership_version v
  LEFT JOIN membership m
    ON m.deployment_id = v.deployment_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
 WHERE v.deployment_id = @DeploymentId
$q$);

INSERT INTO orleansquery VALUES ('MembershipReadAllKey', $q$
SELECT v.deployment_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
       m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
       m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, v.version AS Version
  FROM membership_version v
  LEFT JOIN membership m ON m.deployment_id = v.deployment_id
 WHERE v.deployment_id = @DeploymentId
$q$);

INSERT INTO orleansquery VALUES ('GatewaysQueryKey', $q$
SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
  FROM membership
 WHERE deployment_id = @DeploymentId AND status = @Status AND proxy_port > 0
$q$);

INSERT INTO orleansquery VALUES ('DeleteMembershipTableEntriesKey', $q$
DELETE FROM membership_version WHERE deployment_id = @DeploymentId
$q$);

INSERT INTO orleansquery VALUES ('CleanupDefunctSiloEntriesKey', $q$
DELETE FROM membership WHERE deployment_id = @DeploymentId AND i_am_alive_time < @IAmAliveTime AND status <> 3
$q$);
