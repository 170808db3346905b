import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import type { QualityMetrics } from './measure-film.js';

const Rule = z.object({
  metric: z.string(),
  good: z.number(),
  bad: z.number(),
  limit: z.number(),
  weight: z.number().positive(),
  code: z.string().regex(/^[a-z_]+$/),
  message: z.string(),
  why: z.string(),
});

const { rules } = loadJson(import.meta.url, './quality-rules.json', z.object({ $why: z.string(), rules: z.array(Rule).min(1) }));

/** What a film is worth. `parts` are 0 to 1 by metric; `problems` is empty exactly when it passed. */
export interface Verdict {
  score: number;
  parts: Record<string, number>;
  passed: boolean;
  problems: { code: string; message: string }[];
}

/** Judges measured figures by the written rules (quality-rules.json). What was not measured does not count. */
export function judge(metrics: QualityMetrics): Verdict {
  const figures = new Map(Object.entries(metrics));
  const measured = rules.flatMap((rule) => {
    const value = figures.get(rule.metric);
    return value === undefined ? [] : [{ ...rule, value, part: clamp((value - rule.bad) / (rule.good - rule.bad)) }];
  });
  const weight = measured.reduce((sum, rule) => sum + rule.weight, 0);
  const problems = measured
    .filter(({ value, limit }) => value > limit)
    .map(({ code, message, metric, value, limit }) => ({ code, message: `${message} (${metric} ${round(value)}, limit ${limit})` }));
  return {
    score: weight ? round(measured.reduce((sum, rule) => sum + rule.weight * rule.part, 0) / weight) : 0,
    parts: Object.fromEntries(measured.map(({ metric, part }) => [metric, round(part)])),
    passed: problems.length === 0,
    problems,
  };
}

const clamp = (value: number) => Math.max(0, Math.min(1, value));
const round = (value: number) => Math.round(value * 1000) / 1000;
