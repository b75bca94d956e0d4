-- The one row about this installation. `version` grows with every change of settings or boards; `epoch`
-- with every restore, so that cursors into the log start again.
CREATE TABLE site (
    id SMALLINT PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    secret TEXT NOT NULL,
    setup_hash TEXT,
    created_at BIGINT NOT NULL
);

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE legal_pages (
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    edited_at BIGINT NOT NULL,
    PRIMARY KEY (slug, language)
);

-- The append-only log: what happened, in the transaction in which it happened.
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tx BIGINT NOT NULL DEFAULT 0,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    schema_version SMALLINT NOT NULL,
    origin SMALLINT NOT NULL,
    happened_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX events_by_tx ON events (tx, id);

CREATE TABLE cursors (
    consumer TEXT PRIMARY KEY,
    epoch BIGINT NOT NULL,
    tx BIGINT NOT NULL,
    event BIGINT NOT NULL
);

-- One row per form sent, kept a day: a second click finds the first one's result.
CREATE TABLE form_keys (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    result TEXT NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (actor, key)
);
CREATE INDEX form_keys_by_age ON form_keys (used_at);

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts SMALLINT NOT NULL DEFAULT 0,
    leased_until BIGINT NOT NULL DEFAULT 0,
    problem TEXT,
    created_at BIGINT NOT NULL,
    UNIQUE (kind, subject)
);
CREATE INDEX jobs_due ON jobs (due_at);

-- Mail to be sent. Rendered when sent; only codes carry their secret in `data`, erased once sent or expired.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    member BIGINT,
    address TEXT,
    data TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    due_at BIGINT NOT NULL,
    expires_at BIGINT,
    attempts SMALLINT NOT NULL DEFAULT 0,
    leased_until BIGINT NOT NULL DEFAULT 0,
    problem TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX outbox_due ON outbox (due_at);
