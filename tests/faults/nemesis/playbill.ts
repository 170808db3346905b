import { type Fault } from '../fault.js';
import { killedWhileHandling } from './01-killed-while-handling.js';
import { killedBeforeNoting } from './02-killed-before-noting.js';
import { killedBeforeAcknowledging } from './03-killed-before-acknowledging.js';
import { killedBeforeTidying } from './04-killed-before-tidying.js';
import { brokerRestarted } from './05-broker-restarted.js';
import { brokerKilled } from './06-broker-killed.js';
import { brokerAway } from './07-broker-away.js';
import { connectionsClosed } from './08-connections-closed.js';
import { queueDeleted } from './09-queue-deleted.js';
import { databaseRestarted } from './10-database-restarted.js';
import { databaseStalls } from './11-database-stalls.js';
import { cacheLost } from './12-cache-lost.js';
import { repeatedAndShuffled } from './13-repeated-and-shuffled.js';
import { poison } from './14-poison.js';
import { frozenAndThawed } from './15-frozen-and-thawed.js';
import { longerThanAcknowledgements } from './16-longer-than-acknowledgements.js';
import { tooLargeAndTooMany } from './17-too-large-and-too-many.js';
import { providerMisbehaves } from './18-provider-misbehaves.js';
import { partitioned } from './19-partitioned.js';
import { alarmsAndFullDisks } from './20-alarms-and-full-disks.js';
import { clockWrong } from './21-clock-wrong.js';
import { rollingDeploy } from './22-rolling-deploy.js';
import { cancelStorm } from './23-cancel-storm.js';
import { mixedVersions } from './24-mixed-versions.js';
import { forgedTier } from './25-forged-tier.js';
import { crowd } from './26-crowd.js';

/** Every fault, in the order of the table. */
export const playbill: readonly Fault[] = [
  killedWhileHandling,
  killedBeforeNoting,
  killedBeforeAcknowledging,
  killedBeforeTidying,
  brokerRestarted,
  brokerKilled,
  brokerAway,
  connectionsClosed,
  queueDeleted,
  databaseRestarted,
  databaseStalls,
  cacheLost,
  repeatedAndShuffled,
  poison,
  frozenAndThawed,
  longerThanAcknowledgements,
  tooLargeAndTooMany,
  providerMisbehaves,
  partitioned,
  alarmsAndFullDisks,
  clockWrong,
  rollingDeploy,
  cancelStorm,
  mixedVersions,
  forgedTier,
  crowd,
];
