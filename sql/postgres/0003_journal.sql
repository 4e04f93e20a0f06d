-- Append-only streams. The primary key is the fence between two activations that both believe they own a stream.
CREATE TABLE journal (
    slice  text COLLATE "C" NOT NULL,
    stream text COLLATE "C" NOT NULL,
    seq    bigint NOT NULL,
    at     timestamptz NOT NULL,
    kind   text NOT NULL,
    data   jsonb NOT NULL,
    PRIMARY KEY (slice, stream, seq)
) PARTITION BY LIST (slice);

CREATE TABLE journal_default PARTITION OF journal DEFAULT;
