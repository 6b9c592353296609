// SPDX-License-Identifier: MPL-2.0
import { type ComponentProps, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { states } from '../../gallery/desk';
import { exampleTicket } from '../../gallery/exampleTicket';
import { Api } from '../../lib/api';
import { cannedSession } from '../../lib/session';
import { Problem } from '../../lib/problem';
import type {
  CallPreview,
  DeskView,
  Preview,
  ProblemCode,
  QueuedTicket,
  ReasonWithText,
} from '../../wire/wire';
import type { DeskActions } from './actions';
import DeskScreen from './DeskScreen.svelte';
import { requests } from './requests';

const viewOf = (name: string): DeskView => {
  const state = states[name];
  if (!state) throw new Error(`no state ${name}`);
  return state.view;
};

/** A desk whose server answers at once and whose view the test sets. */
function desk(name: string, answers: Partial<DeskActions> = {}) {
  const asked: unknown[][] = [];
  const names = Object.keys(requests(new Api(cannedSession), '3')) as (keyof DeskActions)[];
  const actions = Object.fromEntries(
    names.map((name) => [
      name,
      (...values: unknown[]): Promise<unknown> => {
        // The last value is the key of the request, another one each time.
        asked.push([name, ...values.slice(0, -1)]);
        return (
          (answers[name] as ((...given: unknown[]) => Promise<unknown>) | undefined)?.(...values) ??
          Promise.resolve()
        );
      },
    ]),
  ) as unknown as DeskActions;
  const props: ComponentProps<typeof DeskScreen> = $state({
    ...states[name]?.props,
    view: viewOf(name),
    status: 'live',
    staleSince: null,
    now: () => Date.parse((props.view as DeskView).now),
    actions,
  });
  const screen = mount(DeskScreen, { target: document.body, props });
  flushSync();
  opened.push(screen);
  return {
    asked,
    props,
    /** Presses a key on the focused element; on a button it clicks, as in browsers. */
    strike: async (key: string, more: KeyboardEventInit = {}): Promise<void> => {
      const target = document.activeElement ?? document.body;
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
      target.dispatchEvent(event);
      if (key === 'Enter' && !event.defaultPrevented && target instanceof HTMLButtonElement) target.click();
      await settle();
    },
    shows: async (next: string): Promise<void> => {
      props.view = viewOf(next);
      await settle();
      // The press that made the change is over.
      await vi.advanceTimersByTimeAsync(600);
    },
  };
}

const opened: Record<string, unknown>[] = [];

async function settle(): Promise<void> {
  for (let round = 0; round < 5; round++) await Promise.resolve();
  flushSync();
}

const primary = (): string => document.querySelector('.act button span')?.textContent ?? '';
/** The first one with this button set aside. */
const clickAside = (label: string): Promise<void> => click(label, '.aside button');

const text = (): string => document.body.textContent ?? '';

beforeEach(() => {
  // Events carry performance.now() as their time; the test controls both.
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'],
  });
  vi.spyOn(Event.prototype, 'timeStamp', 'get').mockImplementation(() => performance.now());
});

afterEach(async () => {
  for (const screen of opened.splice(0)) await unmount(screen);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a whole visit with one key', () => {
  it('calls, notes the arrival, asks how it went and completes', async () => {
    const { asked, strike, shows } = desk('usual');
    expect(primary()).toBe('Kald næste');
    await strike('Enter');
    await shows('called');
    expect(primary()).toBe('Er kommet');
    await strike('Enter');
    await shows('serving');
    await strike('Enter');
    expect(primary()).toBe('Gem og afslut');
    await strike('Enter');
    expect(asked).toHaveLength(2);
    await strike('6');
    expect(text()).toContain('Tilbyd fritagelse fra Digital Post.');
    await strike('Enter');
    expect(asked).toEqual([
      ['callNext'],
      ['arrive', 'a17'],
      ['complete', 'a17', 'refused_cannot_handle_alone', []],
    ]);
  });
});

