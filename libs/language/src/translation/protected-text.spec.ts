import { describe, expect, it } from 'vitest';
import { isIntact, protect } from './protected-text.js';

const hidden = (text: string) => protect(text).masked.replace(/ ?Zqx[a-z]{2}q ?/g, '·');

describe('what must survive a translation', () => {
  it('is hidden from the translator: addresses, placeholders, tags, mentions, mail', () => {
    expect(hidden('ver https://a.b/c?d=e. {nombre} y {{x}}, <b>rápido</b> #playa @maria a@b.org')).toBe('ver·.·y·,·rápido····');
  });
  it('includes short quotations, but not a text that is mostly speech', () => {
    expect(hidden('El cartel dice "Salida" y nadie lo ve.')).toBe('El cartel dice·y nadie lo ve.');
    expect(hidden('«Un dragón rojo vuela», dijo.')).toBe('«Un dragón rojo vuela», dijo.');
  });
  it('includes the signs that a translation program gives a meaning', () => {
    expect(hidden('un *perro* cuesta 5 $')).toBe('un·perro·cuesta 5·');
  });
  it('comes back as it was, wherever the translator put it', () => {
    const { masked, restore } = protect('{a} mira "B"');
    const [first, second] = masked.match(/Zqx\w+q/g)!;
    expect(restore(`${second} is seen by ${first!.toLowerCase()}`)).toBe('"B" is seen by {a}');
  });
  it('touches again what it touched before', () => {
    for (const text of ['<b>rápido</b>, ¿no?', '^salta$ {a}{b} [#x]', '(https://a.b/c) y más']) {
      const { masked, restore } = protect(text);
      expect(restore(masked)).toBe(text);
    }
  });
  it('is missed when a translator loses or doubles it', () => {
    const { masked } = protect('{a} corre');
    expect(isIntact(masked, masked.replace('corre', 'runs'))).toBe(true);
    expect(isIntact(masked, 'runs')).toBe(false);
    expect(isIntact(masked, `${masked} ${masked}`)).toBe(false);
  });
});
