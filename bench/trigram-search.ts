import { readingsOf } from '../server/city/address/address-query.ts'
import { weightOf } from '../server/city/address/address-words.ts'
import type { Database } from '../server/db/pool.ts'

/** The alternative: PostgreSQL's pg_trgm and unaccent over the distinct streets, then the houses of the likeliest. */
export async function prepareTrigramSearch(database: Database): Promise<void> {
  await database.query('create extension if not exists pg_trgm; create extension if not exists unaccent')
  await database.query(`
    create table bench_street as
      select row_number() over () as id, street, municipality, lower(unaccent(street)) as key
      from (select distinct street, municipality from city.address) as street;
    create index on bench_street using gin (key gin_trgm_ops);
    create table bench_house as
      select bench_street.id as street_id, number, suffix, geom from city.address join bench_street using (street, municipality);
    create index on bench_house (street_id, number);
    analyze bench_street; analyze bench_house`)
}

/** The streets that a text may mean with the house of its number, best first; the text is read as our own search does. */
export async function trigramSearch(database: Database, text: string): Promise<{ street: string }[]> {
  const [reading] = readingsOf(text, new Set())
  if (reading === undefined) return []
  const name = reading.words.filter((word, index) => weightOf(word, index) >= 0.4).join(' ')
  const { rows } = await database.query<{ street: string }>({
    name: 'bench-trigram-search',
    text: `
      with likely as (
        select id, street, municipality, similarity(key, $1) as score from bench_street
        where key % $1 order by score desc limit 20)
      select street, municipality, score, house.* from likely
      left join lateral (
        select number, suffix, st_x(geom) as lon, st_y(geom) as lat from bench_house
        where street_id = likely.id and number = $2 limit 1) as house on true
      order by score desc, number nulls last limit 8`,
    values: [name, reading.house?.number ?? null],
  })
  return rows
}
