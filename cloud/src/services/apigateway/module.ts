import { EXECUTE_API_PATH } from "../../core/endpoints.ts";
import { type HttpRequest, nameBelow } from "../../wire/http.ts";
import type { AddressHandler, ServiceModule } from "../../wire/service-module.ts";
import { type ApiGatewayDependencies, createApiGatewayService } from "./index.ts";

interface StageMatch {
  readonly apiId: string;
  readonly path: string;
}

export const apigateway: ServiceModule<ApiGatewayDependencies> = {
  name: "apigateway",
  signingNames: ["apigateway"],
  unsignedPaths: ["/restapis"],
  addresses: [
    { name: "execute-api", by: "host", mark: ".execute-api.", match: byHost },
    { name: "execute-api", by: "path", mark: EXECUTE_API_PATH, match: byPath },
  ],
  needs: ["functionInvoker", "objectReader", "tokenVerifier"],
  console: () => import("./console/index.tsx").then(({ areas }) => areas),
  create: (platform) => {
    const { execute, ...service } = createApiGatewayService(platform);
    const stage: AddressHandler<StageMatch> = (request, target) => execute(request, target);
    return { ...service, addresses: { "execute-api": stage } };
  },
};

function byPath({ path }: HttpRequest): StageMatch | undefined {
  const rest = nameBelow(path, EXECUTE_API_PATH);
  return rest === undefined ? undefined : { apiId: rest.name, path: rest.path };
}

function byHost({ path }: HttpRequest, host: string): StageMatch | undefined {
  const apiId = /^([a-z0-9]+)\.execute-api\./.exec(host)?.[1];
  return apiId === undefined ? undefined : { apiId, path };
}
