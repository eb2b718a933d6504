-- Up Migration
-- What can be asked for, as it was published: numbered, and never changed. The log tells when; its content is here.
create table catalogue (
  version integer primary key check (version > 0),
  published_at timestamptz not null default now(),
  published_by text not null,
  catalogue jsonb not null
);
create function catalogue_is_never_changed() returns trigger language plpgsql as $$
begin
  raise exception 'a published catalogue is never changed: version %', old.version;
end $$;
create trigger catalogue_is_never_changed before update or delete on catalogue
  for each row execute function catalogue_is_never_changed();

-- The next one while it is written. One at a time, begun from a version.
create table catalogue_draft (
  is_one boolean primary key default true check (is_one),
  based_on integer not null,
  changed_at timestamptz not null default now(),
  catalogue jsonb not null
);

-- The publication that a ticket was taken with, and what its answers came to: null for those taken before.
alter table ticket
  add column catalogue_version integer not null default 1,
  add column needs jsonb;

-- What was answered to the questions of a type, personal as the rest of a report; null where none was asked.
alter table report
  add column service_code text,
  add column catalogue_version integer,
  add column answers jsonb not null default '{}';

-- As in 0011_photographs.sql, with the catalogue of tickets, the answers of reports, and publications.
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
      photographs, catalogue_version, needs)
    select id, number, "serviceCode", priority, status, instant_of("statusAt"),
      st_setsrid(st_makepoint(lon, lat), 4326), address, district, channel, reports, instant_of("receivedAt"),
      kind, instant_of("startedAt"), instant_of("dueAt"), instant_of("onSceneAt"), instant_of("securedAt"), outcome,
      photographs, "catalogueVersion", needs
    from jsonb_to_recordset(written -> 'tickets') as row (
      id uuid, number integer, "serviceCode" text, priority smallint, status text, "statusAt" bigint, lon float8,
      lat float8, address text, district text, channel text, reports integer, "receivedAt" bigint, kind text,
      "startedAt" bigint, "dueAt" bigint, "onSceneAt" bigint, "securedAt" bigint, outcome text,
      photographs jsonb, "catalogueVersion" integer, needs jsonb)
    on conflict (id) do update set
      service_code = excluded.service_code, priority = excluded.priority, status = excluded.status,
      status_at = excluded.status_at, position = excluded.position, address = excluded.address,
      district = excluded.district, reports = excluded.reports, deadline_kind = excluded.deadline_kind,
      deadline_started_at = excluded.deadline_started_at, deadline_due_at = excluded.deadline_due_at,
      on_scene_at = excluded.on_scene_at, secured_at = excluded.secured_at, outcome = excluded.outcome,
      photographs = excluded.photographs, catalogue_version = excluded.catalogue_version, needs = excluded.needs;
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
    insert into report (id, ticket_id, at, channel, description, first_name, last_name, phone, email,
      service_code, catalogue_version, answers)
    select id, "ticketId", instant_of(at), channel, description, "firstName", "lastName", phone, email,
      "serviceCode", "catalogueVersion", coalesce(answers, '{}')
    from jsonb_to_recordset(written -> 'reports') as row (
      id uuid, "ticketId" uuid, at bigint, channel text, description text, "firstName" text, "lastName" text,
      phone text, email text, "serviceCode" text, "catalogueVersion" integer, answers jsonb);
  end if;

  if written ? 'notes' then
    insert into note (id, ticket_id, at, by, text)
    select id, "ticketId", instant_of(at), by, text
    from jsonb_to_recordset(written -> 'notes') as row (
      id uuid, "ticketId" uuid, at bigint, by text, text text);
  end if;

  if written ? 'publications' then
    insert into catalogue (version, published_at, published_by, catalogue)
    select version, instant_of(at), by, catalogue
    from jsonb_to_recordset(written -> 'publications') as row (
      version integer, at bigint, by text, catalogue jsonb);
    delete from catalogue_draft;
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
