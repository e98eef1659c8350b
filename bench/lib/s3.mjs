// One object in a bucket of its own, and requests for it signed as its readers sign them.
import aws4 from "aws4";

const BODY = Buffer.alloc(2_000, "a");
const BUCKET = "bench-objects";
const ROLE = "bench-reader";
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${BUCKET}/*` };
const TRUST = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };

/**
 * @param cloud `{ base, region, credentials }`
 * @returns `{ url, administrator, reader }`: the address, and the headers of a GET signed by the
 * administrator's key and by a role's temporary credentials, as a function's are
 */
export async function objectToRead(cloud) {
  await call(cloud, { service: "s3", method: "PUT", path: `/${BUCKET}`, body: bucketBody(cloud) });
  const path = `/${BUCKET}/picture.jpg`;
  await call(cloud, { service: "s3", method: "PUT", path, body: BODY });
  const session = await sessionOfReader(cloud);
  const get = (credentials) =>
    signed({ ...cloud, credentials }, { service: "s3", method: "GET", path }).headers;
  return { url: `${cloud.base}${path}`, administrator: get(cloud.credentials), reader: get(session) };
}

function bucketBody({ region }) {
  return `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
}

async function sessionOfReader(cloud) {
  const policy = (statement) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const iam = (Action, input) =>
    query(cloud, "iam", { Action, Version: "2010-05-08", RoleName: ROLE, ...input });
  const made = await iam("CreateRole", { AssumeRolePolicyDocument: policy(TRUST) });
  await iam("PutRolePolicy", { PolicyName: "read", PolicyDocument: policy(READ) });
  const text = await query(cloud, "sts", {
    Action: "AssumeRole",
    Version: "2011-06-15",
    RoleArn: memberOf(made, "Arn"),
    RoleSessionName: "bench",
  });
  return {
    accessKeyId: memberOf(text, "AccessKeyId"),
    secretAccessKey: memberOf(text, "SecretAccessKey"),
    sessionToken: memberOf(text, "SessionToken"),
  };
}

function memberOf(xml, name) {
  return new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1] ?? "";
}

function query(cloud, service, input) {
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  return call(cloud, {
    service,
    method: "POST",
    path: "/",
    headers,
    body: new URLSearchParams(input).toString(),
  });
}

function signed({ base, region, credentials }, request) {
  return aws4.sign({ host: new URL(base).host, region, ...request }, credentials);
}

async function call(cloud, request) {
  const { method, path, headers } = signed(cloud, request);
  const reply = await fetch(`${cloud.base}${path}`, { method, headers, body: request.body });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${request.service} ${method} ${path}: ${reply.status} ${text}`);
  return text;
}
