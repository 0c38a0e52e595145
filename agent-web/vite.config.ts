import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import Components from 'unplugin-vue-components/vite'
import { defineConfig } from 'vitest/config'
import { compress } from './build/compress.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Two builds in one folder: the staff's pages, then those that are open without a session (mode public). Each has a Vue of
 * its own with what it uses of it: the parts of the staff's toolkit cost a citizen's telephone nothing.
 */
export default defineConfig(({ command, mode }) => ({
  plugins: [
    vue(),
    // Element's parts come with the pages that use them, each with its style. Tests of pages need no style; what is
    // built has it, also where a test builds it.
    Components({
      resolvers: [
        ElementPlusResolver({ importStyle: process.env.VITEST && command !== 'build' ? false : 'css' }),
      ],
      dts: false,
      dirs: [],
    }),
    ...(mode === 'public' ? [compress()] : []), // the last build compresses both
    {
      // The Go program embeds dist; a clean clone must have the folder.
      name: 'keep-dist',
      closeBundle: () => writeFileSync(at('dist/.keep'), ''),
    },
  ],
  define: {
    __STAFF__: String(mode !== 'public'),
    // What the pages do without of Vue and its router.
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  resolve: {
    alias: [
      { find: '@', replacement: at('src') },
      // As modules of today: else every page, also a citizen's, fetches what makes old ones fit.
      { find: /^dayjs$/, replacement: 'dayjs/esm/index.js' },
      { find: /^dayjs\/plugin\/(\w+)(\.js)?$/, replacement: 'dayjs/esm/plugin/$1/index.js' },
      { find: /^dayjs\/locale\/([\w-]+)(\.js)?$/, replacement: 'dayjs/esm/locale/$1.js' },
    ],
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    emptyOutDir: mode !== 'public',
    rolldownOptions: {
      input: at(mode === 'public' ? 'public.html' : 'index.html'),
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            // What others wrote changes seldom: a browser keeps it over many versions of the pages.
            { name: 'vue', test: /node_modules\/(@vue|vue|vue-router)\// },
            // Each part costs some hundred bytes of headers besides: what every page wants is one part, and what citizens open is one.
            {
              name: 'base',
              test: /preload-helper|export-helper|src\/(i18n|api\/client|lib\/(errors|format|loading|texts|draftStorage|warning|installation|place|clock|frame)\.|features\/session\/(session|client|activity|renewal|veil|tabs|undertaking)\.)/,
            },
            { name: 'public', test: /src\/features\/public\/(?!locales)/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test.setup.ts'],
    testTimeout: 30_000,
  },
}))
