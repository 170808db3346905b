import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { AnalyzeMood } from './analyze-mood.handler.js';
import { MoodCues } from './mood-cues.finder.js';
import { MoodModel } from './mood.model.js';

@Service({ name: 'mood-analysis-service', imports: [MessagingModule], providers: [AnalyzeMood, MoodModel, MoodCues] })
export class MoodAnalysisModule {}
