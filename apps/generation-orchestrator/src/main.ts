import { runService } from '@polyreel/service-kit';
import { GenerationOrchestratorModule } from './generation-orchestrator.module.js';

runService(GenerationOrchestratorModule);
