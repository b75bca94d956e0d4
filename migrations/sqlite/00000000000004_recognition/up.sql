-- Every point has a row. `cause` is what it was earned for (an answer, a solution, a mark), `subject` the post or
-- thread, `giver` who gave it. A row whose `points` are 0 is capped and says why in `capped`.
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member BIGINT NOT NULL REFERENCES members (id),
    cause SMALLINT NOT NULL,
    subject BIGINT NOT NULL,
    giver BIGINT NOT NULL,
    thread BIGINT NOT NULL,
    board BIGINT NOT NULL,
    points BIGINT NOT NULL,
    capped SMALLINT NOT NULL DEFAULT 0,
    earned_at BIGINT NOT NULL,
    UNIQUE (cause, subject, giver)
);
CREATE INDEX ledger_by_member ON ledger (member, earned_at);
CREATE INDEX ledger_between ON ledger (giver, member, cause, earned_at);
CREATE INDEX ledger_by_thread ON ledger (thread);
