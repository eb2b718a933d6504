-- Up Migration
-- When what a caller may hear of last changed; the lists that Open311 clients ask for are by it, or by reception.
alter table ticket add column changed_at timestamptz not null
  generated always as (greatest(status_at, on_scene_at, secured_at)) stored;
create index ticket_by_reception on ticket (received_at desc, number desc) include (service_code, status);
create index ticket_by_change on ticket (changed_at desc, number desc) include (service_code, status);

-- Updates are asked for by time: the log is in its order, so that a summary of each megabyte finds it.
create index event_by_time on event using brin (at) with (autosummarize = on);

-- Whoever asked follows a ticket by a token made of its id with this: no token is stored.
alter table log add column follow_secret bytea not null
  default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
