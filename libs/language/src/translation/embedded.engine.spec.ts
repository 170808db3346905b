import { splitSentences } from '../segmentation/split-sentences.js';
import { describe, expect, it } from 'vitest';
import { Apertium } from './apertium/apertium.js';
import { EmbeddedTranslation } from './embedded.engine.js';

const engine = new EmbeddedTranslation();
const translate = (text: string, from: string) => engine.translate(text, from, 'en', AbortSignal.timeout(30_000));
const english = async (text: string, from: string) => (await translate(text, from)).text;

describe('the engines of this machine', () => {
  it.each([
    ['es', 'Un dragón rojo vuela sobre un castillo al atardecer.', 'A red dragon flies over a castle at dusk.'],
    [
      'es',
      'Una niña con un paraguas amarillo camina bajo la lluvia por la noche.',
      'A girl with a yellow umbrella walks in the rain at night.',
    ],
    ['fr', 'Un dragon rouge vole au-dessus du château au coucher du soleil.', 'A red dragon flies above the castle at sunset.'],
    ['fr', 'Deux chevaux blancs galopent sur la plage au lever du soleil.', /^Two white horses .* on the beach at sunrise\.$/],
    ['it', 'Un drago rosso vola sopra un castello al tramonto.', 'A red dragon flies over a castle at sunset.'],
    [
      'it',
      'Una bambina con un ombrello giallo cammina sotto la pioggia di notte.',
      'A girl with a yellow umbrella walks in the rain at night.',
    ],
    ['pt', 'Um dragão vermelho voa sobre um castelo ao pôr do sol.', 'A red dragon flies over a castle at sunset.'],
    ['ca', 'Un drac vermell vola sobre un castell a la posta de sol.', 'A red dragon flies over a castle at sunset.'],
    ['ca', 'Una nena amb un paraigua groc camina sota la pluja a la nit.', 'A girl with a yellow umbrella walks in the rain at night.'],
    ['gl', 'Un dragón vermello voa sobre un castelo.', /^A red dragon flies over a castle\.$/],
    ['ro', 'Un dragon roșu zboară peste un castel.', /^A red dragon flies over a castle\.$/],
    ['sr', 'Црвени змај лети изнад старог дворца.', /red dragon flies over (?:an )?old castle\.$/i],
  ])('speak fluently from %s: %s', async (language, text, expected) => {
    expect(await english(text, language)).toMatch(
      typeof expected === 'string' ? new RegExp(`^${expected.replaceAll('.', '\\.')}$`) : expected,
    );
  });

  it('name the way they went', async () => {
    expect(await translate('El perro corre.', 'es')).toMatchObject({ engine: 'apertium spa-eng', fallbacks: [] });
    expect(await translate('Der Hund läuft.', 'de')).toMatchObject({
      fallbacks: [{ engine: 'apertium', reason: 'no installed pair leads from de to en' }],
    });
  });

  it('believe a direct pair more than a pivot, and a pivot more than a gloss', async () => {
    const [direct, pivot, words] = await Promise.all([
      translate('El perro rojo.', 'es'),
      translate('Le chien rouge.', 'fr'),
      translate('Der rote Hund.', 'de'),
    ]);
    expect(direct!.confidence).toBeGreaterThan(pivot!.confidence);
    expect(pivot!.confidence).toBeGreaterThan(words!.confidence);
  });

  it('leave names, numbers, quotations, placeholders and addresses as they are', async () => {
    const text = await english('El cartel dice "Salida" en https://a.b/c?d=e y {nombre} corre 30 km.', 'es');
    for (const kept of ['"Salida"', 'https://a.b/c?d=e', '{nombre}', '30 km']) expect(text).toContain(kept);
  });

  it('do not obey markup', async () => {
    expect(await english('El perro [corre] ^salta$ <b>rápido</b> \\ fin.', 'es')).toMatch(/^The dog \[run\w*\] \^\w+\$ <b>\w+<\/b> \\ /);
  });

  it('keep sentences one to one', async () => {
    const text = 'Un perro corre. ¡Una niña ríe!\n\n¿Dónde está el dragón? El Sr. López lee.';
    const translated = await english(text, 'es');
    expect(splitSentences(translated, 'en')).toHaveLength(splitSentences(text, 'es').length);
    expect(translated).toContain('\n\n');
  });

  it('take each sentence for the language it is in', async () => {
    const text = await english(
      'Un dragón rojo vuela sobre el castillo. The little girl is watching it from the window of her house. Маленькая девочка бежит по улице.',
      'es',
    );
    expect(text).toMatch(/red dragon flies/);
    expect(text).toContain('The little girl is watching it from the window of her house.');
    expect(text).toMatch(/small girl runs/i);
  });

  it('fill a word in that Apertium does not know, or drop it where it is in another alphabet', async () => {
    expect(await english('Червен дракон лети над замъка.', 'bg')).not.toMatch(/\p{Script=Cyrillic}/u);
  });

  it('try the likely languages of the script where nobody could tell the language', async () => {
    const { text, confidence } = await translate('赤い竜', 'und');
    expect(text).toMatch(/red dragon/i);
    expect(confidence).toBeLessThan(0.35);
  });

  it('do without Apertium where it is not installed, and say so', async () => {
    class NoApertium extends Apertium {
      override waysFrom(): Promise<never> {
        return Promise.reject(new Error('apertium is not installed'));
      }
    }
    const { engine: by, fallbacks } = await new EmbeddedTranslation(new NoApertium()).translate(
      'El perro rojo corre.',
      'es',
      'en',
      AbortSignal.timeout(30_000),
    );
    expect(by).toMatch(/freedict|lexicon|concepts/);
    expect(fallbacks?.[0]).toEqual({ engine: 'apertium', reason: 'apertium is not installed' });
  });

  it('refuse a text of which they know no word', async () => {
    await expect(translate('ᎠᏂᏴᏫᏯ', 'chr')).rejects.toThrow('no word list or dictionary knows a word of it');
  });

  it('manage 5,000 characters word by word', async () => {
    const text = 'Ein roter Drache fliegt bei Sonnenuntergang über das alte Schloss, während ein Mädchen zusieht. '
      .repeat(60)
      .slice(0, 5000);
    expect((await translate(text, 'de')).confidence).toBeGreaterThan(0.3);
  });

  it('manage 5,000 characters', async () => {
    const text = 'Un dragón rojo vuela sobre un castillo antiguo al atardecer mientras la niña mira. '.repeat(61).slice(0, 5000);
    const { text: translated } = await translate(text, 'es');
    expect(splitSentences(translated, 'en')).toHaveLength(splitSentences(text, 'es').length);
  });
});
