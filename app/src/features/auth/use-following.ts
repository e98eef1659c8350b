import { useEffect } from "react";
import { currentTokens } from "./amplify";
import { startAgain, watchOtherTabs } from "./another-person";

/** Where nobody is signed in: follows another window in which somebody has [HOME-7]. */
export function useFollowing(): void {
  useEffect(
    () =>
      watchOtherTabs(() => {
        currentTokens({ fresh: false }).then(
          (found) => found !== undefined && startAgain(),
          () => undefined,
        );
      }),
    [],
  );
}
