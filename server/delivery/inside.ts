import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Addresses that are no place on the public network: this machine, its neighbours, and what stands for them (RFC 6890). */
const INSIDE = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  INSIDE.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  // All but IPv4 written as IPv6, which counts as what it is, and 2000::/3, where the public network is.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 32],
  ['100::', 8],
  ['200::', 7],
  ['400::', 6],
  ['800::', 5],
  ['1000::', 4],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  INSIDE.addSubnet(network, prefix, 'ipv6')

/** An address that a delivery may not go to. */
export class InsideError extends Error {
  constructor() {
    super('an address inside the network')
  }
}

/** Whether an IP address is inside the network; IPv4 written as IPv6 counts as what it is. Anything else is. */
export function isInside(address: string): boolean {
  const version = isIP(address)
  if (version === 0) return true
  return INSIDE.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

/**
 * Looks a name up, and fails where any of its addresses is inside the network: asked when the connection is made, so
 * that a name cannot be looked up as one thing and reached as another.
 */
export const outsideOnly: LookupFunction = (name, options, callback) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error !== null) callback(error, [])
    else if (first === undefined || addresses.some(({ address }) => isInside(address)))
      callback(new InsideError(), [])
    else if (options.all === true) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}
