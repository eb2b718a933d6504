-- Up Migration
-- Whose hands a ticket is in that left the PC Radio's, and what they said of it; null for one that did not leave, and for
-- those that were handed over in words before there were codes.
alter table ticket add column transfer jsonb;
create index ticket_in_hands on ticket ((transfer ->> 'agency'), number)
  where status = 'transferred' and transfer ->> 'outside' = 'false';
create index ticket_closed_in_hands on ticket ((transfer ->> 'agency'), status_at)
  where status = 'closed' and transfer ->> 'outside' = 'false';

-- Tickets that are under way, and the reports that were joined to them: open too, to those who made them. As in
-- 0019_open311.sql, with those in the hands of a service of the town.
create or replace view open_request as
  with recursive held (id, number) as (
    select id, number from ticket where status = 'open'
    union
    select id, number from ticket where status = 'transferred' and transfer ->> 'outside' = 'false'
    union
    select ticket.id, ticket.number from ticket join held on ticket.joined_to = held.id
  )
  select number from held;

-- A service's account speaks for an agency of the catalogue, by its code; no other does.
alter table account add column agency text;
alter table account drop constraint account_role_check;
alter table account add constraint account_role_check
  check (role in ('operator', 'dispatcher', 'crew', 'service', 'supervisor', 'administrator'));
alter table account add constraint account_agency_check check ((role = 'service') = (agency is not null));

-- As in 0017_joined_tickets.sql, with the hands that a ticket is in.
create or replace function store_tickets(written jsonb) returns void language plpgsql as $$
begin
  insert into ticket (id, number, service_code, priority, status, status_at, position, address, district, channel,
    reports, received_at, deadline_kind, deadline_started_at, deadline_due_at, on_scene_at, secured_at, outcome,
    photographs, catalogue_version, needs, reported_at, joined_to, transfer)
  select id, number, "serviceCode", priority, status, instant_of("statusAt"),
    st_setsrid(st_makepoint(lon, lat), 4326), address, district, channel, reports, instant_of("receivedAt"),
    kind, instant_of("startedAt"), instant_of("dueAt"), instant_of("onSceneAt"), instant_of("securedAt"), outcome,
    photographs, "catalogueVersion", needs, instant_of("reportedAt"), "joinedTo", transfer
  from jsonb_to_recordset(written) as row (
    id uuid, number integer, "serviceCode" text, priority smallint, status text, "statusAt" bigint, lon float8,
    lat float8, address text, district text, channel text, reports integer, "receivedAt" bigint, kind text,
    "startedAt" bigint, "dueAt" bigint, "onSceneAt" bigint, "securedAt" bigint, outcome text,
    photographs jsonb, "catalogueVersion" integer, needs jsonb, "reportedAt" bigint, "joinedTo" uuid, transfer jsonb)
  on conflict (id) do update set
    service_code = excluded.service_code, priority = excluded.priority, status = excluded.status,
    status_at = excluded.status_at, position = excluded.position, address = excluded.address,
    district = excluded.district, reports = excluded.reports, deadline_kind = excluded.deadline_kind,
    deadline_started_at = excluded.deadline_started_at, deadline_due_at = excluded.deadline_due_at,
    on_scene_at = excluded.on_scene_at, secured_at = excluded.secured_at, outcome = excluded.outcome,
    photographs = excluded.photographs, catalogue_version = excluded.catalogue_version, needs = excluded.needs,
    reported_at = excluded.reported_at, joined_to = excluded.joined_to, transfer = excluded.transfer;
end
$$;
