import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { PreprocessText } from './preprocess-text.handler.js';

@Service({ name: 'text-preprocessing-service', imports: [MessagingModule], providers: [PreprocessText] })
export class TextPreprocessingModule {}
