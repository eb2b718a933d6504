import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'
import { isTile, TILE_CACHE } from './device/tile-cache.ts'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0] }

// The pages of the crew's screen, whole, in one version; a console asks its server.
cleanupOutdatedCaches()
precacheAndRoute(self.__WB_MANIFEST)
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { allowlist: [/^\/crew$/] }))

// A tile's address names its version: what is kept never changes. An empty tile (204) is an answer too.
registerRoute(
  ({ url }) => isTile(url),
  new CacheFirst({
    cacheName: TILE_CACHE,
    plugins: [
      {
        cacheWillUpdate: async ({ response }) =>
          response.status === 200 || response.status === 204 ? response : null,
      },
    ],
  }),
)

// A newer version waits until a page asks for it: never under the hands of someone.
self.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') self.skipWaiting()
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
