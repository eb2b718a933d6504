-- Up Migration
-- A ticket that is one more report of another, and when the last report came that was joined to one.
alter table ticket add column joined_to uuid references ticket, add column reported_at timestamptz;
create index ticket_by_joined_to on ticket (joined_to) where joined_to is not null;

-- Tickets, and those that they are joined to, near and far: what must be known to separate one.
create function with_what_they_joined(ids uuid[]) returns table (id uuid) language sql stable as $$
  with recursive held (id, joined_to) as (
    select ticket.id, joined_to from ticket where ticket.id = any (ids)
    union
    select ticket.id, ticket.joined_to from ticket join held on ticket.id = held.joined_to
  )
  select held.id from held
$$;

-- A ticket and those joined to it, near and far: where its reports are.
create function with_what_joined_it(ticket_id uuid) returns table (id uuid) language sql stable as $$
  with recursive held (id) as (
    values (ticket_id)
    union
    select ticket.id from ticket join held on ticket.joined_to = held.id
  )
  select held.id from held
$$;

-- What a group of commands writes, a function a table, so that a later migration changes one alone. As in 0015_catalogue.sql,
-- with what is said of joined tickets.
create function store_events(written jsonb) returns void language plpgsql as $$
begin
  insert into event (seq, at, device_at, command_id, type, ticket_id, crew_id, actor, event, hash)
  select seq, instant_of(at), instant_of("deviceAt"), "commandId", type, "ticketId", "crewId", actor, event,
    decode(hash, 'hex')
  from jsonb_to_recordset(written) as row (
    seq bigint, at bigint, "deviceAt" bigint, "commandId" uuid, type text, "ticketId" uuid, "crewId" uuid,
    actor jsonb, event jsonb, hash text);
end
$$;

create function store_tickets(written jsonb) returns void language plpgsql as $$
begin
  insert into ticket (id, number, service_code, priority, status, status_at, position, address, district, channel,
    reports, received_at, deadline_kind, deadline_started_at, deadline_due_at, on_scene_at, secured_at, outcome,
    photographs, catalogue_version, needs, reported_at, joined_to)
  select id, number, "serviceCode", priority, status, instant_of("statusAt"),
    st_setsrid(st_makepoint(lon, lat), 4326), address, district, channel, reports, instant_of("receivedAt"),
    kind, instant_of("startedAt"), instant_of("dueAt"), instant_of("onSceneAt"), instant_of("securedAt"), outcome,
    photographs, "catalogueVersion", needs, instant_of("reportedAt"), "joinedTo"
  from jsonb_to_recordset(written) as row (
    id uuid, number integer, "serviceCode" text, priority smallint, status text, "statusAt" bigint, lon float8,
    lat float8, address text, district text, channel text, reports integer, "receivedAt" bigint, kind text,
    "startedAt" bigint, "dueAt" bigint, "onSceneAt" bigint, "securedAt" bigint, outcome text,
    photographs jsonb, "catalogueVersion" integer, needs jsonb, "reportedAt" bigint, "joinedTo" uuid)
  on conflict (id) do update set
    service_code = excluded.service_code, priority = excluded.priority, status = excluded.status,
    status_at = excluded.status_at, position = excluded.position, address = excluded.address,
    district = excluded.district, reports = excluded.reports, deadline_kind = excluded.deadline_kind,
    deadline_started_at = excluded.deadline_started_at, deadline_due_at = excluded.deadline_due_at,
    on_scene_at = excluded.on_scene_at, secured_at = excluded.secured_at, outcome = excluded.outcome,
    photographs = excluded.photographs, catalogue_version = excluded.catalogue_version, needs = excluded.needs,
    reported_at = excluded.reported_at, joined_to = excluded.joined_to;
end
$$;

