import ipaddr from 'ipaddr.js';

/** The whole of today's global unicast (RFC 4291, IANA): everything else of IPv6 is somebody's own or nobody's. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** NAT64's well-known prefix (RFC 6052): the last four bytes are an IPv4 address, and that is what is reached. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** Public by number, and yet answered by the machine's own host: Azure's wire server. */
const HOSTS_OWN = ['168.63.129.16'];

/** True where an IP address lies on the open internet: not private, loopback, link-local, shared, multicast, reserved or a disguise of such. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  const reached = parsed.kind() === 'ipv6' ? embedded(parsed as ipaddr.IPv6) : parsed;
  // ipaddr.js calls `unicast` what no registry of special addresses names.
  if (reached.range() !== 'unicast' || HOSTS_OWN.includes(reached.toString())) return false;
  return reached.kind() === 'ipv4' || (reached as ipaddr.IPv6).match(GLOBAL_UNICAST);
}

/** The IPv4 address inside, where packets go there in the end. */
function embedded(address: ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (address.match(NAT64)) return new ipaddr.IPv4(address.toByteArray().slice(12));
  return address;
}
