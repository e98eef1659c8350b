import { relative, resolve } from "node:path";
import type { Clock } from "../core/clock.ts";
import type { CloudClient } from "../runtime/client/cloud-client.ts";
import { projectAt } from "../runtime/project/find-project.ts";
import { type ProjectFile, readProjectFile } from "../runtime/project/project-file.ts";
import { readTemplateText } from "../runtime/project/read-template.ts";
import { readSamConfig } from "../runtime/project/samconfig.ts";
import { parseTemplateNode } from "../trace/places/template-node.ts";
import { computeMatrix } from "./compute/compute-matrix.ts";
import { stackStates } from "./deployment/stack-states.ts";
import type { AccessMatrix } from "./matrix.ts";
import type { KeptProof } from "./prove/kept-proof.ts";
import { proveMatrix } from "./prove/prove-matrix.ts";
import { type TemplateSource, type Templates, withLines } from "./source/locate.ts";

export interface ProjectMatrixOptions {
  readonly client: CloudClient;
  readonly region: string;
  /** Where the project's file and templates are. */
  readonly workingFolder: string;
  /** GET routes that may really be called, beside those that the project names. */
  readonly safe?: readonly string[];
  /** Asks the running cloud for every cell that can be asked for without harm. */
  readonly prove: boolean;
}

/** The matrix of a running cloud with what its project declares, and the lines of its templates. */
export async function projectMatrix(options: ProjectMatrixOptions): Promise<AccessMatrix> {
  const { client, region, workingFolder } = options;
  const project = readProjectFile(workingFolder);
  const planned = await computeMatrix({
    client,
    region,
    publicRoutes: project.access.public,
    said: project.access.said,
  });
  const safe = [...project.access.safe, ...(options.safe ?? [])];
  const matrix = options.prove ? await proveMatrix({ client, safe }, planned) : planned.matrix;
  return withLines(matrix, await templatesOf(project, workingFolder));
}

/** The matrix with its proofs, and of what it was proved: what changes while that runs counts as changed since. */
export async function provedMatrix({
  clock,
  ...options
}: Omit<ProjectMatrixOptions, "prove"> & { readonly clock: Clock }): Promise<KeptProof> {
  const stacks = await stackStates(options.client);
  const matrix = await projectMatrix({ ...options, prove: true });
  return { version: 1, provedAt: clock.now(), stacks, matrix };
}

/** The templates of the project in this folder: what it lists, else its own. */
async function templatesOf({ stacks }: ProjectFile, workingFolder: string): Promise<Templates> {
  const found = new Map<string, TemplateSource>();
  for (const name of stacks ?? ["."]) {
    const folder = await projectAt(resolve(workingFolder, name));
    const template = readTemplateText(folder);
    const root = template && parseTemplateNode(template.text);
    if (template === undefined || root === undefined) continue;
    const { stackName } = await readSamConfig(folder);
    found.set(stackName, { file: relative(workingFolder, template.file), root });
  }
  return found;
}