create function store_crews(written jsonb) returns void language plpgsql as $$
begin
  insert into crew (id, number, call_sign, duty, crew)
  select (crew ->> 'id')::uuid, (crew ->> 'number')::integer, crew ->> 'callSign', crew ->> 'duty', crew
  from jsonb_array_elements(written) as crew
  on conflict (id) do update set
    number = excluded.number, call_sign = excluded.call_sign, duty = excluded.duty, crew = excluded.crew;
end
$$;

create function store_assignments(written jsonb) returns void language plpgsql as $$
begin
  insert into assignment (id, ticket_id, crew_id, status, status_at, is_open, assignment)
  select id, "ticketId", "crewId", status, instant_of("statusAt"), "isOpen", assignment
  from jsonb_to_recordset(written) as row (
    id uuid, "ticketId" uuid, "crewId" uuid, status text, "statusAt" bigint, "isOpen" boolean, assignment jsonb)
  on conflict (id) do update set
    status = excluded.status, status_at = excluded.status_at, is_open = excluded.is_open,
    assignment = excluded.assignment;
end
$$;

create function store_closures(written jsonb) returns void language plpgsql as $$
begin
  insert into closure (id, opened_at, closure)
  select (closure ->> 'id')::uuid, instant_of((closure ->> 'openedAt')::bigint), closure
  from jsonb_array_elements(written) as closure
  on conflict (id) do update set opened_at = excluded.opened_at, closure = excluded.closure;
end
$$;

create function store_reports(written jsonb) returns void language plpgsql as $$
begin
  insert into report (id, ticket_id, at, channel, description, first_name, last_name, phone, email,
    service_code, catalogue_version, answers)
  select id, "ticketId", instant_of(at), channel, description, "firstName", "lastName", phone, email,
    "serviceCode", "catalogueVersion", coalesce(answers, '{}')
  from jsonb_to_recordset(written) as row (
    id uuid, "ticketId" uuid, at bigint, channel text, description text, "firstName" text, "lastName" text,
    phone text, email text, "serviceCode" text, "catalogueVersion" integer, answers jsonb);
end
$$;

create function store_notes(written jsonb) returns void language plpgsql as $$
begin
  insert into note (id, ticket_id, at, by, text)
  select id, "ticketId", instant_of(at), by, text
  from jsonb_to_recordset(written) as row (
    id uuid, "ticketId" uuid, at bigint, by text, text text);
end
$$;

create function store_publications(written jsonb) returns void language plpgsql as $$
begin
  insert into catalogue (version, published_at, published_by, catalogue)
  select version, instant_of(at), by, catalogue
  from jsonb_to_recordset(written) as row (
    version integer, at bigint, by text, catalogue jsonb);
  delete from catalogue_draft;
end
$$;

create function remove_photographs(written jsonb) returns void language plpgsql as $$
begin
  delete from photograph where id in (
    select value::uuid from jsonb_array_elements_text(written) as value);
  delete from photograph_piece where photograph_id in (
    select value::uuid from jsonb_array_elements_text(written) as value);
end
$$;

create function store_answers(written jsonb) returns void language plpgsql as $$
begin
  insert into command (id, actor_id, at, answer)
  select id, "actorId", instant_of(at), answer
  from jsonb_to_recordset(written) as row (id uuid, "actorId" text, at bigint, answer jsonb);
end
$$;

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

  if written ? 'events' then perform store_events(written -> 'events'); end if;
  if written ? 'tickets' then perform store_tickets(written -> 'tickets'); end if;
  if written ? 'crews' then perform store_crews(written -> 'crews'); end if;
  if written ? 'assignments' then perform store_assignments(written -> 'assignments'); end if;
  if written ? 'closures' then perform store_closures(written -> 'closures'); end if;
  if written ? 'reports' then perform store_reports(written -> 'reports'); end if;
  if written ? 'notes' then perform store_notes(written -> 'notes'); end if;
  if written ? 'publications' then perform store_publications(written -> 'publications'); end if;
  if written ? 'removedPhotographs' then perform remove_photographs(written -> 'removedPhotographs'); end if;
  if written ? 'answers' then perform store_answers(written -> 'answers'); end if;
end
$$;
