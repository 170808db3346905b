import type { Shot } from '@polyreel/contracts';
import { checkLook, type Look } from './look.js';
import { commissionOf } from './render/commission.js';
import { hire } from './render/painters.js';

/** The key frame of a shot as a JPEG: the instant in the middle, or another one in seconds. */
export async function drawStill(shot: Shot, look: Look, seconds = shot.durationSeconds / 2): Promise<Buffer> {
  checkLook(look);
  const commission = commissionOf('shot', shot, look);
  let done = () => {};
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const job = hire(commission, { take: (answer) => answer.type === 'drawn' && resolve(Buffer.from(answer.jpeg)), failed: reject }, 1);
      done = () => job.end();
      job.tell(0, { type: 'still', job: job.id, commission, seconds });
    });
  } finally {
    done();
  }
}
