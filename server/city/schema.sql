-- The city's own tables: what a map, an address and a way are made of. Not a migration: an import makes the whole
-- schema anew beside the old one, under the name it is given, and takes its place in one transaction.
-- All geometry is in WGS 84 degrees, (lon lat). `:schema` is replaced by the importer.
create schema :schema;

-- One row: what is loaded, from where, since when.
create table :schema.city (
  name text not null,
  -- The file's name, without its folder.
  source text not null,
  -- A fixture drawn by hand: shown as a plan, never to find one's way by.
  schematic boolean not null default false,
  credit_fr text not null,
  credit_en text not null,
  -- Names the content: the same files give the same version. Tiles, graph and caches are tied to it.
  version text not null,
  imported_at timestamptz not null,
  center geometry(point, 4326) not null,
  -- The box of what was loaded; one that crosses the antimeridian has xmin > xmax, kept as four numbers.
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  counts jsonb not null
);
create unique index on :schema.city ((true));

-- Every way one can drive, ride or walk on, whole as its source draws it.
create table :schema.street (
  id bigint primary key,
  name text,
  ref text,
  -- OSM's highway value without « _link »: motorway trunk primary secondary tertiary unclassified residential
  -- living_street service pedestrian track footway path steps cycleway bridleway
  class text not null,
  link boolean not null default false,
  -- Of service streets: driveway parking_aisle alley; null: another kind, or not known.
  service text,
  -- Driven slower than asphalt: setts unpaved; null: paved, or not known.
  surface text,
  -- Cars: 1 along the line only, -1 against it only, 0 both ways.
  oneway smallint not null default 0,
  -- km/h as signed; null where no sign is known.
  max_speed smallint,
  -- Whether each may use it at all; residents' and delivery streets count as open: a patrol has access.
  car boolean not null,
  bicycle boolean not null,
  -- Bicycles may go against the one-way.
  bicycle_contraflow boolean not null default false,
  foot boolean not null,
  bridge boolean not null default false,
  tunnel boolean not null default false,
  roundabout boolean not null default false,
  layer smallint not null default 0,
  -- The nodes of the line in order, one for each of its points: streets meet where they share one.
  nodes bigint[] not null,
  geom geometry(linestring, 4326) not null
);

-- Turn restrictions: from one street over a node onto another. « only » forbids every other turn there.
create table :schema.restriction (
  id bigint primary key,
  kind text not null check (kind in ('no', 'only')),
  from_street bigint not null,
  via_node bigint not null,
  to_street bigint not null
);

-- Nodes with traffic lights for cars. direction: 1 for who goes along the line of the street there, -1 against it, 0 both.
create table :schema.signal (
  node bigint primary key,
  direction smallint not null
);

create table :schema.area (
  id bigint primary key,
  -- water green square building
  kind text not null,
  -- river lake canal basin … ; park wood cemetery grass pitch … ; free for squares and buildings.
  class text,
  name text,
  geom geometry(multipolygon, 4326) not null
);

create table :schema.line (
  id bigint primary key,
  -- water rail
  kind text not null,
  class text,
  name text,
  bridge boolean not null default false,
  tunnel boolean not null default false,
  geom geometry(linestring, 4326) not null
);

create table :schema.place (
  id bigint primary key,
  -- OSM's place, amenity, tourism, railway … value: quarter suburb neighbourhood station school hospital museum …
  class text not null,
  name text not null,
  geom geometry(point, 4326) not null
);

create table :schema.address (
  id bigint primary key,
  -- « 12 » and « bis »; number null never happens here.
  number integer not null,
  suffix text,
  street text not null,
  postcode text,
  municipality text,
  -- osm or ban: where both have an address the BAN's stands.
  source text not null,
  geom geometry(point, 4326) not null
);

create table :schema.district (
  code text primary key,
  name text not null,
  short text not null,
  geom geometry(multipolygon, 4326) not null
);

-- The territory served; no row: the whole extent.
create table :schema.boundary (
  geom geometry(multipolygon, 4326) not null
);