describe('repeated presses', () => {
  it('calls once, however often the key is struck', async () => {
    const { asked, strike, props } = desk('usual', { callNext: () => new Promise(() => {}) });
    await strike('Enter');
    await strike('Enter');
    await strike('Enter', { repeat: true });
    expect(asked).toEqual([['callNext']]);
    props.view = viewOf('called');
    await settle();
    await strike('Enter');
    expect(asked).toEqual([['callNext']]);
  });

  it('does not note the arrival with the strike that called', async () => {
    const { asked, strike, props } = desk('usual');
    await strike('Enter');
    props.view = viewOf('called');
    await settle();
    await strike('Enter');
    expect(asked).toEqual([['callNext']]);
  });
});

describe('without the server', () => {
  it('nothing can be pressed, and the screen says so', async () => {
    const { asked, strike, props } = desk('usual');
    props.status = 'stale';
    await settle();
    await strike('Enter');
    expect(asked).toEqual([]);
    expect(text()).toContain('Forbindelsen er væk.');
  });
});

describe('the less frequent steps', () => {
  it('are taken with a letter once the menu is open, and absence only when it is due', async () => {
    const { asked, strike } = desk('called');
    await strike('p');
    expect(asked).toEqual([]);
    await strike('F2');
    await strike('u');
    expect(asked).toEqual([]);
    expect(text()).toContain('Kald igen 2 gange først.');
    await strike('p');
    expect(asked).toEqual([['park', 'a17']]);
  });
});

describe('what was just done', () => {
  it('can be taken back until its time has passed', async () => {
    const { asked, strike, props } = desk('done');
    await strike('z', { ctrlKey: true });
    expect(asked).toEqual([['undo']]);
    props.view = { ...viewOf('done'), now: '2026-11-23T10:20:07+01:00' };
    await vi.advanceTimersByTimeAsync(2_000);
    await strike('z', { ctrlKey: true });
    expect(asked).toHaveLength(1);
    expect(text()).not.toContain('Nummer 16 er afsluttet.');
  });
});

const click = async (label: string, among = 'button'): Promise<void> => {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>(among)];
  const button = buttons.find((each) => each.textContent?.trim() === label);
  if (!button) throw new Error(`no button ${label}`);
  button.click();
  await settle();
};

const write = async (words: string): Promise<void> => {
  const field = document.querySelector<HTMLInputElement>('#desk-reason');
  if (!field) throw new Error('nothing asks for a reason');
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
};

/** Refuses with this code as long as no reason is given. */
const unlessSaid = (code: ProblemCode, reason: ReasonWithText, said: string | undefined): Promise<unknown> =>
  said ? Promise.resolve() : Promise.reject(new Problem(409, { code, reasons: [reason] }));

const passes = (...numbers: number[]): CallPreview => ({
  passed: numbers.map((number) => ({ ...queued, ticket: `a${number}`, number })),
  passed_in_all: numbers.length,
  reasons: [{ code: 'chosen_by_clerk', text: '' }],
});
const [queued] = viewOf('usual').queue as [QueuedTicket];

describe('another number than the next', () => {
  it('is called once the clerk has read whom it passes', async () => {
    const { asked, strike } = desk('usual', { previewCall: () => Promise.resolve(passes(17, 19)) });
    const last = document.querySelector<HTMLElement>('[aria-label="Kald: Nummer 21"]');
    last?.click();
    await settle();
    expect(text()).toContain('2 numre står foran i køen:');
    expect(text()).toContain('Det bryder ingen løfter.');
    expect(asked).toEqual([['previewCall', 'a21']]);
    await vi.advanceTimersByTimeAsync(600);
    await strike('Enter');
    expect(asked.at(-1)).toEqual(['callChosen', 'a21', undefined]);
  });

  it('is not called by a second press on it, before anybody could read', async () => {
    const { asked, strike } = desk('usual', { previewCall: () => Promise.resolve(passes(17)) });
    document.querySelector<HTMLElement>('[aria-label="Kald: Nummer 21"]')?.click();
    await settle();
    await strike('Enter');
    expect(asked).toEqual([['previewCall', 'a21']]);
  });

  it('is not asked about any more once the clerk does something else', async () => {
    let late: (preview: CallPreview) => void = () => {};
    const { asked, strike } = desk('usual', { previewCall: () => new Promise((answer) => (late = answer)) });
    document.querySelector<HTMLElement>('[aria-label="Kald: Nummer 21"]')?.click();
    await strike('F7');
    late(passes());
    await settle();
    expect(document.querySelector('[name=give-errand]')).not.toBeNull();
    expect(asked.some(([name]) => name === 'callChosen')).toBe(false);
  });

  it('is not called where that breaks a promise, whatever the reason', async () => {
    const stands = { code: 'would_break_promise', number: 17, latest: '2026-11-23T10:30:00+01:00', text: '' };
    const refused = new Problem(409, {
      code: 'would_break_promise',
      reasons: [stands as ReasonWithText],
    });
    const { asked } = desk('usual', { previewCall: () => Promise.reject(refused) });
    document.querySelector<HTMLElement>('[aria-label="Kald: Nummer 21"]')?.click();
    await settle();
    expect(text()).toContain('Det ville bryde løftet til nummer 17: senest kl. 10.30.');
    expect(document.querySelector('#desk-reason')).toBeNull();
    expect(asked).toEqual([['previewCall', 'a21']]);
  });

  it('is found by number, also while somebody sits at the desk', async () => {
    const { asked, strike } = desk('serving', {
      find: () => Promise.resolve([{ ...queued, state: 'called', desk: '2' }]),
    });
    await strike('F9');
    const field = document.querySelector<HTMLInputElement>('#find-number');
    expect(document.activeElement).toBe(field);
    if (field) field.value = '17';
    field?.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    await click('Find');
    await settle();
    expect(text()).toContain('kaldt til skranke 2');
    expect(asked).toEqual([['find']]);
    expect(document.querySelector('[aria-label^="Kald:"]')).toBeNull();
  });
});

