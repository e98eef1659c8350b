import type { Stage } from "../../control/model/stage.ts";

export interface Limits {
  /** Calls per second. */
  readonly rate: number;
  /** Calls at once. */
  readonly burst: number;
}

/**
 * The throttling settings of one method: its own, else those of the whole stage. Each method has a
 * bucket of its own. Undefined when neither says anything.
 */
export function limitsFor(stage: Stage, resourcePath: string, httpMethod: string): Limits | undefined {
  const own = `${resourcePath.slice(1).replaceAll("~", "~0").replaceAll("/", "~1")}/${httpMethod}`;
  for (const key of [own, "*/*"]) {
    if (!Object.hasOwn(stage.methodSettings, key)) continue;
    const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = stage.methodSettings[key] ?? {};
    // A negative limit is AWS's way to say that the setting is off.
    if (rate === undefined || burst === undefined || rate < 0 || burst < 0) continue;
    return { rate, burst };
  }
  return undefined;
}
