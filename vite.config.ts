import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'client',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    sourcemap: true,
    // Nothing inline: the page's policy allows no data: font and no inline script.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
    // The two that draw the map change rarely: a browser keeps them when our own code changes.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What loads a screen when it is needed must not bring the map with it.
            { name: 'load', test: /vite[\\/]preload-helper/, priority: 1 },
            { name: 'maplibre', test: /node_modules[\\/]maplibre-gl[\\/]/ },
            { name: 'deck', test: /node_modules[\\/]@(deck|luma|math|loaders|probe)\.gl[\\/]/ },
          ],
        },
      },
    },
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/tiles': 'http://127.0.0.1:8080',
      '/socket.io': { target: 'ws://127.0.0.1:8080', ws: true },
    },
  },
})