describe('a number given at the desk', () => {
  it('needs an errand and one more press, and stands there large', async () => {
    const given = { ...exampleTicket, number: 23 };
    const { asked, strike } = desk('serving', { giveNumber: () => Promise.resolve(given) });
    await strike('F7');
    const errand = document.querySelector<HTMLInputElement>('[name=give-errand][value=digital_post]');
    errand?.click();
    await settle();
    await click('Giv nummer');
    const order = { errand: 'digital_post', identification: 'photo', needs: [], language: 'da' };
    expect(asked).toEqual([['giveNumber', { ...order, urgency: 'ordinary', if_full: 'ask' }]]);
    expect(document.querySelector('.given .big')?.textContent).toBe('23');
  });

  it('is offered otherwise where no time is free, under another key', async () => {
    const full = new Problem(409, { code: 'no_time_today', offers: [{ kind: 'standby' }] });
    const keys: string[] = [];
    desk('usual', {
      giveNumber: ({ if_full }, key) => {
        keys.push(key);
        return if_full === 'ask' ? Promise.reject(full) : Promise.resolve(exampleTicket);
      },
    });
    await click('Giv et nummer F7');
    document.querySelector<HTMLInputElement>('[name=give-errand]')?.click();
    await settle();
    await click('Giv nummer');
    await click('Venteliste uden løfte');
    expect(text()).toContain('Nummeret er givet');
    expect(new Set(keys).size).toBe(2);
  });
});

describe('a number that is offered otherwise', () => {
  const full = new Problem(409, { code: 'no_time_today', offers: [{ kind: 'standby' }] });

  async function offered(): Promise<ReturnType<typeof desk>> {
    const shown = desk('usual', { giveNumber: () => Promise.reject(full) });
    await shown.strike('F7');
    document.querySelector<HTMLInputElement>('[name=give-errand]')?.click();
    await settle();
    await click('Giv nummer');
    return shown;
  }

  it('takes the next Enter, and nobody is called by it', async () => {
    const { asked, strike } = await offered();
    expect(document.activeElement?.textContent).toContain('Venteliste');
    (document.activeElement as HTMLElement).blur();
    await strike('Enter');
    expect(asked.map(([name]) => name)).toEqual(['giveNumber']);
  });

  it('is offered for that errand only', async () => {
    await offered();
    const other = [...document.querySelectorAll<HTMLInputElement>('[name=give-errand]')].at(1);
    other?.click();
    await settle();
    expect(text()).not.toContain('Venteliste uden løfte');
    expect(text()).toContain('Giv nummer');
  });
});

