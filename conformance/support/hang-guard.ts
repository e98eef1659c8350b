/**
 * For `vi.waitFor` and `vi.waitUntil`, which wait one second unless told: what never comes is given up,
 * nothing else, however busy the machine. Inside a test `expect.poll` has it already (vitest.config.ts).
 */
export const HANG_GUARD = { timeout: 300_000, interval: 20 } as const;
