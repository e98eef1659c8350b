/**
 * On AWS the response of a custom resource is put by HTTPS, and much published code takes that for granted:
 * it opens port 443 of the host of `ResponseURL`. Here that address speaks HTTP, so calls of exactly that
 * address go there; every other call is left alone.
 */
const ports = new Map();

/** Makes HTTPS calls of the response address of an event work. */
export function routeResponsesOf(event) {
  if (!URL.canParse(event.ResponseURL)) return;
  const { protocol, hostname, port, pathname, search } = new URL(event.ResponseURL);
  if (protocol !== "http:" || port === "") return;
  if (ports.size === 0) install();
  ports.set(`${hostname} ${pathname}${search}`, port);
}

/** The modules are loaded with the first such event: no other function waits for them at its start. */
function install() {
  const [http, https, { syncBuiltinESMExports }, { urlToHttpOptions }] = [
    "node:http",
    "node:https",
    "node:module",
    "node:url",
  ].map((name) => process.getBuiltinModule(name));
  const optionsOf = (argument) => {
    if (typeof argument === "string") return urlToHttpOptions(new URL(argument));
    return argument instanceof URL ? urlToHttpOptions(argument) : argument;
  };
  const secure = https.request;
  https.request = (...call) => {
    const options = Object.assign({}, ...call.filter((it) => typeof it !== "function").map(optionsOf));
    const port = ports.get(`${options.hostname ?? options.host} ${options.path ?? "/"}`);
    if (port === undefined) return secure.apply(https, call);
    const { agent, ...rest } = options;
    const onResponse = call.filter((argument) => typeof argument === "function");
    return http.request({ ...rest, protocol: "http:", port }, ...onResponse);
  };
  syncBuiltinESMExports();
}
