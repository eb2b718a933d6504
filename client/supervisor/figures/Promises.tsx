import {
  type Figures,
  type PromiseFigures,
  type PromiseKind,
  promises,
  shareWithin,
} from '../../../shared/figures/figures.ts'
import type { Quantile } from '../../../shared/figures/quantile.ts'
import { duration } from '../../../shared/typography.ts'
import { Count } from '../../react/Count.tsx'
import { useWords } from '../../react/use-words.ts'
import { percentOf } from './bars.ts'
import { OnCallResults } from './OnCallResults.tsx'

/** How long it took, against what the catalogue promises; and who still waits. */
export function Promises({ figures }: { figures: Figures }) {
  const { figures: words } = useWords()
  return (
    <section className="figures-part figures-promises" aria-labelledby="figures-promises">
      <header>
        <h3 id="figures-promises">{words.promises}</h3>
      </header>
      <table className="num">
        <thead>
          <tr>
            <td />
            <th scope="col">
              {words.half} <small>p50</small>
            </th>
            <th scope="col">
              {words.most} <small>p90</small>
            </th>
            <th scope="col">
              {words.almostAll} <small>p95</small>
            </th>
            <th scope="col" className="figures-share">
              {words.within}
            </th>
            <th scope="col">{words.waiting}</th>
            <th scope="col">{words.ended}</th>
          </tr>
        </thead>
        <tbody>
          {promises.map((kind) => (
            <PromiseRow key={kind} kind={kind} promise={figures.promises[kind]} />
          ))}
        </tbody>
      </table>
      <OnCallResults onCall={figures.onCall} />
    </section>
  )
}

function PromiseRow({ kind, promise }: { kind: PromiseKind; promise: PromiseFigures }) {
  const { figures: words } = useWords()
  const { within, late, waiting, ended } = promise
  const share = shareWithin(promise)
  return (
    <tr>
      <th scope="row">{words.promise[kind]}</th>
      <Took quantile={promise.p50} />
      <Took quantile={promise.p90} />
      <Took quantile={promise.p95} />
      <td className="figures-share">
        {share === null ? (
          words.none
        ) : (
          <>
            <b>{words.percent(percentOf(share))}</b>
            <small>{words.outOf(within, within + late)}</small>
            <svg aria-hidden="true" focusable="false">
              <rect className="share-late" width="100%" height="100%" />
              <rect className="share-within" width={`${share * 100}%`} height="100%" />
            </svg>
          </>
        )}
      </td>
      <td>
        <Count of={waiting} />
      </td>
      <td>
        <Count of={ended} />
      </td>
    </tr>
  )
}

function Took({ quantile }: { quantile: Quantile | null }) {
  const { figures: words } = useWords()
  if (quantile === null) return <td>{words.none}</td>
  const { seconds, atLeast } = quantile
  return <td>{atLeast ? words.atLeast(duration(seconds)) : duration(seconds)}</td>
}
