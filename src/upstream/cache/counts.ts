/** What the cache has done since the start, for metrics. The layer and the stores count up. */
export interface CacheCounts {
  /** Reads answered from the cache while fresh. */
  fresh: number;
  /** Reads answered at once from the cache while the next answer was on its way. */
  stale: number;
  /** Reads answered from the cache because the REST API was failing. */
  rescued: number;
  /** Reads that had to be asked for. */
  missed: number;
  /** Reads that may not be kept, or whose caller wanted fresh data. */
  bypassed: number;
  /** Answers fetched in the background that did not come. */
  refreshFailed: number;
  /** Times tags were invalidated here. */
  invalidated: number;
  /** Commands to Redis that failed or took too long. */
  redisFailed: number;
  /** Commands to Redis left out because it is away or has just failed. */
  redisSkipped: number;
}

export const newCacheCounts = (): CacheCounts => ({
  fresh: 0,
  stale: 0,
  rescued: 0,
  missed: 0,
  bypassed: 0,
  refreshFailed: 0,
  invalidated: 0,
  redisFailed: 0,
  redisSkipped: 0,
});
