-- Up Migration
-- The link that a person was sent with a call, by a hash of it: whoever has it answers that call, and no other.
create table call_link (
  token_hash bytea primary key,
  call_out_id uuid not null,
  ticket_id uuid not null,
  person_id uuid not null,
  expires_at timestamptz not null
);
create index call_link_by_end on call_link (expires_at);
