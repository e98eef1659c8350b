import type { StackEngine } from "../../cloudformation/index.ts";

interface CloudWithPages {
  readonly engine: Pick<StackEngine, "list">;
  signInAddressOf(clientId: string): string | undefined;
}

/** Addresses of hosted sign-in: for every stack, of its first app client that people can sign in with. */
export function signInPages({ engine, signInAddressOf }: CloudWithPages): string[] {
  return engine.list().flatMap(({ resources }) =>
    resources
      .filter(({ type }) => type === "AWS::Cognito::UserPoolClient")
      .map(({ physicalId }) => signInAddressOf(physicalId))
      .filter((address) => address !== undefined)
      .slice(0, 1),
  );
}
