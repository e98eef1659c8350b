import { asksForNamedValue } from "../../iam/policies/conditions/registry.ts";
import { parsePolicy, type Statement } from "../../iam/policies/document.ts";
import type { DeployedApi, DeployedRoute, Deployment } from "../deployment/deployment.ts";
import { logicalIdOf } from "../deployment/names.ts";
import type { Note } from "../matrix.ts";
import { COMMON_SCOPES } from "./constants.ts";
import { KINDS } from "./door-kinds.ts";
import { invocablesOf } from "./invocable.ts";
import { decide } from "./policy-question.ts";
import type { PrincipalColumn } from "./principals.ts";
import { urlsOf } from "./url-rows.ts";

/** What a reviewer of the templates overlooks easily; open routes that the project declares are none. */
export function notesOf(
  deployment: Deployment,
  columns: readonly PrincipalColumn[],
  declared: ReadonlySet<string>,
): Note[] {
  const notes = [
    ...deployment.apis.flatMap((api) => routeNotes(api, declared)),
    ...functionNotes(deployment),
    ...urlNotes(deployment, declared),
    ...ownPolicyNotes(deployment),
    ...secretNotes(deployment),
    ...roleNotes(deployment),
    ...poolNotes(deployment),
    ...scopeNotes(columns),
  ];
  const key = ({ trap, place, sentence }: Note): string => `${trap} ${place} ${sentence}`;
  return notes.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** What SAM calls the stage that it makes beside the one of the template. */
const SAM_STAGE = "Stage";
const SAM_MAKES_IT =
  " Stage comes from SAM, beside yours: OpenApiVersion: 3.0.1 under Globals.Api of the template leaves it out.";

function routeNotes(api: DeployedApi, declared: ReadonlySet<string>): Note[] {
  const { place, stages } = api;
  const notes = stages.flatMap((stage) =>
    stage.routes.flatMap((route) => routeNote(`${place}/${stage.name}`, route, declared)),
  );
  const older = stages.filter(({ isOlder }) => isOlder).map(({ name }) => name);
  if (older.length > 0) {
    notes.push({
      trap: "older-deployment",
      place,
      sentence: `The API was changed since ${older.join(", ")} was deployed: what is served is what it was.`,
    });
  }
  if (stages.length > 1) {
    notes.push({
      trap: "several-stages",
      place,
      sentence: `It is served by ${stages.length} stages: ${stages.map(({ name }) => name).join(", ")}. Each is a door of its own.${stages.some(({ name }) => name === SAM_STAGE) ? SAM_MAKES_IT : ""}`,
    });
  }
  return notes;
}

function routeNote(place: string, route: DeployedRoute, declared: ReadonlySet<string>): Note[] {
  const { method, path, authorizationType, scopes, apiKeyRequired, integration } = route;
  const name = `${method} ${path}`;
  const at = `${place} ${name}`;
  const notes: Note[] = [];
  const isOpen = authorizationType === "NONE" && integration !== "MOCK";
  const isGreedy = method === "ANY" || path.endsWith("+}");
  if (isOpen && isGreedy && !declared.has(name)) {
    notes.push({
      trap: "open-greedy-route",
      place: at,
      sentence: `${name} has no authorizer and answers every ${method === "ANY" ? "verb" : "path"} that guarded routes lack.`,
    });
  } else if (isOpen && !declared.has(name)) {
    notes.push({
      trap: "open-route",
      place: at,
      sentence: `${name} has no authorizer: everybody may call it.`,
    });
  }
  if (isOpen && apiKeyRequired) {
    notes.push({
      trap: "key-only",
      place: at,
      sentence: `${name} asks for an API key only: a key counts calls, it identifies nobody.`,
    });
  }
  if (authorizationType === "COGNITO_USER_POOLS" && scopes.length === 0) {
    notes.push({
      trap: "scopes-missing",
      place: at,
      sentence: `${name} lists no scopes: it takes the ID token of every app client of the pool, whatever the group.`,
    });
  }
  return notes;
}

function functionNotes({ functions, scope }: Deployment): Note[] {
  return invocablesOf(functions).flatMap((door) =>
    doorNotes(scope.accountId, {
      ...door,
      kind: "function",
      does: (name) => `invoke ${name}`,
      risk: (name) => `run ${name}, with an event of their own making`,
    }),
  );
}

function urlNotes(deployment: Deployment, declared: ReadonlySet<string>): Note[] {
  return urlsOf(deployment)
    .filter(({ url, name }) => url.authType === "NONE" && !declared.has(name))
    .map(({ its, name }) => ({
      trap: "open-url",
      place: its.place,
      sentence: `${name} takes calls of everybody who knows it: its AuthType is NONE.`,
    }));
}

function ownPolicyNotes({ doors, scope }: Deployment): Note[] {
  return doors.flatMap(({ kind, place, policy }) => {
    const { name: what, risk } = KINDS[kind];
    return doorNotes(scope.accountId, {
      place,
      policy,
      kind: what,
      does: (name) => `use the ${what} ${name}`,
      risk,
    });
  });
}

/** A secret is for somebody: one that all roles of functions read is nobody's. */
function secretNotes(deployment: Deployment): Note[] {
  const { roles, functions, doors } = deployment;
  const own = roles.filter(({ arn }) => functions.some(({ roleArn }) => roleArn === arn));
  if (own.length < 2) return [];
  return doors
    .filter(({ kind }) => kind === "secret")
    .filter(({ arn: resource, policy: resourcePolicy }) =>
      own.every((role) => {
        const question = { action: "secretsmanager:GetSecretValue", resource, resourcePolicy };
        return decide(deployment, { kind: "role", role, functionNames: [] }, question).kind === "yes";
      }),
    )
    .map(({ place }) => ({
      trap: "secret-for-every-role",
      place,
      sentence: `Each function's role may read the secret ${logicalIdOf(place)}.`,
    }));
}

interface Door {
  /** `function`, `queue` … */
  readonly kind: string;
  readonly place: string;
  readonly policy: string | undefined;
  /** What everybody is let do. */
  readonly does: (name: string) => string;
  /** What whoever uses a service without a source may do. */
  readonly risk: (name: string) => string;
}

/** What the own policy of a thing lets in without saying from where. */
function doorNotes(accountId: string, { kind, place, policy, does, risk }: Door): Note[] {
  return (policy === undefined ? [] : parsePolicy(policy).statements).flatMap((statement) => {
    if (statement.effect !== "Allow" || statement.principal === undefined) return [];
    const { everyone, services } = statement.principal.element;
    const name = logicalIdOf(place);
    if (everyone && kind === "function" && isForUrlAlone(statement)) return [];
    if (everyone) {
      // Of all but functions the conditions say from where: the rows have them.
      const isGuarded = statement.conditions.some(({ operator }) => asksForNamedValue(operator));
      if (kind !== "function" && isGuarded) return [];
      return {
        trap: `${kind}-for-everybody`,
        place,
        sentence: `${statement.sid ? `Statement ${statement.sid}` : "Its policy"} lets every AWS account ${does(name)}.`,
      };
    }
    if (services.size === 0 || namesSource(statement, accountId)) return [];
    const whose = [...services].join(", ");
    return {
      trap: `${kind}-source-missing`,
      place,
      sentence: `Its permission for ${whose} names no source: whoever uses that service may ${risk(name)}.`,
    };
  });
}

/** It opens the URL of a function, which has a note of its own, and no other way. */
function isForUrlAlone({ actions, conditions }: Statement): boolean {
  const isOfUrl = actions.sources.every((action) => action.toLowerCase() === "lambda:invokefunctionurl");
  const isByUrl = conditions.some(
    ({ key, operator }) =>
      key.toLowerCase() === "lambda:invokedviafunctionurl" && asksForNamedValue(operator),
  );
  return !actions.negated && (isOfUrl || isByUrl);
}

/** Keys that say whose the source is. */
const SOURCE_KEYS: ReadonlySet<string> = new Set([
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
]);

/** A source or account that is not left to a wildcard. */
function namesSource({ conditions }: Statement, accountId: string): boolean {
  return conditions.some(({ operator, key, expected }) => {
    const lower = key.toLowerCase();
    if (!asksForNamedValue(operator)) return false;
    if (SOURCE_KEYS.has(lower)) return true;
    if (lower !== "aws:sourcearn") return false;
    return expected.every((arn) => arn.split(":")[4] === accountId || /^arn:aws:s3:::[^*?]+$/.test(arn));
  });
}

function roleNotes({ roles, names }: Deployment): Note[] {
  return roles.flatMap((role) => [...trustNotes(role), ...wildcardNotes(role, names.logical)]);
}

type Role = Deployment["roles"][number];

function trustNotes({ place, trustPolicy }: Role): Note[] {
  return parsePolicy(trustPolicy).statements.flatMap(({ effect, principal, conditions }) => {
    if (effect !== "Allow" || principal === undefined) return [];
    const { everyone, aws } = principal.element;
    const outside = everyone || [...aws].some((name) => name === "*");
    if (!outside || conditions.length > 0) return [];
    return [
      {
        trap: "trust-everybody",
        place,
        sentence: `Whoever has credentials of any AWS account may take the role ${logicalIdOf(place)}.`,
      },
    ];
  });
}

/** AWS's own policies are its business; `*` for an action without resource types says nothing. */
function wildcardNotes({ place, identity }: Role, logical: (text: string) => string): Note[] {
  const own = identity.filter(({ name }) => name?.startsWith("arn:aws:iam::aws:") !== true);
  return own.flatMap(({ statements }) =>
    statements.flatMap(({ effect, actions, resources }) => {
      if (effect !== "Allow") return [];
      const wide = actions.negated
        ? ["everything but a few"]
        : actions.sources.filter((action) => /^(?:\*|[\w-]+:\*)$/.test(action));
      if (wide.length === 0) return [];
      const on =
        resources === undefined || resources.negated ? "*" : resources.sources.map(logical).join(", ");
      return [{ trap: "wildcard-policy", place, sentence: `Its policy allows ${wide.join(", ")} on ${on}.` }];
    }),
  );
}

function poolNotes({ pools }: Deployment): Note[] {
  return pools.flatMap(({ place, publicSignUp, clients, groups }) => [
    ...(publicSignUp
      ? [
          {
            trap: "public-sign-up",
            place,
            sentence: `Whoever likes may sign up in ${logicalIdOf(place)}: what "signed in" may do, everybody may.`,
          },
        ]
      : []),
    ...clients
      .filter(({ writeAttributes }) => writeAttributes === undefined)
      .map(({ place: client }) => ({
        trap: "attributes-writable",
        place: client,
        sentence: `${logicalIdOf(client)} names no WriteAttributes: people may change every attribute of their own that can change.`,
      })),
    ...groups
      .filter(({ roleArn }) => roleArn !== undefined)
      .map(({ name }) => ({
        trap: "group-role",
        place,
        sentence: `The group ${name} carries a role: who may add to the group may hand the role out.`,
      })),
  ]);
}

/** The trigger decides, not the group's name: what it gives to everybody is no privilege. */
function scopeNotes(columns: readonly PrincipalColumn[]): Note[] {
  return columns.flatMap(({ principal }) => {
    if (
      principal.kind !== "token" ||
      principal.group !== undefined ||
      principal.use === "id" ||
      principal.way !== "api"
    )
      return [];
    const { client, scopes, failed } = principal;
    if (failed !== undefined)
      return [
        {
          trap: "sign-in-fails",
          place: client.place,
          sentence: `Nobody gets a token for ${logicalIdOf(client.place)}: ${failed}`,
        },
      ];
    const special = scopes.filter((scope) => !COMMON_SCOPES.has(scope));
    if (special.length === 0) return [];
    return [
      {
        trap: "scope-for-everybody",
        place: client.place,
        sentence: `Everybody who signs in by ${logicalIdOf(client.place)} gets ${special.join(", ")}, in no group at all.`,
      },
    ];
  });
}
