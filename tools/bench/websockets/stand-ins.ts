import { AUDIENCE, ISSUER } from '@polyreel/access';
import { servicePorts } from '@polyreel/service-kit';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer, type Server } from 'node:http';
import { randomUUID } from 'node:crypto';

/** The port of a service in a mesh that was moved by `portOffset`, wherever the mesh of this shell may be. */
export const portOf = (service: string, portOffset: number): number =>
  servicePorts.get(service)! - Number(process.env['PORT_OFFSET'] || 0) + portOffset;

/** The two services that real-time-service asks, as little of them as it takes: whose keys sign, and that everything is everybody's. */
export async function standIns(portOffset: number) {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'EdDSA', use: 'sig' };
  const auth = await answering(portOf('auth-service', portOffset), (path) =>
    path.endsWith('jwks.json') ? { keys: [jwk] } : { data: { holds: true } },
  );
  const standing = { status: 'processing', progress: 0, phase: 'accepted', finishedAt: null, error: null };
  const generations = await answering(portOf('generation-orchestrator', portOffset), () => ({ data: standing }));
  return {
    token: (userId: string) =>
      new SignJWT({ sid: randomUUID(), role: 'user', tier: 'free' })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'bench' })
        .setSubject(userId)
        .setIssuedAt()
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setExpirationTime('1h')
        .sign(privateKey),
    close: () => [auth, generations].forEach((one) => (one.closeAllConnections(), one.close())),
  };
}

async function answering(port: number, answer: (path: string) => object): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(request.url ?? '')));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}
