-- Up Migration
-- The last interventions of a type that were made safe, and that ended, with somebody there: how long that usually takes.
create index ticket_made_safe on ticket (service_code, secured_at) where secured_at is not null and on_scene_at is not null;
create index ticket_dealt_with on ticket (service_code, status_at) where status = 'closed' and on_scene_at is not null;

-- Holes in the rota that a manager is, or was, told of in advance, each once for each time at which that is done. Without a
-- beginning it had begun when it was found; without an end nobody is planned after it.
create table hole_notice (
  id uuid primary key,
  domain text not null,
  hole_from timestamptz,
  hole_until timestamptz,
  hours_ahead smallint not null,
  found_at timestamptz not null,
  -- Once it was told: whom, and when.
  person_id uuid,
  told_at timestamptz
);
create index hole_notice_by_time on hole_notice (found_at);
