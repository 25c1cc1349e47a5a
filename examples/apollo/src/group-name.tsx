import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { graphql } from './gql';

const RENAME = graphql(`
  mutation Rename($input: RenameGroupInput!) {
    renameGroup(input: $input) {
      __typename
      group {
        __typename
        id
        name
      }
      userErrors {
        message
      }
    }
  }
`);

interface GroupNameProps {
  readonly id: string;
  readonly name: string;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

/** The name of a group. It is edited in place, and everywhere shows the new name before the gateway has answered. */
export function GroupName({ id, name, isSelected, onSelect }: GroupNameProps) {
  const [isEdited, setEdited] = useState(false);
  const [rename, { data, error }] = useMutation(RENAME);

  const save = (form: FormData) => {
    setEdited(false);
    const wanted = String(form.get('name')).trim();
    if (wanted === '' || wanted === name) return;
    void rename({
      variables: { input: { group: id, name: wanted, idempotencyKey: crypto.randomUUID() } },
      // Written over the cache until the answer is there. When the gateway refuses, this goes, and the old name is back.
      optimisticResponse: {
        renameGroup: {
          __typename: 'RenameGroupPayload',
          group: { __typename: 'Group', id, name: wanted },
          userErrors: [],
        },
      },
    }).catch(() => {}); // told by `error`
  };

  if (isEdited) {
    return (
      <form action={save}>
        <input name="name" aria-label="Name" defaultValue={name} autoFocus onBlur={() => setEdited(false)} />
      </form>
    );
  }
  // What is wrong with the input, such as a name that is taken, is data; all else is an error.
  const fault = error?.message ?? data?.renameGroup?.userErrors[0]?.message;
  return (
    <>
      <button className="name" aria-current={isSelected} onClick={onSelect}>
        {name}
      </button>
      <button className="rename" aria-label={`Rename ${name}`} onClick={() => setEdited(true)}>
        ✎
      </button>
      {fault && <span role="alert">{fault}</span>}
    </>
  );
}
