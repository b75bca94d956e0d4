-- From which network a mail was asked for, as a keyed hash: so that strangers cannot use up the mails of an address.
ALTER TABLE sign_ins ADD COLUMN network TEXT NOT NULL DEFAULT '';
