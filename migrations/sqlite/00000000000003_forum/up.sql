CREATE TABLE boards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    parent BIGINT REFERENCES boards (id),
    name TEXT NOT NULL,
    line TEXT NOT NULL DEFAULT '',
    language TEXT,
    visibility SMALLINT NOT NULL DEFAULT 0,
    min_rank SMALLINT NOT NULL DEFAULT 0,
    who_may_ask SMALLINT NOT NULL DEFAULT 0,
    kinds INTEGER NOT NULL DEFAULT 15,
    position INTEGER NOT NULL DEFAULT 0,
    closed_at BIGINT,
    threads BIGINT NOT NULL DEFAULT 0,
    questions BIGINT NOT NULL DEFAULT 0,
    solved BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE TABLE threads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    board BIGINT NOT NULL REFERENCES boards (id),
    kind SMALLINT NOT NULL,
    title TEXT NOT NULL,
    slug TEXT NOT NULL,
    language TEXT,
    author BIGINT NOT NULL REFERENCES members (id),
    opening BIGINT,
    answers BIGINT NOT NULL DEFAULT 0,
    replies BIGINT NOT NULL DEFAULT 0,
    helpful BIGINT NOT NULL DEFAULT 0,
    same_here BIGINT NOT NULL DEFAULT 0,
    ending SMALLINT,
    solution BIGINT,
    ended_at BIGINT,
    ended_by BIGINT,
    waiting_since BIGINT,
    reminded_at BIGINT,
    unanswered BOOLEAN NOT NULL DEFAULT FALSE,
    last_post_at BIGINT NOT NULL,
    last_author BIGINT NOT NULL REFERENCES members (id),
    locked_at BIGINT,
    pinned_at BIGINT,
    official_at BIGINT,
    hidden_at BIGINT,
    hidden_reason SMALLINT,
    hidden_by BIGINT,
    deleted_at BIGINT,
    duplicate_of BIGINT REFERENCES threads (id),
    counted SMALLINT NOT NULL DEFAULT 0,
    counted_board BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL
);
CREATE INDEX threads_active ON threads (board, last_post_at, id);
CREATE INDEX threads_new ON threads (board, created_at, id);
CREATE INDEX threads_helpful ON threads (board, helpful, id);
CREATE INDEX threads_unanswered ON threads (board, created_at, id) WHERE unanswered;
CREATE INDEX threads_unsolved ON threads (board, last_post_at, id) WHERE kind = 0 AND ending IS NULL;
CREATE INDEX threads_waiting ON threads (waiting_since, id) WHERE waiting_since IS NOT NULL;
CREATE INDEX threads_ended ON threads (ended_at, id) WHERE ending IS NOT NULL;
CREATE INDEX threads_pinned ON threads (pinned_at, id) WHERE pinned_at IS NOT NULL;
CREATE INDEX threads_by_author ON threads (author, created_at, id);

CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    thread BIGINT NOT NULL REFERENCES threads (id),
    kind SMALLINT NOT NULL,
    author BIGINT NOT NULL REFERENCES members (id),
    reply_to BIGINT REFERENCES posts (id),
    department BIGINT REFERENCES departments (id),
    official BOOLEAN NOT NULL DEFAULT FALSE,
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    language TEXT,
    helpful BIGINT NOT NULL DEFAULT 0,
    worked BIGINT NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL DEFAULT 0,
    edited_at BIGINT,
    hidden_at BIGINT,
    hidden_reason SMALLINT,
    hidden_by BIGINT,
    deleted_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX posts_in_thread ON posts (thread, created_at, id);
CREATE INDEX posts_by_author ON posts (author, created_at, id);
CREATE INDEX posts_best ON posts (author, helpful, id) WHERE kind = 1;
CREATE INDEX posts_replies ON posts (reply_to) WHERE reply_to IS NOT NULL;

