import { request } from '@/api/client'
import type { components } from '@/api/types.gen'
import { sendFile } from '@/features/files/client'

type Schemas = components['schemas']
export type PromptList = Schemas['PromptList']
export type PromptLine = Schemas['PromptLine']
export type PromptEntry = Schemas['PromptEntry']
export type PromptView = Schemas['PromptView']
export type PromptVersion = Schemas['PromptVersion']
export type PromptLanguage = Schemas['PromptLanguage']
export type PromptUse = Schemas['PromptUse']
export type PromptArgument = Schemas['PromptArgument']
export type PromptPreview = Schemas['PromptPreview']
export type WordReading = Schemas['WordReading']
export type EngineState = Schemas['EngineState']
export type Outcome = Schemas['RecordingOutcome']
export type Forms = Record<string, string>
export type Values = Record<string, string>

/** The server reads no larger recordings (bytes). */
export const MAX_RECORDING = 30 * 1024 * 1024

const one = (key: string, language: string) =>
  `/api/prompts/${encodeURIComponent(key)}/${encodeURIComponent(language)}`
const never = new AbortController().signal
const quiet = () => undefined

/** What callers hear: texts, recordings, readings. */
export const promptsClient = {
  /** Everything; an ended session is asked for again by what the person does, not by the clock. */
  list: () => request<PromptList>('GET', '/api/prompts', undefined, 'ask'),
  view: (key: string, l: string) => request<PromptView>('GET', one(key, l)),
  /** Changes a text; without forms the shipped one comes back. */
  save: (key: string, l: string, forms: Forms, rev: number) =>
    request<PromptEntry>('PUT', one(key, l), { forms, rev }),
  /** What is said with each of the values, in words. */
  words: async (key: string, l: string, forms: Forms, values: Values[]) =>
    (await request<Schemas['PromptWords']>('POST', `${one(key, l)}/words`, { forms, values }, 'ask')).words,
  /** The sound of a text that is being edited; without forms, what callers hear now. */
  preview: (key: string, l: string, forms: Forms, args: Values = {}) =>
    request<PromptPreview>('POST', `${one(key, l)}/preview`, { forms, args }),
  heard: (key: string, l: string, rev: number) => request<void>('PUT', `${one(key, l)}/heard`, { rev }),
  record: (key: string, l: string, rev: number, file: File, progress: (part: number) => void = quiet) =>
    sendFile<Outcome>(
      `${one(key, l)}/recording?${new URLSearchParams({ rev: String(rev), name: file.name })}`,
      file,
      progress,
      never,
    ),
  unrecord: (key: string, l: string, rev: number) =>
    request<PromptEntry>('DELETE', `${one(key, l)}/recording?rev=${rev}`),
  /** Takes a file by its name, "queue_next_yue.wav". */
  take: (file: File, progress: (part: number) => void = quiet) =>
    sendFile<Outcome>(
      `/api/prompts/recordings?${new URLSearchParams({ name: file.name })}`,
      file,
      progress,
      never,
    ),
  /** Where the script for the voice artist is, of some languages or all. */
  script: (languages: string[], missing: boolean) => {
    const query = new URLSearchParams(languages.map((l) => ['language', l]))
    if (missing) query.set('missing', 'true')
    return `/api/prompts/script.xlsx${query.size ? `?${query}` : ''}`
  },
  saveReading: (language: string, word: string, reading: string, rev: number) =>
    request<WordReading>('PUT', '/api/prompts/readings', { language, word, reading, rev }),
  sayReading: (language: string, word: string, reading: string) =>
    request<PromptPreview>('POST', '/api/prompts/readings/preview', { language, word, reading, rev: 0 }),
}
