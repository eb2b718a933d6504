-- Up Migration
-- Photographs of a ticket: what is known of them goes with the ticket, which names them by their ids.
alter table ticket add column photographs jsonb not null default '[]';

-- Their pixels, as the server made them anew: JPEG, without metadata. Apart, so that they can be purged.
create table photograph (
  id uuid primary key,
  ticket_id uuid not null,
  received_at timestamptz not null default now(),
  picture bytea not null,
  thumbnail bytea not null
);
create index photograph_by_age on photograph (received_at);
-- A JPEG does not get smaller: PostgreSQL must not try.
alter table photograph alter column picture set storage external, alter column thumbnail set storage external;

-- What has come so far of a picture that is being sent: pieces, each where the one before ends. `start` in bytes.
create table photograph_piece (
  photograph_id uuid not null,
  start integer not null,
  received_at timestamptz not null default now(),
  bytes bytea not null,
  primary key (photograph_id, start)
);
alter table photograph_piece alter column bytes set storage external;

-- As in 0005_store_group.sql, with the photographs of tickets; the pixels of removed ones go with them.
create or replace function store_group(written jsonb) returns void language plpgsql as $$
begin
  -- One lock for the whole log: with it, order of numbers is order of commits. Any constant would do.
  perform pg_advisory_xact_lock(71905);

  if written ? 'head' and (
    coalesce((select max(seq) from event), 0) <> (written ->> 'head')::bigint
    or exists (
      select from ticket
      where id in (select value::uuid from jsonb_array_elements_text(written -> 'newTicketIds') as value)
    )
  ) then
    raise exception 'the log is no longer at event %', written ->> 'head';
  end if;

  if written ? 'events' then
    insert into event (seq, at, device_at, command_id, type, ticket_id, crew_id, actor, event, hash)
    select seq, instant_of(at), instant_of("deviceAt"), "commandId", type, "ticketId", "crewId", actor, event,
      decode(hash, 'hex')
    from jsonb_to_recordset(written -> 'events') as row (
      seq bigint, at bigint, "deviceAt" bigint, "commandId" uuid, type text, "ticketId" uuid, "crewId" uuid,
      actor jsonb, event jsonb, hash text);
  end if;

  if written ? 'tickets' then
    insert into ticket (id, number, service_code, priority, status, status_at, position, address, district, channel,
      reports, received_at, deadline_kind, deadline_started_at, deadline_due_at, on_scene_at, secured_at, outcome,
      photographs)
    select id, number, "serviceCode", priority, status, instant_of("statusAt"),
      st_setsrid(st_makepoint(lon, lat), 4326), address, district, channel, reports, instant_of("receivedAt"),
      kind, instant_of("startedAt"), instant_of("dueAt"), instant_of("onSceneAt"), instant_of("securedAt"), outcome,
      photographs
    from jsonb_to_recordset(written -> 'tickets') as row (
      id uuid, number integer, "serviceCode" text, priority smallint, status text, "statusAt" bigint, lon float8,
      lat float8, address text, district text, channel text, reports integer, "receivedAt" bigint, kind text,
      "startedAt" bigint, "dueAt" bigint, "onSceneAt" bigint, "securedAt" bigint, outcome text,
      photographs jsonb)
    on conflict (id) do update set
      service_code = excluded.service_code, priority = excluded.priority, status = excluded.status,
      status_at = excluded.status_at, position = excluded.position, address = excluded.address,
      district = excluded.district, reports = excluded.reports, deadline_kind = excluded.deadline_kind,
      deadline_started_at = excluded.deadline_started_at, deadline_due_at = excluded.deadline_due_at,
      on_scene_at = excluded.on_scene_at, secured_at = excluded.secured_at, outcome = excluded.outcome,
      photographs = excluded.photographs;
  end if;

  if written ? 'crews' then
    insert into crew (id, number, call_sign, duty, crew)
    select (crew ->> 'id')::uuid, (crew ->> 'number')::integer, crew ->> 'callSign', crew ->> 'duty', crew
    from jsonb_array_elements(written -> 'crews') as crew
    on conflict (id) do update set
      number = excluded.number, call_sign = excluded.call_sign, duty = excluded.duty, crew = excluded.crew;
  end if;

  if written ? 'assignments' then
    insert into assignment (id, ticket_id, crew_id, status, status_at, is_open, assignment)
    select id, "ticketId", "crewId", status, instant_of("statusAt"), "isOpen", assignment
    from jsonb_to_recordset(written -> 'assignments') as row (
      id uuid, "ticketId" uuid, "crewId" uuid, status text, "statusAt" bigint, "isOpen" boolean, assignment jsonb)
    on conflict (id) do update set
      status = excluded.status, status_at = excluded.status_at, is_open = excluded.is_open,
      assignment = excluded.assignment;
  end if;

  if written ? 'closures' then
    insert into closure (id, opened_at, closure)
    select (closure ->> 'id')::uuid, instant_of((closure ->> 'openedAt')::bigint), closure
    from jsonb_array_elements(written -> 'closures') as closure
    on conflict (id) do update set opened_at = excluded.opened_at, closure = excluded.closure;
  end if;

  if written ? 'reports' then
    insert into report (id, ticket_id, at, channel, description, first_name, last_name, phone, email)
    select id, "ticketId", instant_of(at), channel, description, "firstName", "lastName", phone, email
    from jsonb_to_recordset(written -> 'reports') as row (
      id uuid, "ticketId" uuid, at bigint, channel text, description text, "firstName" text, "lastName" text,
      phone text, email text);
  end if;

  if written ? 'notes' then
    insert into note (id, ticket_id, at, by, text)
    select id, "ticketId", instant_of(at), by, text
    from jsonb_to_recordset(written -> 'notes') as row (
      id uuid, "ticketId" uuid, at bigint, by text, text text);
  end if;

  if written ? 'removedPhotographs' then
    delete from photograph where id in (
      select value::uuid from jsonb_array_elements_text(written -> 'removedPhotographs') as value);
    delete from photograph_piece where photograph_id in (
      select value::uuid from jsonb_array_elements_text(written -> 'removedPhotographs') as value);
  end if;

  if written ? 'answers' then
    insert into command (id, actor_id, at, answer)
    select id, "actorId", instant_of(at), answer
    from jsonb_to_recordset(written -> 'answers') as row (id uuid, "actorId" text, at bigint, answer jsonb);
  end if;
end
$$;
