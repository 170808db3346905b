import { describe, expect, it } from 'vitest';
import { absent, type DebianPackage, debianPackages, installPackages, type PackageSystem, wantedIn } from './debian-packages.js';

const ffmpeg: DebianPackage = { name: 'ffmpeg', for: 'encodes', need: 'required', program: 'ffmpeg' };
const macedonian: DebianPackage = { name: 'apertium-mkd-eng', otherwise: 'apertium-mk-en', for: 'translates', need: 'better' };

interface Machine {
  installed?: string[];
  offered?: string[];
  programs?: string[];
  obstacle?: string;
  failure?: string;
}

const machine = ({ installed, offered = [], programs = [], obstacle, failure }: Machine) => {
  const orders: string[] = [];
  const system: PackageSystem = {
    installed: () => installed && new Set(installed),
    obstacle: () => obstacle,
    offered: (names) => new Set(names.filter((name) => offered.includes(name))),
    refresh: () => void orders.push('update'),
    install(names) {
      orders.push(`install ${names.join(' ')}`);
      return failure;
    },
    hasProgram: (name) => programs.includes(name),
  };
  return { system, orders };
};

describe('Debian packages', () => {
  it('are absent unless installed under their name or the one they had before', () => {
    expect(absent([ffmpeg, macedonian], machine({ installed: ['apertium-mk-en'] }).system)).toEqual([ffmpeg]);
  });

  it('are known by their programs on a machine without dpkg', () => {
    expect(absent([ffmpeg, macedonian], machine({ programs: [] }).system)).toEqual([ffmpeg]);
    expect(absent([ffmpeg, macedonian], machine({ programs: ['ffmpeg'] }).system)).toEqual([]);
  });

  it('are installed in one go, under the name that the release has', () => {
    const { system, orders } = machine({ offered: ['ffmpeg', 'apertium-mk-en'] });
    expect(installPackages([ffmpeg, macedonian], system)).toEqual({ installed: [ffmpeg, macedonian], failed: [] });
    expect(orders).toEqual(['update', 'install ffmpeg apertium-mk-en']);
  });

  it('do not keep each other from being installed where the release lacks one', () => {
    const { system, orders } = machine({ offered: ['ffmpeg'] });
    expect(installPackages([ffmpeg, macedonian], system)).toMatchObject({
      installed: [ffmpeg],
      failed: [macedonian],
      reason: 'the package sources do not offer it',
    });
    expect(orders.at(-1)).toBe('install ffmpeg');
  });

  it('are left alone, with the reason, where nothing can be installed', () => {
    const { system, orders } = machine({ obstacle: 'it takes root' });
    expect(installPackages([ffmpeg], system)).toEqual({ installed: [], failed: [ffmpeg], reason: 'it takes root' });
    expect(orders).toEqual([]);
  });

  it('count as failed where apt fails', () => {
    const { system } = machine({ offered: ['ffmpeg'], failure: 'disk full' });
    expect(installPackages([ffmpeg], system)).toEqual({ installed: [], failed: [ffmpeg], reason: 'disk full' });
  });

  it('that only tests need are wanted by tests only, and servers only where there is none', () => {
    const names = (...of: Parameters<typeof wantedIn>) => wantedIn(...of).map(({ name }) => name);
    expect(names('polyreel', [])).not.toContain('espeak-ng');
    expect(names('polyreel_test', [])).toContain('espeak-ng');
    expect(names('polyreel', ['Redis'])).toEqual(expect.arrayContaining(['redis-server', 'ffmpeg', 'pocketsphinx']));
    expect(names('polyreel', ['Redis'])).not.toContain('rabbitmq-server');
  });

  it('are each listed once, with what they are for', () => {
    const names = debianPackages.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(debianPackages.filter(({ need }) => need === 'service').map(({ service }) => service)).toEqual([
      'RabbitMQ',
      'PostgreSQL',
      'Redis',
    ]);
  });
});
