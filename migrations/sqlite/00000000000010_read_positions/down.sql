DROP TABLE board_reads;
DROP TABLE read_positions;
