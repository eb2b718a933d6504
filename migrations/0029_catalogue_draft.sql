-- Up Migration
-- Whose draft it is, and which saving of it: what was read is not written over by whoever read an older one.
alter table catalogue_draft
  add column revision uuid not null default gen_random_uuid(),
  add column changed_by text not null default 'Vigie';

-- As in 0017_joined_tickets.sql, but for the draft: it goes with its publication, and stays where another was published.
create or replace function store_publications(written jsonb) returns void language plpgsql as $$
begin
  insert into catalogue (version, published_at, published_by, catalogue)
  select version, instant_of(at), by, catalogue
  from jsonb_to_recordset(written) as row (
    version integer, at bigint, by text, catalogue jsonb);
  delete from catalogue_draft as draft
  using jsonb_to_recordset(written) as row (catalogue jsonb)
  where draft.catalogue = row.catalogue;
end
$$;
