import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { AwsError, UserError } from "../../core/errors.ts";
import { ALPHANUMERIC, randomText, systemRandomness } from "../../core/randomness.ts";
import type { CloudClient } from "../client/cloud-client.ts";
import { readIfThere } from "../state/state-folder.ts";

/** A person a project brings along for its first start. */
interface DemoPerson {
  readonly email: string;
  readonly name?: string;
  readonly groups?: readonly string[];
  /** Picture file, relative to the people file. */
  readonly photo?: string;
}

/** What is kept (mode 0600) so that later starts can show the passwords again. */
export interface SeededPerson {
  readonly email: string;
  readonly password: string;
  readonly groups: readonly string[];
}

const SEEDED_FILE = "people.json";
const PASSWORD_CHARACTERS = 16;

export function seededPeople(stateDir: string): SeededPerson[] | undefined {
  const text = readIfThere(join(stateDir, SEEDED_FILE))?.toString("utf8");
  return text === undefined ? undefined : (JSON.parse(text) as SeededPerson[]);
}

/** Creates the people of `peopleFile` with passwords made now. Runs once per state folder. */
export async function seedPeople(options: {
  readonly client: CloudClient;
  readonly peopleFile: string;
  readonly stateDir: string;
  readonly userPoolId: string;
  readonly photoBucket: string | undefined;
}): Promise<SeededPerson[]> {
  const people = readPeople(options.peopleFile);
  const seeded: SeededPerson[] = [];
  for (const person of people) {
    const password = newPassword();
    await createPerson(options.client, options.userPoolId, person, password);
    const photo = person.photo;
    if (photo !== undefined && options.photoBucket !== undefined) {
      const file = resolve(dirname(options.peopleFile), photo);
      await putPhoto(options.client, {
        userPoolId: options.userPoolId,
        bucket: options.photoBucket,
        email: person.email,
        bytes: readFileSync(file),
      });
    }
    seeded.push({ email: person.email, password, groups: person.groups ?? [] });
  }
  writeFileSync(join(options.stateDir, SEEDED_FILE), JSON.stringify(seeded, undefined, 2), { mode: 0o600 });
  return seeded;
}

/** Stores `bytes` as the picture of the person: the object key is the person's sub. */
export async function putPhoto(
  client: CloudClient,
  photo: { userPoolId: string; bucket: string; email: string; bytes: Buffer },
): Promise<void> {
  const contentType = imageType(photo.bytes);
  const user = await client.cognito<{ Username: string; UserAttributes: { Name: string; Value: string }[] }>(
    "AdminGetUser",
    { UserPoolId: photo.userPoolId, Username: photo.email },
  );
  const sub = user.UserAttributes.find(({ Name }) => Name === "sub")?.Value ?? user.Username;
  const reply = await client.send({
    service: "s3",
    method: "PUT",
    path: `/${photo.bucket}/${sub}`,
    headers: { "content-type": contentType },
    body: photo.bytes,
  });
  if (reply.status !== 200) {
    throw new UserError(`The picture was not stored: ${reply.body.toString("utf8").slice(0, 500)}`);
  }
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

function imageType(bytes: Buffer): string {
  if (bytes.subarray(0, PNG.length).equals(PNG)) return "image/png";
  if (bytes.subarray(0, JPEG.length).equals(JPEG)) return "image/jpeg";
  throw new UserError("The picture must be a PNG or JPEG file.");
}

async function createPerson(
  client: CloudClient,
  userPoolId: string,
  person: DemoPerson,
  password: string,
): Promise<void> {
  const attributes = [
    { Name: "email", Value: person.email },
    { Name: "email_verified", Value: "true" },
    ...(person.name === undefined ? [] : [{ Name: "name", Value: person.name }]),
  ];
  await ignoring("UsernameExistsException", () =>
    client.cognito("AdminCreateUser", {
      UserPoolId: userPoolId,
      Username: person.email,
      UserAttributes: attributes,
      MessageAction: "SUPPRESS",
    }),
  );
  await client.cognito("AdminSetUserPassword", {
    UserPoolId: userPoolId,
    Username: person.email,
    Password: password,
    Permanent: true,
  });
  for (const group of person.groups ?? []) {
    await client.cognito("AdminAddUserToGroup", {
      UserPoolId: userPoolId,
      Username: person.email,
      GroupName: group,
    });
  }
}

/** A first start that was cut off leaves people behind; the next one takes them over. */
async function ignoring(code: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== code) throw error;
  }
}

/** Long, random, and with one character of each class for pools that ask for them. */
export function newPassword(): string {
  return `${randomText(systemRandomness, PASSWORD_CHARACTERS, ALPHANUMERIC)}-aZ7`;
}

function readPeople(file: string): DemoPerson[] {
  const text = readIfThere(file)?.toString("utf8");
  if (text === undefined) throw new UserError(`The people file ${file} does not exist.`);
  const people: unknown = JSON.parse(text);
  if (!Array.isArray(people) || people.some((person) => typeof (person as DemoPerson).email !== "string")) {
    throw new UserError(`${file} must be a list of people, each with an "email".`);
  }
  return people as DemoPerson[];
}
