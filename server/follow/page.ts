import type { Service } from '../../shared/catalogue/service.ts'
import { type FollowRules, mayReopen, mayTellMore, wordsOf } from '../../shared/follow/rules.ts'
import { DAY, type Instant, instant } from '../../shared/instant.ts'
import type { Locale } from '../../shared/text.ts'
import { HARD, THIN } from '../../shared/typography.ts'
import type { Followed } from '../read/followed.ts'
import { type Html, html } from './html.ts'
import { followWords, type Told } from './words.ts'

/** What of a town and of a request a page is made of. */
export interface FollowView extends Followed {
  service: Service
  reference: string
  /** Null where it has no place yet. */
  district: string | null
  rules: FollowRules
  timeZone: string
  now: Instant
  /** What to say of what was just sent. */
  told: Told | null
  /** Whether something else may be reported from here. */
  mayReport: boolean
  /** Names what the next form sends, so that sent twice it has one effect. */
  formId: string
}

/** The page of one request: no script, nothing from elsewhere, and nobody's name, address or words. */
export function followPage(view: FollowView, locale: Locale): string {
  const words = followWords[locale]
  const { service, ticket, steps, reference, district, told } = view
  const at = (when: Instant) => timeText(when, view.timeZone, locale)
  const say = (step: (typeof steps)[number]) => wordsOf(view.rules, step.step, service.theme)[locale]
  const last = steps.findLast(({ step }) => step !== 'told_more') ?? steps.at(-1)
  const rows = steps
    .toReversed()
    .map((step) => html`<li><p>${say(step)}</p><p class="when">${timeElement(step.at, at(step.at))}</p></li>`)
  return page(
    locale,
    words.title,
    html`
<p class="kind">${words.title}</p>
<h1>${service.name[locale]}</h1>
${told === null ? null : html`<p class="told" role="status">${words.told[told]}</p>`}
<section aria-labelledby="stands">
<h2 id="stands">${words.stands}</h2>
<p class="now">${last === undefined ? null : say(last)}</p>
${expected(view, locale, at)}
<p><a class="button" href="?lang=${locale}">${words.refresh}</a></p>
</section>
<section aria-labelledby="history">
<h2 id="history">${words.history}</h2>
<ol class="steps">${rows}</ol>
</section>
${forms(view, locale, at)}
<dl>
<div><dt>${words.reference}</dt><dd>${reference}</dd></div>
<div><dt>${words.received}</dt><dd>${timeElement(ticket.receivedAt, at(ticket.receivedAt))}</dd></div>
${district === null ? null : html`<div><dt>${words.district}</dt><dd>${district}</dd></div>`}
</dl>
<p class="note">${words.keep}</p>`,
    view.mayReport ? html`<p><a href="/signaler">${words.report}</a></p>` : null,
  )
}

/** A page that says that there is nothing to follow, and why. */
export function problemPage(locale: Locale, what: 'unknown' | 'tooMany' | 'away' | 'refused'): string {
  const words = followWords[locale]
  const help = { unknown: words.unknownHelp, tooMany: words.tooManyHelp, away: words.awayHelp, refused: '' }
  return page(
    locale,
    words[what],
    html`<p class="kind">${words.title}</p><h1>${words[what]}</h1><p>${help[what]}</p>`,
  )
}

function expected({ holder, now }: FollowView, locale: Locale, at: (when: Instant) => string): Html | null {
  const { kind, dueAt } = holder.deadline
  const reached = kind === 'on_scene' ? holder.onSceneAt : holder.securedAt
  if (holder.status !== 'open' || reached !== null) return null
  const words = followWords[locale]
  return dueAt > now ? html`<p>${words.expected[kind](at(dueAt))}</p>` : html`<p>${words.late(at(dueAt))}</p>`
}

function forms(view: FollowView, locale: Locale, at: (when: Instant) => string): Html | null {
  const words = followWords[locale]
  const { holder, now, rules, formId } = view
  const hidden = html`<input type="hidden" name="id" value="${formId}"><input type="hidden" name="lang" value="${locale}">`
  if (mayTellMore(holder))
    return html`<section aria-labelledby="more">
<h2 id="more">${words.more}</h2>
<form method="post">${hidden}<input type="hidden" name="do" value="more">
<p id="help">${words.moreHelp}</p>
<label for="text">${words.moreLabel}</label>
<textarea id="text" name="text" rows="4" maxlength="1000" required aria-describedby="help"></textarea>
<button>${words.send}</button></form>
</section>`
  if (!mayReopen(holder, now, rules)) return null
  const until = at(instant(holder.statusAt + rules.reopenDays * DAY))
  return html`<section aria-labelledby="again">
<h2 id="again">${words.again}</h2>
<form method="post">${hidden}<input type="hidden" name="do" value="reopen">
<p id="help">${words.againHelp(until)}</p>
<label for="text">${words.againLabel}</label>
<textarea id="text" name="text" rows="3" maxlength="1000" aria-describedby="help"></textarea>
<button>${words.reopen}</button></form>
</section>`
}

function page(locale: Locale, title: string, content: Html, more: Html | null = null): string {
  const { language, emergency } = followWords[locale]
  const other =
    locale === 'fr'
      ? html`<a href="?lang=en" lang="en" hreflang="en">English</a>`
      : html`<a href="?lang=fr" lang="fr" hreflang="fr">Français</a>`
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} · Vigie</title>
<link rel="stylesheet" href="/suivi.css">
<link rel="icon" href="/icon.svg">
</head>
<body>
<header><nav aria-label="${language}">${other}</nav></header>
<main>${content}</main>
<footer>${more}<p>${emergency}</p></footer>
</body>
</html>
`.text
}

function timeElement(at: Instant, text: string): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${text}</time>`
}

/** « vendredi 27 novembre à 22 h 45 », « mardi 1er décembre à 07 h 05 », on the town's clocks; day and hour do not break. */
export function timeText(at: Instant, timeZone: string, locale: Locale): string {
  const format = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  const text = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { ...format, timeZone }).format(
    at,
  )
  // A day keeps to its month.
  const dated = text.replace(/(?<=\d) (?=\p{L}{3})/u, HARD)
  if (locale === 'en') return dated
  return dated
    .replace(/(?<= 1)(?=\u00a0)/, 'er')
    .replace(' à ', ` à${HARD}`)
    .replace(':', `${THIN}h${THIN}`)
}
