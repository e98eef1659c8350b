// One object in a bucket of its own, and requests for it signed as its readers sign them.
import { elementOf, queryCall, signedCall, signedRequest } from "./signed-call.mjs";

const BODY = Buffer.alloc(2_000, "a");
const BUCKET = "bench-objects";
const ROLE = "bench-reader";
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${BUCKET}/*` };
const TRUST = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };
const PATH = `/${BUCKET}/picture.jpg`;

/**
 * @param cloud `{ base, region, credentials }`
 * @returns `{ url, administrator, reader }`: the address, and the headers of a GET signed by the
 * administrator's key and by a role's temporary credentials, as a function's are
 */
export async function objectToRead(cloud) {
  const body = `<CreateBucketConfiguration><LocationConstraint>${cloud.region}</LocationConstraint></CreateBucketConfiguration>`;
  await signedCall(cloud, { service: "s3", method: "PUT", path: `/${BUCKET}`, body });
  await putObject(cloud);
  const session = await assumeRole(cloud, await createReader(cloud));
  const get = (credentials) =>
    signedRequest({ ...cloud, credentials }, { service: "s3", method: "GET", path: PATH }).headers;
  return { url: `${cloud.base}${PATH}`, administrator: get(cloud.credentials), reader: get(session) };
}

export function putObject(cloud) {
  return signedCall(cloud, { service: "s3", method: "PUT", path: PATH, body: BODY });
}

export function getObject(cloud) {
  return signedCall(cloud, { service: "s3", method: "GET", path: PATH });
}

/** A role that anybody of the account may take on and that may read; answers its ARN. */
export async function createReader(cloud) {
  const policy = (statement) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const iam = (Action, input) =>
    queryCall(cloud, "iam", { Action, Version: "2010-05-08", RoleName: ROLE, ...input });
  const made = await iam("CreateRole", { AssumeRolePolicyDocument: policy(TRUST) });
  await iam("PutRolePolicy", { PolicyName: "read", PolicyDocument: policy(READ) });
  return elementOf(made, "Arn");
}

export async function assumeRole(cloud, RoleArn) {
  const input = { Action: "AssumeRole", Version: "2011-06-15", RoleArn, RoleSessionName: "bench" };
  const text = await queryCall(cloud, "sts", input);
  return {
    accessKeyId: elementOf(text, "AccessKeyId"),
    secretAccessKey: elementOf(text, "SecretAccessKey"),
    sessionToken: elementOf(text, "SessionToken"),
  };
}
