import { UserError } from "../../core/errors.ts";
import { assertKnownMembers, listOf, objectOf, optionalStringOf, stringOf } from "./members.ts";
import { readRegularFile } from "./read-regular-file.ts";

/** A person a project brings along for its first start. */
export interface ProjectPerson {
  readonly email: string;
  readonly name: string | undefined;
  readonly groups: readonly string[];
  readonly objects: readonly PersonObject[];
}

/** An object to store for a person, e.g. a document of theirs that the API hands out. */
export interface PersonObject {
  /** Relative to the people file. */
  readonly file: string;
  /** Key of the object; `${sub}` and every other attribute of the person is filled in. */
  readonly key: string;
  /** Name or `stack/LogicalId`; may be left out where the stacks have one bucket. */
  readonly bucket: string | undefined;
}

const PERSON_MEMBERS = new Set(["email", "name", "groups", "objects"]);
const OBJECT_MEMBERS = new Set(["file", "key", "bucket"]);

/** @throws UserError when the file is missing or cannot be read as a list of people */
export function readPeople(file: string): ProjectPerson[] {
  const text = readRegularFile(file)?.toString("utf8");
  if (text === undefined) throw new UserError(`The people file ${file} does not exist.`);
  const people = parse(file, text);
  if (!Array.isArray(people) || people.some((person) => typeof person?.email !== "string")) {
    throw new UserError(`${file} must be a list of people, each with an "email".`);
  }
  return people.map((person) => personOf(objectOf(person, file), file));
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not valid JSON: ${(error as Error).message}`);
  }
}

function personOf(members: Record<string, unknown>, file: string): ProjectPerson {
  const email = stringOf(members["email"], `${file}: "email"`);
  const what = (member: string): string => `${file}: "${member}" of ${email}`;
  assertKnownMembers(members, PERSON_MEMBERS, `${file}: ${email} has an`);
  const objects = members["objects"] ?? [];
  if (!Array.isArray(objects)) throw new UserError(`${what("objects")} must be a list.`);
  return {
    email,
    name: optionalStringOf(members["name"], what("name")),
    groups: listOf(members["groups"] ?? [], what("groups"), "names"),
    objects: objects.map((object) => objectIn(objectOf(object, what("objects")), what)),
  };
}

function objectIn(members: Record<string, unknown>, what: (member: string) => string): PersonObject {
  assertKnownMembers(members, OBJECT_MEMBERS, `${what("objects")} has an`);
  return {
    file: stringOf(members["file"], what("objects.file")),
    key: stringOf(members["key"], what("objects.key")),
    bucket: optionalStringOf(members["bucket"], what("objects.bucket")),
  };
}
