import { secondsSince } from "../../../../../core/clock.ts";
import { temporaryPasswordExpired } from "../../../shared/errors.ts";
import { shownName } from "../../users/shown-name.ts";
import type { SignInCheck } from "./check.ts";

const DAY_MS = 86_400_000;

/** COG-SIN-5: a temporary password ends after the days the pool allows. */
export const assertTemporaryPasswordFresh: SignInCheck = (parts, { clientContext, user }) => {
  if (user?.status !== "FORCE_CHANGE_PASSWORD" || user.password === undefined) return;
  const { temporaryPasswordValidityDays } = clientContext.pool.passwordPolicy;
  const endsAt = user.password.setAt + temporaryPasswordValidityDays * DAY_MS;
  if (parts.clock.now() < endsAt) return;
  throw temporaryPasswordExpired().knowing({
    had: { username: shownName(user), seconds: secondsSince(endsAt, parts.clock) },
    by: { days: temporaryPasswordValidityDays },
  });
};
