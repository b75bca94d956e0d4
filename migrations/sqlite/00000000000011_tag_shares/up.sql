-- What lists by tag read along, however many threads a tag has. board: the one whose count of the tag has this
-- thread; none while the thread is not visible. created_at, last_post_at: the thread's.
ALTER TABLE thread_tags ADD COLUMN board BIGINT;
ALTER TABLE thread_tags ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE thread_tags ADD COLUMN last_post_at BIGINT NOT NULL DEFAULT 0;
UPDATE thread_tags SET
    board = (SELECT CASE WHEN hidden_at IS NULL AND deleted_at IS NULL THEN threads.board END
             FROM threads WHERE threads.id = thread_tags.thread),
    created_at = (SELECT threads.created_at FROM threads WHERE threads.id = thread_tags.thread),
    last_post_at = (SELECT threads.last_post_at FROM threads WHERE threads.id = thread_tags.thread);
CREATE INDEX thread_tags_active ON thread_tags (tag, last_post_at, thread) WHERE board IS NOT NULL;
CREATE INDEX thread_tags_newest ON thread_tags (tag, created_at, thread) WHERE board IS NOT NULL;

-- How many visible threads of a board carry a tag.
CREATE TABLE tag_counts (
    tag BIGINT NOT NULL REFERENCES tags (id),
    board BIGINT NOT NULL REFERENCES boards (id),
    threads BIGINT NOT NULL,
    PRIMARY KEY (tag, board)
);
INSERT INTO tag_counts (tag, board, threads)
    SELECT tag, board, count(*) FROM thread_tags WHERE board IS NOT NULL GROUP BY tag, board;
CREATE INDEX tag_counts_by_board ON tag_counts (board);

-- The newest threads of all boards.
CREATE INDEX threads_newest ON threads (created_at, id);
