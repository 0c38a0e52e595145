/** What one tab of a browser tells the others about the session that they share. */
export type TabMessage = { said: 'entered'; user: string } | { said: 'left' }

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('session') : null

/** Tells the other tabs; browsers without such channels learn it from the server. */
export const tellTabs = (m: TabMessage): void => channel?.postMessage(m)

/** Hears what other tabs tell. */
export function hearTabs(heard: (m: TabMessage) => void): void {
  channel?.addEventListener('message', (e) => heard(e.data as TabMessage))
}
