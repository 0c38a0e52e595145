import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { compress } from './build/compress.ts'
import { slimTranslations } from './build/slim.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [
    vue(),
    slimTranslations(),
    compress(),
    {
      // The Go program embeds dist; a clean clone must have the folder.
      name: 'keep-dist',
      closeBundle: () => writeFileSync(at('dist/.keep'), ''),
    },
  ],
  define: {
    // What the pages do without of Vue, its router's and its translations' parts.
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
  },
  resolve: { alias: { '@': at('src') } },
  build: {
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    // What others wrote changes seldom: a browser keeps it over many versions of the pages.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'vue', test: /node_modules/ }] } } },
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'], setupFiles: ['src/test.setup.ts'] },
})
