import { describe, expect, it } from 'vitest';
import { withResult } from './benchmarks-page.js';

const page = '# Benchmarks\n\nHow to read it.\n\n<!-- bench:mesh -->\nold\n<!-- end:mesh -->\n\nWhy it is so.\n';

describe('the page of benchmarks', () => {
  it('takes new figures in and keeps what people wrote around them', () => {
    const next = withResult(page, 'mesh', 'Node 20, a quiet machine', '| a | b |');
    expect(next).toContain('How to read it.\n\n<!-- bench:mesh -->\n\n| a | b |\n\n_Node 20, a quiet machine_\n');
    expect(next).toContain('Why it is so.');
    expect(next).not.toContain('old');
  });

  it('says the same however often it is told the same', () => {
    const once = withResult(page, 'mesh', 'here', '$1 is no reference');
    expect(withResult(once, 'mesh', 'here', '$1 is no reference')).toBe(once);
  });

  it('fills a place that is still empty', () => {
    expect(withResult('<!-- bench:mesh -->\n<!-- end:mesh -->\n', 'mesh', 'here', 'fast')).toBe(
      '<!-- bench:mesh -->\n\nfast\n\n_here_\n\n<!-- end:mesh -->\n',
    );
  });

  it('gives a benchmark that has no place yet one at the end', () => {
    const next = withResult(page, 'animatic', 'here', 'fast');
    expect(next.endsWith('## animatic\n\n<!-- bench:animatic -->\n\nfast\n\n_here_\n\n<!-- end:animatic -->\n')).toBe(true);
    expect(withResult(next, 'animatic', 'here', 'slow')).not.toContain('fast');
  });
});
