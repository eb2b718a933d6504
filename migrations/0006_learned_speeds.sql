-- Up Migration
-- How fast crews drove, by class of street and hour of the day: sums, of nobody and nowhere. They fade (a sum of 28 days
-- ago counts half), and `day` says up to when they have. Kept when another city is imported: classes are the same everywhere.
create table learned_speed (
  class text not null,
  hour smallint not null check (hour between 0 and 23),
  metres double precision not null check (metres >= 0 and metres < 'infinity'),
  seconds double precision not null check (seconds >= 0 and seconds < 'infinity'),
  observations double precision not null check (observations >= 0 and observations < 'infinity'),
  day date not null,
  primary key (class, hour)
);
