-- What merged tags were called: links to them and threads tagged with them lead to the tag that is left.
CREATE TABLE tag_aliases (
    slug TEXT NOT NULL PRIMARY KEY,
    tag BIGINT NOT NULL REFERENCES tags (id)
);
CREATE INDEX tag_aliases_by_tag ON tag_aliases (tag);

-- The list of members, newest first.
CREATE INDEX members_by_age ON members (created_at, id);
