CREATE TABLE idempotency_key (
    scope       text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    claimed_at  timestamptz NOT NULL DEFAULT now(),
    leased_to   timestamptz NOT NULL,
    status      integer,
    location    text,
    body        text,
    PRIMARY KEY (scope, key)
);

CREATE INDEX idempotency_key_claimed_at ON idempotency_key (claimed_at);
