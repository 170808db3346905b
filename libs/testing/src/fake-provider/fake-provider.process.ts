import { FakeProviderServer } from './fake-provider.server.js';

/** The fake provider as a process of its own: `node fake-provider.process.js <folder> [port]`. Says its address in its first line. */
const [folder, port] = process.argv.slice(2);
if (!folder) throw new Error('usage: fake-provider.process.js <folder> [port]');
const server = new FakeProviderServer(folder);
await server.listen(Number(port ?? 0));
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
// The test that started it holds its standard input: when that ends, so does this.
process.stdin.resume().once('end', () => process.exit(0));
