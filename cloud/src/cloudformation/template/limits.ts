/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const INLINE_TEMPLATE_BYTES = 51_200;
export const TEMPLATE_BYTES = 1_000_000;
export const MAX_RESOURCES = 500;
export const MAX_PARAMETERS = 200;
export const MAX_OUTPUTS = 200;
export const MAX_MAPPINGS = 200;

/** Deeper nesting than any template of use: bounds every recursive walk. */
export const MAX_DEPTH = 100;
/** Nodes after aliases are followed: a megabyte of template has fewer. */
export const MAX_NODES = 200_000;
