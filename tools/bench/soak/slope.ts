/** A measured value and when, in hours. */
export interface Reading {
  readonly hours: number;
  readonly megabytes: number;
}

/** MB per hour, by least squares. 0 where two readings at different times are not there yet. */
export function slopeOf(readings: readonly Reading[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [hours, megabytes] = [mean(readings.map((one) => one.hours)), mean(readings.map((one) => one.megabytes))];
  const spread = readings.reduce((sum, one) => sum + (one.hours - hours) ** 2, 0);
  if (readings.length < 2 || spread === 0) return 0;
  return readings.reduce((sum, one) => sum + (one.hours - hours) * (one.megabytes - megabytes), 0) / spread;
}

/** Readings once the process is warm: a heap fills its young spaces before anybody can say that it grows. */
export function warm(readings: readonly Reading[]): readonly Reading[] {
  const last = readings.at(-1)?.hours ?? 0;
  return readings.filter(({ hours }) => hours >= Math.min(WARM_UP_HOURS, last / 2));
}

const WARM_UP_HOURS = 10 / 60;

/** A heap of V8 breathes by so much between two collections, however short one looks. */
export const BREATH_MB = 16;

/** Whether the line through the readings rises by more than `perHour` allows, beyond the breath. */
export function growsTooFast(readings: readonly Reading[], perHour: number): boolean {
  const hours = readings.length > 0 ? readings.at(-1)!.hours - readings[0]!.hours : 0;
  return slopeOf(readings) * hours > perHour * hours + BREATH_MB;
}
