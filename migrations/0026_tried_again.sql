-- Up Migration
-- How often a job was tried before a person had it tried again: what is tried again may have been done already, and is given
-- up anew.
alter table job add column earlier_tries integer not null default 0;
