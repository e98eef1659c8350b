export const THING = "Test::Fake::Thing";

/** Three things that need one another, written against the order of creation. */
export const chain = {
  Resources: {
    C: { Type: THING, Properties: { Value: { "Fn::Sub": "${B.Arn}/${A}" } } },
    B: { Type: THING, Properties: { Value: { Ref: "A" } } },
    A: { Type: THING, Properties: { Value: "1" } },
  },
  Outputs: { Last: { Value: { Ref: "C" } } },
};
