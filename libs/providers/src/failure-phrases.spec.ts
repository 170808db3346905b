import { describe, expect, it } from 'vitest';
import { classOfWords } from './failure-phrases.js';

describe('the words of a failed operation', () => {
  it.each([
    ['The input or output was flagged as sensitive. Please try again with different inputs. (E005)', 'content_blocked'],
    ['NSFW content detected. Try running it again, or try a different prompt.', 'content_blocked'],
    ['Input validation error: image: could not be read', 'invalid_input'],
    ['KSampler: CUDA out of memory. Tried to allocate 2.00 GiB', 'transient'],
    ['Prediction interrupted; please retry (code: PA)', 'transient'],
    ['Director: unexpected error handling prediction (E9243)', 'transient'],
    ['the prediction timed out', 'timeout'],
    ["'NoneType' object has no attribute 'shape'", 'unavailable'],
  ])('%s: %s', (words, errorClass) => expect(classOfWords(words)).toBe(errorClass));
});
