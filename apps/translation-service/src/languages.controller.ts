import { answer, type LanguageView } from '@polyreel/http-api';
import { type KnownLanguage, knownLanguages } from '@polyreel/language';
import { Controller, Get } from '@nestjs/common';

/** The languages that this machine knows. What is installed does not change while it runs. */
@Controller('languages')
export class LanguagesController {
  private known?: Promise<KnownLanguage[]>;

  @Get()
  async list() {
    this.known ??= knownLanguages();
    const languages = (await this.known).map(viewOf);
    return answer({ languages }, `${languages.length} languages; others are read by their names and the words of Unicode CLDR.`);
  }
}

const viewOf = ({ code, filmWords, translators }: KnownLanguage): LanguageView => ({
  code,
  name: nameIn('en', code),
  ownName: nameIn(code, code),
  filmWords,
  translators: [...translators],
});

const nameIn = (locale: string, code: string): string => new Intl.DisplayNames([locale, 'en'], { type: 'language' }).of(code) ?? code;
