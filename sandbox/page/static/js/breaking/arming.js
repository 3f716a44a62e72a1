// How a fault is asked for.

import { act } from "../world.js";

// A fault that happens to the next calls of an operation ("*": any); its key comes back with each time it happened.
export function next(key, platform, operation, kind, times = 1, details = {}) {
  return () => act("faults", { platform, operation, kind, times, details: { ...details, key } });
}
