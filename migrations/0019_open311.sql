-- Up Migration
-- When what a caller may hear of last changed, of a report that was joined to another what became of that one too; the
-- lists that Open311 clients ask for are by it, or by reception.
alter table ticket add column changed_at timestamptz;
update ticket set changed_at = greatest(status_at, on_scene_at, secured_at);
alter table ticket alter column changed_at set not null;

create function ticket_changes() returns trigger language plpgsql as $$
begin
  new.changed_at := greatest(new.changed_at, new.status_at, new.on_scene_at, new.secured_at);
  return new;
end $$;
create trigger ticket_changes before insert or update on ticket
  for each row execute function ticket_changes();

create function joined_tickets_change() returns trigger language plpgsql as $$
begin
  update ticket set changed_at = new.changed_at where joined_to = new.id and changed_at < new.changed_at;
  return null;
end $$;
create trigger joined_tickets_change after update on ticket
  for each row when (old.changed_at < new.changed_at) execute function joined_tickets_change();

-- Tickets that are open, and the reports that were joined to them: open too, to those who made them.
create view open_request as
  with recursive held (id, number) as (
    select id, number from ticket where status = 'open'
    union
    select ticket.id, ticket.number from ticket join held on ticket.joined_to = held.id
  )
  select number from held;

create index ticket_by_reception on ticket (received_at desc, number desc) include (service_code);
create index ticket_by_change on ticket (changed_at desc, number desc) include (service_code);

-- Updates are asked for by time: the log is in its order, so that a summary of each megabyte finds it.
create index event_by_time on event using brin (at) with (autosummarize = on);

-- Whoever asked follows a ticket by a token made of its id with this: no token is stored.
alter table log add column follow_secret bytea not null
  default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
