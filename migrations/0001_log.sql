-- Up Migration
create extension if not exists postgis;

-- Instants cross the wire as whole milliseconds since 1970; they are stored as timestamptz.
create function instant_of(milliseconds bigint) returns timestamptz
  language sql immutable strict parallel safe
  return timestamptz 'epoch' + milliseconds * interval '1 millisecond';
create function milliseconds_of(moment timestamptz) returns double precision
  language sql immutable strict parallel safe
  return round(extract(epoch from moment) * 1000);

-- Names this log, so that a client that meets another one forgets its cursor.
create table log (
  id uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default now()
);
create unique index log_is_one on log ((true));
insert into log default values;

-- The truth: never updated, never deleted. seq is gapless because it is given under the lock of command/handle.
create table event (
  seq bigint primary key,
  at timestamptz not null,
  device_at timestamptz,
  command_id uuid not null,
  type text not null,
  ticket_id uuid,
  crew_id uuid,
  actor jsonb not null,
  event jsonb not null,
  hash bytea not null
);
create index event_by_ticket on event (ticket_id, seq) where ticket_id is not null;
create index event_by_crew on event (crew_id, seq) where crew_id is not null;

create function event_is_never_rewritten() returns trigger language plpgsql as $$
begin
  raise exception 'the event log is append-only: event % cannot be changed', old.seq;
end $$;
create trigger event_is_never_rewritten before update or delete on event
  for each row execute function event_is_never_rewritten();

-- The first answer to every command id, so that a repeated one has one effect.
create table command (
  id uuid primary key,
  actor_id text not null,
  at timestamptz not null,
  answer jsonb not null
);
create index command_by_age on command using brin (at);

-- Projections: what is true now, derived from the log, each written by its own file in server/projection.
create table ticket (
  id uuid primary key,
  number integer not null unique,
  service_code text not null,
  priority smallint not null check (priority between 1 and 4),
  status text not null,
  status_at timestamptz not null,
  position geometry(point, 4326),
  address text,
  district text,
  channel text not null,
  reports integer not null,
  received_at timestamptz not null,
  deadline_kind text not null,
  deadline_started_at timestamptz not null,
  deadline_due_at timestamptz not null,
  on_scene_at timestamptz,
  secured_at timestamptz,
  outcome text
);
create index ticket_open on ticket (number) where status = 'open';
create index ticket_by_place on ticket using gist (position);

create table crew (
  id uuid primary key,
  number integer not null unique,
  call_sign text not null unique,
  duty text not null,
  crew jsonb not null
);

create table assignment (
  id uuid primary key,
  ticket_id uuid not null,
  crew_id uuid not null,
  status text not null,
  status_at timestamptz not null,
  is_open boolean not null,
  assignment jsonb not null
);
create index assignment_open_by_ticket on assignment (ticket_id) where is_open;
create index assignment_open_by_crew on assignment (crew_id) where is_open;
create index assignment_by_ticket on assignment (ticket_id, status_at);

-- What a command's rules may look at: the assignments it names, and every open one of its tickets and crews.
create function assignments_in_scope(ticket_ids uuid[], crew_ids uuid[], assignment_ids uuid[])
  returns setof assignment language sql stable as $$
  with named as (select ticket_id, crew_id from assignment where id = any (assignment_ids))
  select * from assignment where id = any (assignment_ids)
  union
  select * from assignment where is_open
    and ticket_id in (select unnest(ticket_ids) union all select ticket_id from named)
  union
  select * from assignment where is_open
    and crew_id in (select unnest(crew_ids) union all select crew_id from named)
$$;

-- Personal data and free text: apart from the log, so that they can be purged without breaking it.
create table report (
  id uuid primary key,
  ticket_id uuid not null,
  at timestamptz not null,
  channel text not null,
  description text,
  first_name text,
  last_name text,
  phone text,
  email text
);
create index report_by_ticket on report (ticket_id, at);

create table note (
  id uuid primary key,
  ticket_id uuid not null,
  at timestamptz not null,
  by text not null,
  text text not null
);
create index note_by_ticket on note (ticket_id, at);
