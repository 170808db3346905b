/** What a request to make a film passes: the edge, who somebody is, what they may spend, and who keeps the run. */
export const ACCEPTING = ['api-gateway', 'auth-service', 'session-service', 'user-service', 'generation-orchestrator'];
