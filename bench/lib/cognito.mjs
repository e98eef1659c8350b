// Calls of the user-pool API over kept-alive connections, signed with aws4 where Cognito asks for it.
import { Agent, request } from "node:http";
import aws4 from "aws4";
import { SrpClient } from "./srp-client.mjs";

const agent = new Agent({ keepAlive: true });
const TARGET = "AWSCognitoIdentityProviderService.";

/** @param call `{ base, operation, input, credentials?, region? }`; throws what the service refuses */
export async function callCognito({ base, operation, input, credentials, region = "eu-west-1" }) {
  const url = new URL(base);
  const body = JSON.stringify(input);
  const headers = { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": `${TARGET}${operation}` };
  const plain = { method: "POST", host: url.host, path: "/", headers, body };
  const ready =
    credentials === undefined ? plain : aws4.sign({ ...plain, service: "cognito-idp", region }, credentials);
  const { status, text } = await send(url, ready, body);
  const output = text === "" ? {} : JSON.parse(text);
  if (status !== 200) throw new Error(`${operation}: ${status} ${output.__type} ${output.message}`);
  return output;
}

function send(url, { method, path, headers }, body) {
  const length = { ...headers, "Content-Length": Buffer.byteLength(body) };
  const options = { hostname: url.hostname, port: url.port, method, path, headers: length, agent };
  return new Promise((resolve, reject) => {
    const outgoing = request(options, (reply) => {
      let text = "";
      reply.setEncoding("utf8");
      reply.on("data", (chunk) => (text += chunk));
      reply.on("end", () => resolve({ status: reply.statusCode, text }));
      reply.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const srp = new SrpClient();

/** @param target `{ base, userPoolId, clientId }` */
export async function signInBySrp({ base, userPoolId, clientId }, { email, password }) {
  const challenge = await callCognito({
    base,
    operation: "InitiateAuth",
    input: {
      AuthFlow: "USER_SRP_AUTH",
      ClientId: clientId,
      AuthParameters: { USERNAME: email, SRP_A: srp.publicValue },
    },
  });
  const answer = await callCognito({
    base,
    operation: "RespondToAuthChallenge",
    input: {
      ChallengeName: "PASSWORD_VERIFIER",
      ClientId: clientId,
      ChallengeResponses: srp.answer(challenge.ChallengeParameters, userPoolId, password),
    },
  });
  return tokensIn(answer);
}

export async function signInByPassword({ base, clientId }, { email, password }) {
  return tokensIn(
    await callCognito({
      base,
      operation: "InitiateAuth",
      input: {
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: clientId,
        AuthParameters: { USERNAME: email, PASSWORD: password },
      },
    }),
  );
}

function tokensIn({ AuthenticationResult, ChallengeName }) {
  if (AuthenticationResult?.AccessToken === undefined) throw new Error(`No tokens, but ${ChallengeName}.`);
  return AuthenticationResult;
}
