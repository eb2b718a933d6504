-- Up Migration
-- What tells where a crew is besides its tablet's page: a telephone with OwnTracks or the Traccar Client. Known by the
-- hash of its secret, bound to one crew.
create table device (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  protocol text not null check (protocol in ('owntracks', 'osmand')),
  crew_id uuid not null references crew,
  secret_hash bytea not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
