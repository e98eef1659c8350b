import { useEffect, useState } from "react";
import { AppState } from "react-native";

/** Whether the app is in front of somebody. */
export function useActive(): boolean {
  const [active, setActive] = useState(true);
  useEffect(() => {
    const watch = AppState.addEventListener("change", (state) => setActive(state === "active"));
    return () => watch.remove();
  }, []);
  return active;
}
