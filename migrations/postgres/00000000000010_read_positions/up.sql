-- How far a member has read a thread: the last post a page has shown them. Written a few seconds after reading.
CREATE TABLE read_positions (
    member BIGINT NOT NULL,
    thread BIGINT NOT NULL,
    post BIGINT NOT NULL,
    posted_at BIGINT NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (member, thread)
);
CREATE INDEX read_positions_by_age ON read_positions (read_at);

-- Everything on a board until then counts as read.
CREATE TABLE board_reads (
    member BIGINT NOT NULL,
    board BIGINT NOT NULL,
    marked_at BIGINT NOT NULL,
    PRIMARY KEY (member, board)
);
