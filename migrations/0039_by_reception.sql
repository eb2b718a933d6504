-- Up Migration
-- 0019_open311.sql has an index by reception that serves as well: every ticket is written into one less.
drop index ticket_by_receipt;
