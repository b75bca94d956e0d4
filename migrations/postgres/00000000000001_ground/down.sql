DROP TABLE outbox;
DROP TABLE jobs;
DROP TABLE form_keys;
DROP TABLE cursors;
DROP TABLE events;
DROP TABLE legal_pages;
DROP TABLE settings;
DROP TABLE site;
