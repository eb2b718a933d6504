import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

export default defineConfig({
  root: 'client',
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'service-worker.ts',
      injectRegister: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,svg,png,woff2}'],
        // The crew's screen has no use for a console's own files.
        globIgnores: [
          '**/Console-*',
          '**/Intake-*',
          '**/DevicesDialog-*',
          '**/Supervisor-*',
          '**/Catalogue-*',
          '**/qr-*',
          '**/signaler*',
          '**/PlaceMap-*',
        ],
        maximumFileSizeToCacheInBytes: 4_000_000,
      },
      manifest: {
        name: 'Vigie',
        short_name: 'Vigie',
        description: 'Équipage sur le terrain',
        lang: 'fr',
        id: '/crew',
        start_url: '/crew',
        scope: '/',
        display: 'standalone',
        background_color: '#0f131a',
        theme_color: '#0f131a',
        icons: [
          { src: 'icon.svg', type: 'image/svg+xml', sizes: 'any' },
          { src: 'icon-192.png', type: 'image/png', sizes: '192x192' },
          { src: 'icon-512.png', type: 'image/png', sizes: '512x512' },
          { src: 'icon-maskable-512.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
        ],
      },
    }),
    {
      // Whoever comes to the form for everyone installs nothing.
      name: 'form-without-manifest',
      enforce: 'post',
      transformIndexHtml: {
        order: 'post',
        handler: (html, { path }) =>
          path.endsWith('/signaler.html') ? html.replace(/<link rel="manifest"[^>]*>/, '') : html,
      },
    },
  ],
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
      input: ['client/index.html', 'client/signaler.html'],
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
