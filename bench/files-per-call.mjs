// How many source files one call of each kind runs through:
// node bench/files-per-call.mjs [folder of a checkout] [--list]
// Counts the files below cloud/src of which a function ran in the serving process between the request and
// half a second after its answer, in every one of three calls. What other threads and the functions' own
// processes run is not counted. Needs the packages of the checkout, and builds what is stale there.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { callCognito, signInBySrp } from "./lib/cognito.mjs";
import { callHome, signInHome } from "./lib/home.mjs";
import { startInstrumented } from "./lib/instrumented.mjs";
import { createPeople, createPool } from "./lib/pools.mjs";
import { ROOT } from "./lib/product.mjs";
import { assumeRole, createReader, getObject, objectToRead, putObject } from "./lib/s3.mjs";
import { queryCall, signedCall } from "./lib/signed-call.mjs";

const TIMES = 3;
const REST_MS = 500;
const { values, positionals } = parseArgs({ options: { list: { type: "boolean" } }, allowPositionals: true });

const product = await startInstrumented(resolve(positionals[0] ?? ROOT));
try {
  const seen = {};
  for (const [name, call] of Object.entries(await callsOf(product))) seen[name] = await filesOf(call);
  for (const [name, files] of Object.entries(seen)) {
    console.log(`${String(files.length).padStart(4)}  ${name}`);
    if (values.list) for (const file of files) console.log(`        ${file}`);
  }
} finally {
  await product.dispose();
}

/** The files that ran in every one of several calls, the first of which loads what is loaded late. */
async function filesOf(call) {
  await call();
  let common;
  for (let time = 0; time < TIMES; time += 1) {
    await rest();
    await product.filesSince();
    await call();
    await rest();
    const files = await product.filesSince();
    common = common === undefined ? files : new Set([...common].filter((file) => files.has(file)));
  }
  return [...common].sort();
}

function rest() {
  return new Promise((done) => setTimeout(done, REST_MS));
}

async function callsOf(cloud) {
  const headers = await signInHome(cloud);
  const pool = await createPool(cloud, "bench");
  const [person] = await createPeople(cloud, pool, 1);
  await objectToRead(cloud);
  const stacks = stackCalls(cloud);
  return {
    "API Gateway: GET with a Cognito authorizer, a function that reads S3": () => callHome(cloud, headers),
    "S3: GetObject": () => getObject(cloud),
    "S3: PutObject": () => putObject(cloud),
    "Cognito: InitiateAuth and RespondToAuthChallenge (SRP)": () => signInBySrp(pool, person),
    "Cognito: AdminGetUser": () =>
      callCognito({
        ...cloud,
        operation: "AdminGetUser",
        input: { UserPoolId: pool.userPoolId, Username: person.email },
      }),
    "STS: AssumeRole": await assumeCall(cloud),
    "CloudFormation: CreateStack of one bucket": stacks,
    "IoT: Publish over HTTP": () =>
      signedCall(cloud, { service: "iotdata", method: "POST", path: "/topics/bench?qos=1", body: "{}" }),
    "Lambda: Invoke": await invokeCall(cloud),
    "Cognito: hosted sign-in page": await hostedPageCall(cloud),
  };
}

async function assumeCall(cloud) {
  const role = await queryCall(cloud, "iam", {
    Action: "GetRole",
    Version: "2010-05-08",
    RoleName: "bench-reader",
  }).then(
    (text) => /<Arn>([^<]+)<\/Arn>/.exec(text)?.[1],
    () => createReader(cloud),
  );
  return () => assumeRole(cloud, role);
}

function stackCalls(cloud) {
  let number = 0;
  return () => {
    number += 1;
    const TemplateBody = JSON.stringify({ Resources: { Bucket: { Type: "AWS::S3::Bucket" } } });
    return createStack(cloud, { StackName: `files-${number}`, TemplateBody });
  };
}

function createStack(cloud, input) {
  return queryCall(cloud, "cloudformation", { Action: "CreateStack", Version: "2010-05-15", ...input });
}

/** An inline function that answers its event. */
async function invokeCall(cloud) {
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const role = {
    Type: "AWS::IAM::Role",
    Properties: { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [trust] } },
  };
  const echo = {
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: "bench-echo",
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Code: { ZipFile: "exports.handler = async (event) => event;" },
    },
  };
  await createStack(cloud, {
    StackName: "bench-echo",
    TemplateBody: JSON.stringify({ Resources: { Role: role, Echo: echo } }),
    "Capabilities.member.1": "CAPABILITY_IAM",
  });
  const path = "/2015-03-31/functions/bench-echo/invocations";
  const invoke = () => signedCall(cloud, { service: "lambda", method: "POST", path, body: "{}" });
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const ready = await invoke().then(
      () => true,
      () => false,
    );
    if (ready) return invoke;
    await rest();
  }
  throw new Error("The stack bench-echo did not come to be.");
}

async function hostedPageCall({ outputs }) {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: outputs.UserPoolClientId,
    redirect_uri: "http://localhost:3000",
  });
  const url = `${outputs.AuthUrl}/login?${query}`;
  return async () => {
    const reply = await fetch(url, { redirect: "manual" });
    const page = await reply.text();
    if (reply.status !== 200 || !page.includes("<form")) throw new Error(`${url}: ${reply.status} ${page}`);
  };
}
