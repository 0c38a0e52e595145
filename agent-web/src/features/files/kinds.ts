/** 1.2 MB, 340 KB: a size (bytes) as people say it. */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** Whether a type is a picture, which the server makes small for its tile. */
export const isPicture = (type?: string) =>
  ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff'].includes(type ?? '')

/** What may be chosen. Telephones turn their own pictures into JPEG where only that is taken. */
export const ACCEPT =
  'image/jpeg,image/png,image/webp,image/gif,image/tiff,.tif,.tiff,application/pdf,.pdf,.docx,.xlsx,.ofd,.txt,text/plain'

/** The short word of a file's icon: PDF, DOCX. */
export function badge(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1, dot + 5).toUpperCase()
}
