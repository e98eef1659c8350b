import { useEffect, useState } from "react";
import { AccessibilityInfo } from "react-native";

/** True when the person asked their device for less movement, and until that is known. */
export function useReducedMotion(): boolean {
  const [reduced, setReduced] = useState(true);
  useEffect(() => {
    let there = true;
    void AccessibilityInfo.isReduceMotionEnabled().then((answer) => there && setReduced(answer));
    const watch = AccessibilityInfo.addEventListener("reduceMotionChanged", setReduced);
    return () => {
      there = false;
      watch.remove();
    };
  }, []);
  return reduced;
}
