/** Our own line icons on a 16 px grid. */
const PATHS = {
  search: 'M7 12.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM11 11l3.5 3.5',
  layers: 'M8 2 1.5 5.5 8 9l6.5-3.5L8 2ZM2 8.5 8 12l6-3.5M2 11.5 8 15l6-3.5',
  plus: 'M8 2.5v11M2.5 8h11',
  minus: 'M2.5 8h11',
  fit: 'M2 5.5V2h3.5M10.5 2H14v3.5M14 10.5V14h-3.5M5.5 14H2v-3.5',
  sound: 'M2 6v4h2.5L8 13V3L4.5 6H2ZM10.5 5.5a3.5 3.5 0 0 1 0 5M12.5 3.5a6.3 6.3 0 0 1 0 9',
  muted: 'M2 6v4h2.5L8 13V3L4.5 6H2ZM10.5 6l4 4M14.5 6l-4 4',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  moon: 'M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z',
  user: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 14c.6-2.6 2.8-4 5.5-4s4.9 1.4 5.5 4',
  right: 'm6 3 5 5-5 5',
  left: 'm10 3-5 5 5 5',
  down: 'm3 6 5 5 5-5',
  up: 'm3 10 5-5 5 5',
  copy: 'M5.5 5.5h9v9h-9v-9ZM10.5 5.5v-4h-9v9h4',
  note: 'M3 2h10v8l-4 4H3V2ZM9 14v-4h4',
  locate: 'M8 14.5S3 10 3 6.5a5 5 0 0 1 10 0C13 10 8 14.5 8 14.5ZM8 8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z',
  transfer: 'M2 5.5h11l-3-3M14 10.5H3l3 3',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  close: 'm3.5 3.5 9 9M12.5 3.5l-9 9',
  phone: 'M3 2h3l1.2 3.5L5.5 7a8 8 0 0 0 3.5 3.5l1.5-1.7L14 10v3c0 .6-.5 1-1 1A11 11 0 0 1 2 3c0-.5.4-1 1-1Z',
  mobile: 'M5 1.5h6v13H5v-13ZM7 12.5h2',
  web: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM1.5 8h13M8 1.5c4.5 4 4.5 9 0 13M8 1.5c-4.5 4-4.5 9 0 13',
  warning: 'M8 2 1.5 13.5h13L8 2ZM8 6.5v3.5M8 12v.2',
  info: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM8 7.5v4M8 4.8v.2',
  clock: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM8 4.5V8l2.5 1.5',
  offline:
    'M2 2l12 12M4 8.5a6 6 0 0 1 2-1.3M2 6a9 9 0 0 1 2-1.4M8 4c2.3 0 4.4.8 6 2.2M10 7.3c.8.3 1.4.7 2 1.2M6.5 11a2.6 2.6 0 0 1 3 0M8 13.5v.1',
  accuracy: 'M8 2 3.5 13.5 8 11l4.5 2.5L8 2Z',
  people:
    'M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 13.5c.4-2.4 2.2-3.7 4.5-3.7s4.1 1.3 4.5 3.7M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 10c1.5.5 2.3 1.7 2.5 3.5',
  radio:
    'M2.5 6.5h11v8h-11v-8ZM4 6.5 12.5 2M5.5 11.5a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4ZM9 9.5h3M9 11.5h3',
  undo: 'M5.5 3 2 6.5 5.5 10M2 6.5h7.5a4 4 0 0 1 0 8H7',
  help: 'M6 6a2 2 0 1 1 2.8 1.8c-.5.3-.8.7-.8 1.4v.3M8 12v.2',
  logout: 'M6.5 2H2.5v12h4M10 5l3 3-3 3M13 8H6',
  pause: 'M5.5 3v10M10.5 3v10',
  slash: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM3.5 12.5l9-9',
  closed: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM4.5 8h7',
  list: 'M5.5 4h9M5.5 8h9M5.5 12h9M1.5 4h1M1.5 8h1M1.5 12h1',
  key: 'M10.5 9.5a4 4 0 1 0-3.6-2.2L1.5 12.7v1.8h2.3v-1.7h1.7v-1.7h1.4l1-1.1a4 4 0 0 0 2.6-.5ZM11 5.2v-.1',
  lock: 'M3.5 7.5h9v6.5h-9V7.5ZM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  ruler: 'm10.5 1.5 4 4-9 9-4-4 9-9ZM8.6 3.4l1.6 1.6M6.2 5.8l2.2 2.2M3.8 8.2l1.6 1.6',
  filter: 'M2 3.5h12M4.5 8h7M6.5 12.5h3',
  keyboard: 'M1.5 4h13v8.5h-13V4ZM4 6.7h.1M6.7 6.7h.1M9.3 6.7h.1M12 6.7h.1M5 10h6',
  camera: 'M1.5 5h3l1.2-2h4.6l1.2 2h3v8.5h-13V5ZM8 11.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  route:
    'M3.5 14.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM12.5 5.1a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM5.3 12.7h5.4a2.3 2.3 0 0 0 0-4.6H5.3a2.4 2.4 0 0 1 0-4.8h5.4',
  reach:
    'M8 9.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4ZM8 12.2a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.4ZM8 15a7 7 0 0 1-7-7M8 1a7 7 0 0 1 7 7',
  link: 'M6.5 9.5a3 3 0 0 0 4.3 0l2.8-2.8a3 3 0 0 0-4.3-4.3L8.2 3.5M9.5 6.5a3 3 0 0 0-4.3 0L2.4 9.3a3 3 0 0 0 4.3 4.3l1.1-1.1',
  erase: 'M6 3.5h8.5v9H6L1.5 8 6 3.5ZM8.5 6.2l3.6 3.6M12.1 6.2 8.5 9.8',
  qr: 'M2 2h4.5v4.5H2V2ZM9.5 2H14v4.5H9.5V2ZM2 9.5h4.5V14H2V9.5ZM9.5 9.5h1.5v1.5M14 9.5v2M9.5 14h1.5M13 14h1',
  devices: 'M1.5 3h8v10h-8V3ZM12 5.5h2.5V13H12V5.5ZM4.5 11h2',
  calendar: 'M2 3.5h12v10.5H2V3.5ZM2 6.8h12M5 1.8v3M11 1.8v3',
  chart: 'M1.5 14.5h13M3.5 12V8.5M8 12V2.5M12.5 12V6',
  distress: 'M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3l3.8-3.8ZM8 4.8v3.9M8 11.2v.1',
} as const

export type IconName = keyof typeof PATHS

/** An icon beside a text that says the same; hidden from screen readers. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
