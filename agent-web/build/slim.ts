import type { Plugin } from 'vite'

const WHOLE = "import * as Vue from 'vue';"
const USE = /const key = 'currentInstance';[\s\S]*?return Vue\.getCurrentInstance\(\);\s*\}/

/**
 * Vue's translations ask for the whole of Vue by a name that is computed, so that nothing of Vue could be left out: 12 KB
 * (compressed) that a citizen's telephone would fetch for nothing. Here they ask for the one function that they call.
 */
export const slimTranslations = (): Plugin => ({
  name: 'slim-translations',
  apply: 'build',
  transform(code, id) {
    if (!/vue-i18n\/dist\/vue-i18n(\.runtime)?\.mjs/.test(id)) return
    if (!code.includes(WHOLE) || !USE.test(code))
      this.error('vue-i18n has changed: look whether this is still needed')
    return code
      .replace(WHOLE, "import { getCurrentInstance as vueInstance } from 'vue';")
      .replace(USE, 'return vueInstance();')
  },
})
