import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that are not the public internet: an answer from outside must not send us into them. */
const PRIVATE = {
  ipv4: listOf(
    'ipv4',
    '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16',
    '198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
  ),
  // The mapped, translated and tunnelled forms of IPv4 too: whoever writes an address that way has something to hide.
  ipv6: listOf(
    'ipv6',
    '::/128 ::1/128 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10 ff00::/8',
  ),
};

/** One list for each family: in a common one the mapped addresses of IPv6 are all of IPv4. */
function listOf(family: 'ipv4' | 'ipv6', ...ranges: string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges.join(' ').split(' ')) {
    const [network, prefix] = range.split('/');
    list.addSubnet(network!, Number(prefix), family);
  }
  return list;
}

/** Whether an IP address lies outside the public internet. */
export const isPrivateAddress = (address: string): boolean => {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return PRIVATE[family].check(address, family);
};

export class PrivateAddress extends Error {
  override name = 'PrivateAddress';
}

/** Resolves a name as the system does, and refuses it where any of its addresses is private: what is checked here is what is connected to. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '');
    const hidden = found.find(({ address }) => isPrivateAddress(address));
    if (hidden) return callback(new PrivateAddress(`${hostname} is at ${hidden.address}, a private address`), '');
    if (options.all) return callback(null, found);
    callback(null, found[0]!.address, found[0]!.family);
  });
};
