/** Processor time of `work` in µs, the least of three: for ratios within one test, never for a cap. */
export function cpuMicroseconds(work: () => unknown): number {
  const once = () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  return Math.min(once(), once(), once());
}
