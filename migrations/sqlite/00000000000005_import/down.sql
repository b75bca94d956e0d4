DELETE FROM ledger WHERE cause = 6;
ALTER TABLE ledger DROP COLUMN times;
DROP TABLE imported_links;
DROP TABLE imported_helpfuls;
DROP TABLE imported_posts;
DROP TABLE imported_members;
DROP TABLE import_sites;
