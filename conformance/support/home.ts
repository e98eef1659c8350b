import type { ProductFacts } from "./product.ts";

/** Values of the two home stacks. */
export interface Home {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly authUrl: string;
  readonly apiUrl: string;
  readonly bucket: string;
  readonly admin: ProductFacts["people"][number];
  readonly user: ProductFacts["people"][number];
}

export function homeOf(facts: ProductFacts): Home {
  const signIn = facts.stacks["homeapp-cognito"] ?? {};
  const api = facts.stacks["homeapp-api"] ?? {};
  return {
    userPoolId: required(signIn["UserPoolId"]),
    clientId: required(signIn["UserPoolClientId"]),
    authUrl: required(signIn["AuthUrl"]),
    apiUrl: required(api["ApiUrl"]),
    bucket: required(api["ProfileImagesBucket"]),
    admin: required(facts.people.find(({ email }) => email === "admin@example.com")),
    user: required(facts.people.find(({ email }) => email === "user@example.com")),
  };
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("The product lacks something the home stacks should have made.");
  return value;
}
