import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import type { HouseRow } from '../server/city/address/address-row.ts'
import { between, pick, type Random, randomFrom } from '../server/simulation/random.ts'

/** The columns of the BAN's CSV, in its order. */
const COLUMNS =
  'id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;code_insee_ancienne_commune;nom_ancienne_commune;x;y;lon;lat;type_position;alias;nom_ld;libelle_acheminement;nom_afnor;source_position;source_nom_voie;certification_commune;cad_parcelles'

const words = (text: string) => text.split(/\s+/)
const TYPES = words('Rue Rue Rue Rue Avenue Boulevard Chemin Impasse Place Allée Route Square Passage Quai')
const FIRST = words(
  `Jean Marie Pierre Louise Paul Anne Jacques Claire Louis Jeanne Henri Émile Édouard François Marguerite Simone Léon
  Lucie Georges Alice Gustave Camille Victor Hélène Maurice Suzanne Raymond Irène André Sophie`,
)
const LAST = words(
  `Jaurès Gambetta Bayard Ferry Curie Moulin Pasteur Zola Hugo Clemenceau Blum Leclerc Foch Joffre Mermoz Daurat Latécoère
  Riquet Fermat Goudouli Calas Lafayette Voltaire Rousseau Diderot Descartes Pascal Ampère Arago Berthelot Bonnat Boulanger
  Carnot Cassin Chénier Colbert Corneille Courbet Daumier Debussy Delacroix Dumas Fauré Flaubert Fragonard Gauguin Gounod
  Guynemer Ingres Lamartine Lamarck Lavoisier Malraux Manet Massenet Mistral Molière Monet Montaigne Montesquieu Musset
  Nungesser Péguy Poincaré Proust Rabelais Racine Ravel Renan Renoir Rimbaud Rodin Ronsard Rostand Sand Stendhal Thiers
  Utrillo Valéry Vauban Verlaine Verne Vigny Watteau`,
)
const THINGS = words(
  `Lilas Acacias Cerisiers Peupliers Tilleuls Chênes Noisetiers Églantines Rossignols Hirondelles Vignes Moissons Fontaines
  Lavoirs Remparts Tanneurs Tisserands Potiers Écoles Jardins Puits Moulins Coteaux Pêcheurs Bateliers Amidonniers`,
)
const TOWNS = Array.from({ length: 12 }, (_, town) => ({
  name:
    pick(randomFrom(town), words('Saint Mont Ville Bourg')) +
    ['-Clar', 'aigu', 'neuve', '-Orens'][town % 4] +
    town,
  postcode: String(31000 + town * 10),
}))

/** Writes `count` made-up addresses as the BAN has them: some 40 a street, the same file for the same seed. */
export async function writeBanFile(path: string, count: number, seed = 1): Promise<void> {
  await pipeline(Readable.from(linesOf(count, randomFrom(seed))), createWriteStream(path))
}

function* linesOf(count: number, random: Random): Generator<string> {
  yield `${COLUMNS}\n`
  let id = 0
  while (id < count) {
    const town = pick(random, TOWNS, (one) => (one === TOWNS[0] ? 12 : 1))
    const [street, lon, lat] = [
      streetName(random),
      between(random, 1.35, 1.55),
      between(random, 43.53, 43.67),
    ]
    const [east, north] = [between(random, -1e-4, 1e-4), between(random, -1e-4, 1e-4)]
    const houses = Math.floor(between(random, 4, 76))
    for (let house = 1; house <= houses && id < count; house++) {
      const repeat = random() < 0.06 ? pick(random, ['bis', 'ter', 'a', 'b']) : ''
      const at = [(lon + house * east).toFixed(6), (lat + house * north).toFixed(6)]
      const fields = [
        `${id++}`,
        '',
        house,
        repeat,
        street,
        town.postcode,
        '',
        town.name,
        '',
        '',
        '',
        '',
        ...at,
      ]
      yield `${[...fields, 'entrée', '', '', town.name, street.toUpperCase(), 'commune', 'commune', 1, ''].join(';')}\n`
    }
  }
}

function streetName(random: Random): string {
  const type = pick(random, TYPES)
  const kind = random()
  if (kind < 0.55) return `${type} ${pick(random, FIRST)} ${pick(random, LAST)}`
  if (kind < 0.7) return `${type} ${pick(random, LAST)}`
  if (kind < 0.8) return `${type} Saint-${pick(random, FIRST)}`
  if (kind < 0.85)
    return `${type} du ${Math.ceil(random() * 28)} ${pick(random, words('Mars Mai Août Novembre'))} 19${Math.floor(between(random, 10, 70))}`
  return `${type} des ${pick(random, THINGS)}${random() < 0.5 ? '' : ` de ${pick(random, LAST)}`}`
}

/** The addresses of such a file, in batches. */
export async function* readBanFile(path: string, batch: number): AsyncGenerator<HouseRow[]> {
  const records = createReadStream(path).pipe(parse({ delimiter: ';', columns: true, quote: null }))
  let rows: HouseRow[] = []
  for await (const one of records) {
    rows.push({
      number: Number(one.numero),
      suffix: one.rep || null,
      street: one.nom_voie,
      postcode: one.code_postal,
      municipality: one.nom_commune,
      lon: Number(one.lon),
      lat: Number(one.lat),
    })
    if (rows.length === batch) {
      yield rows
      rows = []
    }
  }
  yield rows
}
