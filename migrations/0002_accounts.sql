-- Up Migration
create table account (
  id uuid primary key default gen_random_uuid(),
  user_name text not null,
  role text not null check (role in ('operator', 'dispatcher', 'crew', 'supervisor', 'administrator')),
  -- What others are shown: a post (« Poste 2 »), never the person's name.
  post text not null,
  password_hash text not null,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);
create unique index account_by_user_name on account (lower(user_name));

-- A session is known by the hash of its token: who reads this table cannot use it.
create table session (
  id bytea primary key,
  account_id uuid not null references account on delete cascade,
  crew_id uuid,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_by_account on session (account_id);
create index session_by_expiry on session (expires_at);

create table api_key (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  channel text not null,
  key_hash bytea not null unique,
  requests_per_minute integer not null default 6000,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);

-- Who came in, and when: apart from the log of events, and purged sooner (6 to 12 months).
create table access_log (
  at timestamptz not null default now(),
  action text not null,
  account_id uuid,
  address inet
);
create index access_log_by_age on access_log using brin (at);
