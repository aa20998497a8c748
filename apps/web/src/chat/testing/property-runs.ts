/** How often a property is tried: `runs`, or so many times more for a long night (`PROPERTY_TIMES=50`). */
export const propertyRuns = (runs: number): number =>
  runs * Math.max(1, Number(process.env['PROPERTY_TIMES'] ?? 1))
