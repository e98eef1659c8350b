/** Browsers on desks have no motor. */
const nothing = () => undefined;

export const haptics = { pressed: nothing, succeeded: nothing, failed: nothing };
