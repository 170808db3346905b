import { describe, expect, it } from 'vitest';
import { isPrivateAddress } from './address-guard.js';

describe('the address guard', () => {
  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '255.255.255.255'])(
    'knows %s for private',
    (address) => expect(isPrivateAddress(address)).toBe(true),
  );

  it.each(['::1', '::', 'fe80::1', 'fd00:ec2::254', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:7f00:1::'])(
    'knows %s for private, or for hiding something',
    (address) => expect(isPrivateAddress(address)).toBe(true),
  );

  it.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:4700::6810:84e5'])('lets %s pass', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});
