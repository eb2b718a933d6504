-- Up Migration
-- Whether whoever told it agrees to be rung back; null where that was not asked. As in 0017_joined_tickets.sql, with it.
alter table report add column may_call_back boolean;

create or replace function store_reports(written jsonb) returns void language plpgsql as $$
begin
  insert into report (id, ticket_id, at, channel, description, first_name, last_name, phone, email,
    service_code, catalogue_version, answers, may_call_back)
  select id, "ticketId", instant_of(at), channel, description, "firstName", "lastName", phone, email,
    "serviceCode", "catalogueVersion", coalesce(answers, '{}'), "mayCallBack"
  from jsonb_to_recordset(written) as row (
    id uuid, "ticketId" uuid, at bigint, channel text, description text, "firstName" text, "lastName" text,
    phone text, email text, "serviceCode" text, "catalogueVersion" integer, answers jsonb, "mayCallBack" boolean);
end
$$;
