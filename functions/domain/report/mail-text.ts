import type { MailModel } from './mail.ts'

/** The email in plain text, for who reads no HTML. */
export function mailText(mail: MailModel): string {
  const { alarm, lede, figures, actions, changes, changesNote, attached, foot } = mail
  const blocks = [
    [mail.brand],
    ...(alarm === undefined ? [] : [[alarm]]),
    [mail.headline],
    ...(lede === '' ? [] : [[lede]]),
    figures.map(({ label, number, note }) => `${label}: ${number} (${note})`),
    ...(actions.length > 0
      ? [['What to do today', ...actions.map(({ what, list }, i) => `${i + 1}. ${what} [${list}]`)]]
      : []),
    [
      'What changed',
      changesNote,
      ...changes.map(
        ([name, entered, left, net, now]) =>
          `${name}: ${entered} in, ${left} out, ${net}, now ${now}`,
      ),
    ],
    [attached],
    ['--', ...foot],
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}
