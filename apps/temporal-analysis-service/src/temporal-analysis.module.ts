import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { AnalyzeTime } from './analyze-time.handler.js';
import { BeatPacing } from './beat.pacing.js';
import { ClauseSplitter } from './clause.splitter.js';
import { MomentReader } from './moment.reader.js';
import { ShotBreakdown } from './shot.breakdown.js';
import { TemporalModel } from './temporal.model.js';

@Service({
  name: 'temporal-analysis-service',
  imports: [MessagingModule],
  providers: [AnalyzeTime, TemporalModel, ClauseSplitter, MomentReader, BeatPacing, ShotBreakdown],
})
export class TemporalAnalysisModule {}
