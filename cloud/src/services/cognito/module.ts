import { COGNITO_AUTH_PATH } from "../../core/endpoints.ts";
import type { Mailbox } from "../../core/ports/mailbox.ts";
import type { AppSignIn } from "../../core/ports/own-sign-ins.ts";
import type { People } from "../../core/ports/people.ts";
import type { TokenVerifier } from "../../core/ports/token-verifier.ts";
import { type HttpRequest, nameBelow } from "../../wire/http.ts";
import type { AddressHandler, ServiceAddress, ServiceModule } from "../../wire/service-module.ts";
import { securityOf } from "./hosted/http/own-host.ts";
import { type CognitoDependencies, createCognitoService } from "./index.ts";
import { createPeople } from "./people.ts";
import { SIGNING_NAME, TARGET_PREFIX } from "./shared/constants.ts";
import { signInOf } from "./sign-in-of.ts";

export interface CognitoPorts {
  readonly tokenVerifier: TokenVerifier;
  readonly mailbox: Mailbox;
  readonly people: People;
  readonly appClients: {
    /** How people sign in at an app client on the hosted pages; undefined when they can not. */
    signInOf(clientId: string): AppSignIn | undefined;
  };
}

interface HostedMatch {
  readonly prefix: string;
  readonly basePath: string;
  readonly path: string;
}

interface DiscoveryMatch {
  readonly userPoolId: string;
  readonly path: string;
}

const ADDRESSES: readonly ServiceAddress[] = [
  { name: "sign-in pages", by: "host", mark: ".auth.", match: hostedHost },
  { name: "sign-in pages", by: "path", mark: COGNITO_AUTH_PATH, match: hostedPath },
  { name: "discovery", by: "path", mark: "/.well-known/", match: discovery },
  { name: "preflight", by: "path", mark: "/", method: "OPTIONS", match: preflight },
];

export const cognito: ServiceModule<CognitoDependencies, CognitoPorts> = {
  name: "cognito",
  signingNames: [SIGNING_NAME],
  targets: [TARGET_PREFIX],
  addresses: ADDRESSES,
  needs: ["functionInvoker"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: (platform) => {
    const {
      http,
      hosted,
      discovery: keys,
      resources,
      tokenVerifier,
      mailbox,
      stores,
      close,
    } = createCognitoService(platform);
    const pages: AddressHandler<HostedMatch> = (request, { prefix, basePath, path }) =>
      hosted.handle(
        request,
        { domainPrefix: prefix, basePath, ...securityOf(request, platform.endpoints.publicUrl) },
        path,
      );
    const wellKnown: AddressHandler<DiscoveryMatch> = (request, { userPoolId, path }) =>
      keys.handle(request, userPoolId, path);
    return {
      http,
      addresses: {
        "sign-in pages": pages,
        discovery: wellKnown,
        preflight: (request: HttpRequest) => http.handle(request),
      },
      resources,
      ports: {
        tokenVerifier,
        mailbox,
        people: createPeople(stores),
        appClients: { signInOf: (clientId) => signInOf(stores, clientId) },
      },
      close,
    };
  },
};

function hostedPath({ path }: HttpRequest): HostedMatch | undefined {
  const rest = nameBelow(path, COGNITO_AUTH_PATH);
  if (rest === undefined) return undefined;
  return { prefix: rest.name, basePath: `${COGNITO_AUTH_PATH}/${rest.name}`, path: rest.path };
}

function hostedHost({ path }: HttpRequest, host: string): HostedMatch | undefined {
  const prefix = /^([a-z0-9-]+)\.auth\./.exec(host)?.[1];
  return prefix === undefined ? undefined : { prefix, basePath: "", path };
}

function discovery({ path }: HttpRequest): DiscoveryMatch | undefined {
  const match = /^\/([\w-]{1,45}_[0-9a-zA-Z]{1,32})(\/\.well-known\/.*)$/.exec(path);
  const [, userPoolId, rest] = match ?? [];
  if (userPoolId === undefined || rest === undefined) return undefined;
  return { userPoolId, path: rest };
}

/** A browser asks before it posts with `x-amz-target` (Amplify on the web). */
function preflight({ headers }: HttpRequest): object | undefined {
  const asked = headers["access-control-request-headers"] ?? "";
  return asked.toLowerCase().includes("x-amz-target") ? {} : undefined;
}
