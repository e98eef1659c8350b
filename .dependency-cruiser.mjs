/** Who may import what: core <- wire, store, iam <- services <- runtime <- cli, library. */
const test = "\\.test\\.tsx?$|/testing/";

const forbidden = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: test },
  to: { path: to },
});

/**
 * Rooms of a folder from the ground up: each knows those before it, so no two know each other, and
 * a room that is not named is known to none. `.` stands for the files of the folder itself.
 */
const floors = (folder, rooms) =>
  rooms.map((room, floor) => {
    const known = rooms.slice(0, floor + 1).map(filesOf);
    return forbidden(
      `floors-of-${folder.split("/").at(-1)}`,
      `${room === "." ? "its own files know" : `${room}/ knows`} of ${folder} only: ${rooms.slice(0, floor + 1).join(", ")}`,
      `^cloud/src/${folder}/${filesOf(room)}`,
      `^cloud/src/${folder}/(?!${known.join("|")})`,
    );
  });
const filesOf = (room) => (room === "." ? "[^/]+$" : `${room}/`);

export default {
  forbidden: [
    {
      name: "no-circular",
      comment: "A circle has no order in which to read it.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    forbidden(
      "core-is-the-ground",
      "core imports nothing of ours",
      "^cloud/src/core/",
      "^cloud/src/(?!core/)",
    ),
    forbidden("wire-on-core", "wire knows core only", "^cloud/src/wire/", "^cloud/src/(?!core/|wire/)"),
    forbidden("store-on-core", "store knows core only", "^cloud/src/store/", "^cloud/src/(?!core/|store/)"),
    forbidden(
      "iam-below-services",
      "iam knows core, wire and store",
      "^cloud/src/iam/",
      "^cloud/src/(?!core/|wire/|store/|iam/)",
    ),
    forbidden(
      "services-below-runtime",
      "services know core, wire, store and iam, and the parts of pages",
      "^cloud/src/services/",
      "^cloud/src/(?!core/|wire/|store/|iam/|web/|services/)",
    ),
    forbidden(
      "web-below-services",
      "parts of pages know core and wire",
      "^cloud/src/web/",
      "^cloud/src/(?!core/|wire/|web/)",
    ),
    forbidden(
      "trace-below-its-readers",
      "the trace knows what an event is and how a page is asked for; runtime, console and reports read it",
      "^cloud/src/trace/",
      "^cloud/src/(?!core/|wire/http\\.ts$|trace/)",
    ),
    forbidden(
      "console-asks-as-a-client",
      "the console speaks to the cloud by signed operations and reads the trace; it knows no service",
      "^cloud/src/console/",
      "^cloud/src/(?!core/|wire/|web/|console/|access/|audit/|trace/)",
    ),
    {
      name: "domain-below-api",
      comment: "What a service keeps knows no operation, no resource type and no HTTP.",
      severity: "error",
      from: { path: "^cloud/src/services/([^/]+)/domain/", pathNot: test },
      to: {
        path: "^cloud/src/(?:services/$1/(?!domain/)|wire/)",
        // Constraints and AWS's models are words that rules and operations share.
        pathNot: "^cloud/src/(?:services/$1/(?:shared/|(?:constants|errors|pagination)\\.ts$)|wire/models/)",
      },
    },
    {
      name: "services-apart",
      comment: "What a service needs of another is a port in core, wired in runtime.",
      severity: "error",
      from: { path: "^cloud/src/services/([^/]+)/", pathNot: test },
      to: { path: "^cloud/src/services/", pathNot: "^cloud/src/services/$1/" },
    },
    forbidden(
      "lambda-nouns-below",
      "what a function is knows nothing of HTTP",
      "^cloud/src/services/lambda/(code|environments|event-invoke|event-sources|functions|invocation|logs|policies)/",
      "^cloud/src/wire/(?!models/)",
    ),
    ...floors("services/lambda", [
      "shared",
      "code",
      "layers",
      "functions",
      "logs",
      "runtime-api",
      "interpreters",
      "environments",
      "invocation",
      "policies",
      "event-invoke",
      "event-sources",
      "urls",
      "operations",
      "resources",
      "console",
      ".",
    ]),
    ...floors("services/cognito", ["shared", "domain", "hosted", "api", "resources", "console", "."]),
    ...floors("services/iot", [
      "shared",
      "principals",
      "broker",
      "rules",
      "operations",
      "resources",
      "transports",
      "console",
      ".",
    ]),
    ...floors("services/iam", ["shared", "domain", "operations", "resources", "."]),
    ...floors("services/logs", ["log-groups", "filter-pattern", "streams", "operations", "resources", "."]),
    ...floors("services/sqs", [
      "shared",
      "queues",
      "messages",
      "operations",
      "protocols",
      "resources",
      "console",
      ".",
    ]),
    ...floors("services/cloudwatch", ["alarms", "resources", "."]),
    forbidden(
      "iot-nouns-below",
      "broker and principals know nothing of operations and HTTP",
      "^cloud/src/services/iot/(broker|principals)/",
      "^cloud/src/(services/iot/(operations|transports)/|services/iot/http\\.ts|wire/)",
    ),
    forbidden(
      "apigateway-nouns-below",
      "what an API is knows nothing of operations and HTTP",
      "^cloud/src/services/apigateway/rest/control/(apis|importing|model|stages)/",
      "^cloud/src/(services/apigateway/rest/control/(operations/|http\\.ts)|wire/(?!models/constraints))",
    ),
    forbidden(
      "apigateway-control-and-execute-apart",
      "management does not serve calls",
      "^cloud/src/services/apigateway/rest/control/",
      "^cloud/src/services/apigateway/rest/execute/",
    ),
    forbidden(
      "apigateway-execute-on-the-model",
      "serving a call knows what is deployed, not how it came to be",
      "^cloud/src/services/apigateway/rest/execute/",
      "^cloud/src/services/apigateway/rest/control/(?!model/)",
    ),
    forbidden(
      "apigateway-shared-below",
      "what both kinds of API share knows neither",
      "^cloud/src/services/apigateway/shared/",
      "^cloud/src/services/apigateway/(?!shared/)",
    ),
    forbidden(
      "cloudformation-knows-ports",
      "the engine knows resource types through the ResourceProvider port only; its pages, the parts of pages",
      "^cloud/src/cloudformation/",
      "^cloud/src/(?!core/|wire/|store/|web/|cloudformation/)",
    ),
    ...floors("cloudformation", [
      "shared",
      "template",
      "intrinsics",
      "edits",
      "deployment-id",
      "sam",
      "schemas",
      "held",
      "engine",
      "api",
      "resources",
      "console",
      ".",
    ]),
    ...floors("cloudformation/intrinsics", ["shared", "functions", "."]),
    ...floors("cloudformation/sam", [
      "expansion",
      "data",
      "sections",
      "roles",
      "targets",
      "swagger",
      "apis",
      "http",
      "events",
      ".",
    ]),
    ...floors("cloudformation/api", [".", "operations"]),
    forbidden(
      "expansion-knows-no-python",
      "how Python prints a document is known to one folder; transform.ts hands it to the expansion",
      "^cloud/src/cloudformation/(?!deployment-id/|sam/transform\\.ts)",
      "^cloud/src/cloudformation/deployment-id/",
    ),
    forbidden(
      "deployment-id-on-edits",
      "the id of a deployment is made of a document and the list of its edits",
      "^cloud/src/cloudformation/(deployment-id|edits)/",
      "^cloud/src/(?!core/|cloudformation/(deployment-id|edits|template)/)",
    ),
    forbidden("runtime-below-cli", "runtime does not know the CLI", "^cloud/src/runtime/", "^cloud/src/cli/"),
    forbidden(
      "library-beside-cli",
      "what programs get of the package knows no commands",
      "^cloud/src/library/",
      "^cloud/src/cli/",
    ),
    forbidden(
      "access-is-a-client",
      "who may reach what is asked of a running cloud by signed operations, as any client asks",
      "^cloud/src/access/",
      "^cloud/src/(?!core/|wire/|iam/|access/|trace/places/|runtime/(client|resources|project)/|web/report/)",
    ),
    forbidden(
      "access-above-runtime",
      "only commands and pages know the matrix",
      "^cloud/src/(?!access/|cli/|console/)",
      "^cloud/src/access/",
    ),
    forbidden(
      "library-on-top",
      "nothing knows the library",
      "^cloud/src/(?!library/)",
      "^cloud/src/library/",
    ),
    {
      name: "audit-as-a-client",
      comment:
        "the audit attacks from outside: it reads templates and calls over HTTP, and knows no service from inside",
      severity: "error",
      from: { path: "^cloud/src/audit/", pathNot: test },
      to: {
        path: "^cloud/src/",
        pathNot:
          "^cloud/src/(?:audit/|core/|wire/|iam/|cloudformation/(?:engine/(?:evaluation|program)|template/)|runtime/(?:client|project)/|web/report/)",
      },
    },
    forbidden(
      "audit-below-cli",
      "only commands and pages know the audit",
      "^cloud/src/(?!audit/|cli/|console/)",
      "^cloud/src/audit/",
    ),
    forbidden("stacks-apart", "what is deployed imports nothing of the cloud", "^stacks/", "^cloud/"),
    forbidden("app-apart", "the app knows the cloud by its wire only", "^app/", "^(cloud|stacks)/"),
    forbidden(
      "amplify-behind-auth",
      "sign-in is the business of features/auth; the rest asks it",
      "^app/src/(?!features/auth/)",
      "aws-amplify",
    ),
    forbidden("app-lib-is-the-ground", "lib imports nothing of ours", "^app/src/lib/", "^app/src/(?!lib/)"),
    forbidden("app-ui-on-lib", "ui knows lib only", "^app/src/ui/", "^app/src/(?!lib/|ui/)"),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(node_modules|dist|generated)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
  },
};
