import { type Book, request, send } from '@/api/client'

/** What takes the server long, such as a month on paper (ms). */
const LONG = 180_000

/** The duty register book. */
export const registerBookClient = {
  book: (day: string) => request<Book>('GET', `/api/register-book?day=${day}`),
  bookPdfOfDay: (day: string) => `/api/register-book.pdf?day=${day}`,
  /** The book of some days as a document; a month of a large city takes its time. */
  bookPdf: async (from: string, to: string, signal: AbortSignal) =>
    (await send(`/api/register-book.pdf?day=${from}&to=${to}`, { signal }, LONG)).blob(),
}
