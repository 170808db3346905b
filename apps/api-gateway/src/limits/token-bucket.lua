-- Takes one token out of each bucket, or out of none: the rule of token-bucket.rule.ts, in one step for all instances of the gateway.
-- KEYS: the buckets. ARGV: limit and seconds of each. Answers whether it was allowed, then the tokens left in each, as text.
-- The clock is that of Redis: the gateways' own may differ.
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local filled = {}
local allowed = 1
for index, key in ipairs(KEYS) do
  local limit, seconds = tonumber(ARGV[2 * index - 1]), tonumber(ARGV[2 * index])
  local bucket = redis.call('HMGET', key, 'tokens', 'at')
  local tokens = limit
  if bucket[1] then
    tokens = math.min(limit, tonumber(bucket[1]) + math.max(0, now - tonumber(bucket[2])) * limit / seconds)
  end
  filled[index] = tokens
  if tokens < 1 then allowed = 0 end
end
local answer = { allowed }
for index, key in ipairs(KEYS) do
  local tokens = filled[index]
  if allowed == 1 then
    tokens = tokens - 1
    redis.call('HSET', key, 'tokens', tostring(tokens), 'at', string.format('%.6f', now))
    redis.call('EXPIRE', key, math.ceil(tonumber(ARGV[2 * index])))
  end
  answer[index + 1] = tostring(tokens)
end
return answer