-- One row per earlier text; the current one is in the post (and the thread's title).
CREATE TABLE revisions (
    post BIGINT NOT NULL REFERENCES posts (id),
    number INTEGER NOT NULL,
    title TEXT,
    body TEXT NOT NULL,
    author BIGINT NOT NULL REFERENCES members (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (post, number)
);

-- The withdrawn ones are kept out: a row is a mark that stands.
CREATE TABLE helpful_marks (
    post BIGINT NOT NULL REFERENCES posts (id),
    member BIGINT NOT NULL REFERENCES members (id),
    words TEXT NOT NULL DEFAULT '',
    marked_at BIGINT NOT NULL,
    PRIMARY KEY (post, member)
);
CREATE INDEX helpful_marks_by_member ON helpful_marks (member, marked_at);
CREATE INDEX helpful_marks_newest ON helpful_marks (marked_at);

CREATE TABLE worked_marks (
    post BIGINT NOT NULL REFERENCES posts (id),
    member BIGINT NOT NULL REFERENCES members (id),
    product_version TEXT NOT NULL DEFAULT '',
    marked_at BIGINT NOT NULL,
    PRIMARY KEY (post, member)
);
CREATE INDEX worked_marks_by_member ON worked_marks (member, marked_at);

CREATE TABLE same_here_marks (
    thread BIGINT NOT NULL REFERENCES threads (id),
    member BIGINT NOT NULL REFERENCES members (id),
    marked_at BIGINT NOT NULL,
    PRIMARY KEY (thread, member)
);

-- subject_kind: 0 thread, 1 board, 2 tag. level: 0 all posts, 1 only the solution, 2 nothing.
CREATE TABLE follows (
    member BIGINT NOT NULL REFERENCES members (id),
    subject_kind SMALLINT NOT NULL,
    subject BIGINT NOT NULL,
    level SMALLINT NOT NULL,
    followed_at BIGINT NOT NULL,
    PRIMARY KEY (member, subject_kind, subject)
);
CREATE INDEX follows_by_subject ON follows (subject_kind, subject, level);

CREATE TABLE bookmarks (
    member BIGINT NOT NULL REFERENCES members (id),
    thread BIGINT NOT NULL REFERENCES threads (id),
    marked_at BIGINT NOT NULL,
    PRIMARY KEY (member, thread)
);
CREATE INDEX bookmarks_newest ON bookmarks (member, marked_at);

CREATE TABLE mentions (
    post BIGINT NOT NULL REFERENCES posts (id),
    member BIGINT NOT NULL REFERENCES members (id),
    PRIMARY KEY (post, member)
);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    is_topic BOOLEAN NOT NULL DEFAULT FALSE,
    is_product BOOLEAN NOT NULL DEFAULT FALSE,
    created_at BIGINT NOT NULL
);

CREATE TABLE thread_tags (
    thread BIGINT NOT NULL REFERENCES threads (id),
    tag BIGINT NOT NULL REFERENCES tags (id),
    PRIMARY KEY (thread, tag)
);
CREATE INDEX thread_tags_by_tag ON thread_tags (tag, thread);

-- A member's flag (member set) or a notice of illegal content by anybody (name and address as given).
CREATE TABLE flags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post BIGINT NOT NULL REFERENCES posts (id),
    member BIGINT REFERENCES members (id),
    reason SMALLINT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    notifier_name TEXT,
    notifier_address TEXT,
    raised_at BIGINT NOT NULL,
    settled_at BIGINT,
    settled_by BIGINT,
    outcome SMALLINT,
    UNIQUE (post, member)
);
CREATE INDEX flags_open ON flags (raised_at, id) WHERE settled_at IS NULL;

-- A question asked signed out, until its code is typed or a day has passed.
CREATE TABLE held_questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    browser_hash TEXT NOT NULL UNIQUE,
    sign_in BIGINT NOT NULL REFERENCES sign_ins (id),
    board BIGINT NOT NULL REFERENCES boards (id),
    kind SMALLINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    language TEXT,
    mentions TEXT NOT NULL,
    has_links BOOLEAN NOT NULL,
    tags TEXT NOT NULL,
    held_at BIGINT NOT NULL
);
CREATE INDEX held_questions_by_sign_in ON held_questions (sign_in);

-- Pictures. `post` is set once a post uses it; until then only its uploader sees it.
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner BIGINT NOT NULL REFERENCES members (id),
    post BIGINT REFERENCES posts (id),
    name TEXT NOT NULL UNIQUE,
    mime TEXT NOT NULL,
    thumb_mime TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    thumb_width INTEGER NOT NULL,
    thumb_height INTEGER NOT NULL,
    bytes BIGINT NOT NULL,
    uploaded_at BIGINT NOT NULL
);
CREATE INDEX files_by_post ON files (post) WHERE post IS NOT NULL;
CREATE INDEX files_unused ON files (uploaded_at) WHERE post IS NULL;
CREATE INDEX files_by_owner ON files (owner, uploaded_at);
