import { reactive } from 'vue'
import type { Draft, DraftBody } from '@/api/client'
import { Problem } from '@/api/client'

/** What the agent types. */
export type Fields = Omit<DraftBody, 'rev' | '$schema'>

export const empty: Fields = {
  name: '',
  name_declined: false,
  caller_kind: 'person',
  unit: '',
  unit_declined: false,
  contact: '',
  contact_declined: false,
  content: '',
  type: 'help',
  category: '',
  place: '',
  confidential: false,
}

/** loading, saved on the server, saving, kept on this machine only, committed. */
export type Saved = 'loading' | 'saved' | 'saving' | 'kept' | 'committed'

export interface Store {
  load(call: string): Promise<Draft>
  save(call: string, body: DraftBody): Promise<Draft>
}

const PAUSE = 500 // ms after the last key
const RETRY = 3000

/**
 * The register of one call while it is typed. Every key is kept on this machine at once and on the
 * server shortly after, so neither a crash of the browser nor a lost database loses a word.
 */
export class DraftKeeper {
  readonly fields = reactive<Fields>({ ...empty })
  readonly status = reactive({ saved: 'loading' as Saved, ticket: '', calledAt: '', known: false })
  private rev = 0
  private dirty = false
  private timer = 0
  private saving: Promise<void> | null = null
  private stopped = false

  constructor(
    readonly call: string,
    private readonly store: Store,
    private readonly memory: Storage = localStorage,
  ) {}

  private get key(): string {
    return `draft:${this.call}`
  }

  /** Reads the server's draft, then puts back what only this machine has. */
  async start(contact: string): Promise<void> {
    const kept = this.remembered()
    if (kept) Object.assign(this.fields, kept)
    try {
      const d = await this.store.load(this.call)
      if (this.stopped) return
      this.rev = d.rev
      this.status.known = true
      this.status.calledAt = d.called_at ?? ''
      if (d.ticket) {
        this.take(d)
        this.committed(d.ticket)
        return
      }
      if (!kept) this.take(d, true)
      if (!this.fields.contact && !this.fields.contact_declined) this.fields.contact = contact
      this.status.saved = 'saved'
      if (kept || this.dirty) this.changed()
    } catch {
      if (this.stopped) return
      if (!this.fields.contact && !this.fields.contact_declined) this.fields.contact = contact
      this.status.saved = 'kept'
      this.timer = window.setTimeout(() => void this.start(contact), RETRY)
    }
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }

  /** Is called after every change of a field. */
  changed(): void {
    if (this.status.saved === 'committed') return
    this.dirty = true
    this.memory.setItem(this.key, JSON.stringify(this.fields))
    if (!this.status.known) return // the server is slow or away: start goes on with it
    this.status.saved = 'saving'
    this.later(PAUSE)
  }

  /** Saves now; resolves when the server has it or it is certain that it has not. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer)
    await this.saving
    if (this.dirty) await this.save()
    return !this.dirty
  }

  /** Is told that the draft has become a ticket. */
  committed(ticket: string): void {
    clearTimeout(this.timer)
    this.status.ticket = ticket
    this.status.saved = 'committed'
    this.memory.removeItem(this.key)
  }

  private remembered(): Fields | null {
    try {
      return JSON.parse(this.memory.getItem(this.key) ?? 'null') as Fields | null
    } catch {
      return null // a half-written entry must not stop the register
    }
  }

  /** Takes the server's fields; with gentle, not those that were typed while it was asked. */
  private take(d: Draft, gentle = false): void {
    for (const name of Object.keys(empty) as (keyof Fields)[]) {
      if (gentle && this.fields[name] !== empty[name]) continue
      const value = d[name]
      if (value !== undefined) Object.assign(this.fields, { [name]: value })
    }
    if (!this.fields.type) this.fields.type = empty.type
  }

  private later(ms: number): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.save(), ms)
  }

  private async save(): Promise<void> {
    this.dirty = false
    this.saving = this.put()
    await this.saving
    this.saving = null
  }

  private async put(): Promise<void> {
    try {
      const d = await this.store.save(this.call, { rev: this.rev, ...this.fields })
      this.rev = d.rev
      if (this.dirty) return
      this.status.saved = 'saved'
      this.memory.removeItem(this.key)
    } catch (e) {
      this.dirty = true
      if (this.stopped) return
      this.status.saved = 'kept'
      if (e instanceof Problem && e.code === 'changed_meanwhile') await this.catchUp()
      if (e instanceof Problem && e.code === 'already_committed') return this.reopen()
      this.later(RETRY)
    }
  }

  /** Another tab saved meanwhile: what is typed here wins, based on the newest revision. */
  private async catchUp(): Promise<void> {
    try {
      this.rev = (await this.store.load(this.call)).rev
    } catch {
      // tried again by the next save
    }
  }

  /** Shows the ticket that the draft has already become. */
  async reopen(): Promise<void> {
    const d = await this.store.load(this.call)
    this.take(d)
    this.committed(d.ticket ?? '')
  }
}
