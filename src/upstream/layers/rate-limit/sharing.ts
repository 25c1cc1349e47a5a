/**
 * The script by which Redis shares budgets out: one exchange, in one step for all replicas. Takes the key of a caller's budget;
 * the name of a replica, its report as JSON, and the milliseconds of a lease, of the memory, of a turn, and between meetings of
 * a bound that count as one. Gives the grant as JSON.
 *
 * Of the calls under way a replica gets its part by what each has use for, and no more than the others do not hold: they give
 * back what is too much when they come by next. Each has one where there are enough, and where there are too few they go around.
 * When calls begin is told one by one once the REST API has refused some: as many as a replica has waiting, at times that are
 * nobody else's. Times are Redis's own, so clocks need not agree. Who has not come by for the time of a lease holds nothing any more.
 */
export const SHARING = `
local self, mine, turnMs, togetherMs = ARGV[1], cjson.decode(ARGV[2]), tonumber(ARGV[5]), tonumber(ARGV[6])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = cjson.decode(redis.call('GET', KEYS[1]) or '{"replicas":{},"pausedUntil":0}')

-- Time in which a start was due and nobody wanted it proves nothing of the pace, and does not count.
local due = math.max(known.nextStart or now, known.pausedUntil)
if known.pace and due < now then known.pace.metAt, known.nextStart = known.pace.metAt + now - due, now end

local last = known.replicas[self]
for name, replica in pairs(known.replicas) do
  if replica.ends <= now or name == self then known.replicas[name] = nil end
end
local count = 1
for _ in pairs(known.replicas) do count = count + 1 end
known.said = (known.said or 0) + 1
known.pausedUntil = math.max(known.pausedUntil, math.ceil(now + mine.pauseMs))
known.taken = (known.taken or 0) + mine.taken

-- The last pace that was too much counts, and of those met at one time the highest.
local pace = mine.pace
if pace then
  local later = known.pace and now - pace.ageMs - known.pace.metAt or math.huge
  if later > togetherMs or (later >= -togetherMs and pace.tooMuch > known.pace.tooMuch) then
    known.pace = { tooMuch = pace.tooMuch, metAt = math.floor(now - pace.ageMs), backMs = pace.backMs }
  end
end

-- What the others wish of a thing, and what comes together with the wish of this one.
local function together(thing, wish)
  local all = { others = {}, whole = wish.whole, demand = wish.demand, held = 0, busy = 0 }
  for _, replica in pairs(known.replicas) do
    local other = replica.wishes[thing]
    if other then
      all.others[#all.others + 1] = other
      all.whole = math.min(all.whole, other.whole)
      all.demand = all.demand + other.demand
      all.held = all.held + other.held
      all.busy = all.busy + other.busy
    end
  end
  return all
end

local function part(of, demand, all) return all.demand > 0 and of * demand / all.demand or of end

-- Calls of which each replica may have one, also while the others have given none back yet but use fewer. Of the rest it gets
-- what it has use for, and one that nobody has use for when it comes first.
local function several(wish, all, before)
  local rest = all.whole - #all.others - 1
  local function own(demand) return 1 + math.floor(part(rest, demand, all)) end
  local wished = own(wish.demand)
  local left = all.whole - wished
  for _, other in ipairs(all.others) do
    left = left - math.max(own(other.demand), math.min(other.grant, own(other.demand) + 1))
  end
  local has = before and before.grant > wished
  if wish.demand > wished and (has or left > 0) then wished = wished + 1 end
  return math.max(all.busy < all.whole and 1 or 0, math.min(wished, all.whole - all.held))
end

-- One call or none, where there are fewer than replicas: whoever has had it for a turn goes behind those who wait.
local function inTurn(all, has, isOver, place)
  local free, ahead = all.whole, 0
  for _, other in ipairs(all.others) do
    if other.grant > 0 then free = free - 1
    elseif isOver or other.place < place then ahead = ahead + 1 end
  end
  local isNext = has and not isOver or free > ahead
  return math.max(0, math.min(isNext and 1 or 0, all.whole - all.held))
end

local grants, wishes = {}, {}
for thing, wish in pairs(mine.wishes) do
  local all, before = together(thing, wish), last and last.wishes[thing]
  local isScarce = #all.others >= all.whole
  local has = before and before.grant > 0
  local isOver = isScarce and has and now - before.since >= turnMs
  local place = before and not isOver and before.place or known.said
  local grant
  if isScarce then grant = wish.demand > 0 and inTurn(all, has, isOver, place) or 0
  else grant = several(wish, all, before) end
  grants[thing] = grant
  if wish.demand > 0 then
    wishes[thing] = {
      demand = wish.demand, whole = wish.whole, grant = grant, held = math.max(wish.held, grant),
      busy = math.max(wish.held, math.min(1, grant)), place = place, since = has and not isOver and before.since or now,
    }
  end
end

local function demandOf(wishes)
  local sum = 0
  for _, wish in pairs(wishes) do sum = sum + wish.demand end
  return sum
end

-- Starts of calls, one after the other for all replicas together, until a little after this one comes by next. It saves up its
-- part of them, by what it has use for; one that is due and that nobody has taken it may have besides.
local function handOut(wanted, everyMs)
  local own, aheadMs = demandOf(mine.wishes), turnMs * 1.5
  if own == 0 then return { count = 0, inMs = 0, everyMs = everyMs, againMs = turnMs } end
  local all = own
  for _, replica in pairs(known.replicas) do all = all + demandOf(replica.wishes) end
  local perMs = own / all / everyMs
  local saved = last and last.saved and last.saved + perMs * (now - last.at) or 1
  saved = math.min(saved, 1 + perMs * aheadMs)
  local first = math.max(known.nextStart or 0, known.pausedUntil, now)
  local due, free = first <= now and 1 or 0, math.ceil((now + aheadMs - first) / everyMs)
  local count = math.max(0, math.min(wanted, free, math.max(due, math.floor(saved))))
  known.nextStart = first + count * everyMs
  saved = math.max(0, saved - count)
  local againMs = math.max((1 - saved) / perMs, first - aheadMs - now)
  return { count = count, inMs = first - now, everyMs = everyMs, againMs = againMs }, saved
end

local starts, saved
if mine.starts then starts, saved = handOut(mine.starts.wanted, mine.starts.everyMs) end
if next(wishes) then known.replicas[self] = { ends = now + ARGV[3], wishes = wishes, saved = saved, at = now } end
redis.call('SET', KEYS[1], cjson.encode(known), 'PX', ARGV[4])

local told = {
  grants = grants, starts = starts, replicas = count, taken = known.taken, pauseMs = math.max(0, known.pausedUntil - now),
}
if known.pace then
  told.pace = { tooMuch = known.pace.tooMuch, ageMs = now - known.pace.metAt, backMs = known.pace.backMs }
end
return cjson.encode(told)
`;
