import type { components } from '@/api/types.gen'
import { locale, t, te } from '@/i18n'

type Use = components['schemas']['Use']
type Way = Pick<Use, 'flow' | 'node' | 'number' | 'unit'>

/** What a node is called that comes with the menu; any other has the name that it was given. */
export const sayNode = (id: string) => (te(`nodes.${id}`) ? t(`nodes.${id}`) : id)

/** A node of a flow, and the number or unit whose callers come by it: "main › office (12315)". */
export const sayUse = (u: Way) =>
  `${u.flow} › ${sayNode(u.node)}${u.number || u.unit ? ` (${u.number || u.unit})` : ''}`

/** One value for each node and number. */
export const useKey = (u: Way) => [u.flow, u.node, u.number, u.unit].join('\n')

/** How many reasons of a kind are listed. */
const LISTED = 5

/** Some things in a row, and that there are more. */
export const listed = (things: string[]) =>
  things.slice(0, LISTED).join(t('app.comma')) + (things.length > LISTED ? '…' : '')

/** Sentences one after the other, as the page's language writes them. */
export const sentences = (...all: string[]) => all.filter(Boolean).join(locale.value === 'en' ? ' ' : '')
