-- Up Migration
-- Where a person went all day is not for everyone's eyes: who looked at whose track is told apart, as who came in is.
alter table access_log add column crew_id uuid;
create index access_log_of_tracks on access_log (account_id, crew_id, at) where action = 'track';
