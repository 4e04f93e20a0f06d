-- Append-only streams. The primary key is the fence between two activations that both believe they own a stream.
CREATE TABLE journal (
    slice  TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    at     TEXT NOT NULL, -- 2027-03-28T07:00:00.000Z
    kind   TEXT NOT NULL,
    data   TEXT NOT NULL,
    PRIMARY KEY (slice, stream, seq)
) STRICT;
