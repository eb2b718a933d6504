-- Up Migration
-- When whoever was sent, called or handed a ticket said first that they have it. Of what is open it is read once from what
-- was said so far; of what has ended nobody waits for it any more.
alter table ticket add column acknowledged_at timestamptz;
update ticket set acknowledged_at = least(
  (select min(instant_of(step.at::bigint))
   from assignment, jsonb_each_text(assignment -> 'stepsAt') as step (status, at)
   where ticket_id = ticket.id and step.status in ('acknowledged', 'en_route', 'on_scene', 'secured')
     and instant_of(step.at::bigint) >= deadline_started_at),
  (select min(instant_of((call ->> 'stateAt')::bigint))
   from call_out, jsonb_array_elements(call_out -> 'calls') as call
   where ticket_id = ticket.id and call ->> 'state' = 'accepted'
     and instant_of((call ->> 'stateAt')::bigint) >= deadline_started_at),
  instant_of((transfer ->> 'acceptedAt')::bigint))
where status in ('open', 'transferred');

-- As in 0020_hand_off.sql, with when it was acknowledged.
create or replace function store_tickets(written jsonb) returns void language plpgsql as $$
begin
  insert into ticket (id, number, service_code, priority, status, status_at, position, address, district, channel,
    reports, received_at, deadline_kind, deadline_started_at, deadline_due_at, acknowledged_at, on_scene_at, secured_at,
    outcome, photographs, catalogue_version, needs, reported_at, joined_to, transfer)
  select id, number, "serviceCode", priority, status, instant_of("statusAt"),
    st_setsrid(st_makepoint(lon, lat), 4326), address, district, channel, reports, instant_of("receivedAt"),
    kind, instant_of("startedAt"), instant_of("dueAt"), instant_of("acknowledgedAt"), instant_of("onSceneAt"),
    instant_of("securedAt"), outcome, photographs, "catalogueVersion", needs, instant_of("reportedAt"), "joinedTo", transfer
  from jsonb_to_recordset(written) as row (
    id uuid, number integer, "serviceCode" text, priority smallint, status text, "statusAt" bigint, lon float8,
    lat float8, address text, district text, channel text, reports integer, "receivedAt" bigint, kind text,
    "startedAt" bigint, "dueAt" bigint, "acknowledgedAt" bigint, "onSceneAt" bigint, "securedAt" bigint, outcome text,
    photographs jsonb, "catalogueVersion" integer, needs jsonb, "reportedAt" bigint, "joinedTo" uuid, transfer jsonb)
  on conflict (id) do update set
    service_code = excluded.service_code, priority = excluded.priority, status = excluded.status,
    status_at = excluded.status_at, position = excluded.position, address = excluded.address,
    district = excluded.district, reports = excluded.reports, deadline_kind = excluded.deadline_kind,
    deadline_started_at = excluded.deadline_started_at, deadline_due_at = excluded.deadline_due_at,
    acknowledged_at = excluded.acknowledged_at, on_scene_at = excluded.on_scene_at, secured_at = excluded.secured_at,
    outcome = excluded.outcome, photographs = excluded.photographs, catalogue_version = excluded.catalogue_version,
    needs = excluded.needs, reported_at = excluded.reported_at, joined_to = excluded.joined_to,
    transfer = excluded.transfer;
end
$$;
