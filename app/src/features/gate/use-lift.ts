import { useEffect, useRef } from "react";
import { Animated, Easing, Platform } from "react-native";
import { useReducedMotion } from "../../ui/use-reduced-motion";
import type { shownState } from "./gate-view";

/** Where the lattice hangs in the drawing of 400 × 400, and how far it rises. */
export const LATTICE = { x: 108, y: 96, width: 184, height: 250, rise: 196 } as const;

type Shown = ReturnType<typeof shownState>;

/** What rises above the edge of the wall is inside it. */
export const SLOT = { y: 69, height: 277 } as const;

/** 0 is down, 1 is up. A gate that moves comes near its end and waits there for the report. */
const LIFT: Record<Shown, number> = {
  closed: 0,
  closing: 0.14,
  opening: 0.8,
  open: 1,
  unknown: 0.42,
  noAnswer: 0.42,
  offline: 0.42,
};

const SLOW_MS = 7_000;
const QUICK_MS = 700;

/** How far up the lattice is; jumps there for people who asked for less movement. */
export function useLift(state: Shown): Animated.Value {
  const reduced = useReducedMotion();
  const lift = useRef(new Animated.Value(LIFT[state])).current;
  useEffect(() => {
    const toValue = LIFT[state];
    if (reduced) {
      lift.setValue(toValue);
      return undefined;
    }
    const moving = state === "opening" || state === "closing";
    const move = Animated.timing(lift, {
      toValue,
      duration: moving ? SLOW_MS : QUICK_MS,
      easing: moving ? Easing.inOut(Easing.quad) : Easing.out(Easing.cubic),
      useNativeDriver: Platform.OS !== "web",
    });
    move.start();
    return () => move.stop();
  }, [state, reduced, lift]);
  return lift;
}
