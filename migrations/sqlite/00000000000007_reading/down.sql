DROP INDEX members_by_age;
DROP TABLE tag_aliases;
