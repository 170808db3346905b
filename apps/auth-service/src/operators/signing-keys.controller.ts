import { answer, RotateKeysRequest, type SigningKeyView } from '@polyreel/http-api';
import { AdminOnly } from '@polyreel/service-kit';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { KeyRing } from '../signing/key.ring.js';
import type { SigningKeyRow } from '../signing/signing-key.model.js';
import { SigningKeys } from '../signing/signing-keys.repository.js';

/** The keys that sign access tokens, for operators. */
@AdminOnly()
@Controller('admin/signing-keys')
export class SigningKeysController {
  constructor(
    private readonly ring: KeyRing,
    private readonly keys: SigningKeys,
  ) {}

  @Get()
  async list() {
    const keys = (await this.keys.living()).map(viewOf);
    return answer({ keys }, `${keys.length} key(s).`);
  }

  @Post('rotations')
  @HttpCode(200)
  async rotate(@Body() body: unknown) {
    const { compromised } = RotateKeysRequest.parse(body ?? {});
    await (compromised ? this.ring.replace() : this.ring.turn({ now: true }));
    const keys = (await this.keys.living()).map(viewOf);
    return answer({ keys }, compromised ? 'New keys sign; nothing that the old ones signed holds.' : 'The next key signs now.');
  }
}

const viewOf = ({ kid, createdAt, signsFrom, signsUntil }: SigningKeyRow): SigningKeyView => ({
  kid,
  state: signsUntil ? 'verifies' : signsFrom ? 'signs' : 'next',
  createdAt: createdAt.toISOString(),
  signsFrom: signsFrom?.toISOString() ?? null,
  signsUntil: signsUntil?.toISOString() ?? null,
});
