const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? ''

/** What the service writes into the head of every page. */
export const installation = {
  /** The city's name in a language of the pages, empty where none is set. */
  city: (locale: string): string => meta(`city-${locale}`),
  /** People may sign in at the organisation's own provider. */
  oidc: (): boolean => meta('oidc') === 'yes',
  /** A password that everybody can read opens an account here, and other machines reach this address. */
  demoExposed: (): boolean => meta('demo-exposed') === 'yes',
}
