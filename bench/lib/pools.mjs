// User pools without triggers, for measurements of sign-in alone.
import { callCognito } from "./cognito.mjs";

const PASSWORD = "Bench-Passw0rd!";
const FLOWS = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
const AT_A_TIME = 8;

/** @param cloud `{ base, credentials, region }`; answers `{ base, userPoolId, clientId }` */
export async function createPool(cloud, name, usernameAttributes = ["email"]) {
  const call = (operation, input) => callCognito({ ...cloud, operation, input });
  const { UserPool } = await call("CreateUserPool", {
    PoolName: name,
    UsernameAttributes: usernameAttributes,
  });
  const { UserPoolClient } = await call("CreateUserPoolClient", {
    UserPoolId: UserPool.Id,
    ClientName: "bench",
    ExplicitAuthFlows: FLOWS,
  });
  return { base: cloud.base, userPoolId: UserPool.Id, clientId: UserPoolClient.ClientId };
}

/** People with a permanent password; answers what a sign-in needs of them. */
export async function createPeople(cloud, { userPoolId }, count) {
  const people = Array.from({ length: count }, (_, index) => ({
    email: `person${index}@example.com`,
    password: PASSWORD,
  }));
  const waiting = [...people];
  const worker = async () => {
    for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
      await createPerson(cloud, userPoolId, person);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return people;
}

async function createPerson(cloud, UserPoolId, { email, password }) {
  const call = (operation, input) => callCognito({ ...cloud, operation, input });
  await call("AdminCreateUser", {
    UserPoolId,
    Username: email,
    MessageAction: "SUPPRESS",
    UserAttributes: [
      { Name: "email", Value: email },
      { Name: "email_verified", Value: "true" },
    ],
  });
  await call("AdminSetUserPassword", {
    UserPoolId,
    Username: email,
    Password: password,
    Permanent: true,
  });
}
