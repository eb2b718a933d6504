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
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  INSIDE.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
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
