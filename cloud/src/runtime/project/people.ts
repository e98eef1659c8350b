import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { contentTypeOf } from "../../core/content-types.ts";
import { AwsError, UserError } from "../../core/errors.ts";
import { ALPHANUMERIC, randomText, systemRandomness } from "../../core/randomness.ts";
import type { CloudClient } from "../client/cloud-client.ts";
import { type PersonObject, type ProjectPerson, readPeople } from "./people-file.ts";
import { readRegularFile } from "./read-regular-file.ts";
import { SEEDED_FILE, type SeededPerson } from "./seeded-people.ts";

export interface SeedOptions {
  readonly client: CloudClient;
  readonly peopleFile: string;
  readonly stateDir: string;
  readonly userPoolId: string;
  /** Finds the bucket of an object. Undefined when the stacks have none: no object is stored then. */
  readonly bucket: ((wanted: string | undefined) => Promise<string>) | undefined;
}

const PASSWORD_CHARACTERS = 16;

/**
 * Creates the people of `peopleFile` with passwords made now. Runs once per pool.
 * @throws UserError that names file, person and what was refused
 */
export async function seedPeople(options: SeedOptions): Promise<SeededPerson[]> {
  const { userPoolId } = options;
  const seeded: SeededPerson[] = [];
  for (const person of readPeople(options.peopleFile)) {
    const password = newPassword();
    await createPerson(options, person, password);
    for (const object of person.objects) await storeObject(options, person, object);
    seeded.push({ email: person.email, password, groups: person.groups, userPoolId });
  }
  writeFileSync(join(options.stateDir, SEEDED_FILE), JSON.stringify(seeded, undefined, 2), { mode: 0o600 });
  return seeded;
}

async function createPerson(options: SeedOptions, person: ProjectPerson, password: string): Promise<void> {
  const { client, userPoolId } = options;
  const { email, name } = person;
  const who = { UserPoolId: userPoolId, Username: email };
  const pool = `the user pool ${userPoolId}`;
  await said(options, `${email} cannot be made in ${pool}`, async () => {
    await ignoring("UsernameExistsException", () =>
      client.cognito("AdminCreateUser", {
        ...who,
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
          ...(name === undefined ? [] : [{ Name: "name", Value: name }]),
        ],
        MessageAction: "SUPPRESS",
      }),
    );
    await client.cognito("AdminSetUserPassword", { ...who, Password: password, Permanent: true });
  });
  for (const group of person.groups) {
    await said(options, `${email} cannot be put into the group ${group} of ${pool}`, () =>
      client.cognito("AdminAddUserToGroup", { ...who, GroupName: group }),
    );
  }
}

async function storeObject(options: SeedOptions, person: ProjectPerson, object: PersonObject): Promise<void> {
  if (options.bucket === undefined) return;
  const { client, peopleFile } = options;
  const what = `the object ${object.file} of ${person.email}`;
  const bytes = readRegularFile(resolve(dirname(peopleFile), object.file));
  if (bytes === undefined) throw new UserError(`${peopleFile}: ${what} is no file.`);
  const bucket = await options.bucket(object.bucket);
  const key = await keyOf(options, person, object.key);
  const reply = await client.send({
    service: "s3",
    method: "PUT",
    path: `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`,
    headers: { "content-type": contentTypeOf(object.file).type },
    body: bytes,
  });
  if (reply.status === 200) return;
  throw new UserError(`${peopleFile}: ${what} is not stored: ${reply.body.toString("utf8").slice(0, 500)}`);
}

async function keyOf(options: SeedOptions, { email }: ProjectPerson, template: string): Promise<string> {
  const { UserAttributes } = await options.client.cognito<{
    UserAttributes: { Name: string; Value: string }[];
  }>("AdminGetUser", { UserPoolId: options.userPoolId, Username: email });
  const values = new Map(UserAttributes.map(({ Name, Value }) => [Name, Value]));
  return template.replace(/\$\{([^}]*)\}/g, (_all, name: string) => {
    const value = values.get(name);
    if (value !== undefined) return value;
    throw new UserError(
      `${options.peopleFile}: the key of ${email} has \${${name}}, which they do not have.`,
    );
  });
}

/** A refusal of the pool in the words of the people file. */
async function said({ peopleFile }: SeedOptions, what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new UserError(`${peopleFile}: ${what}: ${error.message}`);
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
