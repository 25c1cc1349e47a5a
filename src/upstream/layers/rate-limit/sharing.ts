/**
 * The script by which Redis shares budgets out: one exchange, in one step for all replicas. Takes the key of a caller's budget;
 * the name of a replica, its report as JSON, and the milliseconds of a lease, of the memory, and of a turn. Gives the grant as
 * JSON.
 *
 * A replica gets of everything its part by what each has use for, and no more than the others do not hold: they give back what
 * is too much when they come by next. Calls are whole: each replica has one where there are enough, also while the others have
 * given none back yet but use fewer, and what the parts leave over goes to who comes first. Where there are too few they go
 * around, to whoever has gone without for longest, for a turn each. Times are Redis's own, so clocks need not agree. Who has
 * not come by for the time of a lease holds nothing any more.
 */
export const SHARING = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local mine = cjson.decode(ARGV[2])
local known = cjson.decode(redis.call('GET', KEYS[1]) or '{"replicas":{},"pausedUntil":0}')

local last = known.replicas[ARGV[1]]
for name, replica in pairs(known.replicas) do
  if replica.ends <= now or name == ARGV[1] then known.replicas[name] = nil end
end
known.said = (known.said or 0) + 1
known.pausedUntil = math.max(known.pausedUntil, math.ceil(now + mine.pauseMs))
local pace = mine.pace
if pace and not (known.pace and known.pace.metAt >= now - pace.ageMs) then
  known.pace = { tooMuch = pace.tooMuch, metAt = math.floor(now - pace.ageMs), backMs = pace.backMs }
end

local count = 1
for _ in pairs(known.replicas) do count = count + 1 end

local grants, held = {}, {}
for thing, wish in pairs(mine.wishes) do
  local others, whole, wanted, taken, busy = {}, wish.whole, wish.demand, 0, 0
  for _, replica in pairs(known.replicas) do
    local other = replica.wishes[thing]
    if other then
      others[#others + 1] = other
      whole = math.min(whole, other.whole)
      wanted = wanted + other.demand
      taken = taken + other.held
      busy = busy + other.busy
    end
  end

  local function part(demand, of) return wanted > 0 and of * demand / wanted or of end
  local grant, turn, since
  if wish.least then
    grant = math.max(wish.least, math.min(part(wish.demand, whole), whole - taken))
  else
    local each = #others < whole and 1 or 0
    local function base(demand) return each + math.floor(part(demand, each * (whole - #others - 1))) end
    local own, before = base(wish.demand), last and last.wishes[thing]
    local had = before and before.grant > own
    local isOver = had and each == 0 and now - before.since >= tonumber(ARGV[5])
    local keeps = had and not isOver
    turn = before and not isOver and before.turn or known.said
    since = keeps and before.since or now
    local rest, ahead = whole - own, 0
    for _, other in ipairs(others) do
      local its = base(other.demand)
      rest = rest - its - (other.grant > its and 1 or 0)
      if each == 0 and other.grant == 0 and (isOver or other.turn < turn) then ahead = ahead + 1 end
    end
    local wished = own + (wish.demand > own and (keeps or rest > ahead) and 1 or 0)
    grant = math.max(busy < whole and each or 0, math.min(wished, whole - taken))
  end

  grants[thing] = grant
  if wish.demand > 0 then
    held[thing] = { demand = wish.demand, whole = wish.whole, grant = grant, turn = turn, since = since }
    held[thing].held = math.max(wish.held, grant)
    held[thing].busy = math.max(wish.held, math.min(1, grant))
  end
end
if next(held) then known.replicas[ARGV[1]] = { ends = now + ARGV[3], wishes = held } end
redis.call('SET', KEYS[1], cjson.encode(known), 'PX', ARGV[4])

local told = { grants = grants, replicas = count, pauseMs = math.max(0, known.pausedUntil - now) }
if known.pace then
  told.pace = { tooMuch = known.pace.tooMuch, ageMs = now - known.pace.metAt, backMs = known.pace.backMs }
end
return cjson.encode(told)
`;
