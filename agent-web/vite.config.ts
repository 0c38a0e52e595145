import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [
    vue(),
    {
      // The Go program embeds dist; a clean clone must have the folder.
      name: 'keep-dist',
      closeBundle: () => writeFileSync(at('dist/.keep'), ''),
    },
  ],
  resolve: { alias: { '@': at('src') } },
  build: { target: 'es2022', sourcemap: false },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'], setupFiles: ['src/test.setup.ts'] },
})
