import { rolePath } from "../role-paths.ts";

/** A role by its name, with a link to its page. */
export const RoleLink = ({ arn }: { readonly arn: string }) => {
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  return (
    <a class="outside" href={rolePath(name)}>
      {name}
    </a>
  );
};
