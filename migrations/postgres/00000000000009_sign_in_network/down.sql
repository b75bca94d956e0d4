ALTER TABLE sign_ins DROP COLUMN network;
