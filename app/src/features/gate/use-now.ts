import { useEffect, useState } from "react";

/** The present, looked at again every so often. */
export function useNow(everyMs: number): Date {
  const [, look] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => look((count) => count + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return new Date();
}
