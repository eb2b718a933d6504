-- Up Migration
-- Where crews on duty were, a table a day so that a day is forgotten by dropping it. `source` is the device that told it,
-- or the crew itself for its tablet's page; `doubt` says why a fix was not believed, null where it was.
create table position_history (
  crew_id uuid not null,
  at timestamptz not null,
  source uuid not null,
  received_at timestamptz not null,
  lon double precision not null,
  lat double precision not null,
  accuracy real not null,
  heading real,
  speed real,
  doubt text check (doubt in ('inaccurate', 'teleport', 'null_island', 'clock_ahead')),
  primary key (crew_id, at, source)
) partition by range (at);

-- The table of one day, in UTC, is made when its first fix comes.
create function make_position_day(day date) returns void language plpgsql as $$
begin
  execute format('create table if not exists %I partition of position_history for values from (%L) to (%L)',
    'position_history_' || to_char(day, 'YYYYMMDD'),
    day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
end $$;

-- Drops the days that are wholly before `first_kept`, and returns how many.
create function drop_position_days(first_kept date) returns integer language plpgsql as $$
declare
  old_day text;
  dropped integer := 0;
begin
  for old_day in
    select child.relname from pg_inherits join pg_class child on child.oid = inhrelid
    where inhparent = 'position_history'::regclass
      and child.relname < 'position_history_' || to_char(first_kept, 'YYYYMMDD')
  loop
    execute format('drop table %I', old_day);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;
