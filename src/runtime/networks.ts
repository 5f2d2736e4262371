import ipaddr from 'ipaddr.js'
import { recent } from './recent.ts'

/** Each request asks about its address, and most came before. */
const addressesKept = 1000

/** Is an address in one of the networks? */
export type Networks = (address: string) => boolean

/** @param text `10.0.0.0/8,2001:db8::/32,203.0.113.7`; empty for none. @throws Error naming what is no network. */
export function parseNetworks (text: string): Networks {
  const ranges = text.split(',').map((part) => part.trim()).filter((part) => part !== '').map(parseNetwork)
  return recent(addressesKept, (address) => {
    const parsed = parseAddress(address)
    return parsed !== undefined && ranges.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits))
  })
}

function parseNetwork (text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  try {
    if (!text.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(text.split('/')[0])) throw new Error()
    const [address, bits] = text.includes('/') ? ipaddr.parseCIDR(text) : [ipaddr.parse(text), text.includes(':') ? 128 : 32]
    return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96
      ? [address.toIPv4Address(), bits - 96]
      : [address, bits]
  } catch {
    throw new Error(`${text} is not a network such as 10.0.0.0/8 or 2001:db8::/32`)
  }
}

/** An IPv4 address that is written as IPv6 is one of IPv4. */
function parseAddress (address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return ipaddr.isValid(address) ? ipaddr.process(address) : undefined
}

/** All of IPv6 that is given to hosts; what stands elsewhere leads to IPv4 by a gateway, or nowhere. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Is an address one of the internet's, of a host that anybody may call? */
export function isPublic (address: string): boolean {
  const parsed = parseAddress(address)
  return parsed?.range() === 'unicast' && (parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast))
}

/** What counts as one caller: an IPv4 address, or the /64 of an IPv6 address, which is one subscriber's. */
export const networkOf = recent(addressesKept, (address: string): string => {
  const parsed = parseAddress(address)
  if (!(parsed instanceof ipaddr.IPv6)) return parsed?.toString() ?? 'unknown'
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`
})

/** As it is written down: what a proxy sends that is no address is not kept. */
export function addressOf (address: string): string {
  return parseAddress(address)?.toString() ?? 'unknown'
}

/**
 * The addresses that proxies name, nearest last, without their ports. What stands before something unreadable is not
 * vouched for; undefined where nothing is left: then it is the peer that counts.
 */
export function forwardedFor (header: string): string | undefined {
  const named = header.split(',').map((part) => withoutPort(part.trim()))
  const readable = named.slice(named.findLastIndex((address) => address === undefined) + 1)
  return readable.length > 0 ? readable.join(', ') : undefined
}

function withoutPort (text: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text
  return ipaddr.isValid(bare) && (bare.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(bare)) ? bare : undefined
}
