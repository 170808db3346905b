import { describe, expect, it } from 'vitest';
import { asAppError } from './failure.filter.js';

const failing = (code: string) => asAppError(Object.assign(new Error('it failed'), { code }));

describe('what a caller is told of a failure', () => {
  it.each([
    ['53100', 'a disk that is full'],
    ['53300', 'a database without a connection to spare'],
    ['57P01', 'a database that is shutting down'],
    ['08006', 'a connection that broke'],
    ['ECONNREFUSED', 'a server that does not run'],
  ])('is to come back later for %s, %s', (code) => {
    expect(failing(code)).toMatchObject({ statusCode: 503, code: 'service_unavailable' });
  });

  it.each(['23505', '42P01', 'ERR_INVALID_ARG_TYPE'])('is that it is our own fault for %s', (code) => {
    expect(failing(code)).toMatchObject({ statusCode: 500, code: 'internal_error' });
  });
});
