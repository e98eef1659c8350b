// Where AWS answers otherwise than its published model says: cloud/src/wire/models/overrides.json.

/**
 * @param {{ operations: Record<string, object>, shapes: Record<string, object> }} table of one service; changed in place
 * @param {readonly ({ shape: string, member?: string, row?: object, without?: string, required?: true, source: string }
 *   | { operation: string, status: number, source: string })[]} overrides
 *   a member gets a shape of its own, so that the others of its type stay as they are
 */
export function override({ operations, shapes }, overrides = []) {
  for (const change of overrides) {
    if (!change.source)
      throw new Error(`The override of ${change.shape ?? change.operation} names no source`);
    if (change.operation !== undefined) operations[change.operation].status = change.status;
    else if (change.member === undefined) shapes[change.shape] = changed(rowOf(shapes, change.shape), change);
    else overrideMember(shapes, change);
  }
}

function overrideMember(shapes, change) {
  const row = rowOf(shapes, change.shape);
  const to = row.members?.[change.member];
  if (to === undefined) throw new Error(`${change.shape} of the model has no member ${change.member}`);
  const name = `${change.shape}.${change.member}`;
  shapes[name] = changed(rowOf(shapes, typeof to === "string" ? to : to.shape), change);
  const reference = typeof to === "string" ? name : { ...to, shape: name };
  const required = change.required ? [...(row.required ?? []), change.member] : row.required;
  shapes[change.shape] = {
    ...row,
    members: { ...row.members, [change.member]: reference },
    ...(required === undefined ? {} : { required }),
  };
}

function changed(row, { row: change, without }) {
  const { [without]: _dropped, ...kept } = row;
  return { ...kept, ...change };
}

function rowOf(shapes, name) {
  const row = shapes[name];
  if (row === undefined) throw new Error(`The model has no shape ${name} to override`);
  return row;
}
