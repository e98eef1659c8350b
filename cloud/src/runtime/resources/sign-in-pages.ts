import type { Cloud } from "../cloud.ts";

/** Addresses of hosted sign-in: for every stack, of its first app client that people can sign in with. */
export function signInPages({
  engine,
  signInAddressOf,
}: Pick<Cloud, "engine" | "signInAddressOf">): string[] {
  return engine.list().flatMap(({ resources }) =>
    resources
      .filter(({ type }) => type === "AWS::Cognito::UserPoolClient")
      .map(({ physicalId }) => signInAddressOf(physicalId))
      .filter((address) => address !== undefined)
      .slice(0, 1),
  );
}
