-- Up Migration
-- Streets closed by a dispatcher; those opened again stay, for the log's readers.
create table closure (
  id uuid primary key,
  opened_at timestamptz,
  closure jsonb not null
);
create index closure_open on closure (id) where opened_at is null;
