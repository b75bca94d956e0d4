DROP TABLE sign_ins;
DROP TABLE sessions;
DROP TABLE member_boards;
DROP TABLE members;
DROP TABLE departments;
