-- Up Migration
-- Where each crew on duty was last known to be: presence, not history. A crew that goes off duty has no row.
create table crew_position (
  crew_id uuid primary key,
  crew integer not null,
  lon double precision not null,
  lat double precision not null,
  accuracy real not null,
  heading real,
  speed real,
  at timestamptz not null
) with (fillfactor = 50);
