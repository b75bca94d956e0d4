DROP INDEX threads_newest;
DROP TABLE tag_counts;
DROP INDEX thread_tags_newest;
DROP INDEX thread_tags_active;
ALTER TABLE thread_tags DROP COLUMN last_post_at;
ALTER TABLE thread_tags DROP COLUMN created_at;
ALTER TABLE thread_tags DROP COLUMN board;
