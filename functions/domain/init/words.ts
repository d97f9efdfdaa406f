/** What shops' words mean in ours: what became of an order, of an email. */
import { type CanonicalName, statuses } from '../ingest/canonical.ts'

/** The words that a canonical column knows, by the letters of the shop's; nothing if it takes any. */
export function knownWords(
  table: CanonicalName,
  column: string,
): Readonly<Record<string, string>> | undefined {
  if (column === 'status') return wordsOfStatus
  return table === 'email_events' && column === 'kind' ? emailWords : undefined
}

/** Words of a column put into ours; what nobody knows comes back as `unknown`. */
export function mapWords(
  known: Readonly<Record<string, string>>,
  words: Iterable<string>,
): { readonly map: Readonly<Record<string, string>>; readonly unknown: readonly string[] } {
  const map: Record<string, string> = {}
  const unknown: string[] = []
  for (const word of [...words].sort()) {
    const letters = word
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^\p{L}]/gu, '')
    const ours = Object.hasOwn(known, letters) ? known[letters] : undefined
    if (ours === undefined) unknown.push(word)
    else map[word] = ours
  }
  return { map, unknown }
}

const spread = (to: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(to).flatMap(([ours, theirs]) =>
      theirs.split(/\s+/).map((word) => [word, ours] as const),
    ),
  )

const wordsOfStatus = spread({
  paid: `paid complete completed shipped processing fulfilled delivered closed success successful
    succeeded confirmed invoiced sent dispatched settled captured approved done
    paymentaccepted partiallyrefunded partiallyshipped partiallyfulfilled readytoship
    awaitingfulfillment awaitingshipment processinginprogress bezahlt versandt abgeschlossen
    payee expediee livree terminee pagado enviado entregado completado bezahlt geliefert`,
  pending: `pending onhold unpaid pendingpayment awaitingpayment open authorized authorised hold
    partiallypaid created new draft awaitingcheckpayment awaitingbankwirepayment offen
    enattente pendiente`,
  cancelled: `cancelled canceled voided void failed declined expired rejected cancelledorder storniert
    annule annulee cancelado paymenterror trash`,
  refunded:
    'refunded refund fullyrefunded returned chargeback erstattet rembourse remboursee reembolsado',
})

const emailWords = spread({
  send: 'send sent emailsent',
  delivery: 'delivery delivered receivedemail received',
  open: 'open opened openedemail emailopened',
  click: 'click clicked clickedemail emailclicked clickthrough',
  bounce: 'bounce bounced bouncedemail hardbounce softbounce dropped',
  complaint: 'complaint complained spam spamreport markedasspam markedemailasspam abuse',
  unsubscribe: 'unsubscribe unsubscribed optout optedout',
})

/** What a status may become, as a hint beside a question. */
export const statusesForPeople = statuses.join(', ')
