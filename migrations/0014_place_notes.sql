-- Up Migration
-- What is known of places: hazards and ways in. `ends_at` is when it is shown to nobody any more, its time having run
-- out or someone having withdrawn it.
create table place_note (
  id uuid primary key,
  position geography(point, 4326) not null,
  ends_at timestamptz not null,
  note jsonb not null
);
create index place_note_by_place on place_note using gist (position);

-- Their words, apart from the log, so that they can be deleted. A correction is another row: the last one is shown.
create table place_note_text (
  id uuid primary key,
  place_note_id uuid not null,
  at timestamptz not null,
  by text not null,
  text text not null
);
create index place_note_text_by_note on place_note_text (place_note_id, at);
