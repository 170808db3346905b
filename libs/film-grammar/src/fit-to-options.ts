import type { AspectRatio, ShotPrompt } from '@polyreel/contracts';
import { DEFAULT_STYLE, type Style, styleNamed, styles } from './styles.js';

const COMPOSITION: Record<AspectRatio, string> = {
  '16:9': 'Widescreen 16:9 composition.',
  '9:16': 'Vertical 9:16 composition, the subject centred with room above.',
  '1:1': 'Square 1:1 composition, the subject centred.',
  '4:5': 'Portrait 4:5 composition, the subject in the middle third.',
};

/**
 * Words a prompt for the options of one generation: the style that the caller chose replaces the template's, and the composition suits the
 * picture's shape. Prompts that are fitted already come back unchanged.
 */
export function fitToOptions(prompt: ShotPrompt, { style, aspectRatio }: { style?: string; aspectRatio?: AspectRatio }): ShotPrompt {
  const wanted = style === undefined ? undefined : styleNamed(style);
  const styled = (text: string, said: (style: Style) => string) => (wanted ? restyled(text, said, wanted) : text);
  const composed = (text: string) => withSentence(text, aspectRatio && COMPOSITION[aspectRatio]);
  return {
    ...prompt,
    imagePrompt: composed(styled(prompt.imagePrompt, ({ look }) => look)),
    videoPrompt: composed(styled(prompt.videoPrompt, ({ motion }) => motion)),
    negativePrompt: styled(prompt.negativePrompt, ({ avoid }) => avoid),
    ...(prompt.wordings && {
      wordings: Object.fromEntries(
        Object.entries(prompt.wordings).map(([profile, text]) => [profile, styled(text, ({ motion }) => motion)]),
      ),
    }),
  };
}

/** Replaces whatever style the text speaks in; one that speaks in none gets the wanted style at its end. */
function restyled(text: string, said: (style: Style) => string, wanted: Style): string {
  if (text.includes(said(wanted))) return text;
  const present = [DEFAULT_STYLE, ...styles].find((style) => text.includes(said(style)));
  return present ? text.replace(said(present), () => said(wanted)) : withSentence(text, `${said(wanted)}.`);
}

/** Appends a sentence that is not yet there. */
export const withSentence = (text: string, addition: string | undefined): string =>
  !addition || text.includes(addition) ? text : `${text.trim()} ${addition}`.trim();
