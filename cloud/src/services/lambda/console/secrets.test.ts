import { expect, test } from "vitest";
import { isSecret } from "./secrets.ts";

test.each([
  ["DB_PASSWORD", "x"],
  ["clientSecret", "x"],
  ["API_KEY", "x"],
  ["GITHUB_TOKEN", "x"],
  ["AWS_SECRET_ACCESS_KEY", "x"],
  ["SENTRY_DSN", "x"],
  ["DATABASE_URL", "postgres://me:pass@db/orders"],
  ["CERT", "-----BEGIN EC PRIVATE KEY-----\nx"],
  ["SESSION", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.sig"],
  ["ID", "AKIAIOSFODNN7EXAMPLE"],
])("%s=%s is hidden", (name, value) => {
  expect(isSecret(name, value)).toBe(true);
});

test.each([
  ["ALLOWED_ORIGIN", "http://localhost:3000"],
  ["BUCKET", "pictures"],
  ["MONKEY", "chimp"],
  ["DATABASE_URL", "postgres://db/orders"],
])("%s=%s is shown", (name, value) => {
  expect(isSecret(name, value)).toBe(false);
});
