import {
  DAY_SECONDS,
  DEFAULT_ACCESS_TOKEN_SECONDS,
  DEFAULT_ID_TOKEN_SECONDS,
  DEFAULT_REFRESH_TOKEN_DAYS,
} from "../../shared/constants.ts";
import { invalidParameter } from "../../shared/errors.ts";
import type { UserPoolClient } from "./client.ts";
import type { ClientSettings, TimeUnit } from "./input.ts";

const UNIT_SECONDS: Readonly<Record<TimeUnit, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3_600,
  days: DAY_SECONDS,
};
const SHORTEST_SECONDS = 300;
const SHORTEST_REFRESH_SECONDS = 3_600;
const LONGEST_REFRESH_SECONDS = 3_650 * DAY_SECONDS;

type Validity = Pick<
  UserPoolClient,
  "accessTokenSeconds" | "idTokenSeconds" | "refreshTokenSeconds" | "validity"
>;

/** How long tokens live. Units: hours for access and ID tokens, days for refresh tokens when unsaid. */
export function parseValidity(input: ClientSettings): Validity {
  const units = input.TokenValidityUnits ?? {};
  const { AccessTokenValidity: access, IdTokenValidity: id } = input;
  const refresh = input.RefreshTokenValidity ?? 0;
  const accessTokenSeconds =
    access === undefined ? DEFAULT_ACCESS_TOKEN_SECONDS : access * UNIT_SECONDS[units.AccessToken ?? "hours"];
  const idTokenSeconds =
    id === undefined ? DEFAULT_ID_TOKEN_SECONDS : id * UNIT_SECONDS[units.IdToken ?? "hours"];
  // 0 stands for the default of 30 days, whatever the unit, as a left-out member does.
  const refreshTokenSeconds =
    refresh === 0
      ? DEFAULT_REFRESH_TOKEN_DAYS * DAY_SECONDS
      : refresh * UNIT_SECONDS[units.RefreshToken ?? "days"];
  assertWithin(accessTokenSeconds, SHORTEST_SECONDS, Math.min(DAY_SECONDS, refreshTokenSeconds));
  assertWithin(idTokenSeconds, SHORTEST_SECONDS, Math.min(DAY_SECONDS, refreshTokenSeconds));
  assertWithin(refreshTokenSeconds, SHORTEST_REFRESH_SECONDS, LONGEST_REFRESH_SECONDS);
  return {
    accessTokenSeconds,
    idTokenSeconds,
    refreshTokenSeconds,
    validity: {
      ...(access === undefined ? {} : { accessToken: access }),
      ...(id === undefined ? {} : { idToken: id }),
      refreshToken: refresh === 0 ? DEFAULT_REFRESH_TOKEN_DAYS : refresh,
      units: { ...units },
    },
  };
}

// COG-35
function assertWithin(seconds: number, shortest: number, longest: number): void {
  if (seconds < shortest || seconds > longest) throw invalidParameter("Invalid range for token validity.");
}
