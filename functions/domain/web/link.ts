/** The addresses that emails link to: how they are written, and what a request for one of them is about. */

/** Where an email’s links lead. */
export interface Links {
  readonly unsubscribe: string
  readonly preferences: string
}

/** What an address asks for. The token is as it came: nobody has checked it. */
export interface Asked {
  readonly page: keyof Links
  readonly token: string
}

/** The links of an email; `base` is what stands before them, `language` the email’s own. */
export function linksOf(base: string, token: string, language: string): Links {
  const [code = ''] = /^[a-z]{2,3}(?![a-z])/.exec(language.toLowerCase()) ?? []
  const query = code === '' || code === 'en' ? '' : `?lang=${code}`
  return {
    unsubscribe: `${base}/unsubscribe/${token}${query}`,
    preferences: `${base}/preferences/${token}${query}`,
  }
}

/** What a path asks for, whatever stands before it; undefined for one that no email has. */
export function askedIn(path: string): Asked | undefined {
  const [, page, token = ''] =
    /^(?:\/[\w.~-]+){0,9}\/(unsubscribe|preferences)\/([^/]*)\/?$/.exec(path) ?? []
  return page === undefined ? undefined : { page: page as Asked['page'], token: decoded(token) }
}

/** The language that a query names, in small letters; empty where it names none. */
export const languageIn = (query: string): string =>
  new URLSearchParams(query).get('lang')?.toLowerCase() ?? ''

/** Mail programs may encode what needs no encoding. Once: what is encoded twice is no link of ours. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
