import { answer } from '@polyreel/http-api';
import { AppError, ServiceOnly } from '@polyreel/service-kit';
import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { LetterLinks } from './letter.links.js';
import { Letters } from './letters.repository.js';

/** What stands in a letter, for whoever sends it. The link is a secret and travels in no event. */
@ServiceOnly()
@Controller('letters')
export class LettersController {
  constructor(
    private readonly letters: Letters,
    private readonly links: LetterLinks,
  ) {}

  @Get(':id')
  async read(@Param('id', ParseUUIDPipe) id: string) {
    const letter = await this.letters.one(id);
    if (!letter) throw new AppError('letter_not_found', 'There is no such letter, or its link holds no longer.', 404);
    const { email: to, locale, kind, validUntil } = letter;
    return answer({ to, locale, kind, link: await this.links.linkOf(letter), validUntil: validUntil.toISOString() }, 'Here it is.');
  }
}