describe('a citizen who came back', () => {
  it('is called again by number', async () => {
    const { asked } = desk('nobody_fits', { previewCall: () => Promise.resolve(passes()) });
    await clickAside('Kald');
    expect(asked).toEqual([
      ['previewCall', 'a12'],
      ['callChosen', 'a12', undefined],
    ]);
  });

  it('and needs another desk is called here once the clerk has said why', async () => {
    const reason = { code: 'needs_other_desk', number: 12, feature: 'step_free', text: '' } as const;
    const { asked } = desk('nobody_fits', {
      previewCall: (_, said) => unlessSaid('needs_other_desk', reason, said).then(() => passes(17)),
    });
    await clickAside('Kald');
    expect(text()).toContain('Nummer 12 skal til en skranke uden trin.');
    await write('Borgeren kan godt gå trinet');
    await click('Gør det alligevel');
    expect(text()).toContain('Et nummer står foran i køen:');
    await vi.advanceTimersByTimeAsync(600);
    await click('Kald nummer 12');
    expect(asked).toEqual([
      ['previewCall', 'a12'],
      ['previewCall', 'a12'],
      ['callChosen', 'a12', 'Borgeren kan godt gå trinet'],
    ]);
    // The view follows a moment later.
    await vi.advanceTimersByTimeAsync(2_000);
    expect(document.querySelector('#desk-reason')).toBeNull();
  });
});

describe('a transfer that breaks a promise', () => {
  const reason = {
    code: 'would_break_promise',
    number: 14,
    latest: '2026-11-23T10:45:00+01:00',
    text: '',
  } as const;

  it('says whose, and is made once the clerk has said why', async () => {
    const { asked } = desk('transfer', {
      transfer: (_, to) => unlessSaid('would_break_promise', reason, to.reason ?? undefined),
    });
    const errand = document.querySelector<HTMLSelectElement>('#transfer-errand');
    if (!errand) throw new Error('no errand to choose');
    errand.value = 'address';
    errand.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    await click('Flyt nummeret');
    expect(text()).toContain('Det ville bryde løftet til nummer 14: senest kl. 10.45.');
    await write('Skal bruge en anden blanket');
    await click('Gør det alligevel');
    expect(asked.at(-1)).toEqual([
      'transfer',
      'a17',
      { errand: 'address', reason: 'Skal bruge en anden blanket' },
    ]);
  });

  it('is never sent again with an empty reason', async () => {
    const { asked } = desk('reason');
    await write('   ');
    await click('Gør det alligevel');
    expect(asked).toEqual([]);
  });
});

describe('a clerk who goes', () => {
  const press = async (label: string): Promise<void> => {
    const found = [...document.querySelectorAll('button')].find(({ textContent }) =>
      textContent.includes(label),
    );
    found?.click();
    await settle();
  };
  const harm = states.leave_harms?.props?.begin as { harm: Preview };

  it('leaves at once where nobody is harmed', async () => {
    const { asked } = desk('usual');
    await press('Forlad skranken');
    expect(asked).toEqual([['previewLeaving'], ['leave']]);
  });

  it('sees first whose promise it would break, and may stay', async () => {
    const { asked, strike } = desk('usual', { previewLeaving: () => Promise.resolve(harm.harm) });
    await press('Forlad skranken');
    expect(asked).toEqual([['previewLeaving']]);
    expect(text()).toContain('Nummer 14 er lovet senest kl. 10.55.');
    await strike('Escape');
    expect(text()).not.toContain('Nummer 14');
    await press('Forlad skranken');
    await press('Forlad skranken alligevel');
    expect(asked.at(-1)).toEqual(['leave']);
  });

  it('pauses for as long as they choose, and says why where a promise breaks', async () => {
    const { asked } = desk('usual', { previewPause: () => Promise.resolve(harm.harm) });
    await press('Hold pause');
    await press('15 min.');
    await press('Hold pause til kl. 10.35');
    expect(
      asked.map(([name]) => name),
      'not without a reason',
    ).toEqual(['previewPause']);
    const reason = document.querySelector<HTMLInputElement>('#pause-reason');
    if (!reason) throw new Error('no field');
    reason.value = 'Ild i køkkenet';
    reason.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    await press('Hold pause til kl. 10.35');
    expect(asked.at(-1)).toEqual(['pause', '2026-11-23T09:35:00.000Z', 'Ild i køkkenet']);
  });

  it('is back when they say so', async () => {
    const { asked } = desk('away');
    expect(text()).toContain('Pause til kl. 10.30');
    await press('Jeg er tilbage');
    expect(asked).toEqual([['comeBack', 'a1']]);
  });
});
