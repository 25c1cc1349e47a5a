import type { CommandRecurrenceInput, CommandScheduleInput, CommandWindowInput } from '../../generated/schema.js';
import { InputFault } from '../../graphql/changes/input-fault.js';
import type { CommandOrder } from './command.source.js';

type Schedule = Required<Pick<CommandOrder, 'schedule' | 'schedule_args'>>;

/** Esper: days are written as in English, and all of them as "All days". */
const dayOf = (day: string) => day[0] + day.slice(1).toLowerCase();

function spanOf(kind: string, { name, startAt, endAt, clock }: CommandWindowInput | CommandRecurrenceInput) {
  if (endAt <= startAt) {
    const message = `A schedule ends later than it starts: ${endAt.toISOString()} is not after ${startAt.toISOString()}.`;
    throw new InputFault(message, ['schedule', kind, 'endAt']);
  }
  return {
    name: name ?? 'Scheduled by GraphQL',
    start_datetime: startAt.toISOString(),
    end_datetime: endAt.toISOString(),
    time_type: clock === 'DEVICE' ? 'device' : 'console',
  };
}

/** Esper: times of the day have seconds. */
function timeIn(text: string, field: string): string {
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return `${text}:00`;
  const message = `A time of the day is written as hours and minutes, such as 22:00; "${text.slice(0, 20)}" is not.`;
  throw new InputFault(message, ['schedule', 'recurring', field]);
}

/** The schedule an input asks for. Throws an InputFault. */
export function scheduleIn(input: CommandScheduleInput | null | undefined): Schedule {
  const { window, recurring } = input ?? {};
  if (window) return { schedule: 'WINDOW', schedule_args: spanOf('window', window) };
  if (!recurring) return { schedule: 'IMMEDIATE', schedule_args: {} };
  if (recurring.days?.length === 0)
    throw new InputFault('This list is empty: name at least one day, or leave it out for all of them.', [
      'schedule',
      'recurring',
      'days',
    ]);
  const schedule_args = {
    ...spanOf('recurring', recurring),
    window_start_time: timeIn(recurring.dailyFrom, 'dailyFrom'),
    window_end_time: timeIn(recurring.dailyUntil, 'dailyUntil'),
    days: recurring.days?.map(dayOf) ?? ['All days'],
  };
  return { schedule: 'RECURRING', schedule_args };
}
