import { createHash, randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'

/** Of this process alone: a name says nothing to anyone, and nothing once it has ended. */
const SALT = randomBytes(16)

/**
 * Names the network that an address is in, for counting what comes from it: the address itself, or the 64 bits of a home's
 * own where it is IPv6. The address cannot be read from it. Null, where a proxy told none, is a network too.
 */
export function networkOf(address: string | null): string {
  return createHash('sha256')
    .update(SALT)
    .update(prefixOf(address ?? ''))
    .digest('base64')
}

function prefixOf(address: string): string {
  const [, mapped] = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address) ?? []
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  const groups = tail === undefined ? left : [...left, ...zeros, ...right]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16))
    .join(':')
}
