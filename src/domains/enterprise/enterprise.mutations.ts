import type { Resolvers, UpdateEnterpriseInput } from '../../generated/schema.js';
import { InputFault, InputFaults } from '../../graphql/changes/input-fault.js';
import { mutation, type Outcome } from '../../graphql/changes/mutation.js';
import type { Context } from '../context.js';
import type { EnterpriseRecord } from './enterprise.record.js';

/** What a mutation tells its payload of the enterprise it changed. */
export type EnterpriseOutcome = Outcome<{ readonly enterpriseId: string }>;

type Settings = Omit<UpdateEnterpriseInput, 'idempotencyKey'>;

interface Setting {
  /** Where Esper keeps it. */
  readonly key: keyof EnterpriseRecord;
  /** Characters it may have at most. */
  readonly most: number;
  readonly orNull?: boolean;
}

const settings: Readonly<Record<keyof Settings, Setting>> = {
  name: { key: 'name', most: 255 },
  registeredName: { key: 'registered_name', most: 255 },
  registeredAddress: { key: 'registered_address', most: 255 },
  location: { key: 'location', most: 255 },
  zipcode: { key: 'zipcode', most: 8 },
  contactPerson: { key: 'contact_person', most: 255, orNull: true },
  contactNumber: { key: 'contact_number', most: 20, orNull: true },
  contactEmail: { key: 'contact_email', most: 254 },
  wifiLteToggle: { key: 'wifi_lte_toggle_flag', most: Infinity },
};

/** What is wrong with a value; undefined for a fit one. */
function faultOf(name: string, value: unknown, { most, orNull = false }: Setting): string | undefined {
  if (value === null) return orNull ? undefined : 'This cannot be null: leave it out.';
  if (typeof value !== 'string') return undefined;
  if (value === '') return `This cannot be empty${orNull ? ': give null for none' : ''}.`;
  const { length } = [...value]; // the REST API counts characters, of which some take two places in UTF-16
  if (length > most) return `This has ${most} characters at most, and ${length} were given.`;
  return name === 'contactEmail' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
    ? 'This is no e-mail address.'
    : undefined;
}

/** What is given, as Esper spells it. Throws InputFaults for what is not fit, and when nothing is given. */
function changesIn(given: Settings): Partial<EnterpriseRecord> {
  const changes = Object.entries(settings).flatMap(([name, setting]) => {
    const value = given[name as keyof Settings];
    return value === undefined ? [] : [{ name, value, key: setting.key, fault: faultOf(name, value, setting) }];
  });
  if (changes.length === 0) throw new InputFault('There is nothing to change.', null);
  const faults = changes.flatMap(({ name, fault }) => (fault === undefined ? [] : [new InputFault(fault, [name])]));
  if (faults.length > 0) throw new InputFaults(faults);
  return Object.fromEntries(changes.map(({ key, value }) => [key, value]));
}

export const enterpriseMutations = {
  Mutation: {
    updateEnterprise: mutation(
      async (input, { sources }: Context) => ({
        enterpriseId: (await sources.enterprise.update(changesIn(input))).id,
      }),
      { wifi_lte_toggle_flag: 'wifiLteToggle' },
    ),
  },
  UpdateEnterprisePayload: {
    enterprise: ({ enterpriseId }, _, { sources }) => (enterpriseId ? sources.enterprise.byId(enterpriseId) : null),
  },
} satisfies Resolvers;
