import type { Cloud } from "./cloud.ts";
import type { Deployment } from "./deployment.ts";
import type { ProjectFile } from "./project/project-file.ts";
import { type SeededPerson, seededPeople } from "./project/seeded-people.ts";

export interface ProjectPeople {
  /** Undefined where the project names none. */
  readonly people: readonly SeededPerson[] | undefined;
  /** True when the people were made just now. */
  readonly peopleAreNew: boolean;
}

/** Those of the project's file, in the pool of the project's own stacks and no other's. */
export async function peopleOf(
  { client, people: inPools, config: { stateDir } }: Cloud,
  { peopleFile, chosen }: ProjectFile,
  deployment: Deployment,
): Promise<ProjectPeople> {
  const own = deployment.own();
  if (peopleFile === undefined || !own.has("AWS::Cognito::UserPool")) {
    return { people: undefined, peopleAreNew: false };
  }
  const userPoolId = await own.finder.userPool(chosen.pool);
  const known = seededPeople(inPools, { stateDir, userPoolId });
  if (known !== undefined) return { people: known, peopleAreNew: false };
  const { seedPeople } = await import("./project/people.ts");
  const people = await seedPeople({
    client,
    peopleFile,
    stateDir,
    userPoolId,
    bucket: own.has("AWS::S3::Bucket") ? own.finder.bucket : undefined,
  });
  return { people, peopleAreNew: true };
}
