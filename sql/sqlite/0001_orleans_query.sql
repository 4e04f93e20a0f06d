-- Statements of Orleans' ADO.NET providers. Every provider reads all of them once at start and refuses to start when one of its own is missing.
-- Results bind by column name, parameters by name; no statement may open a transaction of its own, since an error would leave it open in the pool.
CREATE TABLE orleansquery (
    querykey  TEXT NOT NULL PRIMARY KEY,
    querytext TEXT NOT NULL
) STRICT;
