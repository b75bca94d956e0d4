-- What a member is told in the inbox: one row a thing, bundling its causes until it is read.
-- kind: see src/notifications/kind.rs. subject: what is bundled by (a thread, a post, a rank, a moment).
-- causes: how many of them its reader may see now; with none the row does not show and does not count.
CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member BIGINT NOT NULL REFERENCES members (id),
    kind SMALLINT NOT NULL,
    subject BIGINT NOT NULL,
    thread BIGINT REFERENCES threads (id),
    post BIGINT REFERENCES posts (id),
    actor BIGINT REFERENCES members (id),
    actors BIGINT NOT NULL DEFAULT 0,
    causes BIGINT NOT NULL DEFAULT 0,
    detail SMALLINT NOT NULL DEFAULT 0,
    newest_at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE UNIQUE INDEX notifications_open ON notifications (member, kind, subject) WHERE read_at IS NULL;
CREATE INDEX notifications_newest ON notifications (member, newest_at, id) WHERE causes > 0;
CREATE INDEX notifications_by_thread ON notifications (thread, id) WHERE thread IS NOT NULL;

-- Why a row is there. mail_due: the daily mail it waits for.
CREATE TABLE notification_causes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    notification BIGINT NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
    member BIGINT NOT NULL REFERENCES members (id),
    kind SMALLINT NOT NULL,
    post BIGINT NOT NULL,
    actor BIGINT NOT NULL,
    moment BIGINT NOT NULL,
    caused_at BIGINT NOT NULL,
    mail_due BIGINT,
    UNIQUE (member, kind, post, actor, moment)
);
CREATE INDEX notification_causes_of ON notification_causes (notification, caused_at);
CREATE INDEX notification_causes_by_post ON notification_causes (post);
CREATE INDEX notification_causes_daily ON notification_causes (member, mail_due) WHERE mail_due IS NOT NULL;

-- How a member wants each kind of mail, where they chose: 0 at once, 1 in the daily mail, 2 never.
CREATE TABLE mail_choices (
    member BIGINT NOT NULL REFERENCES members (id),
    kind SMALLINT NOT NULL,
    choice SMALLINT NOT NULL,
    PRIMARY KEY (member, kind)
);

-- Whose posts a member does not want to read.
CREATE TABLE ignores (
    member BIGINT NOT NULL REFERENCES members (id),
    ignored BIGINT NOT NULL REFERENCES members (id),
    since BIGINT NOT NULL,
    PRIMARY KEY (member, ignored)
);
CREATE INDEX ignores_by_ignored ON ignores (ignored);

CREATE INDEX follows_newest ON follows (member, followed_at);

ALTER TABLE members ADD COLUMN time_zone TEXT;
ALTER TABLE members ADD COLUMN follow_by_writing BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE members ADD COLUMN mail_stopped_at BIGINT;
ALTER TABLE members ADD COLUMN mail_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN mail_count SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN daily_due_at BIGINT;
