/** Loads the pages with the first request for one: starting the cloud does not pay for them. */
export const loadPages = () => import("./render.ts");
