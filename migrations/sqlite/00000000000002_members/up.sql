CREATE TABLE departments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name_de TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0
);

-- What every page shows about a person (name, rank, points, unread) is stored here by the room that computes it.
CREATE TABLE members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL,
    email TEXT,
    email_key TEXT UNIQUE,
    role SMALLINT NOT NULL DEFAULT 0,
    department BIGINT REFERENCES departments (id),
    own_title TEXT,
    bio TEXT NOT NULL DEFAULT '',
    language TEXT,
    tone TEXT,
    colours TEXT,
    expert_form TEXT,
    password_hash TEXT,
    points BIGINT NOT NULL DEFAULT 0,
    solutions BIGINT NOT NULL DEFAULT 0,
    rank SMALLINT NOT NULL DEFAULT 0,
    rights INTEGER NOT NULL DEFAULT 0,
    rank_due_at BIGINT,
    unread INTEGER NOT NULL DEFAULT 0,
    suspended_at BIGINT,
    erased_at BIGINT,
    last_seen_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX members_rank_due ON members (rank_due_at);
CREATE INDEX members_by_points ON members (points, id);

-- Which boards (sub-boards included) a super-user's or moderator's rights reach.
CREATE TABLE member_boards (
    member BIGINT NOT NULL REFERENCES members (id),
    board BIGINT NOT NULL,
    PRIMARY KEY (member, board)
);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL UNIQUE,
    member BIGINT NOT NULL REFERENCES members (id),
    device TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_member ON sessions (member);

-- A code and a link, both hashed, for one purpose, once.
CREATE TABLE sign_ins (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    purpose SMALLINT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    member BIGINT REFERENCES members (id),
    browser_hash TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    link_hash TEXT NOT NULL UNIQUE,
    tries SMALLINT NOT NULL DEFAULT 0,
    language TEXT NOT NULL,
    back TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX sign_ins_by_browser ON sign_ins (browser_hash);
CREATE INDEX sign_ins_by_email ON sign_ins (email_key, created_at);
CREATE INDEX sign_ins_by_age ON sign_ins (expires_at);
