import { toInt, toText } from "../convert.ts";
import { formatTime } from "../time-format.ts";
import type { SqlFunction } from "./index.ts";

export const TIME_FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  parse_time: {
    takes: [2, 3],
    run: ([pattern, time, zone = "UTC"]) => {
      const [text, epochMs, timeZone] = [toText(pattern), toInt(time), toText(zone)];
      if (text === undefined || epochMs === undefined || timeZone === undefined) return undefined;
      return formatTime(text, epochMs, timeZone);
    },
  },
};
