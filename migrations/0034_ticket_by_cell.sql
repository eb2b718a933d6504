-- Up Migration
-- A square of 0.002 degrees, by a number of its own: what was asked for there of late is found without reading what was in
-- all the years before, nor what was elsewhere.
create function place_cell(lon double precision, lat double precision) returns bigint
  language sql immutable strict parallel safe as $$
  select floor(lon * 500)::bigint * 1000000 + floor(lat * 500)::bigint
$$;
create index ticket_by_cell on ticket (place_cell(st_x(position), st_y(position)), received_at);

-- The squares that a box of so many metres around a point touches.
create function place_cells(lon double precision, lat double precision, metres double precision) returns bigint[]
  language sql immutable strict parallel safe as $$
  select array_agg(x * 1000000 + y)
  from (select metres / 111195 as north, metres / (111195 * cos(radians(least(80, abs(lat))))) as east) as reach,
    generate_series(floor((lon - east) * 500)::bigint, floor((lon + east) * 500)::bigint) as x,
    generate_series(floor((lat - north) * 500)::bigint, floor((lat + north) * 500)::bigint) as y
$$;
