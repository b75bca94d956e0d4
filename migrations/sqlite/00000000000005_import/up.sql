-- Forums that posts were brought in from. The first one's old paths (`/questions/1`) lead here.
CREATE TABLE import_sites (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    host TEXT NOT NULL UNIQUE,
    is_linked BOOLEAN NOT NULL,
    board BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Who became whom. kind: 0 an account there, 1 a name without one, 2 nobody in particular.
CREATE TABLE imported_members (
    site BIGINT NOT NULL REFERENCES import_sites (id),
    kind SMALLINT NOT NULL,
    original BIGINT NOT NULL,
    member BIGINT NOT NULL REFERENCES members (id),
    PRIMARY KEY (site, kind, original)
);

-- What became which post, and what its licence asks to be said. kind: 0 question, 1 answer, 2 comment.
CREATE TABLE imported_posts (
    post BIGINT PRIMARY KEY REFERENCES posts (id),
    site BIGINT NOT NULL REFERENCES import_sites (id),
    kind SMALLINT NOT NULL,
    original BIGINT NOT NULL,
    author BIGINT,
    author_name TEXT,
    licence SMALLINT NOT NULL,
    is_wiki BOOLEAN NOT NULL,
    UNIQUE (site, kind, original)
);

-- Marks "helpful" that came along as a number, without givers; `earning` of them can earn points.
CREATE TABLE imported_helpfuls (
    post BIGINT PRIMARY KEY REFERENCES posts (id),
    count BIGINT NOT NULL,
    earning BIGINT NOT NULL
);

-- Links between threads that have been looked at: what was changed here afterwards stays.
CREATE TABLE imported_links (
    site BIGINT NOT NULL REFERENCES import_sites (id),
    original BIGINT NOT NULL,
    PRIMARY KEY (site, original)
);

-- How many of the same the credit is for: more than one only for marks that came along as a number.
ALTER TABLE ledger ADD COLUMN times BIGINT NOT NULL DEFAULT 1;
