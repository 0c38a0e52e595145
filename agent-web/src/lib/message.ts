import type { MessageContext, MessageFunction } from 'vue-i18n'

/**
 * Makes a text of a locale file sayable: {n} is an argument, and a bar parts one from several ("{n} gap | {n} gaps").
 * The library's own compiler knows more, and is as large as a whole page.
 */
function compileText(text: string): MessageFunction<string> {
  const cases = text.split(/\s*\|\s*/)
  const said = (ctx: MessageContext<string>) =>
    (cases.length > 1 ? ctx.plural(cases) : text).replace(/\{(\w+)\}/g, (_, name: string) =>
      String(ctx.named(name) ?? ''),
    )
  return said as unknown as MessageFunction<string>
}

/** The texts of a locale file, or a part of them. */
export type Texts = { [key: string]: string | Texts }
export type Compiled = { [key: string]: MessageFunction<string> | Compiled }

export const compile = (texts: Texts): Compiled =>
  Object.fromEntries(
    Object.entries(texts).map(([key, t]) => [key, typeof t === 'string' ? compileText(t) : compile(t)]),
  )
