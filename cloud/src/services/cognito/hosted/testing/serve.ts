import type { HttpService } from "../../../../wire/http.ts";
import { listen } from "../../../../wire/testing/listen.ts";
import { PREFIX, type World } from "./world.ts";

export const BASE_PATH = `/_aws/cognito-auth/${PREFIX}`;

/** The domain and the discovery documents on a real port, as the front door would serve them. */
export async function serveWorld(makeWorld: (port: number) => World) {
  let world: World | undefined;
  const service: HttpService = {
    handle: async (request) => {
      if (world === undefined) throw new Error("not ready");
      if (request.headers["host"]?.startsWith(`${PREFIX}.auth.localhost`)) {
        return world.hosted.handle(request, { domainPrefix: PREFIX, basePath: "" }, request.path);
      }
      if (request.path.startsWith(`${BASE_PATH}/`)) {
        const site = { domainPrefix: PREFIX, basePath: BASE_PATH };
        return world.hosted.handle(request, site, request.path.slice(BASE_PATH.length));
      }
      const poolPath = `/${world.pool.id}`;
      if (request.path.startsWith(`${poolPath}/`)) {
        return world.discovery.handle(request, world.pool.id, request.path.slice(poolPath.length));
      }
      // The app's own page.
      return { status: 200, headers: { "Content-Type": "text/html" }, body: "<title>app</title>app" };
    },
  };
  const server = await listen(service);
  world = makeWorld(server.port);
  return {
    world,
    port: server.port,
    /** Issuer and redirect addresses say `localhost`, as in the product. */
    origin: `http://localhost:${server.port}`,
    domain: `http://localhost:${server.port}${BASE_PATH}`,
    /** Where browsers are taken to. */
    ownOrigin: `http://${PREFIX}.auth.localhost:${server.port}`,
    close: () => server.close(),
  };
}
