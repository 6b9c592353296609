// SPDX-License-Identifier: MPL-2.0
import { exampleBranding } from './branding';
import type { DeskView } from '../wire/wire';
import { passing, queue, queued, standsBy } from './deskQueue';
import {
  aside,
  at,
  atDesk,
  busy,
  called,
  fits,
  free,
  harm,
  longest,
  noHarm,
  nobody,
  serving,
  withoutPhoto,
} from './deskViews';
import { exampleTicket } from './exampleTicket';
import { ownErrands, ownWords } from './officeWords';
import { deskRefused } from './refused';
import type { States } from './state';

export const states: States<DeskView> = {
  branded: { title: 'Kontorets logo og farve', view: free, branding: exampleBranding },
  usual: { title: 'Klar til at kalde', view: free },
  called: {
    title: 'Kaldt',
    view: {
      ...free,
      next: null,
      current: called,
      queue: queue.slice(1),
      undo: { number: 17, action: 'called', until: at('10:20:08') },
    },
  },
  recalled: {
    title: 'Kaldt igen, kan noteres som udeblevet',
    view: { ...free, next: null, current: { ...called, recalls: 2, recalls_left: 0 } },
  },
  inquiry: {
    title: 'Én, der kun spurgte, er talt med',
    view: { ...free, undo: { number: 16, action: 'done', until: at('10:20:06') } },
    props: { begin: { inquiry: true } },
  },
  serving: { title: 'Ved skranken', view: atDesk },
  outcome: { title: 'Afslut: vælg udfald', view: atDesk, props: { begin: { panel: 'outcome' } } },
  outcome_refused: {
    title: 'Afslut: afslag, og hvad der kan tilbydes',
    view: atDesk,
    props: { begin: { panel: 'outcome', chosen: 'refused_cannot_handle_alone' } },
  },
  menu: {
    title: 'Flere trin, udeblevet endnu ikke muligt',
    view: { ...free, next: null, current: called },
    props: { begin: { panel: 'menu' } },
  },
  transfer: { title: 'Flyt', view: atDesk, props: { begin: { panel: 'transfer' } } },
  done: {
    title: 'Afsluttet, kan fortrydes',
    view: { ...free, undo: { number: 16, action: 'done', until: at('10:20:06') } },
  },
  busy: { title: 'Travlt: hjælp, parkerede, aftalen er tæt på', view: busy },
  over_time: {
    title: 'Over tiden',
    view: { ...atDesk, current: { ...serving, serving_since: at('09:25:00') }, next_booking: at('10:25:00') },
  },
  empty: {
    title: 'Ingen venter',
    view: {
      ...nobody,
      waiting: 0,
      longest_wait_since: null,
      queue: [],
      next_booking: null,
      nobody: [{ code: 'nobody_waits' }],
    },
  },
  nobody_fits: {
    title: 'Ingen passer før aftalen',
    view: {
      ...nobody,
      next_booking: at('10:40:00'),
      nobody: [
        { code: 'needs_more_time', number: 17, minutes: 45, available_minutes: 20 },
        { code: 'needs_other_desk', number: 19, feature: 'step_free' },
        { code: 'waits_for_other_desk', number: 20, desk: '2' },
      ],
      parked: [aside(12, 'passport_help', '10:05:00', { desk: '1' })],
    },
  },
  booked: {
    title: 'En aftale er i gang',
    view: {
      ...nobody,
      booked_from: at('10:00:00'),
      booked_until: at('10:45:00'),
      next_booking: at('11:15:00'),
    },
  },
  closed: { title: 'Skranken er ikke åbnet', view: { ...nobody, staffed: false, waiting: 2 } },
  refused: {
    title: 'Serveren sagde nej',
    view: free,
    props: {
      begin: {
        refusal: {
          code: 'would_delay_booking',
          text: 'Så bliver den næste aftale forsinket. Kald efter aftalen.',
          why: '',
        },
      },
    },
  },
  reason: {
    title: 'Flytningen bryder et løfte og kræver en grund',
    view: atDesk,
    props: {
      begin: {
        panel: 'reason',
        refusal: {
          code: 'would_break_promise',
          text: 'Så bliver et løfte brudt.',
          why: 'Det ville bryde løftet til nummer 14: senest kl. 10.45.',
        },
      },
    },
  },
  found: {
    title: 'Et nummer er fundet',
    view: atDesk,
    props: {
      begin: { search: { sought: 8, found: [queued(8, 'address', { state: 'serving', desk: '2' })] } },
    },
  },
  found_standing_by: {
    title: 'Et nummer på ventelisten kan få en tid en anden dag',
    view: atDesk,
    props: { begin: { search: { sought: 24, found: [standsBy] } } },
  },
  not_found: {
    title: 'Nummeret findes ikke',
    view: free,
    props: { begin: { search: { sought: 99, found: [] } } },
  },
  call_passes: {
    title: 'Kald et andet nummer: hvem det går forbi',
    view: free,
    props: { begin: { panel: 'call', ahead: { ticket: 'a21', number: 21, preview: passing } } },
  },
  call_breaks: {
    title: 'Kald et andet nummer: et løfte står ved magt',
    view: free,
    props: {
      begin: {
        refusal: {
          code: 'would_break_promise',
          text: 'Så bliver et løfte brudt.',
          why: 'Det ville bryde løftet til nummer 17: senest kl. 10.30.',
        },
      },
    },
  },
  give: {
    title: 'Giv et nummer',
    view: free,
    props: { begin: { panel: 'give', give: { errand: 'new_mitid' } } },
  },
  give_full: {
    title: 'Giv et nummer: ingen ledig tid',
    view: free,
    props: {
      begin: {
        panel: 'give',
        give: {
          errand: 'new_mitid',
          offers: [
            {
              kind: 'later_today',
              placement: { desk: '3', start: at('14:00:00'), end: at('14:45:00') },
              latest: at('14:20:00'),
            },
            { kind: 'standby' },
          ],
        },
      },
    },
  },
  given: {
    title: 'Nummeret er givet',
    view: atDesk,
    props: { begin: { panel: 'give', give: { given: exampleTicket } } },
  },
  stale: { title: 'Uden forbindelse', view: atDesk, status: 'stale', staleSince: Date.parse(at('10:19:48')) },
  long_words: {
    title: 'Lange ord og kontorets egne',
    view: {
      ...busy,
      desk_name: 'Stillerummet',
      office: 'Borgerservice og Bibliotek i Den Gamle Rådhushal (demo)',
      current: {
        ...serving,
        number: 1204,
        errand: 'own_errand_residence',
        needs: ['step_free', 'quiet_room', 'interpreter'],
        language: 'ar',
        recalls: 1,
        reasons: [fits, { code: 'waits_for_other_desk', number: 20, desk: 'own_desk_quiet' }, longest],
        briefing: [
          ...withoutPhoto,
          { da: 'Husk at scanne dokumenterne ind i fagsystemet, før borgeren går.' },
          'own_line_forgotten',
        ],
      },
      parked: [aside(11, 'own_errand_wedding', '09:50:00'), aside(12, 'own_errand_forgotten', '10:05:00')],
      words: ownWords,
    },
  },
  own_outcomes: {
    title: 'Afslut: kontorets egne udfald',
    view: {
      ...atDesk,
      outcomes: [
        'mitid_issued',
        ...Object.keys(ownWords.outcomes),
        'own_outcome_forgotten',
        'new_time_given',
      ],
      words: ownWords,
    },
    props: { begin: { panel: 'outcome', chosen: 'own_outcome_sent_on' } },
  },
  own_transfer: {
    title: 'Flyt: kontorets egne ærinder',
    view: { ...atDesk, errands: [...free.errands, ...ownErrands], words: ownWords },
    props: { begin: { panel: 'transfer' } },
  },
  pause: {
    title: 'Pause: ingen løfter brydes',
    view: free,
    props: { begin: { panel: 'pause', minutes: 15, harm: noHarm } },
  },
  pause_harms: {
    title: 'Pause: løfter brydes',
    view: free,
    props: { begin: { panel: 'pause', minutes: 45, harm } },
  },
  leave_harms: {
    title: 'Forlad skranken: løfter brydes',
    view: free,
    props: { begin: { panel: 'leave', harm } },
  },
  away: {
    title: 'Holder pause',
    view: { ...free, away: { absence: 'a1', start: at('10:15:00'), end: at('10:30:00') } },
  },
  away_later: {
    title: 'Væk senere i dag',
    view: { ...free, away: { absence: 'a1', start: at('11:30:00'), end: at('12:00:00') } },
  },
  ...deskRefused(free),
};
