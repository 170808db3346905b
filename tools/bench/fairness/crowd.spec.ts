import { describe, expect, it } from 'vitest';
import { CROWD, CROWD_SIZE, queueUp } from './crowd.js';

describe('the crowd of jobs', () => {
  it('holds as many of each tier as it should', () => {
    const queue = queueUp(CROWD);
    expect(queue).toHaveLength(CROWD_SIZE);
    expect(queue.filter((tier) => tier === 'pro')).toHaveLength(30);
  });

  it('stands evenly, so that the first half is half of every tier', () => {
    const half = queueUp(CROWD).slice(0, CROWD_SIZE / 2);
    expect(half.filter((tier) => tier === 'enterprise')).toHaveLength(5);
    expect(half.filter((tier) => tier === 'free')).toHaveLength(300);
  });

  it('stands the same every time', () => {
    expect(queueUp(CROWD)).toEqual(queueUp(CROWD));
  });
});
