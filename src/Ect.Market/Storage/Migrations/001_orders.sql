-- Every order the board has taken and not yet found dead. The document is the truth; the other columns are for finding it.
CREATE TABLE orders (
    hash      TEXT    NOT NULL PRIMARY KEY, -- EIP-712 digest, 0x and 64 digits
    kind      INTEGER NOT NULL,             -- OrderKind
    asset     TEXT    NOT NULL,             -- 0x and 64 digits; of a request, the app
    signer    TEXT    NOT NULL,             -- who had signed when it was posted
    rank      TEXT    NOT NULL,             -- price as 30 decimal digits, so that text sorts like numbers; of a request, its complement
    category  INTEGER NULL,
    expiry    INTEGER NOT NULL,             -- Unix seconds
    volume    INTEGER NOT NULL,
    document  TEXT    NOT NULL,
    posted_at INTEGER NOT NULL              -- Unix seconds
) STRICT;

-- The best first, in the order that pages go on.
CREATE INDEX orders_by_rank ON orders (kind, rank, hash);
CREATE INDEX orders_by_asset ON orders (kind, asset, rank, hash);
CREATE INDEX orders_by_signer ON orders (signer);
