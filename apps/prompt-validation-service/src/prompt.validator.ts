import type { DataOf, PromptValidated, ShotPrompt, StructuredPrompt } from '@polyreel/contracts';
import { Injectable } from '@nestjs/common';
import { bannedContent, captionLanguage, promptLanguage } from './language.checks.js';
import type { Finding, Problem, PromptCheck } from './prompt-check.port.js';
import { PromptScorer } from './prompt.scorer.js';
import { rubric } from './rubric.loader.js';
import { contradictoryWords, impossibleWeatherThere, missingSubject } from './scene.checks.js';
import { duplicateWords, tooLong, tooShort, unresolvedSlots } from './wording.checks.js';

type Validated = Pick<DataOf<typeof PromptValidated>, 'structuredPrompt' | 'validationResult' | 'qualityScore'>;

/** Repairs come before what they may change the length of; moderation sees what will really be sent. */
const CHECKS: readonly PromptCheck[] = [
  unresolvedSlots,
  duplicateWords,
  impossibleWeatherThere,
  contradictoryWords,
  missingSubject,
  captionLanguage,
  promptLanguage,
  tooLong,
  tooShort,
  bannedContent,
];

/** Scores a film's prompts by the written rubric and repairs what can be repaired. */
@Injectable()
export class PromptValidator {
  constructor(private readonly scorer: PromptScorer) {}

  /** Valid: no error is left and the score reaches the rubric's threshold. The score is the mean of the shots. */
  validate({ shots, sourceLanguage }: StructuredPrompt): Validated {
    const checked = shots.map((prompt) => check(prompt, sourceLanguage));
    const scores = checked.map(({ prompt, findings }) => this.scorer.score(prompt, findings));
    const qualityScore = Math.round((scores.reduce((sum, score) => sum + score, 0) / scores.length) * 1000) / 1000;
    const problems = checked.flatMap(({ prompt, findings }) =>
      findings.map((finding): Problem => ({ shotIndex: prompt.shotIndex, ...finding })),
    );
    const isWrong = problems.some(({ severity, repaired }) => severity === 'error' && !repaired);
    return {
      structuredPrompt: { shots: checked.map(({ prompt }) => prompt), sourceLanguage },
      validationResult: { valid: !isWrong && qualityScore >= rubric.validFrom, problems },
      qualityScore,
    };
  }
}

const check = (prompt: ShotPrompt, sourceLanguage: string) =>
  CHECKS.reduce<{ prompt: ShotPrompt; findings: Finding[] }>(
    (so, run) => {
      const next = run(so.prompt, sourceLanguage);
      return { prompt: next.prompt, findings: [...so.findings, ...next.findings] };
    },
    { prompt, findings: [] },
  );
