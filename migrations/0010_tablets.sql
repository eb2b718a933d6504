-- Up Migration
-- A tablet is a device too. Its secret is the code that a supervisor showed; what it is known by afterwards is a session
-- of its own, and the crew it speaks for is chosen there.
alter table device drop constraint device_protocol_check;
alter table device add constraint device_protocol_check check (protocol in ('owntracks', 'osmand', 'tablet'));
alter table device alter column crew_id drop not null;
-- Until when a tablet's code can be used; null once it was.
alter table device add column code_until timestamptz;
-- When a telephone was heard last; a tablet's session knows its own.
alter table device add column seen_at timestamptz;
alter table device add constraint device_of_one_kind check (
  case protocol when 'tablet' then crew_id is null else crew_id is not null and code_until is null end);

-- A session is of an account or of a tablet, which has one at most. That of a revoked tablet is kept, dead, so that it
-- can be told why.
alter table session alter column account_id drop not null;
alter table session add column device_id uuid unique references device on delete cascade;
alter table session add constraint session_of_one_holder check (num_nonnulls(account_id, device_id) = 1);

alter table access_log add column device_id uuid;
